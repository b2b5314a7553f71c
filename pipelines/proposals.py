"""Proposals: what a workbook's tables are taken for, before anybody has confirmed it.

What is certain is taken, what is likely is put forward, what is unknown is listed with what it might be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from data.headings import Axis, Choice, Entry, Kind, Part, RowKind
from data.problems import Problem, Refusal
from pipelines.entries import Survey, list_places
from pipelines.harmonising import Names
from pipelines.hints import NO_HINTS, Hints
from pipelines.ledgers import columns_of, is_ledger
from pipelines.mapping import TableMapping, apply_mapping
from pipelines.parts import name_parts
from pipelines.persons import find_persons
from pipelines.reading.tables import Table, find_tables
from pipelines.reading.workbook import open_workbook
from pipelines.signatures import sign_table
from pipelines.tidying.axes import find_axes
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.headings import ASIDE, FIGURES, NOTHING_TOLD
from pipelines.tidying.surroundings import Surroundings, find_owner


@dataclass(frozen=True)
class TableProposal:
    """One table: its parts by row, what its headings are taken for, whose it is and for which month.

    ``sender`` is under whom its mapping is kept, ``kept`` what was confirmed for the layout before. ``rows_hold`` is
    ``None`` where it cannot be told.
    """

    table: Table
    signature: str
    sender: str
    parts: Mapping[int, Part]
    rows_hold: RowKind | None
    entries: tuple[Entry, ...]
    area: str | None
    month: int | None
    kept: TableMapping | None

    @property
    def open(self) -> list[Entry]:
        """The headings that a person has to say something of."""
        return [entry for entry in self.entries if entry.open]


@dataclass(frozen=True)
class Proposal:
    """A file and its tables; where it cannot be opened or tells of persons, why not."""

    file: str
    tables: tuple[TableProposal, ...]
    problems: tuple[Problem, ...] = ()


def propose(content: bytes, name: str, names: Names, hints: Hints = NO_HINTS) -> Proposal:
    """What a file's tables are taken for, with what was confirmed for their layouts before."""
    try:
        workbook = open_workbook(content, name)
    except Refusal as refusal:
        return Proposal(name, (), tuple(refusal.problems))
    sheets = [(grid, find_tables(grid)) for grid in (*workbook.sheets, *workbook.hidden)]
    if persons := find_persons(name, sheets, workbook.comments):
        return Proposal(name, (), tuple(persons))
    tables = [table for _, found in sheets for table in found]
    find = hints.finder(tables, names, name)
    senders = hints.list_senders(tables, names, name)
    proposed = [
        _propose_table(table, senders[table], parts, names, Harvest(name), hints.month, find(table))
        for _, found in sheets
        for table, parts in zip(found, name_parts(found), strict=True)
    ]
    return Proposal(name, tuple(proposed))


def _propose_table(
    table: Table,
    sender: str,
    parts: Mapping[int, Part],
    names: Names,
    quiet: Harvest,
    month: int | None,
    kept: TableMapping | None,
) -> TableProposal:
    """``quiet`` hears of the problems, which are said when the file is read."""
    signature = sign_table(table, names)
    applied = apply_mapping(table, kept, names, quiet) if kept is not None else None
    told, known, subject = (applied.told, applied.names, kept.metric) if applied and kept else (NOTHING_TOLD, names, "")
    if is_ledger(table):
        column = next(column for column in table.columns if column.index == columns_of(table)["area"])
        places = list_places(table, column, dict.fromkeys(table.data_rows), known)
        # An item of the ledger is always somebody's: its unit is no row that may be left aside.
        entries = tuple(replace(entry, axis="label") for entry in places)
        return TableProposal(table, signature, sender, parts, "place", entries, None, None, kept)
    around = Surroundings(table, known, quiet, month, subject)
    axes = find_axes(table, known, told, partial(find_owner, table, known, quiet.file))
    survey = Survey(table, axes, told, around)
    entries = tuple(survey.list_entries())
    return TableProposal(table, signature, sender, parts, survey.rows_hold, entries, around.area, around.month, kept)


def put_forward(table: TableProposal) -> dict[tuple[Axis, int], Choice]:
    """The choices that the proposal itself would make: every heading that is likely."""
    likely = (entry for entry in table.entries if entry.certainty == "likely")
    return {(entry.axis, entry.index): Choice(entry.kind, entry.code) for entry in likely}


def settle(table: TableProposal, choices: Mapping[tuple[Axis, int], Choice]) -> TableMapping | None:
    """The mapping that holds a person's choices beside what was confirmed before; nothing where neither says any."""
    told: dict[str, dict[str, str]] = {"columns": {}, "rows": {}, "places": {}}
    metric = ""
    for entry in table.entries:
        choice = choices.get((entry.axis, entry.index))
        if choice is None or not entry.key:
            continue
        part, key = name_key(table, entry, choice.kind)
        if part == "":
            metric = choice.code
        else:
            told[part][key] = FIGURES if choice.kind == "figures" else choice.code or ASIDE
    if not metric and not any(told.values()):
        return table.kept
    before = table.kept or TableMapping(metric=metric, rest="read", **told)
    more = {part: {**getattr(before, part), **found} for part, found in told.items()}
    return before.model_copy(update={**more, "metric": metric or before.metric})


def name_key(table: TableProposal, entry: Entry, kind: Kind | None = None) -> tuple[str, str]:
    """The part of a mapping that speaks of a heading, and what it is called there; as a place it goes by its
    innermost name. The table's own subject stands in no part: ``metric``."""
    match entry.axis:
        case "table":
            return "", "metric"
        case "place" | "label":
            return "places", entry.text
        case "column" if kind == "place":
            return "places", next(c.names[-1] for c in table.table.columns if c.index == entry.index)
        case "row" if kind == "place":
            return "places", table.table.row_paths[entry.index][-1]
        case "column":
            return "columns", entry.key
        case _:
            return "rows", entry.key
