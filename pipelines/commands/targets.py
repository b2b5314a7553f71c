"""``targets``: annual targets from a sheet, and what is set."""

from pathlib import Path
from typing import Annotated

import typer

from data.settings import Settings
from pipelines.commands.opening import ByOption, console, open_settings_store, print_problems, tell_moment
from pipelines.target_sheets import take_targets


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("targets")(set_targets)


def set_targets(
    path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="年度目标表")],
    year: Annotated[int | None, typer.Option("--year", min=2000, max=2100, help="表里没写年份时用，如 2025")] = None,
    by: ByOption = "组织部",
) -> None:
    """设定年度目标：单位和指标各占行列，格里是年度目标；再次载入只记有变化的。"""
    store = open_settings_store(Settings())
    sheet, changed = take_targets(store, path.read_bytes(), path.name, by, tell_moment(), year)
    print_problems(sheet.problems)
    if sheet.refused:
        raise typer.Exit(1)
    console.print(f"{sheet.year}年度目标 {len(sheet.targets)} 个，其中新设或改动 {changed} 个", markup=False)
