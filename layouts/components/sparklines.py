"""Small trends as drawings in the page itself: no script, no request, no picture to decode."""

import math
from collections.abc import Sequence

from dash.development.base_component import Component

from layouts import elements as html
from layouts.components.aria import aria
from layouts.numbers import finite, number

WIDTH, HEIGHT, EDGE = 104, 36, 4


def sparkline(values: Sequence[float | None], words: str, *, decimals: int = 0) -> Component:
    """A line over ``values``, oldest first, broken where nothing was reported, its last point marked.

    ``words`` begin the text for readers by ear: ``培训人次近12个月走势``; first, last, lowest and
    highest are added.
    """
    runs = _place(values)
    marks = [html.Polyline(points=" ".join(f"{x:.1f},{y:.1f}" for x, y in run)) for run in runs if len(run) > 1]
    marks += [_dot(run[0], "1.5") for run in runs if len(run) == 1]
    if runs:
        marks.append(_dot(runs[-1][-1], "3", "sparkline-last"))
    label = aria(label=_say(values, words, decimals))
    return html.Svg(marks, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", className="sparkline", **label)


def _place(values: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """The points of each unbroken run."""
    found = finite(values)
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    # A flat line runs through the middle.
    low, high = (low - 1, high + 1) if low == high else (low, high)
    step = (WIDTH - 2 * EDGE) / max(1, len(values) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None or not math.isfinite(value):
            runs.append([])
        else:
            runs[-1].append((EDGE + index * step, EDGE + (high - value) / (high - low) * (HEIGHT - 2 * EDGE)))
    return [run for run in runs if run]


def _dot(at: tuple[float, float], radius: str, class_name: str = "") -> Component:
    return html.Circle(cx=f"{at[0]:.1f}", cy=f"{at[1]:.1f}", r=radius, className=class_name)


def _say(values: Sequence[float | None], words: str, decimals: int) -> str:
    found = finite(values)
    if not found:
        return f"{words}：没有数据"
    first, last, low, high = (number(value, decimals) for value in (found[0], found[-1], min(found), max(found)))
    gaps = len(values) - len(found)
    missing = f"，其中{gaps}期未报" if gaps else ""
    return f"{words}：由{first}到{last}，最低{low}，最高{high}{missing}"
