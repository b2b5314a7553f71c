"""整改: problems by source and by unit, what falls due next, what is overdue."""

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
from layouts.figures.rectification import rectification_bars
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


@dataclass(frozen=True)
class View:
    """Frames as ``pipelines.rectification`` states them, as of a day."""

    selection: Selection
    places: Places
    at: date
    summary: str
    by_source: Any
    by_area: Any
    due: Any
    overdue: Any


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
        *(download_link(f"/download/{CODE}/{name}.csv{query}") for name in ("sources", "units", "overdue", "due")),
    ]


def namer(view: View, by: Grouping, key: str) -> Callable[[Row, LedgerCount], str]:
    """What names the items behind a count of a row, whose source or unit stands in the column ``key``."""
    period, area = view.selection.period.code, view.selection.area
    return lambda row, count: name_items(period, area, by, row[key], count)


def draw_counts(view: View, frame: Any, header: str, key: str, trace: Callable[[Row, LedgerCount], str]) -> Component:
    """The same counts in figures, each leading to its items."""

    def count(column: LedgerCount) -> Callable[[Row], Any]:
        def cell(row: Row) -> Any:
            text = number(row[column])
            return trace_link(text, view.selection.query(trace=trace(row, column))) if row[column] else text

        return cell

    columns = [
        Column(header, lambda row: row[key], heads=True, keeps=True),
        *(Column(words, count(column), align="end", keeps=True) for column, words in COUNTS),
        Column("完成率", lambda row: NOTHING if absent(row["rate"]) else percent(row["rate"]), align="end"),
    ]
    return data_table(frame, columns, caption=f"截至{day_label(view.at)}，单位：个；点数字看是哪些问题")


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head(),
            html.Div(
                [
                    figure_card("按问题来源", drawn.chart("sources")),
                    card("各来源", drawn.part("sources-table"), actions=[drawn.part("sources-download")]),
                    card("逾期未整改", drawn.part("overdue"), actions=[drawn.part("overdue-download")]),
                    card("近期到期", drawn.part("due"), actions=[drawn.part("due-download")]),
                    figure_card("按责任单位", drawn.chart("units")),
                    card("各单位", drawn.part("units-table"), actions=[drawn.part("units-download")]),
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
        Part("sources-download", "children"),
        Part("units-download", "children"),
        Part("overdue-download", "children"),
        Part("due-download", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
