"""Confirmations: a person says once what a layout's headings mean, and it is kept for its sender."""

from datetime import datetime

from data.problems import Problem
from data.store import Store
from pipelines.harmonising import Names
from pipelines.mapping import TableMapping, apply_mapping
from pipelines.proposals import Proposal, TableProposal
from pipelines.tidying.harvest import Harvest

#: The problems that a confirmed mapping may settle.
MAPPABLE = frozenset(
    {"unknown_metric", "unknown_area", "unclear_layout", "nothing_found", "column_absent", "mapping_contradicted"}
)


def confirm(
    store: Store,
    proposal: Proposal,
    told: list[tuple[TableProposal, TableMapping]],
    by: str,
    at: datetime,
    sender: str | None = None,
) -> list[Problem]:
    """Keep what was told of a file's tables, under its own sender or another, all of it or, with problems, nothing.

    A mapping that does not fit its table or says another thing than the sheet is a problem. The month is never
    kept: the next file has its own.
    """
    quiet = Harvest(proposal.file)
    names = Names(store.catalogue, store.places)
    for table, mapping in told:
        apply_mapping(table.table, mapping, names, quiet)
    if quiet.problems:
        return quiet.problems
    for table, mapping in told:
        said = mapping.model_dump(exclude_defaults=True, exclude={"sheet", "month"})
        store.keep_mapping(proposal.sender if sender is None else sender, table.signature, said, by, at)
    return []
