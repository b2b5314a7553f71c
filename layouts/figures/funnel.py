"""A funnel plot: units by size, and the limits within which they differ from the whole by chance alone."""

from collections.abc import Callable, Collection
from typing import Any

import pandas as pd

from data.definitions import Form, Metric
from data.frames import list_rows
from layouts.figures.base import TEXT_SIZE, Figure, compose, empty_figure, value_axis
from layouts.figures.ranking import head_hover
from layouts.numbers import finite, with_unit
from layouts.palette import ACCENT, BETTER, CARD, INK, INK_SOFT, UNJUDGED, WORSE
from layouts.words import coverage, subtitle

HEIGHT = 430
#: Where a unit stands among the limits: the words of the key, the point's symbol and size.
_PLACES = {
    0: ("95%控制限内", "circle", 9),
    1: ("95%与99.8%之间，可以留意", "diamond", 11),
    2: ("99.8%控制限外，差异显著", "square", 12),
}
_LINES = {"95": ("95%控制限", "dash", 1.2), "998": ("99.8%控制限", "solid", 1.4)}


def funnel_plot(
    frame: pd.DataFrame,
    limits: pd.DataFrame,
    metric: Metric,
    *,
    form: Form,
    period: str,
    covered: int,
    expected: int,
    whole: float,
    whole_name: str,
    size_name: str,
    size_unit: str,
    highlights: Collection[str] = (),
    trace: Callable[[str], str],
) -> Figure:
    """One point for each unit that has a place among the limits, by its denominator and its figure.

    ``frame`` is CHANCE, ``limits`` LIMITS, ``whole`` the area's own figure in the middle. Who stands
    out bears its name. Colours say better and worse of judged metrics only; where a point stands is
    said by its symbol as well. ``trace(area)`` names the figure that a click on its point leads to.
    """
    rows = [row for row in list_rows(frame) if not pd.isna(row["place"])]
    if not rows:
        return empty_figure(f"{period}还没有单位报送{metric.label(form)}")
    unit, decimals = metric.unit_of(form), metric.decimals_of(form)
    sizes = limits["denominator"].tolist()
    drawn = [
        _line(sizes, limits[f"{side}_{level}"].tolist(), words, dash, width, keyed=side == "upper")
        for level, (words, dash, width) in _LINES.items()
        for side in ("lower", "upper")
    ]
    middle = f"{whole_name} {with_unit(whole, unit, decimals)}"
    drawn.append(_line(sizes, [whole] * len(sizes), middle, "dot", 1.5, keyed=True))
    for place, (words, symbol, size) in _PLACES.items():
        # The key shows the first of them: one that nobody picked out, where there is such a one.
        chosen = sorted((row for row in rows if abs(row["place"]) == place), key=lambda row: row["area"] in highlights)
        if chosen:
            named = place > 0
            drawn.append(
                {
                    "type": "scatter",
                    "mode": "markers+text",
                    "name": words,
                    "x": [row["denominator"] for row in chosen],
                    "y": [row["value"] for row in chosen],
                    "text": [row["name"] if named or row["area"] in highlights else "" for row in chosen],
                    "textposition": ["bottom center" if row["place"] < 0 else "top center" for row in chosen],
                    "cliponaxis": False,
                    "hovertext": [
                        f"{head_hover(row, metric, form, period)}"
                        f"<br>{size_name}：{with_unit(row['denominator'], size_unit)}<br>{words}"
                        for row in chosen
                    ],
                    "hovertemplate": "%{hovertext}<extra></extra>",
                    "customdata": [trace(row["area"]) for row in chosen],
                    "marker": {
                        "symbol": symbol,
                        "size": size,
                        "color": [_colour(row["place"], metric) for row in chosen],
                        "line": {
                            "width": [2.5 if row["area"] in highlights else 1 for row in chosen],
                            "color": [ACCENT if row["area"] in highlights else CARD for row in chosen],
                        },
                    },
                }
            )
    seen = finite(
        [*(row["value"] for row in rows), *limits["upper_998"].tolist(), *limits["lower_998"].tolist(), whole]
    )
    return compose(
        drawn,
        f"{metric.label(form)}漏斗图",
        [subtitle(unit, period, coverage(covered, expected)), middle],
        body=HEIGHT,
        below=96,
        hovermode="closest",
        xaxis=value_axis(
            sizes,
            from_zero=False,
            range=[sizes[0], sizes[-1]],
            showgrid=False,
            title={
                "text": f"{size_name}（{size_unit}）",
                "font": {"size": TEXT_SIZE, "color": INK_SOFT},
                "standoff": 6,
            },
        ),
        yaxis=value_axis(seen, from_zero=False),
    )


def _line(
    sizes: list[float], values: list[float], words: str, dash: str, width: float, *, keyed: bool
) -> dict[str, Any]:
    """A limit along the denominators; of a pair only one is ``keyed``, the key names both."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": words,
        "x": sizes,
        "y": [None if value != value else value for value in values],
        "line": {"color": INK_SOFT, "width": width, "dash": dash},
        "hoverinfo": "skip",
        "showlegend": keyed,
        "legendgroup": words,
    }


def _colour(place: int, metric: Metric) -> str:
    """Better and worse beyond the outer limits, of judged metrics; else by how far out alone."""
    if abs(place) < 2:
        return UNJUDGED
    if not metric.judged:
        return INK
    return BETTER if (place > 0) == (metric.polarity == "higher") else WORSE
