"""How a sender's layout is read, kept once a person has confirmed it. What a mapping says is not the store's affair."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from data.store.keeping import check_local
from data.store.rows import insert_rows
from data.tables import mappings


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """A mapping with whose layout it reads and who confirmed it when; ``sender`` is empty for anybody's."""

    sender: str
    signature: str
    mapping: dict[str, Any]
    by: str
    at: datetime


def keep_mapping(
    connection: Connection, sender: str, signature: str, mapping: Mapping[str, Any], by: str, at: datetime
) -> None:
    """Keep a confirmed mapping, in place of the sender's earlier one for that layout."""
    forget_mapping(connection, sender, signature)
    row = {"sender": sender, "signature": signature, "mapping": dict(mapping)}
    insert_rows(connection, mappings, [{**row, "confirmed_by": by, "confirmed_at": check_local(at)}])


def find_mapping(connection: Connection, sender: str, signature: str) -> dict[str, Any] | None:
    """The mapping that a sender's layout was confirmed with; ``None`` where it was not."""
    wanted = select(mappings.c.mapping).where(mappings.c.sender == sender, mappings.c.signature == signature)
    found: dict[str, Any] | None = connection.execute(wanted).scalar()
    return found


def list_mappings(connection: Connection) -> list[KeptMapping]:
    """Everything that was confirmed, by sender and layout."""
    wanted = select(mappings).order_by(mappings.c.sender, mappings.c.signature)
    return [KeptMapping(*row) for row in connection.execute(wanted)]


def forget_mapping(connection: Connection, sender: str, signature: str) -> None:
    """Ask again about a sender's layout."""
    connection.execute(mappings.delete().where(mappings.c.sender == sender, mappings.c.signature == signature))
