"""The drawer that says where a figure came from: file, sheet, cell, received and accepted when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from data.definitions import Catalogue, Form, Metric
from data.observations import Trace
from data.periods import Period, month_label
from data.places import Area, Places
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.items import item_table
from layouts.numbers import number
from layouts.words import NOTHING, state_word

SHOWN = 120


def origin_drawer(
    metric: Metric,
    form: Form,
    period: Period,
    area: Area,
    cells: Sequence[Trace],
    replaced: Sequence[Trace],
    items: pd.DataFrame | None,
    catalogue: Catalogue,
    places: Places,
    close: str,
) -> Component:
    """The drawer of one figure; ``close`` is the address without it."""
    if items is not None:
        caption = f"由整改台账统计，共 {len(items)} 项。{_limit(len(items))}"
        body = item_table(items.head(SHOWN), caption=caption, empty="台账里没有对应的问题", late=False)
    else:
        body = _cells(cells, catalogue, places)
    earlier = [html.H3("已被更正的数"), _cell_table(replaced, catalogue, places, "")] if replaced else []
    return html.Aside(
        [
            html.Div(
                [
                    html.Div(
                        [
                            html.H2("这个数从哪里来"),
                            html.P(
                                f"{area.name} · {metric.label(form)}（{metric.unit_of(form)}）· {period.label}",
                                className="drawer-subject",
                            ),
                        ]
                    ),
                    html.Link("关闭", href=close, className="drawer-close", title="关闭数据来源"),
                ],
                className="drawer-head",
            ),
            body,
            *earlier,
        ],
        className="drawer",
        role="dialog",
        **aria(label="数据来源"),
    )


def _cells(cells: Sequence[Trace], catalogue: Catalogue, places: Places) -> Component:
    if not cells:
        return html.P("本期没有报来这个数，没有对应的单元格。")
    if len(cells) == 1:
        return _one_cell(cells[0], catalogue, places)
    summary = f"由下面 {len(cells)} 个单元格汇总或计算得出。{_limit(len(cells))}"
    return _cell_table(cells, catalogue, places, summary)


def _one_cell(cell: Trace, catalogue: Catalogue, places: Places) -> Component:
    facts: list[tuple[str, Any]] = [
        ("单位", places[cell.area].name),
        ("指标", catalogue[cell.metric].label_zh),
        ("月份", month_label(cell.month)),
        ("数值", html.Span(_value(cell, catalogue), className="drawer-figure")),
        ("文件", cell.file_name),
        ("位置", html.Span(_address(cell), className="address")),
        ("原文", f"“{cell.text}”"),
        ("收到", f"{_moment(cell.received_at)} {cell.received_by}"),
        ("审核通过", f"{_moment(cell.accepted_at)} {cell.accepted_by}"),
    ]
    return html.Dl([part for name, fact in facts for part in (html.Dt(name), html.Dd(fact))], className="facts")


def _cell_table(cells: Sequence[Trace], catalogue: Catalogue, places: Places, summary: str) -> Component:
    """One row a cell; metric and month are said only where they differ from row to row."""
    several = len({(cell.metric, cell.month) for cell in cells}) > 1

    def what(cell: Trace) -> list[Any]:
        more = f"{catalogue[cell.metric].label_zh} {month_label(cell.month)}" if several else ""
        return [places[cell.area].name, html.Small(more, className="matter-origin")]

    rows = [
        html.Tr(
            [
                html.Th(what(cell), scope="row"),
                html.Td(_value(cell, catalogue), className="end"),
                html.Td([cell.file_name, html.Small(_address(cell), className="matter-origin address")]),
                html.Td(
                    [_moment(cell.received_at), html.Small(_accepted(cell), className="matter-origin")],
                    className="keep",
                ),
            ]
        )
        for cell in cells[:SHOWN]
    ]
    headers = [html.Th(name, scope="col", className=side) for name, side in _HEADERS]
    table = html.Table([html.Caption(summary), html.Thead(html.Tr(headers)), html.Tbody(rows)], className="figures")
    return html.Div(table, className="table-box")


_HEADERS = (("单位", "start"), ("数值", "end"), ("文件和单元格", "start"), ("收到，审核通过", "start"))


def _value(cell: Trace, catalogue: Catalogue) -> str:
    if cell.value is None:
        return state_word(cell.state)
    return number(cell.value, catalogue[cell.metric].decimals)


def _address(cell: Trace) -> str:
    return " › ".join(part for part in (cell.sheet, cell.cell) if part)


def _accepted(cell: Trace) -> str:
    return f"{_moment(cell.accepted_at)} {cell.accepted_by}".strip()


def _limit(count: int) -> str:
    return f"这里显示前 {SHOWN} 个。" if count > SHOWN else ""


def _moment(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M") if at else NOTHING
