"""Writing many rows in few statements, in either dialect."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

# SQLite takes 32,766 parameters in one statement; the rest is for the other columns of a question.
_PARAMETERS = 30_000


def split(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Stretches of values short enough to be named in one statement."""
    for start in range(0, len(values), _PARAMETERS):
        yield values[start : start + _PARAMETERS]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows to a table; no rows is no statement."""
    if rows:
        connection.execute(table.insert(), list(rows))


def upsert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows, or replace those with the same primary key. Every row has every column, in order."""
    if not rows:
        return
    names = [column.name for column in table.columns]
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    key = list(table.primary_key)
    replaced = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    resolved = (
        statement.on_conflict_do_update(index_elements=key, set_=replaced)
        if replaced
        else statement.on_conflict_do_nothing(index_elements=key)
    )
    connection.execute(resolved, [dict(zip(names, row, strict=True)) for row in rows])
