"""``gather``, ``check`` and ``read``: taking workbooks in, trying them, and looking at what is recognised."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table as Sheet

from data.problems import Refusal
from data.settings import Settings
from pipelines.commands.opening import (
    complaints,
    console,
    find_unit,
    open_mapping,
    open_settings_store,
    print_problems,
    read_month,
)
from pipelines.gathering import check_file, gather, list_files
from pipelines.mapping import TableMapping
from pipelines.reading.records import describe_workbook
from pipelines.reading.tables import find_tables
from pipelines.reading.workbook import open_workbook
from pipelines.taking import Outcome

STATUS_ZH = {"taken": "已收", "known": "已收过", "accepted": "接收", "held": "待接收", "refused": "退回"}
#: Counted where there are none as well.
_COUNTED = ("taken", "known", "refused")

Paths = Annotated[list[Path], typer.Argument(exists=True, help="文件或文件夹")]
MappingOption = Annotated[Path | None, typer.Option("--mapping", exists=True, help="列对应文件（TOML）")]
SenderOption = Annotated[str, typer.Option("--sender", help="文件里没写单位时用：报送单位的代码或名称")]
MonthOption = Annotated[str, typer.Option("--month", help="文件里没写期间时用，如 2025-06")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("gather")(gather_files)
    app.command("check")(check_files)
    app.command("read")(read_file)


def gather_files(
    paths: Paths,
    accept: Annotated[bool, typer.Option("--accept", help="收下即接收，用于可信的批量载入")] = False,
    received: Annotated[datetime | None, typer.Option("--received", help="收到的时间，默认现在")] = None,
    by: Annotated[str, typer.Option("--by", help="收件人")] = "组织部",
    mapping: MappingOption = None,
    month: MonthOption = "",
    sender: SenderOption = "",
) -> None:
    """收文件：读、查、存；有问题的整份退回，列出全部问题。"""
    declared, asked = _options(mapping, month)
    store = open_settings_store(Settings())
    files = list_files(paths)
    if not files:
        complaints.print("没有找到表格文件（.xlsx .xls .csv）", style="red")
        raise typer.Exit(1)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("收文件", total=len(files))

        def step(outcome: Outcome) -> None:
            bar.update(task, advance=1)
            print_problems(outcome.problems)

        outcomes = gather(
            store,
            files,
            by=by,
            received_at=received,
            accept=accept,
            mapping=declared,
            month=asked,
            sender=find_unit(store, sender) if sender else "",
            progress=step,
        )
    _summarise(outcomes)
    if any(outcome.status in ("held", "refused") for outcome in outcomes):
        raise typer.Exit(1)


def _summarise(outcomes: list[Outcome]) -> None:
    sheet = Sheet("文件", "结果", "数", "整改项", "问题")
    for outcome in outcomes:
        problems = len(outcome.problems)
        counts = (str(outcome.observations), str(outcome.items), str(problems))
        sheet.add_row(outcome.path.name, STATUS_ZH[outcome.status], *counts)
    console.print(sheet)
    found = {status: sum(outcome.status == status for outcome in outcomes) for status in STATUS_ZH}
    said = [f"{STATUS_ZH[status]} {number} 个" for status, number in found.items() if number or status in _COUNTED]
    console.print(f"共 {len(outcomes)} 个文件：{'，'.join(said)}")


def check_files(
    paths: Paths, mapping: MappingOption = None, month: MonthOption = "", sender: SenderOption = ""
) -> None:
    """只查不收：列出每个文件的全部问题；有必须改的，以 1 退出。"""
    declared, asked = _options(mapping, month)
    store = open_settings_store(Settings())
    blocked = False
    unit = find_unit(store, sender) if sender else ""
    for path in list_files(paths):
        problems = check_file(store, path, declared, asked, unit)
        print_problems(problems)
        blocked |= any(problem.severity == "block" for problem in problems)
        console.print(f"{path.name}：{len(problems)} 个问题" if problems else f"{path.name}：没有问题", markup=False)
    if blocked:
        raise typer.Exit(1)


def _options(mapping: Path | None, month: str) -> tuple[TableMapping | None, int | None]:
    return (open_mapping(mapping) if mapping else None), (read_month(month, "--month") if month else None)


def read_file(
    path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="一个文件")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出每个单元格")] = False,
) -> None:
    """看认出了什么：每张表的表头、数据行、合计行、小标题和注。"""
    try:
        workbook = open_workbook(path.read_bytes(), path.name)
    except Refusal as refusal:
        print_problems(refusal.problems)
        raise typer.Exit(1) from refusal
    if as_json:
        typer.echo(json.dumps(describe_workbook(workbook), ensure_ascii=False, default=str))
        return
    for table in [table for grid in (*workbook.sheets, *workbook.hidden) for table in find_tables(grid)]:
        hidden = "（隐藏）" if table.grid.hidden else ""
        rows = f"表头第 {table.header_rows} 行，数据 {len(table.data_rows)} 行"
        console.print(f"{table.sheet}{hidden}：{rows}", markup=False)
        console.print("  " + "、".join(column.flattened for column in table.columns), markup=False)
