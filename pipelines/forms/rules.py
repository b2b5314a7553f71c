"""The catalogue's bounds and relations as a spreadsheet understands them, and in words for whoever fills in.

Formulas come without their equals sign; figures are the cells ``E<row>`` of the lines.
"""

from collections.abc import Iterator

from data.definitions import BASIS_ZH, Metric
from pipelines.forms.lines import NOT_APPLICABLE, Content, Line
from pipelines.reading.values import show

FIGURES, PREVIOUS = "E", "F"

_BASIS_HINT = {
    "flow": "只填本月发生的数。",
    "cumulative": "填 1 月至本月的累计数。",
    "stock": "填本月末的数。",
}


def cell_of(line: Line) -> str:
    """The absolute address of a line's figure."""
    return f"${FIGURES}${line.row}"


def allow(line: Line) -> str:
    """The formula that a figure must satisfy: a number within its bounds, or 不适用."""
    metric, cell = line.metric, cell_of(line)
    bounds = [f"{cell}>={show(metric.minimum)}"]
    if metric.maximum is not None:
        bounds.append(f"{cell}<={show(metric.maximum)}")
    bounds.append(f"ROUND({cell},{metric.decimals})={cell}")
    # IF, since ROUND of a text is an error that OR does not forgive.
    return f'IF(ISNUMBER({cell}),AND({",".join(bounds)}),TRIM({cell})="{NOT_APPLICABLE}")'


def state_bounds(metric: Metric) -> str:
    """The same in words: ``不小于 0 的整数``, ``0 至 100 的数，最多 2 位小数``."""
    kind = "整数" if metric.whole else f"数，最多 {metric.decimals} 位小数"
    if metric.maximum is None:
        return f"不小于 {show(metric.minimum)} 的{kind}"
    return f"{show(metric.minimum)} 至 {show(metric.maximum)} 的{kind}"


def hint(metric: Metric) -> str:
    """What to remember while the cell is being filled in."""
    return (
        f"{BASIS_ZH[metric.basis]}：{_BASIS_HINT[metric.basis]}\n单位：{metric.unit}，填{state_bounds(metric)}。\n"
        f"没有发生填 0；没有这项工作填“{NOT_APPLICABLE}”。"
    )


def list_breaches(line: Line, content: Content, month: int) -> Iterator[str]:
    """A formula for each way in which a line contradicts others of the form; true where it does.

    Each is silent as long as a figure that it speaks of is not filled in.
    """
    metric, cell = line.metric, cell_of(line)
    for code, sign in ((metric.part_of, ">"), (metric.at_least, "<")):
        if code in content.lines:
            other = cell_of(content.lines[code])
            yield f"AND(COUNT({cell},{other})=2,{cell}{sign}{other})"
    if metric.overlapping_parts and all(code in content.lines for code in metric.overlapping_parts):
        parts = ",".join(cell_of(content.lines[code]) for code in metric.overlapping_parts)
        count = len(metric.overlapping_parts) + 1
        yield f"AND(COUNT({cell},{parts})={count},OR({cell}<MAX({parts}),{cell}>SUM({parts})))"
    if metric.difference and all(code in content.lines for code in metric.difference):
        first, second = (cell_of(content.lines[code]) for code in metric.difference)
        yield f"AND(COUNT({cell},{first},{second})=3,{cell}<>{first}-{second})"
    if metric.basis == "cumulative" and month % 100 != 1:
        before = f"${PREVIOUS}${line.row}"
        yield f"AND(COUNT({cell},{before})=2,{cell}<{before})"


def explain(line: Line, content: Content) -> str:
    """The catalogue's note and the relations in words, each other figure with its number on the form."""
    metric = line.metric
    said = [metric.note]
    if metric.part_of in content.lines:
        said.append(f"不大于{_name(content.lines[metric.part_of])}。")
    if metric.at_least in content.lines:
        said.append(f"不小于{_name(content.lines[metric.at_least])}。")
    parts = [content.lines[code] for code in metric.overlapping_parts if code in content.lines]
    if parts and len(parts) == len(metric.overlapping_parts):
        said.append(f"{'、'.join(map(_name, parts))}可以有交叉：不小于其中最大的，不大于各数之和。")
    if metric.difference and all(code in content.lines for code in metric.difference):
        first, second = (content.lines[code] for code in metric.difference)
        said.append(f"等于{_name(first)}减{_name(second)}。")
    return "".join(said)


def _name(line: Line) -> str:
    return f"“{line.metric.label_zh}”（第{line.number}项）"
