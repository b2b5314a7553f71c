"""What every figure has in common: type, title, axes, the empty state.

Figures are plain dicts, since a ``go.Figure`` costs a callback a millisecond, and draw with the
traces of plotly's basic bundle only: bar, scatter, pie.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from data.frames import list_rows
from layouts.numbers import finite, ticks
from layouts.palette import CARD, FONT, INK, INK_FAINT, INK_SOFT, RULE, RULE_FAINT

Figure = dict[str, Any]
Values = list[float | None]

TEXT_SIZE = 13
TITLE_SIZE = 17
#: Room above the drawing for the title and one line under it, and for each line more.
TOP, LINE = 76, 19


def compose(
    traces: list[dict[str, Any]],
    title: str,
    lines: Sequence[str],
    *,
    body: int,
    above: int = 0,
    below: int = 36,
    **layout: Any,
) -> Figure:
    """A figure: its traces, what is seen, and under the title unit, period and coverage.

    ``lines`` under the title stay apart, since a drawn title does not wrap; empty ones are left out.
    ``body`` is the drawing in pixels with ``below`` for its key, ``above`` what is written over it.
    """
    said = [line for line in lines if line]
    top = TOP + LINE * (len(said) - 1) + above
    return {
        "data": traces,
        "layout": {
            "height": top + body,
            "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
            "title": {
                "text": f"<b>{title}</b>",
                "font": {"size": TITLE_SIZE},
                "subtitle": {"text": "<br>".join(said), "font": {"size": TEXT_SIZE, "color": INK_SOFT}},
                "x": 0,
                "xanchor": "left",
                "xref": "container",
                "y": 1,
                "yref": "container",
                "yanchor": "top",
                "pad": {"t": 7},
            },
            "margin": {"l": 8, "r": 16, "t": top, "b": below},
            "paper_bgcolor": CARD,
            "plot_bgcolor": CARD,
            "hoverlabel": {
                "bgcolor": CARD,
                "bordercolor": RULE,
                "font": {"size": TEXT_SIZE, "color": INK},
                "align": "left",
            },
            "legend": legend(),
            "dragmode": False,
            "uirevision": "kept",
            **layout,
        },
    }


def legend() -> dict[str, Any]:
    """Below the drawing, where it may wrap without touching the title."""
    return {
        "orientation": "h",
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 0,
        "yref": "container",
        "yanchor": "bottom",
        "font": {"size": TEXT_SIZE},
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def value_axis(values: Sequence[float | None], *, from_zero: bool = True, **more: Any) -> dict[str, Any]:
    """An axis of figures with Chinese marks (``10.5万``), from zero unless the figures lie far from it."""
    found = finite(values)
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    if from_zero or low < 0 or low < (high - low):
        low, high = min(low, 0.0), max(high, 0.0)
    marks, texts = ticks(low, high)
    return {
        "range": [marks[0], marks[-1]],
        "tickmode": "array",
        "tickvals": marks,
        "ticktext": texts,
        "tickfont": {"color": INK_SOFT},
        "gridcolor": RULE_FAINT,
        "zeroline": marks[0] <= 0,
        "zerolinecolor": RULE,
        "automargin": True,
        "fixedrange": True,
        "ticklabelstandoff": 4,
        **more,
    }


def category_axis(keys: Sequence[str], texts: Sequence[str], **more: Any) -> dict[str, Any]:
    """An axis of units or periods in the order given, never clipped and never read as numbers."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(keys),
        "tickmode": "array",
        "tickvals": list(keys),
        "ticktext": list(texts),
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "ticks": "",
        "ticklabelstandoff": 4,
        "linecolor": RULE,
        **more,
    }


def drawable(values: Sequence[Any], states: Sequence[str]) -> Values:
    """Values for a trace: what was not reported is a gap, never a zero."""
    return [
        float(value) if state == "reported" and value == value else None
        for value, state in zip(values, states, strict=True)
    ]


def group_units(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """A long frame's rows by their ``area``, both in the frame's order."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in list_rows(frame):
        groups.setdefault(row["area"], []).append(row)
    return groups


def empty_figure(message: str = "没有可以显示的数据", *, height: int = 280) -> Figure:
    """The calm figure for an empty frame: one sentence, no axes."""
    return {
        "data": [],
        "layout": {
            "height": height,
            "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
            "paper_bgcolor": CARD,
            "plot_bgcolor": CARD,
            "margin": {"l": 16, "r": 16, "t": 16, "b": 16},
            "xaxis": {"visible": False, "fixedrange": True},
            "yaxis": {"visible": False, "fixedrange": True},
            "annotations": [
                {
                    "text": message,
                    "x": 0.5,
                    "y": 0.5,
                    "xref": "paper",
                    "yref": "paper",
                    "showarrow": False,
                    "font": {"size": 15, "color": INK_FAINT},
                }
            ],
            "dragmode": False,
            "uirevision": "kept",
        },
    }


def height_of(figure: Figure) -> int:
    """The pixels that a figure's box must hold."""
    return int(figure["layout"]["height"])
