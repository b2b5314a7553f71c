"""Figures as they were first accepted, where a later file has corrected them."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from data.periods import shift_month
from data.store.current import read_accepted
from data.store.rows import read_figures
from data.store.tree import Tree
from data.tables import corrections

#: A unit's figure of a month: metric, month, area; what its value was first less what it is now, and its own amount.
Revision = tuple[str, int, str, float, float]
_CORRECTED = (
    select(corrections.c.metric, corrections.c.month, corrections.c.area_id)
    .where(
        corrections.c.metric.in_(bindparam("metrics", expanding=True)),
        corrections.c.month.in_(bindparam("months", expanding=True)),
    )
    .distinct()
)


def read_revisions(connection: Connection, tree: Tree, metrics: Sequence[str], months: Sequence[int]) -> list[Revision]:
    """What takes the current figures of some months back to what was first accepted.

    A figure that was first said to be missing or withheld, or is so now, has no revision. A correction
    of a cumulative figure changes the own amount of its month, and the other way that of the next.
    """
    asked = {"metrics": metrics, "months": sorted({*months, *(shift_month(month, -1) for month in months)})}
    keys = {tuple(key) for key in connection.execute(_CORRECTED, asked)}
    if not keys:
        return []
    first: dict[tuple[str, int, int], float] = {}
    last: dict[tuple[str, int, int], float | None] = {}
    parts = (sorted(set(part)) for part in zip(*keys, strict=True))
    for metric, month, area_id, value, *_ in read_accepted(connection, *parts):
        key = (metric, month, area_id)
        if key in keys and area_id in tree.codes:
            last[key] = value
            if value is not None:
                first.setdefault(key, value)
    changes = {key: first[key] - value for key, value in last.items() if value is not None and value != first[key]}
    return _list_revisions(connection, tree, changes, months)


def _list_revisions(
    connection: Connection, tree: Tree, changes: dict[tuple[str, int, int], float], months: Sequence[int]
) -> list[Revision]:
    if not changes:
        return []
    revisions: list[Revision] = []
    metrics, corrected, area_ids = (sorted(set(part)) for part in zip(*changes, strict=True))
    following = sorted({shift_month(month, 1) for month in corrected} & set(months))
    reported = {
        (metric, month, area_id)
        for metric, month, area_id, own in read_figures(
            connection, metrics, following, area_ids, "metric, month, area_id, own"
        )
        if own is not None and month % 100 != 1
    }
    for (metric, month, area_id), change in changes.items():
        basis, area = tree.catalogue[metric].basis, tree.codes[area_id]
        if month in months:
            revisions.append((metric, month, area, change, change if basis in ("flow", "cumulative") else 0.0))
        after = (metric, shift_month(month, 1), area_id)
        if basis == "cumulative" and after in reported:
            revisions.append((metric, after[1], area, 0.0, -change))
    return revisions
