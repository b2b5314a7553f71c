"""``catalogue``, ``places`` and ``status``: checking definitions, making an area tree, seeing who has reported."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table as Sheet

from data.periods import month_label
from data.settings import Settings
from pipelines.commands.opening import complaints, console, load_definitions, open_settings_store
from pipelines.territory import TerritoryFault, draw_tree


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("catalogue")(check_catalogue)
    app.command("places")(print_places)
    app.command("status")(print_status)


def check_catalogue() -> None:
    """查指标目录和区划文件：一次列出全部错误，写明文件和键。"""
    catalogue, places = load_definitions(Settings())
    asked = sum(metric.asked and "township" in metric.reported_by for metric in catalogue.metrics)
    console.print(f"没有错误：{len(catalogue.metrics)} 个指标（乡镇每月填 {asked} 个），{len(places.areas)} 个地区")


def print_places(
    path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="列有各级单位的表")],
    columns: Annotated[str, typer.Option("--columns", help="各级单位所在的列，由外到内，逗号隔开")],
    kinds: Annotated[str, typer.Option("--kinds", help="各级的类型，逗号隔开，如 区,镇,村")],
) -> None:
    """由一张表做区划文件（TOML），打印出来。"""
    try:
        typer.echo(draw_tree(path, columns.split(","), kinds.split(",")))
    except TerritoryFault as fault:
        complaints.print(str(fault), style="red", markup=False)
        raise typer.Exit(1) from fault


def print_status() -> None:
    """最近一个月谁报了、谁没报。"""
    store = open_settings_store(Settings())
    months = store.months()
    if not months:
        console.print("还没有收到任何数据")
        return
    coverage = store.coverage([months[-1]], store.places.root.code)
    sheet = Sheet("单位", "状态", "已到指标", "首次收到", title=month_label(months[-1]))
    for row in coverage.itertuples():
        reported = row.state == "reported"
        received = f"{row.first_received_at:%Y-%m-%d %H:%M}" if reported else ""
        sheet.add_row(str(row.name), "已报" if reported else "未报", str(row.arrived), received)
    console.print(sheet)
