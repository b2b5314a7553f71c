"""What is known of files before they are read: what was declared, what was told, and the mappings kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from data.store import Store
from pipelines.harmonising import Names
from pipelines.mapping import TableMapping
from pipelines.reading.tables import Table
from pipelines.signatures import sign_table
from pipelines.tidying.surroundings import find_owner


@dataclass(frozen=True)
class Hints:
    """``mapping`` is declared for all files and all there is to read of them; ``month`` and ``sender`` (an area's
    code) are what files do not say themselves; ``planned`` files give targets;
    ``kept`` are the mappings that were confirmed, by sender and signature.

    Under the sender "" are those of tables that do not say whose they are.
    """

    mapping: TableMapping | None = None
    month: int | None = None
    sender: str = ""
    planned: bool = False
    kept: Mapping[tuple[str, str], TableMapping] = field(default_factory=dict)

    def finder(self, tables: Sequence[Table], names: Names, file: str) -> Callable[[Table], TableMapping | None]:
        """What was confirmed for a table of a file by its sender."""
        if not self.kept:
            return lambda table: None
        senders = self.list_senders(tables, names, file)
        return lambda table: self.kept.get((senders[table], sign_table(table, names)))

    def list_senders(self, tables: Sequence[Table], names: Names, file: str) -> dict[Table, str]:
        """Whose each table is: the sender's who was told, its own unit's, the one unit's of the whole file, or ""."""
        if self.sender:
            return dict.fromkeys(tables, self.sender)
        owners = {table: find_owner(table, names, file) for table in tables}
        named = set(owners.values()) - {None}
        whole = named.pop() if len(named) == 1 else None
        return {table: owner or whole or "" for table, owner in owners.items()}


NO_HINTS = Hints()


def collect_hints(
    store: Store, mapping: TableMapping | None = None, month: int | None = None, sender: str = ""
) -> Hints:
    """What was declared and told, with every mapping that a store has kept; a declared one leaves those aside."""
    kept = store.mappings() if mapping is None else ()
    told = {(one.sender, one.signature): TableMapping.model_validate(one.mapping) for one in kept}
    return Hints(mapping, month, sender, kept=told)
