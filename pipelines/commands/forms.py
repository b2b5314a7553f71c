"""``template`` and ``mark``: blank forms, and workbooks with their problems written in."""

from pathlib import Path
from typing import Annotated

import typer

from data.settings import Settings
from pipelines.commands.opening import complaints, console, find_unit, open_settings_store, read_month
from pipelines.forms import FormFault, list_units, name_form, write_form
from pipelines.gathering import check_file
from pipelines.marking import mark_workbook, name_marked


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("template")(write_templates)
    app.command("mark")(mark_file)


def write_templates(
    area: Annotated[str, typer.Argument(help="单位的代码或名称")],
    month: Annotated[str, typer.Argument(help="月份，如 2025-06")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到哪个文件；--all 时写到哪个文件夹")] = None,
    every: Annotated[bool, typer.Option("--all", help="所属全部单位，一个单位一个文件")] = False,
) -> None:
    """做空白表样：按指标目录列出该单位要填的数，带口径、校验和上期数。"""
    asked = read_month(month, "月份")
    store = open_settings_store(Settings())
    code = find_unit(store, area, asked)
    if every:
        units = [unit.code for unit in list_units(store.catalogue, store.places, code, asked)]
        folder = output or Path()
        folder.mkdir(parents=True, exist_ok=True)
        targets = {unit: folder / name_form(store.places, unit, asked) for unit in units}
    else:
        targets = {code: output or Path(name_form(store.places, code, asked))}
    try:
        for unit, path in targets.items():
            path.write_bytes(write_form(store.catalogue, store.places, store, unit, asked))
    except FormFault as fault:
        complaints.print(str(fault), style="red", markup=False)
        raise typer.Exit(1) from fault
    console.print(f"已写出 {len(targets)} 份表样：{output or '当前文件夹'}", markup=False, soft_wrap=True)


def mark_file(
    path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="一个文件")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到哪个文件，默认在原文件旁边")] = None,
) -> None:
    """标出问题：同一份表，问题写在单元格批注里，前面加一页问题清单；只查不收。"""
    problems = check_file(open_settings_store(Settings()), path)
    if not problems:
        console.print(f"{path.name}：没有问题，不用标注", markup=False)
        return
    target = output or path.with_name(name_marked(path.name))
    target.write_bytes(mark_workbook(path.read_bytes(), path.name, problems))
    console.print(f"{path.name}：{len(problems)} 个问题，已标在 {target}", markup=False, soft_wrap=True)
