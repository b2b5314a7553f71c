"""What is current: of all accepted observations of a figure, the one accepted last."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from data.definitions import Metric
from data.periods import shift_month
from data.store.figure_rows import FigureRow, read_rows, write_rows
from data.store.rollups import Tree
from data.tables import observations, submissions


def refresh_units(
    connection: Connection, tree: Tree, months_of: Mapping[str, set[int]], area_ids: Sequence[int]
) -> dict[str, set[int]]:
    """Make the last accepted observations of units current, with each month's own amount.

    Returns the months of each metric whose figures may have changed: those given and, for a
    cumulative metric, the month after each, since its own amount is a difference.
    """
    latest = _latest_observations(connection, months_of, area_ids)
    cumulative = {code for code in months_of if tree.catalogue[code].basis == "cumulative"}
    known: dict[tuple[str, int, int], FigureRow] = {}
    if cumulative:
        around = {shift_month(month, by) for code in cumulative for month in months_of[code] for by in (-1, 0, 1)}
        known = read_rows(connection, cumulative, around, area_ids)
    known.update(latest)
    changed = dict(latest)
    for row in list(latest.values()):
        metric = tree.catalogue[row.metric]
        _set_own(row, metric, known)
        following = known.get((row.metric, shift_month(row.month, 1), row.area_id))
        if metric.basis == "cumulative" and following is not None:
            _set_own(following, metric, known)
            changed[following.key] = following
    write_rows(connection, changed.values())
    affected = {code: set(months) for code, months in months_of.items()}
    for code, month, _ in changed:
        affected[code].add(month)
    return affected


def _latest_observations(
    connection: Connection, months_of: Mapping[str, set[int]], area_ids: Sequence[int]
) -> dict[tuple[str, int, int], FigureRow]:
    question = (
        select(
            observations.c.metric,
            observations.c.month,
            observations.c.area_id,
            observations.c.value,
            observations.c.state,
            observations.c.id,
        )
        .join(submissions)
        .where(
            submissions.c.status == "accepted",
            observations.c.metric.in_(list(months_of)),
            observations.c.month.in_(sorted(set().union(*months_of.values()))),
            observations.c.area_id.in_(area_ids),
        )
        .order_by(submissions.c.accepted_at, submissions.c.id, observations.c.id)
    )
    latest: dict[tuple[str, int, int], FigureRow] = {}
    for metric, month, area_id, value, state, observation_id in connection.execute(question):
        covered = int(state == "reported")
        expected = int(state != "not_applicable")
        row = FigureRow(metric, month, area_id, value, None, covered, 0, expected, state, observation_id)
        latest[row.key] = row
    return latest


def _set_own(row: FigureRow, metric: Metric, known: Mapping[tuple[str, int, int], FigureRow]) -> None:
    """The month's own amount: a flow is one, a cumulative figure less the month before it."""
    own: float | None = None
    if metric.basis == "flow" or (metric.basis == "cumulative" and row.month % 100 == 1):
        own = row.value
    elif metric.basis == "cumulative" and row.value is not None:
        before = known.get((row.metric, shift_month(row.month, -1), row.area_id))
        own = row.value - before.value if before is not None and before.value is not None else None
    row.own, row.own_covered = own, int(own is not None)


def months_by_metric(keys: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    """Gather (metric, month) pairs into the months of each metric."""
    months_of: dict[str, set[int]] = {}
    for metric, month in keys:
        months_of.setdefault(metric, set()).add(month)
    return months_of
