"""``catalogue`` and ``places``: checking definitions, making an area tree."""

from pathlib import Path
from typing import Annotated

import typer

from data.score_loading import ScoreFault, load_scores
from data.settings import Settings
from pipelines.commands.opening import complaints, console, load_definitions
from pipelines.territory import TerritoryFault, draw_tree


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("catalogue")(check_catalogue)
    app.command("places")(print_places)


def check_catalogue() -> None:
    """查指标目录、区划文件和考核办法：一次列出全部错误，写明文件和键。"""
    settings = Settings()
    catalogue, places = load_definitions(settings)
    try:
        scores = load_scores(settings.scores_dir, catalogue)
    except ScoreFault as fault:
        complaints.print(str(fault), style="red", markup=False)
        raise typer.Exit(1) from fault
    asked = sum(metric.asked and "township" in metric.reported_by for metric in catalogue.metrics)
    known = f"{len(catalogue.metrics)} 个指标（乡镇每月填 {asked} 个），{len(places.areas)} 个地区"
    console.print(f"没有错误：{known}，{len(scores)} 个考核办法")


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
