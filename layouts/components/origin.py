"""The drawer that says where a figure came from: file, sheet, cell, received and accepted when."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from data.definitions import Catalogue, Form, Metric
from data.observations import Trace
from data.periods import Period, month_label
from data.places import Area, Places
from layouts import elements as html
from layouts.components.cells import cell_address, cell_table, cell_value, moment
from layouts.components.drawer import drawer
from layouts.components.items import item_table
from layouts.components.plain import Plain
from layouts.components.sparklines import sparkline

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
    course: Component | None = None,
) -> Component:
    """The drawer of one figure; ``close`` is the address without it, ``course`` its small trend."""
    if items is not None:
        caption = f"由整改台账统计，共 {len(items)} 项。{_limit(len(items))}"
        body = item_table(items.head(SHOWN), caption=caption, empty="台账里没有对应的问题", late=False)
    else:
        body = _cells(cells, catalogue, places)
    earlier = [html.H3("已被更正的数"), _list_cells(replaced, catalogue, places, "")] if replaced else []
    subject = f"{area.name} · {metric.label(form)}（{metric.unit_of(form)}）· {period.label}"
    return drawer("这个数从哪里来", subject, close, course, body, *earlier)


def draw_course(
    metric: Metric, form: Form, periods: Sequence[Period], series: Sequence[float | None], href: str
) -> Component | None:
    """The figure over some periods, oldest first, and the way to its trend; nothing where it stands alone."""
    if sum(value is not None for value in series) < 2:
        return None
    words = f"{periods[0].label}至{periods[-1].label}"
    line = sparkline(series, f"{metric.label(form)}{words}走势", decimals=metric.decimals_of(form))
    return Plain(html.Div([line, html.Span(words), html.Link("看走势", href=href)], className="drawer-course"))


def _cells(cells: Sequence[Trace], catalogue: Catalogue, places: Places) -> Component:
    if not cells:
        return html.P("本期没有报来这个数，没有对应的单元格。")
    if len(cells) == 1:
        return _one_cell(cells[0], catalogue, places)
    summary = f"由下面 {len(cells)} 个单元格汇总或计算得出。{_limit(len(cells))}"
    return _list_cells(cells, catalogue, places, summary)


def _one_cell(cell: Trace, catalogue: Catalogue, places: Places) -> Component:
    facts: list[tuple[str, Any]] = [
        ("单位", places[cell.area].name),
        ("指标", catalogue[cell.metric].label_zh),
        ("月份", month_label(cell.month)),
        ("数值", html.Span(cell_value(cell, catalogue), className="drawer-figure")),
        ("文件", cell.file_name),
        ("位置", html.Span(cell_address(cell), className="address")),
        ("原文", f"“{cell.text}”"),
        ("收到", f"{moment(cell.received_at)} {cell.received_by}"),
        ("审核通过", f"{moment(cell.accepted_at)} {cell.accepted_by}"),
    ]
    return html.Dl([part for name, fact in facts for part in (html.Dt(name), html.Dd(fact))], className="facts")


def _list_cells(cells: Sequence[Trace], catalogue: Catalogue, places: Places, summary: str) -> Component:
    """One row a cell; metric and month are said only where they differ from row to row."""
    several = len({(cell.metric, cell.month) for cell in cells}) > 1

    def what(cell: Trace) -> list[Any]:
        more = f"{catalogue[cell.metric].label_zh} {month_label(cell.month)}" if several else ""
        return [places[cell.area].name, html.Small(more, className="matter-origin")]

    return cell_table(cells[:SHOWN], what, summary, catalogue)


def _limit(count: int) -> str:
    return f"这里显示前 {SHOWN} 个。" if count > SHOWN else ""
