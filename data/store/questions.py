"""The questions that pages ask: figures, months, coverage, the ledger, what came in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from data.places import Places
from data.store.ledgers import current_items
from data.tables import areas, figures, observations, reported_months, submissions

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
LEDGER_COLUMNS = (
    "number",
    "source",
    "summary",
    "area",
    "name",
    "found_on",
    "due_on",
    "status",
    "done_on",
    "closed_on",
    "review",
    "submission",
    "sheet",
    "row",
    "state",
    "days_overdue",
)


def read_figures(
    connection: Connection,
    ids: Mapping[str, int],
    metrics: Sequence[str],
    months: Sequence[int],
    codes: Sequence[str],
) -> pd.DataFrame:
    """FIGURE_COLUMNS; ``observation`` is empty for sums and ledger counts.

    All three parts of the key are enumerated: the key's tree answers alone.
    """
    names = {ids[code]: code for code in codes}
    question = select(figures).where(
        figures.c.metric.in_(metrics), figures.c.month.in_(months), figures.c.area_id.in_(list(names))
    )
    # Raw tuples, turned into columns once: twice as fast as going by rows.
    cursor = connection.execute(question).cursor
    assert cursor is not None
    rows = cursor.fetchall()
    content = dict(zip(FIGURE_COLUMNS, zip(*rows, strict=True) if rows else [()] * len(FIGURE_COLUMNS), strict=True))
    content["area"] = tuple(map(names.__getitem__, content["area"]))
    return pd.DataFrame(
        {
            **{name: np.array(content[name], dtype=object) for name in ("metric", "area", "state")},
            **{
                name: np.array(content[name], dtype=np.int64)
                for name in ("month", "covered", "own_covered", "expected")
            },
            **{name: np.array(content[name], dtype=np.float64) for name in ("value", "own")},
            "observation": pd.array(content["observation"], dtype="Int64"),
        },
        columns=list(FIGURE_COLUMNS),
    )


def read_months(connection: Connection) -> list[int]:
    """The months for which anything was accepted, oldest first."""
    return list(connection.execute(select(reported_months.c.month).order_by(reported_months.c.month)).scalars())


def read_coverage(
    connection: Connection, places: Places, ids: Mapping[str, int], months: Sequence[int], units: Sequence[str]
) -> pd.DataFrame:
    """One row for each unit and month: area, name, kind, month, arrived (figures), first_received_at, state."""
    question = (
        select(observations.c.month, areas.c.code, submissions.c.received_at, observations.c.metric)
        .join(submissions, observations.c.submission_id == submissions.c.id)
        .join(areas, observations.c.area_id == areas.c.id)
        .where(
            submissions.c.status == "accepted",
            observations.c.month.in_(months),
            observations.c.area_id.in_([ids[unit] for unit in units]),
        )
    )
    received: dict[tuple[int, str], list[Any]] = {}
    metrics: dict[tuple[int, str], set[str]] = {}
    for month, code, at, metric in connection.execute(question):
        received.setdefault((month, code), []).append(at)
        metrics.setdefault((month, code), set()).add(metric)
    rows = [
        {
            "area": unit,
            "name": places[unit].name,
            "kind": places[unit].kind,
            "month": month,
            "arrived": len(metrics.get((month, unit), ())),
            "first_received_at": min(received.get((month, unit), [pd.NaT])),
            "state": "reported" if (month, unit) in received else "missing",
        }
        for month in months
        for unit in units
        if places[unit].valid_in(month)
    ]
    return pd.DataFrame(rows, columns=["area", "name", "kind", "month", "arrived", "first_received_at", "state"])


def read_ledger(connection: Connection, places: Places, ids: Mapping[str, int], area: str, at: date) -> pd.DataFrame:
    """LEDGER_COLUMNS: the items of an area and all below found by a day, with their state that day."""
    codes = {ids[code]: code for code in [area, *(below.code for below in places.below(area))]}
    rows = []
    for item in current_items(connection):
        if item.area_id not in codes or item.found_on > at:
            continue
        done = item.done_on is not None and item.done_on <= at
        late = (at - item.due_on).days if item.due_on is not None and not done else 0
        code = codes[item.area_id]
        rows.append(
            (
                item.number,
                item.source,
                item.summary,
                code,
                places[code].name,
                item.found_on,
                item.due_on,
                item.status,
                item.done_on,
                item.closed_on,
                item.review,
                item.submission_id,
                item.sheet,
                item.row,
                "done" if done else "overdue" if late > 0 else "open",
                max(late, 0),
            )
        )
    return pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))


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
