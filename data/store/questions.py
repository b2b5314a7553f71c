"""The questions that pages ask most: figures, months, what came in."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from data.store.tree import Tree
from data.tables import reported_months, submissions

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
