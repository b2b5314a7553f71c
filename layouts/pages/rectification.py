"""整改: problems by source and by unit, what falls due next, what is overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dash.development.base_component import Component

from data.places import Places
from data.selection import Selection
from layouts import elements as html
from layouts.components.cards import card, figure_card, figure_style
from layouts.components.graph import graph
from layouts.components.items import item_table
from layouts.components.marks import download_link
from layouts.figures.rectification import rectification_bars
from layouts.parts import Page, Part

CODE = "rectification"


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
    at = f"截至{view.at.year}年{view.at.month}月{view.at.day}日"
    sources = rectification_bars(view.by_source, key="source", title="按问题来源", period=at)
    peers = f"（仅{view.selection.peers}）" if view.selection.peers else ""
    units = rectification_bars(view.by_area, key="name", title=f"按责任单位{peers}", period=at)
    query = view.selection.query(trace="")
    return [
        f"{view.places[view.selection.area].name}问题整改",
        view.summary,
        sources,
        figure_style(sources),
        units,
        figure_style(units),
        item_table(view.overdue, caption=f"逾期未整改，{at}，逾期最久的在前", empty="没有逾期的问题", tall=True),
        item_table(
            view.due, caption=f"{at}起30天内到期，先到期的在前", empty="30天内没有到期的问题", late=False, tall=True
        ),
        *(download_link(f"/download/{CODE}/{name}.csv{query}") for name in ("sources", "units", "overdue", "due")),
    ]


def arrange(values: dict[str, Any]) -> Component:
    """The skeleton of the page around its parts."""
    own = PAGE.id_of

    def part(name: str) -> Component:
        return html.Div(values[f"{name}.children"], id=own(name))

    return html.Div(
        [
            html.Div(
                [
                    html.H1(values["title.children"], id=own("title")),
                    html.P(values["summary.children"], id=own("summary"), className="page-head-hint"),
                ],
                className="page-head",
            ),
            html.Div(
                [
                    html.Div(
                        [
                            figure_card(
                                "按问题来源",
                                graph(own("sources"), values["sources.figure"]),
                                foot=[part("sources-download")],
                            ),
                            card("近期到期", part("due"), actions=[part("due-download")]),
                        ],
                        className="stack",
                    ),
                    figure_card(
                        "按责任单位", graph(own("units"), values["units.figure"]), foot=[part("units-download")]
                    ),
                ],
                className="columns ledger-charts",
            ),
            card("逾期未整改", part("overdue"), actions=[part("overdue-download")]),
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
