"""``mapping`` and ``mappings``: what a file's headings are taken for, and saying so once for a sender's layout."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table as Sheet

from data.headings import CERTAINTY_ZH, Entry
from data.settings import Settings
from data.store import Store
from pipelines.commands.intake import SenderOption
from pipelines.commands.opening import (
    complaints,
    console,
    find_unit,
    open_mapping,
    open_settings_store,
    print_problems,
    tell_moment,
)
from pipelines.confirmations import confirm
from pipelines.harmonising import Names
from pipelines.hints import collect_hints
from pipelines.mapping import TableMapping, pick_tables
from pipelines.proposals import Proposal, TableProposal, name_key, propose
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.headings import FIGURES


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("mapping")(show_mapping)
    app.command("mappings")(list_mappings)


def show_mapping(
    path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="一个文件")],
    sender: SenderOption = "",
    write: Annotated[Path | None, typer.Option("--write", help="把要确认的写成 TOML，供修改")] = None,
    confirmed: Annotated[Path | None, typer.Option("--confirm", exists=True, help="记住改好的 TOML")] = None,
    by: Annotated[str, typer.Option("--by", help="确认人")] = "组织部",
) -> None:
    """看一个文件各栏认作什么；--write 写出要确认的，改好后用 --confirm 记住，以后同样的表不再问。"""
    store = open_settings_store(Settings())
    hints = collect_hints(store, sender=find_unit(store, sender) if sender else "")
    proposal = propose(path.read_bytes(), path.name, Names(store.catalogue, store.places), hints)
    if proposal.problems:
        print_problems(proposal.problems)
        raise typer.Exit(1)
    if confirmed is not None:
        _keep(store, proposal, open_mapping(confirmed), by)
        return
    for table in proposal.tables:
        console.print(_draw(store, table))
    # Sheets of one layout, one for each township, are asked about once.
    asked = {table.signature: table for table in proposal.tables if table.open}
    count = sum(len(table.open) for table in asked.values())
    console.print(f"要确认 {count} 处", markup=False)
    for number, table in enumerate(asked.values() if write else (), start=1):
        assert write is not None
        file = write if number == 1 else write.with_stem(f"{write.stem}-{number}")
        file.write_text("\n".join(_spell(store, table)) + "\n", encoding="utf-8")
        console.print(f"已写出 {file}，改好后用 --confirm 记住", markup=False, soft_wrap=True)


def _keep(store: Store, proposal: Proposal, mapping: TableMapping, by: str) -> None:
    heard = Harvest(proposal.file)
    picked = pick_tables([table.table for table in proposal.tables], mapping, heard)
    told = [(table, mapping) for table in proposal.tables if table.table in picked]
    problems = heard.problems or confirm(store, proposal, told, by, tell_moment())
    if problems:
        print_problems(problems)
        raise typer.Exit(1)
    whose = "、".join(dict.fromkeys(_name(store, table.sender) for table, _ in told))
    console.print(f"已记住{whose}的 {len(told)} 张表，以后同样的表不再问", markup=False)


def _draw(store: Store, table: TableProposal) -> Sheet:
    title = f"{table.table.sheet}（{_name(store, table.sender)}，版式 {table.signature[:12]}）"
    sheet = Sheet("位置", "表上写的", "把握", "认作", "也可能是", title=title)
    for entry in table.entries:
        others = (c for found in entry.candidates.values() for c in found if c.code != entry.code)
        said = "；".join(f"{_label(store, c.code)}（{c.why}）" for c in others)
        sheet.add_row(entry.cell, entry.text, CERTAINTY_ZH[entry.certainty], _meaning(store, entry), said)
    return sheet


def _spell(store: Store, table: TableProposal) -> Iterator[str]:
    """A mapping's file: what is likely, and what is unknown as comments to fill in."""
    yield '# 一行说明一栏：指标或单位的代码，"数量" 是填数的列，"" 是不读取。行首有 # 的还没有说明，填好后去掉 #。'
    yield f"sheet = {_quote(table.table.sheet)}"
    yield 'rest = "read"'
    lines: dict[str, list[str]] = {"": [], "columns": [], "rows": [], "places": []}
    for entry in table.open:
        part, key = name_key(table, entry, entry.kind)
        if key:
            lines[part].append(_spell_line(store, entry, key if part == "" else _quote(key)))
    yield from lines.pop("")
    for part, said in lines.items():
        yield from [f"\n[{part}]", *said] if said else []


def _spell_line(store: Store, entry: Entry, key: str) -> str:
    mark = "" if entry.certainty == "likely" else "# "
    meaning = FIGURES if entry.kind == "figures" else entry.code
    named = [f"{c.code} {_label(store, c.code)}" for found in entry.candidates.values() for c in found]
    return f"{mark}{key} = {_quote(meaning)}" + (f"  # {'、'.join(named)}" if named else "")


def list_mappings(
    forget: Annotated[str, typer.Option("--forget", help="忘掉这个版式的对应（写开头几位即可）")] = "",
) -> None:
    """列出记住的对应：谁的、哪个版式、谁何时确认；--forget 忘掉一个版式的。"""
    store = open_settings_store(Settings())
    kept = [one for one in store.mappings() if one.signature.startswith(forget)]
    if forget and len({one.signature for one in kept}) != 1:
        said = "对得上的版式不止一个，请多写几位" if kept else "没有这个版式的对应"
        complaints.print(f"“{forget}”：{said}", style="red", markup=False)
        raise typer.Exit(2)
    sheet = Sheet("报送单位", "版式", "确认人", "确认时间", "对应", title="已忘掉" if forget else "记住的对应")
    for one in kept:
        told = TableMapping.model_validate(one.mapping)
        named = [*told.columns.items(), *told.rows.items(), *told.places.items()]
        meanings = "；".join(f"{name}→{code or '不读取'}" for name, code in named)
        sheet.add_row(_name(store, one.sender), one.signature[:12], one.by, f"{one.at:%Y-%m-%d %H:%M}", meanings)
        if forget:
            store.forget_mapping(one.sender, one.signature)
    console.print(sheet)


def _meaning(store: Store, entry: Entry) -> str:
    return "填数的列" if entry.kind == "figures" else _label(store, entry.code)


def _label(store: Store, code: str) -> str:
    if code in store.catalogue:
        return store.catalogue[code].label_zh
    return store.places[code].name if code in store.places else ""


def _name(store: Store, sender: str) -> str:
    return store.places[sender].name if sender else "没有写明单位"


def _quote(text: str) -> str:
    """A string as TOML and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)
