"""How far rectification has come: done, under way, overdue."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from data.definitions import LedgerCount
from data.frames import list_rows
from layouts.figures.base import Figure, category_axis, compose, empty_figure
from layouts.numbers import number, percent
from layouts.palette import DONE, INK, OVERDUE, UNDER_WAY
from layouts.words import subtitle

ROW_HEIGHT = 34
_PARTS: tuple[tuple[LedgerCount, str, str, str, str], ...] = (
    ("done", "已整改", DONE, "", "#fff"),
    ("open", "整改中（未到期）", UNDER_WAY, "", INK),
    ("overdue", "逾期未整改", OVERDUE, "/", "#fff"),
)


def rectification_bars(
    frame: pd.DataFrame,
    *,
    key: str,
    title: str,
    period: str,
    trace: Callable[[Mapping[str, Any], LedgerCount], str],
) -> Figure:
    """One stacked bar for each source or unit, in the frame's order, its completion at the end.

    ``frame``: ``key`` (the column of names), found, done, open (under way and in time), overdue,
    rate. ``period`` says as of when, ``trace`` names the items behind a count of a row. Rows without
    any item keep their place, without a bar.
    """
    if frame.empty or not frame["found"].sum():
        return empty_figure(f"{period}没有整改问题")
    names = [str(name) for name in frame[key]]
    found = [int(count) for count in frame["found"]]
    rows = list_rows(frame)
    traces = [
        {
            **_part(frame, names, column, words, colour, pattern, ink, period),
            "customdata": [trace(row, column) for row in rows],
        }
        for column, words, colour, pattern, ink in _PARTS
    ]
    ends = [
        _end(count, rate, overdue) for count, rate, overdue in zip(found, frame["rate"], frame["overdue"], strict=True)
    ]
    total, done = sum(found), int(frame["done"].sum())
    lines = [
        subtitle("个", period, f"共{number(total)}个"),
        f"已整改{number(done)}个（{percent(100 * done / total)}） · 条末：问题数 · 整改率 · 逾期数",
    ]
    return _stack(traces, title, lines, names, found, ends)


def age_bars(frame: pd.DataFrame, *, period: str) -> Figure:
    """AGES: one stacked bar for each age of what is not done, the part not due yet and the overdue one.

    ``frame``: label, found (both parts), open, overdue, youngest first. ``period`` says as of when.
    """
    if not frame["found"].sum():
        return empty_figure(f"{period}没有未完成的问题")
    names, found = frame["label"].tolist(), [int(count) for count in frame["found"]]
    traces = [_part(frame, names, *part, period) for part in _PARTS[1:]]
    ends = [_end(count, None, late) for count, late in zip(found, frame["overdue"], strict=True)]
    lines = [
        subtitle("个", period, f"共{number(sum(found))}个"),
        "从发现那天算起 · 条末：问题数 · 逾期数",
    ]
    return _stack(traces, "没有完成的问题有多久了", lines, names, found, ends)


def _stack(
    traces: list[dict[str, Any]],
    title: str,
    lines: list[str],
    names: list[str],
    found: list[int],
    ends: list[str],
) -> Figure:
    """Stacked bars with words at their ends."""
    # The words after the longest bar also have to stand where the card is narrow.
    room = 0.036 * max(len(end) for end in ends)
    return compose(
        traces,
        title,
        lines,
        body=ROW_HEIGHT * len(names) + 54,
        below=50,
        barmode="stack",
        bargap=0.36,
        showlegend=True,
        xaxis={"visible": False, "range": [0, max(found) * (1 + room)], "fixedrange": True},
        yaxis=category_axis(names, names, range=[len(names) - 0.5, -0.5], ticklabelstandoff=6),
        annotations=[
            {
                "text": end,
                "x": count,
                "y": name,
                "xanchor": "left",
                "xshift": 6,
                "showarrow": False,
                "font": {"color": INK},
            }
            for name, count, end in zip(names, found, ends, strict=True)
        ],
    )


def _end(found: int, rate: float | None, overdue: int) -> str:
    """What stands after a bar; the overdue are said here, since their part is mostly a sliver."""
    if not found:
        return "没有问题"
    done = f" · {percent(rate)}" if rate is not None else ""
    late = f" · 逾期{number(overdue)}" if overdue else ""
    return f"{number(found)}个{done}{late}"


def _part(
    frame: pd.DataFrame, names: list[str], column: str, words: str, colour: str, pattern: str, ink: str, period: str
) -> dict[str, Any]:
    counts = [int(count) for count in frame[column]]
    longest = max(int(frame["found"].max()), 1)
    return {
        "type": "bar",
        "orientation": "h",
        "name": words,
        "y": names,
        "x": counts,
        # A sliver has no room for its figure: the overdue stand after the bar, the rest in the hover.
        "text": [number(count) if count >= 0.05 * longest and not pattern else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": ink, "shadow": f"0 0 3px {colour}, 0 0 3px {colour}"},
        "marker": {
            "color": colour,
            "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": "#fff", "size": 7, "solidity": 0.18},
            "line": {"color": "#fff", "width": 1},
        },
        "hovertext": [
            f"<b>{name}</b><br>{period} {words}：{number(count)}个" for name, count in zip(names, counts, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
