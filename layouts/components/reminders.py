"""催报: who has not reported which month, and for how long."""

from datetime import date

import pandas as pd
from dash.development.base_component import Component

from data.periods import day_label, month_label
from layouts import elements as html
from layouts.components.tables import Column, data_table
from layouts.numbers import number


def reminder_table(called: pd.DataFrame) -> Component:
    """``called`` as ``pipelines.punctuality.call_in`` states it: one row for each month."""
    columns = [
        Column("月份", lambda row: month_label(row["month"]), heads=True),
        Column("截止", lambda row: str(row["due_on"]), keeps=True),
        Column("逾期", lambda row: number(row["days_overdue"]), unit="天", align="end"),
        Column("未报", lambda row: number(len(row["units"])), unit="个", align="end"),
        Column("单位", lambda row: "、".join(row["units"])),
    ]
    return data_table(
        called, columns, caption="已过截止日仍未报、或退回后未重报的，已锁定的月份除外", empty="没有要催报的单位"
    )


def reminder_text(called: pd.DataFrame, at: date) -> Component:
    """The same as a text to be sent on; ``assets/copying.js`` copies it."""
    lines = [
        f"{month_label(row['month'])}（截止{day_label(row['due_on'])}，逾期{row['days_overdue']}天）：{'、'.join(row['units'])}"
        for row in called.to_dict("records")
    ]
    text = "\n".join([f"催报（截至{day_label(at)}）", *lines])
    button = html.Button("复制", type="button", className="btn btn-outline-secondary btn-sm copy-text")
    return html.Details(
        [html.Summary("复制成文字…"), html.Pre(text, className="copied-text"), button], className="copied"
    )
