"""Small trends as pictures: an SVG in the page itself costs no script and no request."""

import math
from collections.abc import Sequence
from urllib.parse import quote

from dash.development.base_component import Component

from layouts import elements as html
from layouts.numbers import finite, number
from layouts.palette import ACCENT, UNJUDGED

WIDTH, HEIGHT, EDGE = 104, 36, 4


def sparkline(values: Sequence[float | None], words: str, *, decimals: int = 0) -> Component:
    """A line over ``values``, oldest first, broken where nothing was reported, its last point marked.

    ``words`` begin the text for readers by ear: ``培训人次近12个月走势``; first, last, lowest and
    highest are added.
    """
    return html.Img(src=draw(values), alt=_say(values, words, decimals), className="sparkline")


def draw(values: Sequence[float | None]) -> str:
    """The picture as a ``data:`` address."""
    found = finite(values)
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    # A flat line runs through the middle.
    low, high = (low - 1, high + 1) if low == high else (low, high)
    step = (WIDTH - 2 * EDGE) / max(1, len(values) - 1)
    runs: list[list[str]] = [[]]
    last = ""
    for index, value in enumerate(values):
        if value is None or not math.isfinite(value):
            runs.append([])
            continue
        x = EDGE + index * step
        y = EDGE + (high - value) / (high - low) * (HEIGHT - 2 * EDGE)
        last = f"{x:.1f},{y:.1f}"
        runs[-1].append(last)
    marks = "".join(_mark(run) for run in runs if run)
    if last:
        x, _, y = last.partition(",")  # type: ignore[assignment]
        marks += f'<circle cx="{x}" cy="{y}" r="3" fill="{ACCENT}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{marks}</svg>'
    return "data:image/svg+xml," + quote(svg, safe=" =/:'\"<>,.")


def _mark(run: Sequence[str]) -> str:
    if len(run) == 1:
        x, _, y = run[0].partition(",")
        return f'<circle cx="{x}" cy="{y}" r="1.5" fill="{UNJUDGED}"/>'
    return (
        f'<polyline points="{" ".join(run)}" fill="none" stroke="{UNJUDGED}" stroke-width="1.8" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _say(values: Sequence[float | None], words: str, decimals: int) -> str:
    found = finite(values)
    if not found:
        return f"{words}：没有数据"
    first, last, low, high = (number(value, decimals) for value in (found[0], found[-1], min(found), max(found)))
    gaps = len(values) - len(found)
    missing = f"，其中{gaps}期未报" if gaps else ""
    return f"{words}：由{first}到{last}，最低{low}，最高{high}{missing}"
