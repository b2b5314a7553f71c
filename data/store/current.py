"""What is current: of all accepted observations of a figure, the one accepted last."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from data.periods import shift_month
from data.store.corrections import write_corrections
from data.store.questions import read_months
from data.store.rollups import Key, Sums
from data.store.rows import split, upsert_rows
from data.store.tree import Tree
from data.tables import arrivals, observations, reported_months, submissions

# The columns of Sums.set_unit, then the submission and when it came; the last of a figure is the current one.
_VERSIONS = (
    select(
        observations.c.metric,
        observations.c.month,
        observations.c.area_id,
        observations.c.value,
        observations.c.state,
        observations.c.id,
        submissions.c.id,
        submissions.c.received_at,
    )
    .join(submissions)
    .order_by(submissions.c.accepted_at, submissions.c.id, observations.c.id)
)
_BROUGHT = _VERSIONS.where(submissions.c.id.in_(bindparam("submissions", expanding=True)))
_ACCEPTED = _VERSIONS.where(
    submissions.c.status == "accepted", observations.c.metric.in_(bindparam("metrics", expanding=True))
)
_ACCEPTED_SOME = _ACCEPTED.where(
    observations.c.month.in_(bindparam("months", expanding=True)),
    observations.c.area_id.in_(bindparam("areas", expanding=True)),
)
_ARRIVED = select(arrivals).where(
    arrivals.c.month.in_(bindparam("months", expanding=True)),
    arrivals.c.area_id.in_(bindparam("areas", expanding=True)),
)


def make_current(connection: Connection, tree: Tree, numbers: Sequence[int]) -> None:
    """Let the observations of accepted submissions take their place, with all that follows from them."""
    brought = [
        row
        for row in connection.execute(_BROUGHT, {"submissions": numbers}).all()
        if row[0] in tree.asked(row[2], row[1])
    ]
    if not brought:
        return
    metrics, months, area_ids = _list_parts(brought)
    sums = Sums(tree)
    cumulative = any(tree.catalogue[metric].basis == "cumulative" for metric in metrics)
    around = {shift_month(month, by) for month in months for by in ((-1, 0, 1) if cumulative else (0,))}
    # Of months for which nobody has reported there is nothing to read.
    around &= {*months, *read_months(connection)}
    sums.read(connection, metrics, sorted(around), tree.with_ancestors(area_ids))
    arrived: dict[tuple[int, int], tuple[int, int]] = {}
    for part in split(area_ids):
        given = {"months": months, "areas": part}
        arrived.update({(row[0], row[1]): (row[2], row[3]) for row in connection.execute(_ARRIVED, given)})
    # What nobody has reported before has no other version to look for.
    known = {key for row in brought if sums.holds_unit(*(key := (row[0], row[1], row[2])))}
    accepted: list[Sequence[Any]] = [row for row in brought if (row[0], row[1], row[2]) not in known]
    if known:
        accepted += [row for row in read_accepted(connection, *_list_parts(known)) if (row[0], row[1], row[2]) in known]
    changed = _set_units(sums, accepted, arrived)
    write_corrections(connection, changed)
    sums.write(connection)
    _write_arrivals(connection, arrived)


def _list_parts(keys: Iterable[Sequence[Any]]) -> tuple[list[str], list[int], list[int]]:
    """The metrics, months and areas of keys or of rows that begin with them."""
    metrics, months, area_ids = (sorted(set(part)) for part in list(zip(*keys, strict=True))[:3])
    return metrics, months, area_ids


def read_accepted(
    connection: Connection, metrics: Sequence[str], months: Sequence[int], area_ids: Sequence[int]
) -> Iterator[Sequence[Any]]:
    """Every accepted observation of some figures; of each figure the current one last.

    Each is metric, month, area's id, value, state, own id, submission's id and when that came.
    """
    for part in split(area_ids):
        yield from connection.execute(_ACCEPTED_SOME, {"metrics": metrics, "months": months, "areas": part})


def make_all_current(connection: Connection, tree: Tree) -> None:
    """The same for everything that was ever accepted, into empty tables.

    Observations of metrics and areas that are no longer declared stay kept and are not shown.
    """
    arrived: dict[tuple[int, int], tuple[int, int]] = {}
    for metric in tree.catalogue.metrics:
        sums = Sums(tree)
        accepted = connection.execute(_ACCEPTED, {"metrics": [metric.code]})
        changed = _set_units(sums, (row for row in accepted if metric.code in tree.asked(row[2], row[1])), arrived)
        sums.write(connection)
        write_corrections(connection, changed)
    _write_arrivals(connection, arrived)


def _set_units(
    sums: Sums, accepted: Iterable[Sequence[Any]], arrived: dict[tuple[int, int], tuple[int, int]]
) -> dict[Key, set[int]]:
    """Make the last of each figure current; ``arrived`` counts those of a (month, area) that are new,
    beside the first submission that brought any. Returns the figures with several versions, each with
    the months in which a version came that differs from the one before."""
    latest: dict[Key, Sequence[Any]] = {}
    changed: dict[Key, set[int]] = {}
    for row in accepted:
        key = (row[0], row[1], row[2])
        before = latest.get(key)
        if before is not None:
            months = changed.setdefault(key, set())
            if (before[3], before[4]) != (row[3], row[4]):
                months.add(row[7].year * 100 + row[7].month)
        latest[key] = row
        count, first = arrived.get((row[1], row[2]), (0, row[6]))
        arrived[row[1], row[2]] = count, min(first, row[6])
    for (metric, month, area_id), row in latest.items():
        if not sums.holds_unit(metric, month, area_id):
            count, first = arrived[month, area_id]
            arrived[month, area_id] = count + 1, first
        sums.set_unit(*row[:6])
    return changed


def _write_arrivals(connection: Connection, arrived: dict[tuple[int, int], tuple[int, int]]) -> None:
    upsert_rows(connection, arrivals, [(*key, *arrived[key]) for key in sorted(arrived)])
    upsert_rows(connection, reported_months, [(month,) for month in sorted({month for month, _ in arrived})])
