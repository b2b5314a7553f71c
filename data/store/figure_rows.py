"""Rows of the current figures, as the roll-up reads and writes them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from data.store.rows import upsert_rows
from data.tables import figures

# SQLite takes 32,766 parameters in one statement, PostgreSQL 65,535.
_PARAMETERS = 30_000


@dataclass(slots=True)
class FigureRow:
    """One row of ``figures``: a unit's own figure, a ledger count, or the sum of those below."""

    metric: str
    month: int
    area_id: int
    value: float | None
    own: float | None
    covered: int
    own_covered: int
    expected: int
    state: str
    observation_id: int | None

    @property
    def key(self) -> tuple[str, int, int]:
        return self.metric, self.month, self.area_id


def read_rows(
    connection: Connection, metrics: Iterable[str], months: Iterable[int], area_ids: Sequence[int]
) -> dict[tuple[str, int, int], FigureRow]:
    """The rows of some metrics, months and areas by key; absent ones are absent."""
    metrics, months = list(metrics), list(months)
    found: dict[tuple[str, int, int], FigureRow] = {}
    step = max(1, _PARAMETERS - len(metrics) - len(months))
    for start in range(0, len(area_ids), step):
        question = select(figures).where(
            figures.c.metric.in_(metrics),
            figures.c.month.in_(months),
            figures.c.area_id.in_(area_ids[start : start + step]),
        )
        for row in connection.execute(question):
            figure = FigureRow(*row)
            found[figure.key] = figure
    return found


def write_rows(connection: Connection, rows: Iterable[FigureRow]) -> None:
    """Make rows current, in the order of the key so that pages of the tree are touched once."""
    ordered: list[dict[str, Any]] = [asdict(row) for row in sorted(rows, key=lambda row: row.key)]
    upsert_rows(connection, figures, ordered)
