"""What a file yields: observations by figure, and every problem met on the way."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from data.definitions import Metric
from data.observations import LedgerItem, Observation
from data.problems import Problem, Severity
from pipelines.reading.grid import Grid, address
from pipelines.reading.texts import is_unit
from pipelines.reading.values import read_cell

#: Units that count the same thing, and factors between units of one quantity.
SAME_UNITS = ({"人", "名", "位"}, {"户", "家"})
_LARGER = (
    ("万元", "元", 10_000), ("亿元", "元", 100_000_000), ("亿元", "万元", 10_000), ("千元", "元", 1000),
    ("万人", "人", 10_000), ("万户", "户", 10_000), ("万人次", "人次", 10_000), ("公里", "米", 1000),
    ("千米", "米", 1000), ("千米", "公里", 1), ("公顷", "亩", 15), ("万亩", "亩", 10_000),
    ("吨", "公斤", 1000), ("公斤", "千克", 1),
)  # fmt: skip
#: Decimal, since 7000 元 are 0.7 万元 and not 0.7000000000000001.
FACTORS = {(a, z): Decimal(by) for a, z, by in _LARGER} | {(z, a): 1 / Decimal(by) for a, z, by in _LARGER}

#: What is measured rather than counted: no such figure is understood without its unit.
_MEASURES = {"元", "千元", "万元", "亿元", "米", "公里", "千米", "亩", "公顷", "万亩", "公斤", "千克", "吨"}
_MULTIPLE = re.compile("[十百千万亿]")


def convert(unit: str, metric: Metric) -> Decimal | None:
    """What to multiply by so that a figure in a form's unit is in the metric's; nothing where they do not fit."""
    if not unit or unit == metric.unit or any({unit, metric.unit} <= same for same in SAME_UNITS):
        return Decimal(1)
    # 人/次 is as good as any word for what is counted, but ？？ may stand for 元 as for 万元.
    if metric.unit not in _MEASURES and not (is_unit(unit) or _MULTIPLE.search(unit)):
        return Decimal(1)
    return FACTORS.get((unit, metric.unit))


def _scale(number: float, factor: Decimal) -> float:
    return number if factor == 1 else float(Decimal(repr(number)) * factor)


@dataclass
class Harvest:
    """Observations by (metric, month, area), ledger items, the layouts met, and all problems.

    ``sheets`` are the workbook's in its order, the hidden ones last. ``wholes`` are figures stated of
    areas that only hold others: they are compared with the sums of those and not kept. ``unread`` are
    the figures whose cells say something that is no plain number: complained of, and not absent. ``planned``: they
    are to be targets, so that a title may say so.
    """

    file: str
    sheets: tuple[str, ...] = ()
    planned: bool = False
    observations: dict[tuple[str, int, str], Observation] = field(default_factory=dict)
    wholes: dict[tuple[str, int, str], Observation] = field(default_factory=dict)
    unread: set[tuple[str, int, str]] = field(default_factory=set)
    items: list[LedgerItem] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _odd_units: set[tuple[str, str, str]] = field(default_factory=set)

    def fault(
        self,
        rule: str,
        sheet: str,
        cell: str,
        found: str,
        expected: str,
        remedy: str,
        severity: Severity = "block",
    ) -> None:
        """Note a problem at a place of this file."""
        self.problems.append(Problem(rule, severity, found, expected, remedy, self.file, sheet, cell))

    def take(self, grid: Grid, row: int, column: int, metric: Metric, month: int, area: str, unit: str = "") -> None:
        """Take one cell as the figure of a metric, month and area, or note why it cannot be."""
        cell = address(row, column)
        factor = self._factor(grid.name, cell, metric, unit)
        # Some programs leave figures under a merged range; nobody sees them, so they say nothing either.
        if grid.origin(row, column) != (row, column) and grid.shown(row, column) is not None:
            text = str(grid.shown(row, column))
            self.unread.add((metric.code, month, area))
            self.fault(
                "merged_figure",
                grid.name,
                cell,
                f"合并单元格里的“{text}”",
                "不知属于哪一格",
                "请取消合并，逐格填写后重新报送",
            )
            return
        value = read_cell(grid, row, column)
        if value.kind in ("blank", "missing") or factor is None:
            return
        if value.kind == "not_applicable":
            self._put(Observation(metric.code, month, area, None, "not_applicable", grid.name, cell, value.text))
            return
        if value.kind == "held" or value.number is None or (value.text[-1:] in "%％" and metric.unit != "%"):
            self.unread.add((metric.code, month, area))
            self.fault(
                "not_a_number",
                grid.name,
                cell,
                f"“{value.text}”",
                f"不是一个数（{metric.label_zh}）",
                "请只填一个数字；没有发生填 0，没有这项工作填“不适用”",
            )
            return
        number = _scale(value.number, factor)
        self._put(Observation(metric.code, month, area, number, "reported", grid.name, cell, value.text))

    def note_whole(
        self, grid: Grid, row: int, column: int, metric: Metric, month: int, area: str, unit: str = ""
    ) -> None:
        """Note one cell as the figure of an area that holds others, if it is a plain number."""
        value, factor, cell = read_cell(grid, row, column), convert(unit, metric), address(row, column)
        if value.number is not None and factor is not None:
            number = _scale(value.number, factor)
            whole = Observation(metric.code, month, area, number, "reported", grid.name, cell, value.text)
            self.wholes.setdefault((metric.code, month, area), whole)

    def _put(self, observation: Observation) -> None:
        key = (observation.metric, observation.month, observation.area)
        other = self.observations.setdefault(key, observation)
        if (other.value, other.state) != (observation.value, observation.state):
            self.fault(
                "stated_twice",
                observation.sheet,
                observation.cell,
                f"“{observation.text}”",
                f"与同一文件 {other.sheet} {other.cell} 的“{other.text}”是同一个数却不相同",
                "请只保留正确的一个",
            )

    def _factor(self, sheet: str, cell: str, metric: Metric, unit: str) -> Decimal | None:
        """What to multiply by so that a figure in the form's unit is in the catalogue's."""
        factor = convert(unit, metric)
        if factor is None and (sheet, metric.code, unit) not in self._odd_units:
            self._odd_units.add((sheet, metric.code, unit))
            self.fault(
                "unit_mismatch",
                sheet,
                cell,
                f"{metric.label_zh}的单位写作“{unit}”",
                f"，应为“{metric.unit}”",
                "请改正表头或换算后重新报送",
            )
        return factor
