"""``status``, ``remind``, ``lock``, ``reopen`` and ``deadline``: months, who owes them, and closing them."""

from datetime import date, datetime
from typing import Annotated

import pandas as pd
import typer
from rich.table import Table as Sheet

from data.periods import month_label
from data.settings import Settings
from data.store import Store
from data.submissions import name_state, say_silence
from pipelines.commands.opening import (
    ByOption,
    console,
    each_row,
    open_settings_store,
    read_month,
    say_refusals,
    tell_moment,
)
from pipelines.punctuality import CAME, list_missing

Month = Annotated[str, typer.Argument(help="月份，如 2025-06")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("status")(print_status)
    app.command("remind")(print_reminders)
    app.command("lock")(lock_month)
    app.command("reopen")(reopen_month)
    app.command("deadline")(show_deadline)


def print_status(month: Annotated[str, typer.Option("--month", help="月份，默认收到过的最近一个月")] = "") -> None:
    """一个月谁报了、谁没报、谁迟了、谁被退回。"""
    store = open_settings_store(Settings())
    span = store.span()
    if span is None and not month:
        console.print("还没有收到任何数据")
        return
    asked = read_month(month, "--month") if month or span is None else span[1]
    frame = store.reporting([asked], store.places.root.code, date.today())
    locked = "，已锁定" if store.locked_months([asked]) else ""
    title = f"{month_label(asked)}（{store.deadline(asked)} 截止{locked}）"
    sheet = Sheet("单位", "状态", "指标", "收到", "说明", title=title)
    for row in each_row(frame):
        said = [
            "迟报" if row.late else "",
            "零报告" if row.zero else "",
            f"逾期 {row.days_overdue} 天" if row.days_overdue else "",
            f"第{row.waiting}号待审" if row.waiting is not pd.NA else "",
        ]
        received = "" if row.state == "pending" else f"{row.received_at:%Y-%m-%d %H:%M}"
        state = name_state(row.state, row.days_overdue)
        sheet.add_row(row.name, state, str(row.figures), received, "，".join(filter(None, said)))
    console.print(sheet)
    reported = frame[frame["state"].isin(CAME)]
    console.print(f"应报 {len(frame)} 个，已报 {len(reported)} 个，按时 {int((~reported['late']).sum())} 个")
    _print_silence(store)


def print_reminders() -> None:
    """催报单：过了截止日还没有报的、退回后还没有重报的。"""
    store = open_settings_store(Settings())
    frame = store.reminders(date.today())
    _print_silence(store)
    if frame.empty:
        console.print("没有需要催报的单位")
        return
    sheet = Sheet("月份", "单位", "状态", "截止", "逾期天数")
    for row in each_row(frame):
        state = name_state(row.state, row.days_overdue)
        sheet.add_row(month_label(row.month), row.name, state, str(row.due_on), str(row.days_overdue))
    console.print(sheet)


def _print_silence(store: Store) -> None:
    if said := say_silence(store.silence(date.today())):
        console.print(said)


def lock_month(
    month: Month,
    reason: Annotated[str, typer.Option("--reason", help="为何锁定，可不写")] = "",
    by: ByOption = "组织部",
) -> None:
    """锁定一个已公布的月份：更正照收，但不能接收。"""
    asked, store = read_month(month, "月份"), open_settings_store(Settings())
    with say_refusals():
        store.lock(asked, by, tell_moment(), reason)
    missing = list_missing(store.reporting([asked], store.places.root.code, date.today()), asked)
    still = f"；还有 {len(missing)} 个单位没有报：{'、'.join(missing)}" if missing else ""
    console.print(f"{month_label(asked)}已锁定{still}", soft_wrap=True)


def reopen_month(
    month: Month,
    reason: Annotated[str, typer.Option("--reason", help="重新开放的理由")],
    by: ByOption = "组织部",
) -> None:
    """重新开放一个锁定的月份，写明理由。"""
    asked = read_month(month, "月份")
    with say_refusals():
        open_settings_store(Settings()).reopen(asked, by, tell_moment(), reason)
    console.print(f"{month_label(asked)}已重新开放")


def show_deadline(
    month: Month,
    day: Annotated[datetime | None, typer.Argument(formats=["%Y-%m-%d"], help="改为这一天，如 2025-07-08")] = None,
) -> None:
    """看一个月的截止日（通常是次月 5 日），或者改它。"""
    asked = read_month(month, "月份")
    store = open_settings_store(Settings())
    if day is not None:
        store.set_deadline(asked, day.date())
    console.print(f"{month_label(asked)}的截止日：{store.deadline(asked)}")
