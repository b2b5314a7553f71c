"""Lines over time: units, the area above them, and the middle half of the peers."""

from itertools import groupby
from typing import Any

import pandas as pd

from data.definitions import Form, Metric
from layouts.figures.base import Figure, Values, compose, drawable, empty_figure, value_axis
from layouts.figures.times import labels, period_axis
from layouts.numbers import number, with_unit
from layouts.palette import BAND, CARD, UNITS, WHOLE
from layouts.words import coverage, subtitle

#: Told apart by dash and symbol as well as by colour.
DASHES = ("solid", "solid", "dash", "dashdot", "dot", "longdash")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
INCOMPLETE = "空心点：该期尚未报齐"
GAP = "断开处：未报"


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

    ``frame``: area, name, period, label, value, state, covered, expected, oldest first. ``band``:
    period, lower, middle, upper. ``whole`` is the area above the units, whose line is the mean of a
    unit that reported where ``mean`` is set. A period nobody reported is a gap; where only some of
    those asked did, the point is hollow.
    """
    if frame.empty or frame["value"].isna().all():
        return empty_figure(f"所选时间还没有{metric.label(form)}的数据")
    unit, decimals = metric.unit_of(form), metric.decimals_of(form)
    periods = list(dict.fromkeys(frame["period"]))
    traces = _band(band, unit, decimals, peers)
    everything: Values = [*band["lower"].tolist(), *band["upper"].tolist()]
    units = [area for area in dict.fromkeys(frame["area"]) if area != whole]
    gaps = hollow = False
    for area in [whole, *units]:
        rows = frame[frame["area"] == area]
        if rows.empty:
            continue
        values = drawable(rows["value"].tolist(), rows["state"].tolist())
        everything += values
        partial = [bool(got < asked) for got, asked in zip(rows["covered"], rows["expected"], strict=True)]
        gaps = gaps or None in values
        hollow = hollow or any(part and value is not None for part, value in zip(partial, values, strict=True))
        name = str(rows["name"].iloc[0])
        if area == whole:
            shown, style = f"{name}（已报单位平均）" if mean else name, (WHOLE, "dash", "circle")
        else:
            at = units.index(area)
            shown, style = name, (UNITS[at % 6], DASHES[at % 6], SYMBOLS[at % 6])
        texts = [_hover(shown, row, unit, decimals) for row in rows.itertuples()]
        traces.append(_line(shown, labels(rows["period"].tolist()), values, texts, style, partial))
    last = frame[frame["area"] == whole].tail(1)
    covered = coverage(int(last["covered"].iloc[0]), int(last["expected"].iloc[0])) if len(last) else ""
    span = labels([periods[0], periods[-1]])
    stretch = span[0] if span[0] == span[1] else f"{span[0]}至{span[1]}"
    return compose(
        traces,
        f"{metric.label(form)}的走势",
        [
            subtitle(unit, stretch, f"末期{covered}" if covered else ""),
            " · ".join(words for words in (GAP if gaps else "", INCOMPLETE if hollow else "") if words),
        ],
        body=366,
        below=92,
        hovermode="x unified",
        showlegend=True,
        xaxis=period_axis(periods),
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


def _hover(name: str, row: Any, unit: str, decimals: int) -> str:
    if row.state != "reported" or row.value != row.value:
        return ""
    part = f"（{coverage(int(row.covered), int(row.expected))}）" if row.covered < row.expected else ""
    return f"{name}：{with_unit(float(row.value), unit, decimals)}{part}"


def _band(band: pd.DataFrame, unit: str, decimals: int, peers: str) -> list[dict[str, Any]]:
    """The middle half as closed shapes, one for each unbroken stretch, and the median's hover."""
    if band.empty or band["middle"].isna().all():
        return []
    periods = labels(band["period"].tolist())
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
