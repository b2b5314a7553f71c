"""How every unit stands with the months that it owes: 待报, 已报, 退回, 重报, 接收; late, and overdue by how much."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, bindparam, func, select

from data.periods import months_between, shift_month
from data.places import Area
from data.store.months import read_deadlines, read_locked
from data.store.rows import split
from data.store.tree import Tree
from data.tables import arrivals, submission_scopes, submissions

Came = Row[*tuple[Any, ...]]

REPORTING_COLUMNS = (
    "month",
    "area",
    "name",
    "kind",
    "state",
    "due_on",
    "received_at",
    "late",
    "days_overdue",
    "figures",
    "zero",
    "submission_id",
    "waiting",
)
#: A month is called in for this many months; after that it is history.
_REMEMBERED = 12
#: Nobody having reported for longer than this many months, it is not one month that is missing.
_QUIET = 3
_CAME = (
    select(
        submission_scopes.c.month,
        submission_scopes.c.area_id,
        submission_scopes.c.figures,
        submission_scopes.c.zeros,
        submissions.c.id,
        submissions.c.status,
        submissions.c.received_at,
        submissions.c.accepted_at,
        arrivals.c.arrived,
    )
    .join(submissions, submissions.c.id == submission_scopes.c.submission_id)
    .join(
        arrivals,
        (arrivals.c.month == submission_scopes.c.month) & (arrivals.c.area_id == submission_scopes.c.area_id),
        isouter=True,
    )
    .where(
        submission_scopes.c.month.in_(bindparam("months", expanding=True)),
        submission_scopes.c.area_id.in_(bindparam("areas", expanding=True)),
        submission_scopes.c.figures > 0,
    )
    .order_by(submissions.c.id)
)


def read_reporting(connection: Connection, tree: Tree, months: Sequence[int], area: str, at: date) -> pd.DataFrame:
    """REPORTING_COLUMNS: one row for each month and unit that owes it, in the order of the places.

    Townships and organs under an area, itself included, owe the months in which they are asked for
    anything. ``state`` is one of REPORTING_ZH, as it stands now. ``received_at`` is when the unit
    first reported, ``late`` whether that was after ``due_on``; ``days_overdue`` counts, up to the day
    ``at``, for what is pending or returned. ``figures`` are those in the report, ``zero`` says that
    every one of them is 0 (零报告). ``submission_id`` is the submission that the state is of,
    ``waiting`` one that waits for a decision, be it a correction of what is accepted.
    """
    owed = {month: _find_units(tree, area, month) for month in months}
    area_ids = sorted({tree.ids[unit.code] for units in owed.values() for unit in units})
    came: dict[tuple[int, int], list[Came]] = {}
    for part in split(area_ids):
        for row in connection.execute(_CAME, {"months": months, "areas": part}):
            came.setdefault((row.month, row.area_id), []).append(row)
    due = read_deadlines(connection, months)
    rows = [
        _state_unit(unit, month, came.get((month, tree.ids[unit.code]), []), due[month], at)
        for month in months
        for unit in owed[month]
    ]
    frame = pd.DataFrame(rows, columns=list(REPORTING_COLUMNS))
    return frame.astype(
        {"received_at": "datetime64[us]", "late": bool, "zero": bool, "submission_id": "Int64", "waiting": "Int64"}
    )


def read_reminders(connection: Connection, tree: Tree, area: str, at: date) -> pd.DataFrame:
    """Who is to be called for what (催报), as REPORTING_COLUMNS: pending or returned past the deadline.

    Looks at the last twelve months, from the first that anybody reported, or at those up to the last one
    where nobody has reported for long; a locked month is published and no longer called in.
    """
    silent = read_silence(connection, at)
    this = shift_month(silent[0], -1) if silent else at.year * 100 + at.month
    due = read_deadlines(connection, months_between(shift_month(this, -_REMEMBERED), this))
    months = [month for month, day in due.items() if day < at]
    first, _ = read_span(connection) or (months[-1], 0)
    locked = read_locked(connection, months)
    months = [month for month in months if month >= first and month not in locked]
    frame = read_reporting(connection, tree, months, area, at)
    return frame[frame["days_overdue"] > 0].reset_index(drop=True)


def read_silence(connection: Connection, at: date) -> list[int]:
    """The months past their deadline since anybody reported, if they are more than three; else none."""
    span = read_span(connection)
    if span is None:
        return []
    since = months_between(shift_month(span[1], 1), at.year * 100 + at.month)
    silent = [month for month, due in read_deadlines(connection, since).items() if due < at]
    return silent if len(silent) > _QUIET else []


def read_span(connection: Connection) -> tuple[int, int] | None:
    """The first and the last month that any submission speaks for; ``None`` before anything came."""
    month = submission_scopes.c.month
    first, last = (connection.execute(select(end(month))).scalar() for end in (func.min, func.max))
    return None if first is None or last is None else (first, last)


def _find_units(tree: Tree, area: str, month: int) -> list[Area]:
    return [
        unit
        for unit in (tree.places[area], *tree.places.below(area))
        if unit.tier in ("township", "organ") and tree.asked(tree.ids[unit.code], month)
    ]


def _state_unit(unit: Area, month: int, came: Sequence[Came], due: date, at: date) -> tuple[Any, ...]:
    """A row of REPORTING_COLUMNS from what came of one unit and month, in the order in which it was kept."""
    shown: Came | None
    of = {status: [row for row in came if row.status == status] for status in ("accepted", "reported", "returned")}
    waiting = of["reported"][-1] if of["reported"] else None
    if of["accepted"]:
        state, shown = "accepted", max(of["accepted"], key=lambda row: (row.accepted_at, row.id))
    elif waiting:
        state = "resent" if any(row.id < waiting.id for row in of["returned"]) else "reported"
        shown = waiting
    else:
        state, shown = ("returned", came[-1]) if came else ("pending", None)
    received = min((row.received_at for row in came), default=None)
    report = of["accepted"] or ([shown] if shown else [])
    return (
        month,
        unit.code,
        unit.name,
        unit.kind,
        state,
        due,
        received,
        received is not None and received.date() > due,
        max((at - due).days, 0) if state in ("pending", "returned") else 0,
        0 if shown is None else shown.arrived if state == "accepted" else shown.figures,
        bool(report) and all(row.zeros == row.figures for row in report),
        shown and shown.id,
        waiting and waiting.id,
    )
