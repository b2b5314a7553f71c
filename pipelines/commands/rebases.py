"""``rebase``: from which month a control chart begins anew."""

from typing import Annotated

import typer

from data.periods import month_label
from data.rebases import REBASE_ZH
from data.settings import Settings
from pipelines.commands.opening import (
    ByOption,
    console,
    find_unit,
    open_settings_store,
    read_month,
    say_refusals,
    tell_moment,
)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("rebase")(rebase_chart)


def rebase_chart(
    metric: Annotated[str, typer.Argument(help="指标代码，见指标口径页")],
    area: Annotated[str, typer.Argument(help="地区的代码或名称")],
    month: Annotated[str, typer.Argument(help="从哪个月起，如 2025-01；不写只列出已有的")] = "",
    reason: Annotated[str, typer.Option("--reason", help="为何重新起算，或为何撤销")] = "",
    together: Annotated[bool, typer.Option("--all", help="连同它下面的各单位，如口径调整")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="撤销")] = False,
    by: ByOption = "组织部",
) -> None:
    """控制图从某月起重新计算均值和控制限，写明理由；也可撤销。"""
    store = open_settings_store(Settings())
    code = find_unit(store, area)
    with say_refusals():
        if month:
            act = store.remove_rebase if remove else store.set_rebase
            compared = store.places.compared(code) if together else ()
            act(metric, [code, *(unit.code for unit in compared)], read_month(month, "月份"), by, tell_moment(), reason)
        for event in store.rebase_events(metric, code):
            what = f"{month_label(event.month)}{REBASE_ZH[event.what]}"
            console.print(f"{event.at:%Y-%m-%d %H:%M} {event.by} {what}：{event.reason}", markup=False)
