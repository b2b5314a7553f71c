"""Reading and writing many rows in few statements, in either dialect.

What is asked or written most is spelled out by hand: for a page's question the building of the
statement would cost as much as the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from data.tables import figures

# SQLite takes 32,766 parameters in one statement; the rest is for the other columns of a question.
_PARAMETERS = 30_000
_FIGURES = ", ".join(column.name for column in figures.columns)


def split(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Stretches of values short enough to be named in one statement."""
    for start in range(0, len(values), _PARAMETERS):
        yield values[start : start + _PARAMETERS]


def read_figures(
    connection: Connection,
    metrics: Sequence[str],
    months: Sequence[int],
    area_ids: Sequence[int],
    columns: str = _FIGURES,
) -> list[tuple[Any, ...]]:
    """Rows of ``figures``, its columns in order or those named. All three parts of the key are named, so that its
    tree alone finds the rows."""
    mark = _mark(connection)
    rows: list[tuple[Any, ...]] = []
    for part in split(area_ids):
        keys = {"metric": metrics, "month": months, "area_id": part}
        question = " AND ".join(f"{name} IN ({', '.join([mark] * len(named))})" for name, named in keys.items())
        if all(keys.values()):
            given = (*metrics, *months, *part)
            rows += connection.exec_driver_sql(
                f"SELECT {columns} FROM figures WHERE {question}", given
            ).cursor.fetchall()
    return rows


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows to a table; no rows is no statement."""
    if rows:
        connection.execute(table.insert(), list(rows))


def insert_tuples(connection: Connection, table: Table, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """The same for rows of numbers and words, by the names of their columns."""
    if rows:
        connection.exec_driver_sql(_write_insert(connection, table, names), rows)


def upsert_rows(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Add rows of numbers and words, or replace those with the same key. Every row has every column, in order."""
    if not rows:
        return
    key = [column.name for column in table.primary_key]
    replaced = [f'"{column.name}" = excluded."{column.name}"' for column in table.columns if not column.primary_key]
    resolution = f"DO UPDATE SET {', '.join(replaced)}" if replaced else "DO NOTHING"
    insert = _write_insert(connection, table, [column.name for column in table.columns])
    connection.exec_driver_sql(f"{insert} ON CONFLICT ({', '.join(key)}) {resolution}", rows)


def _write_insert(connection: Connection, table: Table, names: Sequence[str]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join([_mark(connection)] * len(names))})"


def _mark(connection: Connection) -> str:
    return "%s" if connection.dialect.name == "postgresql" else "?"
