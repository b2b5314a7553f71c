"""A table from a frame: what to show is said column by column (see ``components.columns``)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from dash.development.base_component import Component

from data.frames import list_rows
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.notices import empty_state

Row = Mapping[str, Any]
Align = Literal["start", "middle", "end"]
#: States of a figure that leave its row without one; a ledger item's states are others.
SILENT = ("missing", "not_applicable", "withheld")


@dataclass(frozen=True)
class Column:
    """One column: its header and unit, and what stands in it for a row of the frame.

    ``heads`` marks the column that names the row, for readers by ear; ``keeps`` one whose words are
    too short to be broken (a name, a date).
    """

    header: str
    cell: Callable[[Row], Any]
    unit: str = ""
    align: Align = "start"
    heads: bool = False
    keeps: bool = False

    @property
    def class_name(self) -> str:
        return f"{self.align} keep" if self.keeps else self.align


def data_table(
    frame: pd.DataFrame | Sequence[Row],
    columns: Sequence[Column],
    *,
    caption: str,
    marked: Collection[str] = (),
    whole: str = "",
    tall: bool = False,
    empty: str = "没有可以显示的数据",
) -> Component:
    """Rows in the order of the frame, or of its rows where they are at hand already.

    ``marked`` are the areas picked out, ``whole`` the area whose row is the total of the others;
    ``tall`` lets a long table scroll within its card, headers staying.
    """
    rows = list_rows(frame) if isinstance(frame, pd.DataFrame) else frame
    if not rows:
        return empty_state(empty)
    head = html.Thead(html.Tr([_header(column) for column in columns]))
    body = html.Tbody([_row(row, columns, marked, whole) for row in rows])
    return html.Div(
        html.Table([html.Caption(caption), head, body], className="figures"),
        className="table-box table-tall" if tall else "table-box",
        # A box that scrolls must be reachable by keyboard.
        tabIndex="0",
        role="region",
        **aria(label=caption),
    )


def _header(column: Column) -> Component:
    unit = [html.Span(column.unit, className="header-unit")] if column.unit else []
    return html.Th([column.header, *unit], className=column.class_name, scope="col")


def _row(row: Row, columns: Sequence[Column], marked: Collection[str], whole: str) -> Component:
    classes = []
    if row.get("area") in marked:
        classes.append("row-marked")
    if whole and row.get("area") == whole:
        classes.append("row-whole")
    if row.get("state") in SILENT:
        classes.append("row-unreported")
    cells = [
        html.Th(column.cell(row), scope="row", className=column.class_name)
        if column.heads
        else html.Td(column.cell(row), className=column.class_name)
        for column in columns
    ]
    return html.Tr(cells, className=" ".join(classes)) if classes else html.Tr(cells)
