"""排名: one metric, the units in order, bars and a table side by side."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from dash.development.base_component import Component

from data.definitions import Catalogue, Metric
from data.places import Places
from data.selection import Selection
from data.targets import explain_no_target
from data.traces import name_figure
from layouts import elements as html
from layouts.components.cards import card, figure_style
from layouts.components.columns import (
    band_column,
    change_column,
    figure_column,
    movement_column,
    name_column,
    rank_column,
)
from layouts.components.maps import area_map, find_outlines
from layouts.components.marks import download_link
from layouts.components.tables import Row, data_table
from layouts.figures.base import Figure
from layouts.figures.funnel import funnel_plot
from layouts.figures.ranking import ranking_bars
from layouts.filters import BARS, chart_options, form_options, labelled, metric_options
from layouts.parts import Drawn, Page, Part
from layouts.words import PREVIOUS, YEAR_AGO, coverage, polarity, subtitle

CODE = "ranking"
MOVEMENT = (
    "位次变化：与上期初次接收时的名次比；“更正”是上期数更正引起的，“报送变化”是只报了其中一期的单位引起的，"
    "其余由本单位和其他单位的增减引起，各项相加即位次变化"
)
MAP = "map"
#: Where the units are shown on a map, nothing is drawn in the figure's box.
NO_FIGURE: Figure = {"data": [], "layout": {"height": 0}}


@dataclass(frozen=True)
class View:
    """What the page shows: the CHANCE table, the area's own figure, the LIMITS of its funnel where it
    has one, the summary in words and what is to be known of chance (``cautions``)."""

    selection: Selection
    metric: Metric
    catalogue: Catalogue
    places: Places
    frame: Any
    whole: float | None
    line: float | None
    covered: int
    expected: int
    unreported: tuple[str, ...]
    limits: Any
    summary: str
    cautions: list[str]


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    figure = draw_figure(view)
    return [
        f"{view.metric.label(view.selection.form)}排名",
        view.summary,
        figure,
        figure_style(figure),
        draw_map(view) if view.selection.chart == MAP else None,
        draw_table(view),
        draw_foot(view),
        draw_controls(view),
        [html.P(line) for line in view.cautions],
        download_link(f"/download/{CODE}/units.csv{view.selection.query(trace='')}"),
    ]


def draw_figure(view: View) -> Figure:
    """The chart that the reader chose; nothing beside the map, which is no figure."""
    if view.selection.chart == MAP:
        return NO_FIGURE
    return draw_funnel(view) if view.selection.chart and view.limits is not None else draw_bars(view)


def draw_bars(view: View) -> Figure:
    """The bars of the units that reported."""
    selection = view.selection
    return ranking_bars(
        view.frame,
        view.metric,
        form=selection.form,
        period=selection.period.label,
        covered=view.covered,
        expected=view.expected,
        whole=view.whole,
        line=view.line,
        whole_name=view.places[selection.area].name,
        highlights=selection.units,
        trace=partial(_name, view),
    )


def draw_funnel(view: View) -> Figure:
    """The same units by size, within the limits of chance."""
    selection, metric = view.selection, view.metric
    size = view.catalogue[metric.denominator(selection.form) or ""]
    return funnel_plot(
        view.frame,
        view.limits,
        metric,
        form=selection.form,
        period=selection.period.label,
        covered=view.covered,
        expected=view.expected,
        whole=view.whole or 0.0,
        whole_name=view.places[selection.area].name,
        size_name=size.label_zh,
        size_unit=size.unit,
        highlights=selection.units,
        trace=partial(_name, view),
    )


def draw_map(view: View) -> Component:
    """The same units where they lie."""
    selection, metric = view.selection, view.metric
    origin = selection.tracer()
    units = view.places.compared(selection.area, selection.period.last_month, selection.peers)
    words = subtitle(metric.unit_of(selection.form), selection.period.label, coverage(view.covered, view.expected))
    title = f"{metric.label(selection.form)}地图"
    return html.Div(
        [
            html.Div([html.H3(title), html.P(words, className="card-hint")], className="card-head"),
            area_map(
                view.frame,
                find_outlines(view.places, units),
                metric,
                form=selection.form,
                caption=f"{title}，{words}",
                trace=lambda area: origin(_name(view, area)),
                marked=selection.units,
            ),
        ]
    )


def _name(view: View, area: str) -> str:
    return name_figure(view.metric.code, view.selection.period.code, area, view.selection.form)


def draw_table(view: View) -> Component:
    """The same rows in figures; those that did not report last."""
    selection, metric = view.selection, view.metric
    name = f"{metric.label(selection.form)}（{metric.unit_of(selection.form)}），{selection.period.label}"

    origin = selection.tracer()

    def trace(row: Row) -> str:
        return origin(_name(view, row["area"]))

    def profile(row: Row) -> str:
        return "/profile" + selection.query(units=(str(row["area"]),), trace="", chart="")

    columns = [
        *([rank_column()] if metric.judged else []),
        name_column(href=profile),
        figure_column(metric, selection.form, trace=trace),
        *([band_column()] if view.frame["best_rank"].notna().any() else []),
        change_column(metric, selection.form, header=PREVIOUS),
        change_column(metric, selection.form, header=YEAR_AGO, amount="year_change", percent="year_change_pct"),
        *([movement_column()] if metric.judged else []),
    ]
    return data_table(view.frame, columns, caption=name, marked=selection.units)


def draw_foot(view: View) -> list[Component]:
    """What has to be known to read the ranking: basis, sides, who is missing."""
    lines = [polarity(view.metric), f"统计口径：{view.metric.definition}"]
    if view.metric.judged:
        lines.append(MOVEMENT)
    if view.unreported:
        lines.insert(0, f"未报、不参加排名：{'、'.join(view.unreported)}")
    aimed = [] if explain_no_target(view.metric) else [html.P(_lead_to_targets(view.selection))]
    return [html.P(line) for line in lines] + aimed


def _lead_to_targets(selection: Selection) -> Component:
    """The way to the ranking by how much of the annual target is done."""
    return html.Link(
        "看按完成年度目标的比例排的名次（目标）", href="/targets" + selection.query(form="raw", chart="", trace="")
    )


def draw_controls(view: View) -> list[Component]:
    """Which metric, and in which of its forms."""
    metric, selection = view.metric, view.selection
    return [
        labelled("指标", "metric", metric_options(view.catalogue), selection.metric, wide=True),
        labelled("看法", "form", form_options(metric), selection.form, wide=True),
        labelled("图形", "chart", chart_options(metric, selection.form), selection.chart or BARS),
    ]


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head(),
            drawn.part("controls", "page-controls"),
            html.Div(
                [
                    html.Section(
                        [
                            html.H2("排名图", className="visually-hidden"),
                            drawn.part("map"),
                            drawn.chart("bars"),
                            html.Div(drawn.part("cautions"), className="card-foot"),
                        ],
                        className="card",
                    ),
                    card(
                        "名次表",
                        drawn.part("table", "ranking-table"),
                        actions=[drawn.part("download")],
                        foot=[drawn.part("foot")],
                    ),
                ],
                className="columns",
            ),
        ],
        className="stack",
    )


PAGE = Page(
    code=CODE,
    path="/ranking",
    title="排名",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("bars", "figure"),
        Part("bars-box", "style"),
        Part("map", "children"),
        Part("table", "children"),
        Part("foot", "children"),
        Part("controls", "children"),
        Part("cautions", "children"),
        Part("download", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
