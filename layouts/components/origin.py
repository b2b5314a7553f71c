"""The drawer that says where a figure came from: file, sheet, cell, received and accepted when."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from data.definitions import Catalogue, Form, Metric
from data.observations import Trace
from data.periods import Period, month_label
from data.places import Area, Places
from layouts import numbers
from layouts.components.aria import aria

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
    body = _item_table(items) if items is not None else _cell_table(cells, catalogue, places)
    earlier = [html.H3("已被更正的数"), _cell_table(replaced, catalogue, places)] if replaced else []
    return html.Aside(
        [
            html.Div(
                [
                    html.H2("这个数从哪里来"),
                    dcc.Link("关闭", href=close, className="drawer-close", title="关闭数据来源"),
                ],
                className="drawer-head",
            ),
            html.P(f"{area.name} · {metric.label(form)}（{metric.unit_of(form)}）· {period.label}"),
            html.P(_summary(len(cells), items), className="drawer-summary"),
            body,
            *earlier,
        ],
        className="drawer",
        role="dialog",
        **aria(label="数据来源"),
    )


def _summary(cells: int, items: pd.DataFrame | None) -> str:
    if items is not None:
        return f"由整改台账统计，共 {len(items)} 项。"
    if not cells:
        return "本期没有报来这个数。"
    return "直接取自下面这个单元格。" if cells == 1 else f"由下面 {cells} 个单元格汇总或计算得出。"


def _cell_table(cells: Sequence[Trace], catalogue: Catalogue, places: Places) -> Component:
    if not cells:
        return html.P("没有对应的单元格。", className="empty")
    columns: list[tuple[str, Callable[[Trace], str]]] = [
        ("单位", lambda cell: places[cell.area].name),
        ("指标", lambda cell: catalogue[cell.metric].label_zh),
        ("月份", lambda cell: month_label(cell.month)),
        ("数值", lambda cell: numbers.number(cell.value) if cell.value is not None else cell.text),
        ("文件", lambda cell: cell.file_name),
        ("工作表", lambda cell: cell.sheet),
        ("单元格", lambda cell: cell.cell),
        ("原文", lambda cell: cell.text),
        ("收到", lambda cell: _moment(cell.received_at)),
        ("接收", lambda cell: f"{_moment(cell.accepted_at)} {cell.accepted_by}"),
    ]
    rows = [html.Tr([html.Td(read(cell)) for _, read in columns]) for cell in cells[:SHOWN]]
    return _table([name for name, _ in columns], rows, len(cells))


def _item_table(items: pd.DataFrame) -> Component:
    places = [f"{sheet} 第{row}行" for sheet, row in zip(items["sheet"], items["row"], strict=True)]
    shown = items[["number", "source", "summary", "name", "found_on", "status"]].assign(place=places).head(SHOWN)
    rows = [html.Tr([html.Td(str(value)) for value in row]) for row in shown.itertuples(index=False)]
    return _table(["编号", "来源", "问题摘要", "责任单位", "发现日期", "状态", "台账位置"], rows, len(items))


def _table(headers: Sequence[str], rows: Sequence[Component], total: int) -> Component:
    table = html.Div(
        html.Table(
            [html.Thead(html.Tr([html.Th(header, scope="col") for header in headers])), html.Tbody(list(rows))],
            className="data-table origin-table",
        ),
        className="table-scroll",
    )
    if total <= SHOWN:
        return table
    return html.Div([table, html.P(f"共 {total} 个，显示前 {SHOWN} 个。", className="drawer-summary")])


def _moment(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M") if at else "—"
