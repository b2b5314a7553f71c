"""目标: annual targets, how far each unit is, where the year will end, and changing them."""

from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from data.definitions import Metric
from data.frames import list_rows
from data.periods import Period
from data.places import Places
from data.selection import Selection
from data.targets import TargetChange
from data.traces import name_figure
from layouts import elements as html
from layouts.components.cards import card
from layouts.components.columns import figure_column, name_column, rank_column
from layouts.components.marks import absent, download_link
from layouts.components.notices import empty_state
from layouts.components.tables import Column, Row, data_table
from layouts.components.targets import (
    PATH,
    done_mark,
    forecast_mark,
    progress_mark,
    target_form,
    target_history,
)
from layouts.numbers import number
from layouts.parts import Drawn, Page, Part
from layouts.words import NOTHING, PROGRESS_ZH

CODE = "targets"


@dataclass(frozen=True)
class View:
    """PROGRESS of one metric with the ``whole`` area's row, and OVERVIEW of all, as ``pipelines.targets`` states
    them; no ``metric`` where no unit has a target and the selected metric takes none."""

    selection: Selection
    places: Places
    metric: Metric | None
    period: Period
    frame: Any
    whole: Any
    overview: Any
    changes: tuple[TargetChange, ...]
    seasonal: int
    summary: str


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    query = view.selection.query(trace="")
    if view.metric is None:
        hint = "用命令 python -m pipelines targets 文件 载入目标表，或从下面的地址选一个能设目标的指标。"
        return ["年度目标", view.summary, empty_state("这一年没有年度目标", hint), [], [], [], [], ""]
    year = view.period.year
    return [
        f"{year}年{view.metric.label_zh}目标",
        view.summary,
        draw_overview(view),
        draw_table(view),
        draw_foot(view),
        target_form(view.metric, year, view.frame, view.places.compared(view.selection.area)),
        target_history(view.changes, view.places, view.metric),
        [
            download_link(f"/download/{CODE}/progress.csv{query}"),
            download_link(f"/download/{CODE}/changes.csv{query}", "下载变动记录"),
        ],
    ]


def draw_overview(view: View) -> Component:
    """All metrics with targets, each leading to its units."""

    def lead(row: Row) -> Component:
        return html.Link(row["label"], href=PATH + view.selection.query(metric=row["metric"], form="raw", trace=""))

    columns = [
        Column("指标", lead, heads=True),
        Column("有目标", lambda row: number(row["targets"]), align="end"),
        *(Column(word, _counter(name), align="end") for name, word in PROGRESS_ZH.items()),
        Column("不判断", _counter("unjudged"), align="end"),
    ]
    marked = (view.metric.code,) if view.metric else ()
    frame = view.overview.assign(area=view.overview["metric"])
    return data_table(frame, columns, caption=f"{view.period.label}，单位：个", marked=marked, empty="这一年没有目标")


def _counter(name: str) -> Any:
    return lambda row: number(row[name]) if row[name] else NOTHING


def draw_table(view: View) -> Component:
    """The units' targets, what they did, how they stand, where they will end."""
    metric, selection = view.metric, view.selection
    assert metric is not None

    def trace(row: Row) -> str:
        return selection.query(trace=name_figure(metric.code, view.period.code, row["area"]))

    def target(row: Row) -> str:
        return NOTHING if absent(row["target"]) else number(row["target"], metric.decimals)

    stock = metric.basis == "stock"
    columns = [
        *([rank_column()] if metric.polarity == "higher" else []),
        name_column(href=lambda row: "/profile" + selection.query(units=(str(row["area"]),), trace="")),
        Column("不超过" if metric.polarity == "lower" else "年度目标", target, unit=metric.unit, align="end"),
        figure_column(metric, header="期末数" if stock else "本年累计", trace=trace),
        Column("完成目标", done_mark, align="end"),
        Column("状态", progress_mark, keeps=True),
    ]
    if not stock:
        columns.append(
            Column("年末预计", lambda row: forecast_mark(row, metric.decimals), unit=metric.unit, align="end")
        )
    caption = f"{metric.label_zh}，{view.period.label}，序时进度 {view.period.last_month % 100}/12"
    rows = [*list_rows(view.frame), *list_rows(view.whole)]
    return data_table(rows, columns, caption=caption, marked=selection.units, whole=selection.area)


def draw_foot(view: View) -> list[Component]:
    """How it was judged and projected."""
    assert view.metric is not None
    if view.metric.basis == "stock":
        return [
            *_foot_whole(view),
            html.P("存量看期末数：达到目标为完成，不落后于从上年末到目标的直线为符合序时。存量不作年末预计。"),
        ]
    total = int(view.frame["forecast"].notna().sum())
    ways = ((view.seasonal, "按本单位往年同月的比重推算"), (total - view.seasonal, "按月平均推算"))
    method = "，".join(f"{count}个{way}" for count, way in ways if count) or "没有能推算的单位"
    return [
        *_foot_whole(view),
        html.P("本年累计达到目标为完成，不低于目标 × 序时进度为符合序时，缺月未报的不作判断。"),
        html.P(f"年末预计：{method}；下面的区间约有八成把握，宽窄来自往月的波动。"),
    ]


def _foot_whole(view: View) -> list[Component]:
    """What the area's own row compares."""
    if view.whole.empty:
        return []
    area = view.places[view.selection.area].name
    return [
        html.P(f"{area}的目标是各单位之和，数是{area}的总数，含不下达目标的部门；有单位没有目标或没有报齐时不判断。")
    ]


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    history = html.Div([drawn.part("form"), drawn.part("history")], className="decisions")
    return html.Div(
        [
            drawn.head(),
            html.Div(
                [
                    card(
                        "各单位进度",
                        drawn.part("table", "target-table"),
                        actions=[drawn.part("download")],
                        foot=[drawn.part("foot")],
                    ),
                    html.Div(
                        [card("各指标", drawn.part("overview")), card("改目标", history)],
                        className="stack",
                    ),
                ],
                className="columns",
            ),
        ],
        className="stack",
    )


PAGE = Page(
    code=CODE,
    path=PATH,
    title="目标",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("overview", "children"),
        Part("table", "children"),
        Part("foot", "children"),
        Part("form", "children"),
        Part("history", "children"),
        Part("download", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
