"""The compared units on a map: each with its figure, shaded by its place among its peers.

By the shapes that the district supplies, or as tiles in the places it declares. Drawn in the page
itself, so that every unit is text, a link and a place to tab to, and nothing is fetched for it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import pandas as pd
from dash.development.base_component import Component

from data.areas import Area
from data.definitions import Form, Metric
from data.frames import list_rows
from data.outlines import Outline, outline_tile
from data.places import Places
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.heat import FIFTHS, heat_key
from layouts.components.marks import absent
from layouts.components.notices import empty_state
from layouts.components.tables import Row
from layouts.numbers import number
from layouts.words import state_word

#: How many characters wide the drawing is: with them the type keeps its size whatever the shapes' scale.
ACROSS = 46
#: Around the drawing, in its characters.
EDGE = 0.3


def find_outlines(places: Places, areas: Sequence[Area]) -> Mapping[str, Outline]:
    """The shapes of areas by code; where none of them has one, their tiles; else nothing."""
    shapes = {area.code: places.shapes[area.code] for area in areas if area.code in places.shapes}
    return shapes or {area.code: outline_tile(area.tile) for area in areas if area.tile}


def area_map(
    frame: pd.DataFrame,
    outlines: Mapping[str, Outline],
    metric: Metric,
    *,
    form: Form,
    caption: str,
    trace: Callable[[str], str],
    marked: Collection[str] = (),
) -> Component:
    """RANKING as a map.

    ``frame``: area, name, value, state, rank, and ``percentile`` (1 best, 0 last, empty where nothing is
    judged). ``trace(area)`` is the address that shows a figure's origin, ``marked`` are the units picked out.
    """
    rows = list_rows(frame)
    shown = [row for row in rows if row["area"] in outlines]
    if not shown:
        return empty_state("没有这些单位的图形：请在区划文件旁放一个同名的 .geojson，或为单位写明 tile")
    left, top, right, bottom = (
        pick(outlines[row["area"]].box[side] for row in shown) for side, pick in enumerate((min, min, max, max))
    )
    size = (right - left) / ACROSS
    edge = EDGE * size
    box = (left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge)
    # Who is picked out is drawn last, so that no neighbour covers its border.
    order = sorted(shown, key=lambda row: row["area"] in marked)
    drawing = html.Svg(
        [_unit(row, outlines[row["area"]], metric, form, trace, size, row["area"] in marked) for row in order],
        viewBox=" ".join(f"{side:.0f}" for side in box),
        role="group",
        className="map",
        style={"fontSize": f"{size:.1f}px", "strokeWidth": f"{size / 8:.1f}px"},
        **aria(label=caption),
    )
    aside = [row["name"] for row in rows if row["area"] not in outlines]
    key = heat_key(
        judged=metric.judged, unjudged=not metric.judged, silent=any(row["state"] != "reported" for row in shown)
    )
    return html.Div([drawing, key, *([html.P(f"图上没有：{'、'.join(aside)}")] if aside else [])], className="map-box")


def _unit(
    row: Row, outline: Outline, metric: Metric, form: Form, trace: Callable[[str], str], size: float, marked: bool
) -> Component:
    """One unit: its outline, and its name and figure where they fit; the tip says both anyway."""
    reported = row["state"] == "reported" and not absent(row["value"])
    if reported:
        text = number(float(row["value"]), metric.decimals_of(form))
        said = f"{text} {metric.unit_of(form)}"
    else:
        text = said = state_word("missing" if row["state"] == "reported" else row["state"])
    kind, place = "map-missing" if not reported else "map-plain", ""
    if reported and not absent(row["percentile"]):
        fifth = min(4, int(row["percentile"] * 5))
        kind, place = f"map-{fifth + 1}", f"，第{row['rank']}名，在同类中居{FIFTHS[fifth]}"
    x, y = outline.at
    words = [
        html.Text(words, x=f"{x:.0f}", y=f"{y + lower * size:.0f}", className=name)
        for words, lower, name in ((str(row["name"]), -0.15, "map-name"), (text, 1.1, "map-figure"))
        if _width(words) * size <= outline.room
    ]
    body = [html.Title(f"{row['name']}：{said}{place}"), html.Path(d=outline.path), *words]
    name = f"map-unit {kind}" + (" map-marked" if marked else "")
    return html.Link(body, href=trace(row["area"]), className=name) if reported else html.G(body, className=name)


def _width(text: str) -> float:
    """About how many characters wide a text is: figures and their marks are half as wide as words."""
    return sum(0.6 if letter.isascii() else 1.0 for letter in text)
