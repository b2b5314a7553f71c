"""What a submission changes, figure by figure."""

from typing import Any

import pandas as pd
from dash.development.base_component import Component

from data.definitions import Catalogue
from data.periods import month_label
from data.places import Places
from layouts import elements as html
from layouts.components.marks import figure_mark
from layouts.components.tables import Column, Row, data_table


def change_table(changes: pd.DataFrame, catalogue: Catalogue, places: Places) -> Component:
    """CHANGE columns of the store, in its order: what each figure was, what it is, and the cell that says so."""

    def figure(row: Row, when: str) -> Any:
        return figure_mark(row[when], row[f"{when}_state"], catalogue[row["metric"]].decimals)

    def place(row: Row) -> Component:
        return html.Span(f"{row['sheet']} › {row['cell']}", className="address")

    columns = [
        Column("单位", lambda row: places[row["area"]].name, heads=True),
        Column("月份", lambda row: month_label(row["month"]), keeps=True),
        Column("指标", lambda row: catalogue[row["metric"]].label_zh),
        Column("原来", lambda row: figure(row, "before"), align="end"),
        Column("改为", lambda row: figure(row, "after"), align="end"),
        Column("位置", place),
    ]
    return data_table(
        changes, columns, caption=f"共 {len(changes)} 个数", empty="没有会变的数，报来的与现有的相同", tall=True
    )


def item_change_table(changes: pd.DataFrame, places: Places) -> Component:
    """ITEM_CHANGE columns of the store with ``what``, the field's name: what a ledger sent again says anew."""
    columns = [
        Column("编号", lambda row: row["number"], heads=True),
        Column("责任单位", lambda row: places[row["area"]].name, keeps=True),
        Column("栏目", lambda row: row["what"], keeps=True),
        Column("原来", lambda row: row["before"]),
        Column("改为", lambda row: row["after"]),
        Column("位置", lambda row: html.Span(f"{row['sheet']} 第{row['row']}行", className="address")),
    ]
    caption = f"共 {len(changes)} 处"
    return data_table(changes, columns, caption=caption, empty="没有变动，报来的与现有的相同", tall=True)
