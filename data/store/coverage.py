"""Who has reported: units, months, and how much of what was asked has arrived."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, bindparam, select

from data.store.rows import split
from data.store.tree import Tree
from data.tables import arrivals, submissions

COVERAGE_COLUMNS = (
    "area",
    "name",
    "kind",
    "month",
    "expected",
    "reported",
    "asked",
    "arrived",
    "first_received_at",
    "state",
)
_ARRIVALS = (
    select(arrivals.c.area_id, arrivals.c.month, arrivals.c.arrived, submissions.c.received_at)
    .join(submissions)
    .where(
        arrivals.c.month.in_(bindparam("months", expanding=True)),
        arrivals.c.area_id.in_(bindparam("areas", expanding=True)),
    )
)


def read_coverage(connection: Connection, tree: Tree, months: Sequence[int], area: str) -> pd.DataFrame:
    """COVERAGE_COLUMNS: one row for each month and child of an area that is asked for anything.

    ``expected`` units are asked, the child itself or those below it, ``reported`` of them sent
    anything that was accepted; ``asked`` figures, ledger counts apart, of which ``arrived`` came,
    the first of them at ``first_received_at``. ``state`` is ``reported`` (已报) once anything came,
    else ``missing`` (未报).
    """
    units = {
        child: [tree.ids[unit.code] for unit in (child, *tree.places.below(child.code))]
        for child in tree.places.children(area)
    }
    found = {
        (row.area_id, row.month): row
        for part in split([unit for below in units.values() for unit in below])
        for row in connection.execute(_ARRIVALS, {"months": months, "areas": part})
    }
    rows = []
    for month in months:
        for child, below in units.items():
            asked = {unit: len(wanted) for unit in below if (wanted := tree.asked(unit, month))}
            if asked:
                came = [found[unit, month] for unit in asked if (unit, month) in found]
                rows.append(
                    (
                        child.code,
                        child.name,
                        child.kind,
                        month,
                        len(asked),
                        len(came),
                        sum(asked.values()),
                        sum(row.arrived for row in came),
                        min((row.received_at for row in came), default=None),
                        "reported" if came else "missing",
                    )
                )
    frame = pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))
    return frame.astype({"first_received_at": "datetime64[us]"})
