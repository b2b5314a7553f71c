"""``demo``: the demo district, written as workbooks and taken in like anybody's."""

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from data.settings import Settings
from pipelines.commands.opening import console, open_settings_store, print_problems
from pipelines.demo.loading import count_loaded, load_demo


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("demo")(load_demo_district)


def load_demo_district() -> None:
    """载入示范区：生成各乡镇的表格，经正常收表流程收下；再次运行不改变任何内容。"""
    settings = Settings()
    store, folder = open_settings_store(settings), settings.instance_dir / "demo"
    held = count_loaded(store, folder)
    if held:
        console.print(f"示范区已经载入（{held} 个文件），没有变化")
        return
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console) as bar:
        task = bar.add_task("载入示范区", total=None)

        def step(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total)

        loaded = load_demo(store, folder, step)
    console.print(f"共 {loaded.files} 个文件：新收 {loaded.taken} 个，已收过 {loaded.known} 个")
    for outcome in loaded.refused:
        console.print("按计划退回：", end="")
        print_problems(outcome.problems)
    if loaded.surprises:
        for outcome in loaded.surprises:
            print_problems(outcome.problems)
        raise typer.Exit(1)
