"""What is current: of all accepted observations of a figure, the one accepted last."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from data.periods import shift_month
from data.store.rollups import Sums
from data.store.rows import split, upsert_rows
from data.store.tree import Tree
from data.tables import observations, reported_months, submissions


def make_current(connection: Connection, tree: Tree, submission_id: int) -> None:
    """Let an accepted submission's observations take their place, with all that follows from them."""
    question = select(observations.c.metric, observations.c.month, observations.c.area_id)
    brought = {
        (metric, month, area_id)
        for metric, month, area_id in connection.execute(question.where(observations.c.submission_id == submission_id))
        if tree.answers(area_id, metric, month)
    }
    if not brought:
        return
    metrics, months, area_ids = (sorted(set(part)) for part in zip(*brought, strict=True))
    sums = Sums(tree)
    cumulative = any(tree.catalogue[metric].basis == "cumulative" for metric in metrics)
    around = {shift_month(month, by) for month in months for by in ((-1, 0, 1) if cumulative else (0,))}
    sums.read(connection, metrics, sorted(around), tree.with_ancestors(area_ids))
    for part in split(area_ids):
        latest = _in_order_of_acceptance().where(
            observations.c.metric.in_(metrics), observations.c.month.in_(months), observations.c.area_id.in_(part)
        )
        _set_units(sums, (row for row in connection.execute(latest) if (row[0], row[1], row[2]) in brought))
    sums.write(connection)
    upsert_rows(connection, reported_months, [(month,) for month in months])


def make_all_current(connection: Connection, tree: Tree) -> None:
    """The same for everything that was ever accepted, into an empty table.

    Observations of metrics and areas that are no longer declared stay kept and are not shown.
    """
    months: set[int] = set()
    for metric in tree.catalogue.metrics:
        sums = Sums(tree)
        accepted = connection.execute(_in_order_of_acceptance().where(observations.c.metric == metric.code))
        rows = [row for row in accepted if tree.answers(row[2], metric.code, row[1])]
        _set_units(sums, rows)
        sums.write(connection)
        months.update(row[1] for row in rows)
    upsert_rows(connection, reported_months, [(month,) for month in sorted(months)])


def _in_order_of_acceptance() -> Select[Any]:
    return (
        select(
            observations.c.metric,
            observations.c.month,
            observations.c.area_id,
            observations.c.value,
            observations.c.state,
            observations.c.id,
        )
        .join(submissions)
        .where(submissions.c.status == "accepted")
        .order_by(submissions.c.accepted_at, submissions.c.id, observations.c.id)
    )


def _set_units(sums: Sums, rows: Iterable[Sequence[Any]]) -> None:
    latest = {(row[0], row[1], row[2]): row for row in rows}
    for row in latest.values():
        sums.set_unit(*row)
