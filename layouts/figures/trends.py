"""Lines over time: units, the area above them, and the middle half of the peers."""

from itertools import groupby
from typing import Any

import pandas as pd

from data.definitions import Form, Metric
from data.periods import Period
from data.traces import name_figure
from layouts.figures.base import Figure, Values, compose, drawable, empty_figure, group_units, value_axis
from layouts.figures.times import period_axis
from layouts.numbers import number, with_unit
from layouts.palette import BAND, CARD, UNITS, WHOLE
from layouts.words import coverage, subtitle

#: Told apart by dash and symbol as well as by colour.
DASHES = ("solid", "solid", "dash", "dashdot", "dot", "longdash")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
INCOMPLETE = "空心点：该期尚未报齐"
GAP = "断开处：未报"
ANEW = "每年1月重新累计"


def trend_lines(
    frame: pd.DataFrame,
    band: pd.DataFrame,
    metric: Metric,
    *,
    form: Form = "raw",
    whole: str,
    mean: bool = False,
    peers: str = "各乡镇（街道）",
) -> Figure:
    """TREND as lines over BAND as a shaded middle half.

    ``frame``: area, name, period, label, begun, value, state, covered, expected, oldest first. ``band``:
    label, lower, middle, upper. ``whole`` is the area above the units, whose line is the mean of a
    unit that reported where ``mean`` is set. A period nobody reported is a gap; where only some of
    those asked did, the point is hollow. A click on a point leads to its cells.
    """
    if frame.empty or frame["value"].isna().all():
        return empty_figure(f"所选时间还没有{metric.label(form)}的数据")
    unit, decimals = metric.unit_of(form), metric.decimals_of(form)
    groups = group_units(frame)
    units = [area for area in groups if area != whole]
    traces = _band(band, unit, decimals, peers)
    everything: Values = [*band["lower"].tolist(), *band["upper"].tolist()]
    gaps = hollow = False
    for area in [whole, *units]:
        rows = groups.get(area)
        if rows is None:
            continue
        values = drawable([row["value"] for row in rows], [row["state"] for row in rows])
        everything += values
        partial = [bool(row["covered"] < row["expected"] or row["begun"]) for row in rows]
        gaps = gaps or None in values
        hollow = hollow or any(part and value is not None for part, value in zip(partial, values, strict=True))
        name = str(rows[0]["name"])
        if area == whole:
            shown, style = f"{name}（已报单位平均）" if mean else name, (WHOLE, "dash", "circle")
        else:
            at = units.index(area)
            shown, style = name, (UNITS[at % 6], DASHES[at % 6], SYMBOLS[at % 6])
        texts = [_hover(shown, row, unit, decimals) for row in rows]
        drawn = _line(shown, [row["label"] for row in rows], values, texts, style, partial)
        # A mean stands in no cell.
        if not (area == whole and mean):
            drawn["customdata"] = [name_figure(metric.code, row["period"], area, form) for row in rows]
        traces.append(drawn)
    line = next(iter(groups.values()))
    first, last = line[0]["label"], line[-1]["label"]
    stretch = first if first == last else f"{first}至{last}"
    end = groups[whole][-1] if whole in groups else None
    covered = coverage(int(end["covered"]), int(end["expected"])) if end else ""
    anew = Period.parse(line[-1]["period"]).grain == "ytd"
    said = [words for words, so in ((GAP, gaps), (INCOMPLETE, hollow), (ANEW, anew)) if so]
    return compose(
        traces,
        f"{metric.label(form)}的走势",
        [
            subtitle(unit, stretch, f"末期{covered}" if covered else ""),
            " · ".join(said),
        ],
        body=366,
        below=92,
        hovermode="x unified",
        showlegend=True,
        xaxis=period_axis([row["period"] for row in line], [row["label"] for row in line]),
        yaxis=value_axis(everything, from_zero=False),
    )


def _line(
    name: str, periods: list[str], values: Values, texts: list[str], style: tuple[str, str, str], partial: list[bool]
) -> dict[str, Any]:
    colour, dash, symbol = style
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": periods,
        "y": values,
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": 2.2, "dash": dash},
        "marker": {
            "symbol": symbol,
            "opacity": 1,
            "size": [9 if part else 6 for part in partial],
            "color": [CARD if part else colour for part in partial],
            "line": {"color": colour, "width": [2 if part else 0 for part in partial]},
        },
        "hovertext": texts,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(name: str, row: dict[Any, Any], unit: str, decimals: int) -> str:
    if row["state"] != "reported" or row["value"] != row["value"]:
        return ""
    covered, expected = int(row["covered"]), int(row["expected"])
    part = f"（{coverage(covered, expected)}）" if covered < expected else ""
    return f"{name}：{with_unit(float(row['value']), unit, decimals)}{part}"


def _band(band: pd.DataFrame, unit: str, decimals: int, peers: str) -> list[dict[str, Any]]:
    """The middle half as closed shapes, one for each unbroken stretch, and the median's hover."""
    if band.empty or band["middle"].isna().all():
        return []
    periods = band["label"].tolist()
    lower, upper, middle = (band[key].tolist() for key in ("lower", "upper", "middle"))
    xs: list[str | None] = []
    ys: Values = []
    known = [index for index, value in enumerate(middle) if value == value]
    for _, stretch in groupby(enumerate(known), key=lambda pair: pair[1] - pair[0]):
        run = [index for _, index in stretch]
        xs += [*(periods[at] for at in run), *(periods[at] for at in reversed(run)), None]
        ys += [*(upper[at] for at in run), *(lower[at] for at in reversed(run)), None]
    words = [
        f"{peers}：中位 {number(middle[at], decimals)}，"
        f"中间一半 {number(lower[at], decimals)}—{with_unit(upper[at], unit, decimals)}"
        for at in known
    ]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": f"{peers}的中间一半",
            "x": xs,
            "y": ys,
            "fill": "toself",
            "fillcolor": BAND,
            "line": {"width": 0},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "name": f"{peers}的中位数",
            "x": [periods[at] for at in known],
            "y": [middle[at] for at in known],
            "line": {"width": 0},
            "showlegend": False,
            "hovertext": words,
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]
