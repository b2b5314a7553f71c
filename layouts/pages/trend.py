"""趋势: one metric over time, chosen units and the area, before the middle half of the peers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dash.development.base_component import Component

from data.definitions import Catalogue, Metric
from data.periods import GRAIN_ZH, GRAINS
from data.places import Places
from data.rebases import RebaseEvent
from data.selection import Selection
from data.traces import name_figure
from layouts import elements as html
from layouts.components.cards import card, figure_card, figure_style
from layouts.components.columns import words_column
from layouts.components.marks import absent, change_mark, download_link, figure_mark, unit_points
from layouts.components.rebases import rebase_forms
from layouts.components.tables import Column, Row, data_table
from layouts.figures.base import Figure
from layouts.figures.control import control_chart
from layouts.figures.trends import trend_lines
from layouts.filters import choose_units, form_options, labelled, metric_options
from layouts.numbers import number
from layouts.parts import Drawn, Page, Part
from layouts.words import NOTHING, YEAR_AGO

CODE = "trend"
RULES = (
    "控制图（XmR）：均值 ± 2.66 × 相邻两期差的平均。几条规则同时成立时按此次序取一：超出控制限；连续7期逐期升或降；"
    "3期中2期在同侧外三分之一；连续7期在均值一侧。勾选单位后画第一个单位，否则画本地区；不足8期不画控制限；没有结束的季、年标“未满”，不算进控制限。"
)


@dataclass(frozen=True)
class View:
    """TREND and BAND as ``pipelines.trends`` states them, and ``wide``: one row a period, newest first,
    with ``value:AREA``, ``state:AREA``, ``months_reported:AREA`` and ``months_expected:AREA`` for each
    line and the band's lower, middle and upper; CONTROL of the area ``charted``, the rebases that were
    set or removed there, and the ``months`` that hold figures."""

    selection: Selection
    metric: Metric
    catalogue: Catalogue
    places: Places
    frame: Any
    band: Any
    wide: Any
    areas: Sequence[str]
    mean: bool
    control: Any
    charted: str
    events: Sequence[RebaseEvent]
    months: Sequence[int]
    summary: str


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    selection, metric = view.selection, view.metric
    peers = f"各{view.places.name_compared(selection.area, selection.peers)}"
    figure = trend_lines(
        view.frame, view.band, metric, form=selection.form, whole=selection.area, mean=view.mean, peers=peers
    )
    charted = draw_control(view)
    grains = [{"value": grain, "label": GRAIN_ZH[grain]} for grain in GRAINS]
    places = view.places
    together = f"{places[selection.area].name}和各{places.name_compared(selection.area, None)}"
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
        charted,
        figure_style(charted),
        draw_control_table(view),
        rebase_forms(metric.code, view.charted, (selection.area, together), view.months, view.events),
        download_link(f"/download/{CODE}/control.csv{selection.query(trace='')}"),
    ]


def draw_control(view: View) -> Figure:
    """The control chart of the first chosen unit, or of the area."""
    return control_chart(
        view.control,
        view.metric,
        form=view.selection.form,
        name=view.places[view.charted].name,
        mean=_is_mean(view, view.charted),
        trace=None if _is_mean(view, view.charted) else partial(_name, view, view.charted),
    )


def _is_mean(view: View, area: str) -> bool:
    return view.mean and area == view.selection.area


def _name(view: View, area: str, period: str) -> str:
    return name_figure(view.metric.code, period, area, view.selection.form)


def draw_control_table(view: View) -> Component:
    """The same periods in figures, the newest first: limits, signals, and the year before."""
    selection, metric, mean = view.selection, view.metric, _is_mean(view, view.charted)
    decimals = metric.decimals_of(selection.form)

    def value(row: Row) -> Any:
        href = "" if mean else selection.query(trace=_name(view, view.charted, row["period"]))
        months = (int(row["months_reported"]), int(row["months_expected"]))
        mark = figure_mark(row["value"], row["state"], decimals + int(mean), href=href, months=months)
        lacking = "未满" if row["begun"] else "未报齐"
        return [mark, html.Small(lacking, className="cell-more")] if row["partial"] else mark

    def line(key: str, header: str) -> Column:
        return Column(
            header, lambda row: NOTHING if absent(row[key]) else number(row[key], max(decimals, 1)), align="end"
        )

    def change(row: Row) -> Component:
        amount, points = row["value"] - row["year_ago"], unit_points(metric, selection.form)
        return change_mark(amount, row["year_change_pct"], metric.polarity, decimals=decimals, points=points)

    limits = [
        line("mean", "均值"),
        line("lower", "控制下限"),
        line("upper", "控制上限"),
        words_column("signal", "信号"),
    ]
    columns = [
        words_column("label", "期间"),
        Column(view.places[view.charted].name, value, unit=metric.unit_of(selection.form), align="end"),
        *(limits if selection.grain != "ytd" else []),
        line("year_ago", "上年同期"),
        Column(YEAR_AGO, change, align="end"),
    ]
    caption = f"{view.places[view.charted].name}{metric.label(selection.form)}，新的在前"
    return data_table(view.control.iloc[::-1], columns, caption=caption, tall=True)


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
            figure_card("控制图", drawn.chart("control"), foot=[html.P(RULES), drawn.part("rebases")]),
            card("走势表", drawn.part("table"), actions=[drawn.part("download")]),
            card("控制图表", drawn.part("control-table"), actions=[drawn.part("control-download")]),
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
        Part("control", "figure"),
        Part("control-box", "style"),
        Part("control-table", "children"),
        Part("rebases", "children"),
        Part("control-download", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
