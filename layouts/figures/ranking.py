"""Bars that rank units by one metric."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from data.definitions import Form, Metric
from data.frames import list_rows
from layouts.figures.base import Figure, compose, empty_figure
from layouts.numbers import finite, number, with_unit
from layouts.palette import ACCENT, BETTER, INK, INK_SOFT, NEUTRAL, UNJUDGED, WORSE
from layouts.words import change, coverage, rank_band, subtitle

Row = Mapping[str, Any]
ROW_HEIGHT = 30
#: Where a province ranks a hundred, rows close up to the height of their type.
MANY, CLOSE_ROW_HEIGHT = 40, 20


def ranking_bars(
    frame: pd.DataFrame,
    metric: Metric,
    *,
    form: Form = "raw",
    period: str,
    covered: int,
    expected: int,
    whole: float | None = None,
    line: float | None = None,
    whole_name: str = "全区",
    highlights: Collection[str] = (),
    trace: Callable[[str], str] | None = None,
) -> Figure:
    """One bar for each unit that reported, in the frame's order, its rank before its name.

    ``frame``: area, name, value, state, rank, tied and, where known, change, change_pct, lower and
    upper (drawn as a thin line across the bar's end), best_rank and worst_rank. Units that did not
    report have no bar: the page lists them. ``whole`` is the area's own figure, said in the
    words above, ``line`` where it is drawn: the pooled rate or share itself, of raw figures the mean
    of a unit that reported. Only of judged
    metrics the first and last few are marked, by colour and in the key; ``highlights`` are the
    units picked out, by a red outline and an arrowhead. ``trace(area)`` names the figure that a click
    on its bar leads to.
    """
    rows = [row for row in list_rows(frame) if row["state"] == "reported" and row["value"] == row["value"]]
    if not rows:
        return empty_figure(f"{period}还没有单位报送{metric.label(form)}")
    unit, decimals = metric.unit_of(form), metric.decimals_of(form)
    codes, values = [row["area"] for row in rows], [float(row["value"]) for row in rows]
    ranks = [None if pd.isna(row["rank"]) else int(row["rank"]) for row in rows]
    kinds = _kinds(ranks) if metric.judged else ["unjudged"] * len(codes)
    texts = [number(value, decimals) for value in values]
    # Where a figure has no interval, its own end stands for both.
    intervals = [
        (value, value, value) if pd.isna(row.get("lower")) else (row["lower"], value, row["upper"])
        for row, value in zip(rows, values, strict=True)
    ]
    doubtful = any(low < high for low, _, high in intervals)
    hovers = _hovers(rows, ranks, metric, form, period)
    traces = []
    for kind, (name, colour, pattern) in _KINDS.items():
        chosen = [index for index, found in enumerate(kinds) if found == kind]
        if chosen:
            picked = [codes[index] in highlights for index in chosen]
            traces.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "name": name.format(few=_few(len(codes))),
                    "y": [codes[index] for index in chosen],
                    "x": [values[index] for index in chosen],
                    **(
                        {"error_x": _whiskers([intervals[index] for index in chosen])}
                        if doubtful
                        else {"text": [texts[index] for index in chosen], "textposition": "outside"}
                    ),
                    "cliponaxis": False,
                    "hovertext": [hovers[index] for index in chosen],
                    "customdata": [trace(codes[index]) for index in chosen] if trace else [],
                    "hovertemplate": "%{hovertext}<extra></extra>",
                    "marker": {
                        "color": colour,
                        "pattern": {
                            "shape": pattern,
                            "fillmode": "overlay",
                            "fgcolor": "#fff",
                            "size": 7,
                            "solidity": 0.18,
                        },
                        "line": {"color": ACCENT, "width": [2.5 if mark else 0 for mark in picked]},
                    },
                }
            )
    if doubtful:
        traces.append(_figures(codes, [f"\u2002{text}" for text in texts], [high for _, _, high in intervals]))
    total = with_unit(whole, unit, decimals) if whole is not None and whole == whole else ""
    line_name = "已报单位平均" if form == "raw" else whole_name
    return compose(
        traces,
        metric.label(form),
        [subtitle(unit, period, coverage(covered, expected)), f"{whole_name} {total}" if total else ""],
        body=(CLOSE_ROW_HEIGHT if len(codes) > MANY else ROW_HEIGHT) * len(codes) + (52 if metric.judged else 12),
        above=16 if line is not None else 0,
        below=48 if metric.judged else 8,
        barmode="overlay",
        bargap=0.32,
        showlegend=metric.judged,
        xaxis={
            "visible": False,
            "range": _range([end for ends in intervals for end in ends], line, decimals),
            "fixedrange": True,
        },
        yaxis={
            "type": "category",
            "range": [len(codes) - 0.5, -0.5],
            "categoryorder": "array",
            "categoryarray": codes,
            "tickmode": "array",
            "tickvals": codes,
            "ticktext": _labels(rows, ranks, highlights),
            "automargin": True,
            "fixedrange": True,
            "showgrid": False,
            "ticklabelstandoff": 6,
        },
        shapes=[] if line is None else [_line(line)],
        annotations=[]
        if line is None
        else [_line_label(line, f"{line_name} {number(line, decimals + (form == 'raw'))}")],
    )


_KINDS: dict[str, tuple[str, str, str]] = {
    "first": ("前{few}名", BETTER, ""),
    "between": ("其余", NEUTRAL, ""),
    "last": ("后{few}名", WORSE, "/"),
    "unjudged": ("只排序，不分优劣", UNJUDGED, ""),
}


def _few(count: int) -> int:
    """How many at each end are marked: at most three, and never half of the units."""
    return min(3, count // 4)


def _kinds(ranks: Sequence[int | None]) -> list[str]:
    """``first``, ``between`` or ``last`` by rank; a tie that reaches further is not marked at all."""
    few, count = _few(len(ranks)), len(ranks)
    placed = [rank for rank in ranks if rank is not None]
    first = {rank for rank in placed if rank <= few and sum(other <= rank for other in placed) <= few}
    last = {rank for rank in placed if rank > count - few}
    return ["first" if rank in first else "last" if rank in last else "between" for rank in ranks]


def _labels(rows: Sequence[Row], ranks: Sequence[int | None], highlights: Collection[str]) -> list[str]:
    labels = []
    for row, rank in zip(rows, ranks, strict=True):
        text = row["name"] if rank is None else f"{rank} {row['name']}"
        labels.append(f"<b>▸ {text}</b>" if row["area"] in highlights else text)
    return labels


def _hovers(rows: Sequence[Row], ranks: Sequence[int | None], metric: Metric, form: Form, period: str) -> list[str]:
    texts = []
    for row, rank in zip(rows, ranks, strict=True):
        text = head_hover(row, metric, form, period)
        if rank is not None:
            text += f"<br>{'并列' if row['tied'] else ''}第{rank}名（已报{len(rows)}个）"
        if not pd.isna(row.get("best_rank")):
            text += f"<br>名次区间：{rank_band(row['best_rank'], row['worst_rank'])}"
        if not pd.isna(row.get("change")):
            text += f"<br>{change('环比', row['change'], row.get('change_pct'), metric.decimals_of(form))}"
        texts.append(text)
    return texts


def head_hover(row: Row, metric: Metric, form: Form, period: str) -> str:
    """A unit's name, its figure and, where it has one, the figure's interval."""
    unit, decimals = metric.unit_of(form), metric.decimals_of(form)
    text = f"<b>{row['name']}</b><br>{period} {metric.label(form)}：{with_unit(row['value'], unit, decimals)}"
    if not pd.isna(row.get("lower")):
        ends = number(row["lower"], decimals), with_unit(row["upper"], unit, decimals)
        text += f"<br>95%区间：{'–'.join(ends)}"
    return text


def _whiskers(ends: Sequence[tuple[float, float, float]]) -> dict[str, Any]:
    """A thin line from each lower to each upper end, by the value between them."""
    return {
        "type": "data",
        "symmetric": False,
        "arrayminus": [value - low for low, value, _ in ends],
        "array": [high - value for _, value, high in ends],
        "color": INK,
        "thickness": 1,
        "width": 3,
    }


def _figures(codes: Sequence[str], texts: Sequence[str], ends: Sequence[float]) -> dict[str, Any]:
    """The figures in words, each behind the end of its bar and of the line across it."""
    return {
        "type": "scatter",
        "mode": "text",
        "y": list(codes),
        "x": list(ends),
        "text": texts,
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _range(values: Sequence[float | None], line: float | None, decimals: int) -> list[float]:
    """Room at the end of the longest bar for its figure, also where the card is narrow."""
    found = finite([*values, line, 0.0])
    low, high = min(found), max(found)
    room = (high - low or 1.0) * (0.03 + 0.025 * len(number(high, decimals)))
    return [low - (room if low < 0 else 0.0), high + room]


def _line(value: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
        "line": {"color": INK_SOFT, "width": 1.5, "dash": "dash"},
    }


def _line_label(value: float, text: str) -> dict[str, Any]:
    return {
        "text": text,
        "x": value,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": INK_SOFT},
    }
