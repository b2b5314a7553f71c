"""Who has reported: units, months, and how much of what was asked has arrived."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, func, select

from data.store.tree import Tree
from data.tables import observations, submissions

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
Arrivals = dict[tuple[int, int], dict[str, datetime]]


def read_coverage(connection: Connection, tree: Tree, months: Sequence[int], area: str) -> pd.DataFrame:
    """COVERAGE_COLUMNS: one row for each month and child of an area that is asked for anything.

    ``expected`` units are asked, the child itself or those below it, ``reported`` of them sent
    anything that was accepted; ``asked`` metrics, ledger counts apart, of which ``arrived`` came.
    ``state`` is ``reported`` (已报) once anything came, else ``missing`` (未报).
    """
    metrics = [metric for metric in tree.catalogue.metrics if metric.asked]
    units = {
        child.code: [tree.ids[unit.code] for unit in (child, *tree.places.below(child.code))]
        for child in tree.places.children(area)
    }
    everybody = [unit for below in units.values() for unit in below]
    arrivals = _read_arrivals(connection, tree, [metric.code for metric in metrics], months, everybody)
    rows = []
    for month in months:
        for code, below in units.items():
            asked = {
                unit: wanted
                for unit in below
                if (wanted := {metric.code for metric in metrics if tree.answers(unit, metric.code, month)})
            }
            came = {unit: arrivals[unit, month] for unit in asked if (unit, month) in arrivals}
            if asked:
                child = tree.places[code]
                rows.append(
                    (
                        code,
                        child.name,
                        child.kind,
                        month,
                        len(asked),
                        len(came),
                        len(set().union(*asked.values())),
                        len(set().union(*came.values())),
                        min((at for metrics in came.values() for at in metrics.values()), default=None),
                        "reported" if came else "missing",
                    )
                )
    frame = pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))
    return frame.astype({"first_received_at": "datetime64[us]"})


def _read_arrivals(
    connection: Connection, tree: Tree, metrics: Sequence[str], months: Sequence[int], units: Sequence[int]
) -> Arrivals:
    """When each metric of a unit and month first came in, of what was asked for and accepted."""
    question = (
        select(
            observations.c.metric,
            observations.c.month,
            observations.c.area_id,
            func.min(submissions.c.received_at),
        )
        .join(submissions)
        .where(
            submissions.c.status == "accepted",
            observations.c.metric.in_(metrics),
            observations.c.month.in_(months),
            observations.c.area_id.in_(units),
        )
        .group_by(observations.c.metric, observations.c.month, observations.c.area_id)
    )
    arrivals: Arrivals = {}
    for metric, month, unit, at in connection.execute(question):
        if tree.answers(unit, metric, month):
            arrivals.setdefault((unit, month), {})[metric] = at
    return arrivals
