"""What is known of files before they are read: what was declared, what was told, and the mappings kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from data.store import Store
from pipelines.harmonising import Names
from pipelines.mapping import TableMapping
from pipelines.reading.tables import Table
from pipelines.signatures import sign_table
from pipelines.tidying.surroundings import find_owner

FindMapping = Callable[[Table], TableMapping | None]


@dataclass(frozen=True)
class Hints:
    """``mapping`` is declared for all files and all there is to read of them; ``month`` and ``sender`` (an area's
    code) are what files do not say themselves; ``kept`` the mappings that were confirmed, by sender and signature.

    A mapping kept under the sender "" serves whoever sends that layout.
    """

    mapping: TableMapping | None = None
    month: int | None = None
    sender: str = ""
    kept: Mapping[tuple[str, str], TableMapping] = field(default_factory=dict)

    def finder(self, tables: Sequence[Table], names: Names, file: str) -> FindMapping:
        """What was confirmed for a table of a file: by its sender, else for anybody."""
        if not self.kept:
            return lambda table: None
        sender = self.sender or find_sender(tables, names, file)

        def find(table: Table) -> TableMapping | None:
            signature = sign_table(table, names)
            return self.kept.get((sender, signature)) or self.kept.get(("", signature))

        return find


NO_HINTS = Hints()


def collect_hints(
    store: Store, mapping: TableMapping | None = None, month: int | None = None, sender: str = ""
) -> Hints:
    """What was declared and told, with every mapping that a store has kept; a declared one leaves those aside."""
    kept = store.mappings() if mapping is None else ()
    told = {(one.sender, one.signature): TableMapping.model_validate(one.mapping) for one in kept}
    return Hints(mapping, month, sender, told)


def find_sender(tables: Sequence[Table], names: Names, file: str) -> str:
    """The one unit that the tables of a file say they are from; "" where they say none or several."""
    senders = {owner for table in tables if (owner := find_owner(table, names, file))}
    return senders.pop() if len(senders) == 1 else ""
