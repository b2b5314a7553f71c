"""催报: who has not reported which month, and for how long."""

import pandas as pd
from dash.development.base_component import Component

from data.periods import month_label
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
