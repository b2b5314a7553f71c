"""The questions that pages ask most: figures, months, what came in."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from data.store.rows import split
from data.store.tree import Tree
from data.tables import figures, reported_months, submissions

FIGURE_COLUMNS = (
    "metric",
    "month",
    "area",
    "value",
    "own",
    "covered",
    "own_covered",
    "expected",
    "state",
    "observation",
)
_SELECT = f"SELECT {', '.join(column.name for column in figures.columns)} FROM figures WHERE "


def read_figures(
    connection: Connection, tree: Tree, metrics: Sequence[str], months: Sequence[int], areas: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Rows of ``figures`` for some metrics, months and areas.

    All three parts of the key are named, so that its tree alone finds the rows. Written out by hand,
    since building the statement anew would cost a page more than answering it.
    """
    rows: list[tuple[Any, ...]] = []
    for part in split([tree.ids[code] for code in areas]):
        if connection.dialect.name == "postgresql":
            question = "metric = ANY(%s) AND month = ANY(%s) AND area_id = ANY(%s)"
            given: tuple[Any, ...] = (list(metrics), list(months), list(part))
        else:
            question = " AND ".join(
                f"{column} IN ({','.join('?' * len(keys))})"
                for column, keys in (("metric", metrics), ("month", months), ("area_id", part))
            )
            given = (*metrics, *months, *part)
        rows += connection.exec_driver_sql(_SELECT + question, given).cursor.fetchall()
    return rows


def frame_figures(tree: Tree, rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """FIGURES from rows of ``figures``; ``observation`` is empty for sums and ledger counts."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(FIGURE_COLUMNS)
    metric, month, area, value, own, covered, own_covered, expected, state, observation = columns
    codes = tree.codes
    found = np.array(observation, dtype=np.float64)
    absent = np.isnan(found)
    found[absent] = 0
    return pd.DataFrame(
        {
            "metric": pd.Series(metric, dtype=object),
            "month": np.array(month, dtype=np.int64),
            "area": pd.Series([codes[id_] for id_ in area], dtype=object),
            "value": np.array(value, dtype=np.float64),
            "own": np.array(own, dtype=np.float64),
            "covered": np.array(covered, dtype=np.int64),
            "own_covered": np.array(own_covered, dtype=np.int64),
            "expected": np.array(expected, dtype=np.int64),
            "state": pd.Series(state, dtype=object),
            "observation": pd.arrays.IntegerArray(found.astype(np.int64), absent),
        },
        copy=False,
    )


def read_months(connection: Connection) -> list[int]:
    """The months for which anything was accepted, oldest first."""
    return list(connection.execute(select(reported_months.c.month).order_by(reported_months.c.month)).scalars())


def read_submissions(connection: Connection, limit: int) -> pd.DataFrame:
    """What came in last: id, file_name, layout, received_at, received_by, status, accepted_at, accepted_by."""
    columns = [
        submissions.c.id,
        submissions.c.file_name,
        submissions.c.layout,
        submissions.c.received_at,
        submissions.c.received_by,
        submissions.c.status,
        submissions.c.accepted_at,
        submissions.c.accepted_by,
    ]
    rows = connection.execute(select(*columns).order_by(submissions.c.id.desc()).limit(limit)).all()
    return pd.DataFrame([tuple(row) for row in rows], columns=[column.name for column in columns])
