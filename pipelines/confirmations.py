"""Confirmations: a person says once what a layout's headings mean, and it is kept for its sender."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from data.headings import Axis, Choice, Entry, HeadingPlace
from data.problems import Problem
from data.store import Store
from pipelines.harmonising import Names
from pipelines.mapping import TableMapping, apply_mapping
from pipelines.proposals import Proposal, TableProposal, settle
from pipelines.signatures import is_distinct
from pipelines.tidying.harvest import Harvest


def list_questions(proposal: Proposal) -> dict[HeadingPlace, Entry]:
    """The headings that a person has to say something of; tables of one layout ask for each name once."""
    asked: dict[tuple[str, Axis, str], tuple[HeadingPlace, Entry]] = {}
    for number, table in enumerate(proposal.tables):
        for entry in table.open:
            place = (number, entry.axis, entry.index)
            asked.setdefault((table.signature, entry.axis, entry.key or f"{place}"), (place, entry))
    # Those that nothing can be said of come last, out of the way of the others.
    return dict(sorted(asked.values(), key=lambda question: not question[1].key))


def settle_file(proposal: Proposal, choices: Mapping[HeadingPlace, Choice]) -> list[tuple[TableProposal, TableMapping]]:
    """The mapping of each layout for which something was chosen, with the first table that has it."""
    told: dict[str, tuple[TableProposal, TableMapping]] = {}
    for number, table in enumerate(proposal.tables):
        own = {(axis, index): choice for (of, axis, index), choice in choices.items() if of == number}
        first, before = told.get(table.signature, (table, table.kept))
        mapping = settle(replace(table, kept=before), own)
        if mapping is not None and own:
            told[table.signature] = (first, mapping)
    return list(told.values())


def confirm(
    store: Store, proposal: Proposal, told: Iterable[tuple[TableProposal, TableMapping]], by: str, at: datetime
) -> list[Problem]:
    """Keep what was told of a file's layouts, for each of its units that has one: all of it or, where there are
    problems, nothing.

    A mapping that does not fit its table or says another thing than the sheet is a problem, and so is a table that
    could be anybody's: neither its unit nor a title tells it from another. Neither sheet nor month is kept: the
    next file has its own.
    """
    heard, names, kept = Harvest(proposal.file), Names(store.catalogue, store.places), list(told)
    for table, mapping in kept:
        apply_mapping(table.table, mapping, names, heard)
        if not table.sender and not is_distinct(table.table, names):
            remedy = "请在表上写明填报单位或标题后重新报送"
            heard.fault("no_name", table.table.sheet, "", "没有写明是哪个单位的表", "，也没有标题，记不住", remedy)
    for table, mapping in kept if not heard.problems else ():
        said = mapping.model_dump(exclude_defaults=True, exclude={"sheet", "month"})
        for sender in dict.fromkeys(t.sender for t in proposal.tables if t.signature == table.signature):
            store.keep_mapping(sender, table.signature, said, by, at)
    return heard.problems


def forget(store: Store, proposal: Proposal) -> None:
    """Forget what was told of a file's layouts."""
    for table in proposal.tables:
        if table.kept is not None:
            store.forget_mapping(table.sender, table.signature)
