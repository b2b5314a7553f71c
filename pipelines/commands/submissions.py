"""``submissions``, ``accept``, ``return`` and ``answer``: looking at what came in and deciding on it."""

from typing import Annotated

import pandas as pd
import typer
from rich.table import Table as Sheet

from data.observations import STATE_ZH
from data.periods import month_label
from data.settings import Settings
from data.store import Store
from data.submissions import EVENT_ZH, STATUS_ZH, Submission
from pipelines.accepting import accept_each
from pipelines.answering import pick_warnings
from pipelines.commands.opening import (
    ByOption,
    console,
    each_row,
    open_settings_store,
    print_problems,
    say_refusals,
    tell_moment,
)
from pipelines.ledgers import FIELDS

Number = Annotated[int, typer.Argument(help="报送的编号，见 submissions")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("submissions")(list_submissions)
    app.command("accept")(accept_submissions)
    app.command("return")(return_submission)
    app.command("answer")(answer_warning)


def list_submissions(
    number: Annotated[int | None, typer.Argument(help="只看这一份：经过、提醒、改了哪些数")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多列几份")] = 50,
) -> None:
    """列出收到的报送，新的在前；给出编号时列出那一份的全部经过。"""
    store = open_settings_store(Settings())
    if number is not None:
        _print_submission(store, number)
        return
    sheet = Sheet("编号", "文件", "收到", "报送人", "状态")
    for row in each_row(store.submissions(limit)):
        sheet.add_row(
            str(row.id), row.file_name, f"{row.received_at:%Y-%m-%d %H:%M}", row.received_by, STATUS_ZH[row.status]
        )
    console.print(sheet)


def _print_submission(store: Store, number: int) -> None:
    with say_refusals():
        changed, listed = store.changes(number), store.item_changes(number)
    record = store.submission(number)
    assert record is not None
    console.print(f"第{number}号报送：{record.file_name}（{STATUS_ZH[record.status]}）", markup=False)
    for event in record.events:
        reason = f"：{event.reason}" if event.reason else ""
        console.print(f"  {event.at:%Y-%m-%d %H:%M} {event.by} {EVENT_ZH[event.what]}{reason}", markup=False)
    _print_warnings(record)
    if changed.empty and listed.empty:
        console.print("没有改变任何数和整改事项")
    if not changed.empty:
        _print_changes(store, changed)
    if not listed.empty:
        _print_item_changes(listed)


def _print_changes(store: Store, changed: pd.DataFrame) -> None:
    sheet = Sheet("指标", "月份", "单位", "原数", "新数", "单元格", title="改变的数")
    for row in each_row(changed):
        sheet.add_row(
            store.catalogue[row.metric].label_zh,
            month_label(row.month),
            store.places[row.area].name,
            _write_value(row.before, row.before_state),
            _write_value(row.after, row.after_state),
            f"{row.sheet} {row.cell}",
        )
    console.print(sheet)


def _print_item_changes(listed: pd.DataFrame) -> None:
    sheet = Sheet("编号", "栏目", "原为", "改为", "位置", title="改变的整改事项")
    for row in each_row(listed):
        field = "新增" if row.field == "number" else FIELDS[row.field][0]
        sheet.add_row(row.number, field, row.before, row.after, f"{row.sheet} 第 {row.row} 行")
    console.print(sheet)


def _print_warnings(record: Submission) -> None:
    for place, warned in enumerate(record.warned, start=1):
        console.print(f"  提醒 {place}（{warned.problem.rule}）：{warned.problem}", markup=False, soft_wrap=True)
        answer = warned.answer
        said = f"{answer.by}说明：{answer.reason}" if answer else "还没有说明"
        console.print(f"    {said}", markup=False, soft_wrap=True)


def _write_value(value: float, state: str) -> str:
    return f"{value:g}" if state == "reported" else STATE_ZH[state]


def accept_submissions(
    numbers: Annotated[list[int], typer.Argument(help="报送的编号，可以多个")], by: ByOption = "组织部"
) -> None:
    """接收报送：数从此生效。已退回的、月份已锁定的、提醒没有说明的不能接收。"""
    failed = False
    for done in accept_each(open_settings_store(Settings()), numbers, by, tell_moment()):
        if done.problems:
            print_problems(done.problems)
            failed = True
        else:
            console.print(f"第{done.number}号报送已接收，改变 {done.changed} 个数")
    if failed:
        raise typer.Exit(1)


def return_submission(
    number: Number, reason: Annotated[str, typer.Option("--reason", help="退回的理由")], by: ByOption = "组织部"
) -> None:
    """退回一份报送，写明理由。"""
    with say_refusals():
        open_settings_store(Settings()).return_submission(number, by, tell_moment(), reason)
    console.print(f"第{number}号报送已退回")


def answer_warning(
    number: Number,
    reason: Annotated[str, typer.Option("--reason", help="数无误的理由")],
    places: Annotated[list[int] | None, typer.Argument(help="第几条提醒，从 1 数起，可以多个")] = None,
    rules: Annotated[list[str] | None, typer.Option("--rule", help="这一类的都用这个理由，代码见 submissions")] = None,
    by: ByOption = "组织部",
) -> None:
    """说明提醒：数为什么没有错，几条可以用一个理由。全部说明了才能接收。"""
    store = open_settings_store(Settings())
    alike = pick_warnings(store.submission(number), (), rules or ())
    with say_refusals():
        for place in dict.fromkeys([*(place - 1 for place in places or ()), *alike]):
            store.answer_warning(number, place, reason, by, tell_moment())
    left = sum(problem.rule == "unanswered" for problem in store.obstacles(number))
    console.print(f"已记下，还有 {left} 条提醒没有说明" if left else "已记下，提醒全部说明了")
