"""The ranks of a score, each with the range that it may take when the weights vary."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from data.frames import list_rows
from layouts.figures.base import Figure, category_axis, compose, empty_figure
from layouts.numbers import number
from layouts.palette import ACCENT, INK_SOFT, NOW, RULE_FAINT, UNJUDGED
from layouts.words import describe_range, subtitle

ROW_HEIGHT = 26
MANY, CLOSE_ROW_HEIGHT = 60, 18


def score_ranges(
    frame: pd.DataFrame, *, title: str, period: str, vary: float, highlights: Collection[str] = ()
) -> Figure:
    """A bar from the best to the worst place, a dot at the place itself; groups one under the other.

    ``frame``: group, area, name, score, rank, best, worst, veto. Vetoed units are drawn apart, by symbol
    and in the key; ``highlights`` are outlined.
    """
    rows = [row for row in list_rows(frame) if not pd.isna(row["rank"])]
    if not rows:
        return empty_figure(f"{period}没有可以排名的得分")
    keys, texts, heads = _list_places(rows)
    free, struck = ([row for row in rows if bool(row["veto"]) is vetoed] for vetoed in (False, True))
    traces = [_draw_ranges(rows, period, vary), _draw_places(free, "名次", "circle", NOW, highlights)]
    if struck:
        traces.append(_draw_places(struck, "一票否决", "x", ACCENT, ()))
    most = max(int(row["worst"]) for row in rows)
    marks = [mark for mark in range(1, most + 1) if most <= 20 or mark == 1 or mark % 10 == 0]
    height = (CLOSE_ROW_HEIGHT if len(keys) > MANY else ROW_HEIGHT) * len(keys)
    return compose(
        traces,
        title,
        [subtitle("名次", period), f"横条：各项权重各自变动±{vary:.0%}，95%的情形名次在此范围"],
        body=height + 60,
        below=44,
        barmode="overlay",
        bargap=0.45,
        xaxis={
            "range": [0.4, most + 0.6],
            "tickvals": marks,
            "ticktext": [f"{mark}" for mark in marks],
            "tickfont": {"color": INK_SOFT},
            "side": "top",
            "gridcolor": RULE_FAINT,
            "zeroline": False,
            "fixedrange": True,
            "automargin": True,
        },
        yaxis=category_axis(
            keys,
            [f"<b>{text}</b>" if key in heads else text for key, text in zip(keys, texts, strict=True)],
            autorange="reversed",
        ),
    )


def _list_places(rows: list[dict[str, Any]]) -> tuple[list[str], list[str], set[str]]:
    """The axis: each unit in order, and a line with the group's name over its units."""
    keys: list[str] = []
    texts: list[str] = []
    heads: set[str] = set()
    for row in rows:
        head = f"group {row['group']}"
        if row["group"] and head not in heads:
            heads.add(head)
            keys.append(head)
            texts.append(row["group"])
        keys.append(row["area"])
        texts.append(row["name"])
    return keys, texts, heads


def _draw_ranges(rows: list[dict[str, Any]], period: str, vary: float) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": "名次范围",
        "y": [row["area"] for row in rows],
        "base": [int(row["best"]) - 0.25 for row in rows],
        "x": [int(row["worst"]) - int(row["best"]) + 0.5 for row in rows],
        "marker": {"color": UNJUDGED, "opacity": 0.35},
        "hovertext": [_hover(row, period, vary) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _draw_places(
    rows: list[dict[str, Any]], name: str, symbol: str, colour: str, highlights: Collection[str]
) -> dict[str, Any]:
    outline = [2.5 if row["area"] in highlights else 0 for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "y": [row["area"] for row in rows],
        "x": [int(row["rank"]) for row in rows],
        "marker": {"color": colour, "size": 10, "symbol": symbol, "line": {"color": ACCENT, "width": outline}},
        "hoverinfo": "skip",
    }


def _hover(row: dict[str, Any], period: str, vary: float) -> str:
    said = f"{row['name']}<br>{period}第{int(row['rank'])}名，{number(row['score'], 2)}分"
    said += f"<br>权重变动±{vary:.0%}：{describe_range(int(row['best']), int(row['worst']))}"
    return f"{said}<br>一票否决：{row['veto']}" if row["veto"] else said
