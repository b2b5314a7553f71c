"""Items of the rectification ledger, one a row."""

from typing import Any

import pandas as pd
from dash.development.base_component import Component

from layouts import elements as html
from layouts.components.drawer import drawer
from layouts.components.marks import absent
from layouts.components.tables import Column, Row, data_table
from layouts.numbers import number
from layouts.words import ITEM_STATE_ZH, NOTHING

SHOWN = 500


def item_table(
    items: pd.DataFrame, *, caption: str, empty: str, units: bool = True, late: bool = True, tall: bool = False
) -> Component:
    """LEDGER items in the frame's order: number, what was found and where the ledger says so, time limit.

    ``units`` shows who answers for it, ``late`` how many days it is overdue.
    """
    columns = [
        Column("编号", lambda row: row["number"], heads=True, keeps=True),
        Column("问题摘要", _matter),
        *([Column("责任单位", lambda row: row["name"], keeps=True)] if units else []),
        Column("时限", lambda row: NOTHING if absent(row["due_on"]) else str(row["due_on"]), keeps=True),
        *([Column("逾期", _days, unit="天", align="end")] if late else []),
    ]
    return data_table(items, columns, caption=caption, empty=empty, tall=tall)


def items_drawer(subject: str, items: pd.DataFrame, close: str) -> Component:
    """The items behind a count; ``close`` is the address without the drawer."""
    limit = f"，这里显示前 {SHOWN} 项" if len(items) > SHOWN else ""
    body = item_table(items.head(SHOWN), caption=f"共 {len(items)} 项{limit}", empty="台账里没有对应的问题")
    return drawer("台账里的问题", subject, close, body)


def _matter(row: Row) -> list[Any]:
    place = f"{row['file_name']} › {row['sheet']} 第{row['row']}行"
    return [
        row["summary"],
        html.Small(f"{row['source']} · {ITEM_STATE_ZH[row['state']]} · {place}", className="matter-origin"),
    ]


def _days(row: Row) -> str:
    return NOTHING if absent(row["days_overdue"]) or not row["days_overdue"] else number(row["days_overdue"])
