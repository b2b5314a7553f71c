"""Cells of workbooks, one a row: the figure, the file and its address, when it came and was accepted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from dash.development.base_component import Component

from data.definitions import Catalogue
from data.observations import Trace
from layouts import elements as html
from layouts.numbers import number
from layouts.words import NOTHING, state_word

_HEADERS = (("单位", "start"), ("数值", "end"), ("文件和单元格", "start"), ("收到，审核通过", "start"))


def cell_table(cells: Sequence[Trace], what: Callable[[Trace], Any], summary: str, catalogue: Catalogue) -> Component:
    """The cells in their order; ``what`` says whose figure a cell holds."""
    rows = [
        html.Tr(
            [
                html.Th(what(cell), scope="row"),
                html.Td(cell_value(cell, catalogue), className="end"),
                html.Td([cell.file_name, html.Small(cell_address(cell), className="matter-origin address")]),
                html.Td(
                    [moment(cell.received_at), html.Small(_accepted(cell), className="matter-origin")],
                    className="keep",
                ),
            ]
        )
        for cell in cells
    ]
    headers = [html.Th(name, scope="col", className=side) for name, side in _HEADERS]
    table = html.Table([html.Caption(summary), html.Thead(html.Tr(headers)), html.Tbody(rows)], className="figures")
    return html.Div(table, className="table-box")


def cell_value(cell: Trace, catalogue: Catalogue) -> str:
    """The figure in a cell, or the word for its state."""
    if cell.value is None:
        return state_word(cell.state)
    return number(cell.value, catalogue[cell.metric].decimals)


def cell_address(cell: Trace) -> str:
    """``月报 › D6``; a CSV has no sheets."""
    return " › ".join(part for part in (cell.sheet, cell.cell) if part)


def moment(at: datetime | None) -> str:
    """To the minute; a dash for never."""
    return at.strftime("%Y-%m-%d %H:%M") if at else NOTHING


def _accepted(cell: Trace) -> str:
    return f"{moment(cell.accepted_at)} {cell.accepted_by}".strip()
