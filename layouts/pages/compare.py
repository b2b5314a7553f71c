"""对比: two to six units beside each other, or one against the middle of its peers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from data.definitions import Catalogue, Metric
from data.places import Places
from data.selection import Selection
from data.traces import name_figure
from layouts import elements as html
from layouts.components.cards import card, figure_card, figure_style
from layouts.components.marks import absent, download_link, figure_mark
from layouts.components.notices import empty_state
from layouts.components.tables import Column, Row, data_table
from layouts.figures.comparison import grouped_bars, small_multiples
from layouts.filters import choose_units, form_options, labelled, metric_options
from layouts.numbers import number, signed
from layouts.parts import Drawn, Page, Part
from layouts.words import NOTHING

CODE = "compare"


@dataclass(frozen=True)
class View:
    """BARS, DIFFERENCES and MULTIPLES as ``pipelines.comparing`` states them."""

    selection: Selection
    metric: Metric
    catalogue: Catalogue
    places: Places
    units: Sequence[str]
    bars: Any
    differences: Any
    multiples: Any
    summary: str


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    selection, metric = view.selection, view.metric
    bars = grouped_bars(view.bars, metric, form=selection.form, period=selection.period)
    panels = small_multiples(view.multiples, metric, form=selection.form)
    query = selection.query(trace="")
    return [
        f"{metric.label(selection.form)}对比",
        view.summary,
        [
            labelled("指标", "metric", metric_options(view.catalogue), selection.metric, wide=True),
            labelled("看法", "form", form_options(metric), selection.form, wide=True),
            choose_units("对比单位", view.places, selection, view.units),
        ],
        bars,
        figure_style(bars),
        panels,
        figure_style(panels),
        draw_differences(view),
        *(download_link(f"/download/{CODE}/{name}.csv{query}") for name in ("bars", "history", "differences")),
    ]


def draw_differences(view: View) -> Component:
    """Every metric of the theme: each unit's figure, and how far it is from the peers' middle."""
    if view.differences.empty:
        return empty_state("没有可以对比的指标", "所选单位不填报这个主题的指标")
    selection, trace = view.selection, view.selection.tracer()

    def name(row: Row) -> Any:
        href = "/ranking" + selection.query(metric=row["metric"], form=row["form"], trace="")
        return [html.Link(row["label"], href=href), html.Small(f" {row['unit']}", className="header-unit")]

    def middle(row: Row) -> str:
        return NOTHING if absent(row["middle"]) else number(row["middle"], max(row["decimals"], 1))

    def figure(unit: str) -> Column:
        def cell(row: Row) -> Any:
            href = trace(name_figure(row["metric"], selection.period.code, unit, row["form"]))
            months = (int(row[f"months:{unit}"]), int(row["months_expected"]))
            shown = figure_mark(row[f"value:{unit}"], row[f"state:{unit}"], row["decimals"], href=href, months=months)
            gap = row[f"gap:{unit}"]
            if absent(gap):
                return shown
            # A line of its own, so that the figures of a column stand one under the other.
            return [shown, " ", html.Small(signed(gap, max(row["decimals"], 1)), className="middle-gap")]

        return Column(view.places[unit].name, cell, align="end")

    columns = [Column("指标", name, heads=True), Column("同类中位数", middle, align="end"), *map(figure, view.units)]
    theme = view.catalogue.theme(view.metric.theme).label_zh
    return data_table(
        view.differences, columns, caption=f"{theme}各指标，{selection.period.label}；数下的小字是与同类中位数之差"
    )


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head(),
            drawn.part("controls", "page-controls"),
            figure_card("分组柱图", drawn.chart("bars"), foot=[drawn.part("bars-download")]),
            card("差距表", drawn.part("differences"), actions=[drawn.part("differences-download")]),
            figure_card("历史走势", drawn.chart("history"), foot=[drawn.part("history-download")]),
        ],
        className="stack",
    )


PAGE = Page(
    code=CODE,
    path="/compare",
    title="对比",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("controls", "children"),
        Part("bars", "figure"),
        Part("bars-box", "style"),
        Part("history", "figure"),
        Part("history-box", "style"),
        Part("differences", "children"),
        Part("bars-download", "children"),
        Part("history-download", "children"),
        Part("differences-download", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
