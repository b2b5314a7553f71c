"""Writing many rows in few statements, in either dialect."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows to a table; no rows is no statement."""
    if rows:
        connection.execute(table.insert(), list(rows))


def upsert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, or replace those with the same primary key. Every row names every column."""
    if not rows:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    key = list(table.primary_key)
    replaced = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    if replaced:
        statement = statement.on_conflict_do_update(index_elements=key, set_=replaced)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=key)
    connection.execute(statement, list(rows))
