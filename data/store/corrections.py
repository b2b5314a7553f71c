"""Corrections: figures that a later file changed, by the month in which that file came."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
from sqlalchemy import Connection, bindparam, delete, select

from data.store.rows import upsert_rows
from data.store.tree import Tree
from data.tables import corrections

CORRECTION_COLUMNS = ("area", "name", "metric", "month")
_OF_FIGURE = delete(corrections).where(
    corrections.c.metric == bindparam("of_metric"),
    corrections.c.month == bindparam("of_month"),
    corrections.c.area_id == bindparam("of_area"),
)
_RECEIVED = (
    select(corrections.c.area_id, corrections.c.metric, corrections.c.month)
    .where(corrections.c.received.in_(bindparam("months", expanding=True)))
    .distinct()
)


def write_corrections(connection: Connection, changed: Mapping[tuple[str, int, int], Collection[int]]) -> None:
    """Note for figures (metric, month, area) the months in which files came that changed them, and no others:
    what is accepted between two versions can make the second the one that changes nothing."""
    if not changed:
        return
    connection.execute(
        _OF_FIGURE, [dict(zip(("of_metric", "of_month", "of_area"), key, strict=True)) for key in changed]
    )
    upsert_rows(connection, corrections, [(*key, month) for key, months in changed.items() for month in sorted(months)])


def read_corrections(connection: Connection, tree: Tree, area: str, months: Sequence[int]) -> pd.DataFrame:
    """CORRECTION_COLUMNS: one row for each figure of an area or below it that a file received in some months
    changed, by unit, metric and month."""
    order = {place.code: at for at, place in enumerate((tree.places[area], *tree.places.below(area)))}
    metrics = {code: at for at, code in enumerate(tree.catalogue.codes())}
    found = [
        (code, metric, month)
        for area_id, metric, month in connection.execute(_RECEIVED, {"months": months})
        if (code := tree.codes.get(area_id)) in order
    ]
    found.sort(key=lambda figure: (order[figure[0]], metrics[figure[1]], figure[2]))
    rows = [(code, tree.places[code].name, metric, month) for code, metric, month in found]
    return pd.DataFrame(rows, columns=list(CORRECTION_COLUMNS))
