"""趋势: one metric over time, chosen units and the area, before the middle half of the peers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from data.definitions import Catalogue, Metric
from data.periods import GRAIN_ZH, GRAINS
from data.places import Places
from data.selection import Selection
from data.traces import name_figure
from layouts import elements as html
from layouts.components.cards import card, figure_card, figure_style
from layouts.components.columns import words_column
from layouts.components.marks import absent, download_link, figure_mark
from layouts.components.tables import Column, Row, data_table
from layouts.figures.trends import trend_lines
from layouts.filters import choose_units, form_options, labelled, metric_options
from layouts.numbers import number
from layouts.parts import Drawn, Page, Part
from layouts.words import NOTHING

CODE = "trend"


@dataclass(frozen=True)
class View:
    """TREND and BAND as ``pipelines.trends`` states them, and ``wide``: one row a period, newest first,
    with ``value:AREA``, ``state:AREA``, ``months_reported:AREA`` and ``months_expected:AREA`` for each
    line and the band's lower, middle and upper."""

    selection: Selection
    metric: Metric
    catalogue: Catalogue
    places: Places
    frame: Any
    band: Any
    wide: Any
    areas: Sequence[str]
    mean: bool
    summary: str


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    selection, metric = view.selection, view.metric
    peers = f"各{view.places.name_compared(selection.area, selection.peers)}"
    figure = trend_lines(
        view.frame, view.band, metric, form=selection.form, whole=selection.area, mean=view.mean, peers=peers
    )
    grains = [{"value": grain, "label": GRAIN_ZH[grain]} for grain in GRAINS]
    return [
        f"{metric.label(selection.form)}趋势",
        view.summary,
        figure,
        figure_style(figure),
        draw_table(view),
        [
            labelled("指标", "metric", metric_options(view.catalogue), selection.metric, wide=True),
            labelled("看法", "form", form_options(metric), selection.form, wide=True),
            labelled("步长", "grain", grains, selection.grain),
            choose_units("同看单位", view.places, selection, selection.units),
        ],
        download_link(f"/download/{CODE}/lines.csv{selection.query(trace='')}"),
    ]


def draw_table(view: View) -> Component:
    """The drawn values, the newest first."""
    selection, metric = view.selection, view.metric
    decimals, trace = metric.decimals_of(selection.form), selection.tracer()

    def line(area: str) -> Column:
        mean = view.mean and area == selection.area

        def cell(row: Row) -> Any:
            name = name_figure(metric.code, row["period"], area, selection.form)
            href = "" if mean else trace(name)
            # A mean of counts is no whole number.
            value, state = row[f"value:{area}"], row[f"state:{area}"]
            months = (int(row[f"months_reported:{area}"]), int(row[f"months_expected:{area}"]))
            return figure_mark(value, state, max(decimals, int(mean)), href=href, months=months)

        name = view.places[area].name + ("（已报单位平均）" if mean else "")
        return Column(name, cell, unit=metric.unit_of(selection.form), align="end")

    def band(key: str, header: str) -> Column:
        def cell(row: Row) -> str:
            return NOTHING if absent(row[key]) else number(row[key], max(decimals, 1))

        return Column(header, cell, align="end")

    columns = [
        words_column("label", "期间"),
        *(line(area) for area in view.areas),
        band("lower", "同类下四分位"),
        band("middle", "同类中位数"),
        band("upper", "同类上四分位"),
    ]
    caption = f"{metric.label(selection.form)}（{metric.unit_of(selection.form)}），共{len(view.wide)}期，新的在前"
    return data_table(view.wide, columns, caption=caption, tall=True)


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head(),
            drawn.part("controls", "page-controls"),
            figure_card("走势图", drawn.chart("lines")),
            card(
                "走势表",
                drawn.part("table"),
                actions=[drawn.part("download")],
            ),
        ],
        className="stack",
    )


PAGE = Page(
    code=CODE,
    path="/trend",
    title="趋势",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("lines", "figure"),
        Part("lines-box", "style"),
        Part("table", "children"),
        Part("controls", "children"),
        Part("download", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
