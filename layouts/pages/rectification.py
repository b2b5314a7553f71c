"""整改: problems by source and by unit, their course over time, what falls due next, what is overdue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash.development.base_component import Component

from data.definitions import LedgerCount
from data.periods import day_label
from data.places import Places
from data.selection import Selection
from data.traces import Grouping, name_items
from layouts import elements as html
from layouts.components.cards import card, figure_card, figure_style
from layouts.components.items import item_table
from layouts.components.marks import absent, download_link, trace_link
from layouts.components.tables import Column, Row, data_table
from layouts.figures.ledger_flow import flow_bars
from layouts.figures.rectification import age_bars, rectification_bars
from layouts.numbers import number, percent
from layouts.parts import Drawn, Page, Part
from layouts.words import NOTHING

CODE = "rectification"
COUNTS: tuple[tuple[LedgerCount, str], ...] = (
    ("found", "发现"),
    ("done", "已整改"),
    ("open", "整改中"),
    ("overdue", "逾期"),
)
DOWNLOADS = ("sources", "units", "overdue", "due", "flow", "ages", "spans", "relapsed")


@dataclass(frozen=True)
class View:
    """Frames as ``pipelines.rectification`` and ``pipelines.ledger_course`` state them, as of a day.

    ``reviewed`` says what looking back found.
    """

    selection: Selection
    places: Places
    at: date
    summary: str
    by_source: Any
    by_area: Any
    due: Any
    overdue: Any
    flow: Any
    ages: Any
    spans: Any
    relapsed: Any
    reviewed: str


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    at = f"截至{day_label(view.at)}"
    peers = f"（仅{view.selection.peers}）" if view.selection.peers else ""
    sources = rectification_bars(
        view.by_source, key="source", title="按问题来源", period=at, trace=namer(view, "source", "source")
    )
    units = rectification_bars(
        view.by_area, key="name", title=f"按责任单位{peers}", period=at, trace=namer(view, "unit", "area")
    )
    flow, ages = flow_bars(view.flow), age_bars(view.ages, period=at)
    query = view.selection.query(trace="")
    return [
        f"{view.places[view.selection.area].name}问题整改",
        view.summary,
        sources,
        figure_style(sources),
        units,
        figure_style(units),
        draw_counts(view, view.by_source, "问题来源", "source", namer(view, "source", "source")),
        draw_counts(view, view.by_area, "责任单位", "name", namer(view, "unit", "area")),
        item_table(view.overdue, caption=f"逾期未整改，{at}，逾期最久的在前", empty="没有逾期的问题", tall=True),
        item_table(
            view.due, caption=f"{at}起30天内到期，先到期的在前", empty="30天内没有到期的问题", late=False, tall=True
        ),
        flow,
        figure_style(flow),
        ages,
        figure_style(ages),
        draw_spans(view.spans, at),
        [
            html.P(view.reviewed),
            item_table(
                view.relapsed,
                caption="回头看有反弹的问题，最近完成的在前",
                empty="没有反弹的问题",
                late=False,
                tall=True,
            ),
        ],
        *(download_link(f"/download/{CODE}/{name}.csv{query}") for name in DOWNLOADS),
    ]


def namer(view: View, by: Grouping, key: str) -> Callable[[Row, LedgerCount], str]:
    """What names the items behind a count of a row, whose source or unit stands in the column ``key``."""
    period, area = view.selection.period.code, view.selection.area
    return lambda row, count: name_items(period, area, by, row[key], count)


def draw_counts(view: View, frame: Any, header: str, key: str, trace: Callable[[Row, LedgerCount], str]) -> Component:
    """The same counts in figures, each leading to its items."""
    origin = view.selection.tracer()

    def count(column: LedgerCount) -> Callable[[Row], Any]:
        def cell(row: Row) -> Any:
            text = number(row[column])
            return trace_link(text, origin(trace(row, column))) if row[column] else text

        return cell

    columns = [
        Column(header, lambda row: row[key], heads=True, keeps=True),
        *(Column(words, count(column), align="end", keeps=True) for column, words in COUNTS),
        Column("完成率", lambda row: NOTHING if absent(row["rate"]) else percent(row["rate"]), align="end"),
    ]
    return data_table(frame, columns, caption=f"截至{day_label(view.at)}，单位：个；点数字看是哪些问题")


def draw_spans(frame: Any, at: str) -> Component:
    """How many days half of the items take, by source."""
    columns = [
        Column("问题来源", lambda row: row["source"], heads=True, keeps=True),
        Column("发现", lambda row: number(row["found"]), align="end", keeps=True),
        Column("完成用时", lambda row: _median(row, "done"), unit="天", align="end", keeps=True),
        Column("95%区间", lambda row: _limits(row, "done"), align="end", keeps=True),
        Column("销号用时", lambda row: _median(row, "closed"), unit="天", align="end", keeps=True),
        Column("95%区间", lambda row: _limits(row, "closed"), align="end", keeps=True),
    ]
    return data_table(frame, columns, caption=f"{at}，从发现到一半问题完成、销号的天数", empty="台账没有问题")


def _median(row: Row, name: str) -> str:
    """The days; where half are not there yet, that."""
    return "未过半" if absent(row[f"{name}_median"]) else number(row[f"{name}_median"])


def _limits(row: Row, name: str) -> str:
    lower, upper = row[f"{name}_lower"], row[f"{name}_upper"]
    if absent(lower):
        return NOTHING
    return f"{number(lower)}—{number(upper)}" if not absent(upper) else f"{number(lower)}以上"


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head(),
            html.Div(
                [
                    figure_card("进度", drawn.chart("flow"), foot=[drawn.part("flow-download")]),
                    figure_card("未完成问题的时长", drawn.chart("ages"), foot=[drawn.part("ages-download")]),
                    figure_card("按问题来源", drawn.chart("sources")),
                    card("各来源", drawn.part("sources-table"), actions=[drawn.part("sources-download")]),
                    card("逾期未整改", drawn.part("overdue"), actions=[drawn.part("overdue-download")]),
                    card("近期到期", drawn.part("due"), actions=[drawn.part("due-download")]),
                    figure_card("按责任单位", drawn.chart("units")),
                    card("各单位", drawn.part("units-table"), actions=[drawn.part("units-download")]),
                    card(
                        "整改用时",
                        drawn.part("spans"),
                        actions=[drawn.part("spans-download")],
                        foot=[
                            html.P(
                                "中位数按 Kaplan-Meier 法估计：还没有完成的，按至今的天数计入，不因没有结果而丢掉；"
                                "“未过半”是还没有一半完成。"
                            )
                        ],
                    ),
                    card("“回头看”", drawn.part("relapsed"), actions=[drawn.part("relapsed-download")]),
                ],
                className="columns",
            ),
        ],
        className="stack",
    )


PAGE = Page(
    code=CODE,
    path="/rectification",
    title="整改",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("sources", "figure"),
        Part("sources-box", "style"),
        Part("units", "figure"),
        Part("units-box", "style"),
        Part("sources-table", "children"),
        Part("units-table", "children"),
        Part("overdue", "children"),
        Part("due", "children"),
        Part("flow", "figure"),
        Part("flow-box", "style"),
        Part("ages", "figure"),
        Part("ages-box", "style"),
        Part("spans", "children"),
        Part("relapsed", "children"),
        *(Part(f"{name}-download", "children") for name in DOWNLOADS),
    ),
    draw=draw,
    arrange=arrange,
)
