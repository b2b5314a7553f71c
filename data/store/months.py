"""Months as the organisation department keeps them: when they are due, and whether they are locked."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select

from data.periods import month_label, usual_deadline
from data.store.keeping import check_local
from data.store.refusals import refuse, require_reason
from data.store.rows import insert_rows
from data.tables import deadlines, period_events


def read_locked(connection: Connection, months: Sequence[int]) -> list[int]:
    """Those of some months that are locked, oldest first."""
    wanted = select(period_events.c.month, period_events.c.what).where(period_events.c.month.in_(months))
    last = {row.month: row.what for row in connection.execute(wanted.order_by(period_events.c.id))}
    return sorted(month for month, what in last.items() if what == "locked")


def lock_month(connection: Connection, month: int, by: str, at: datetime, reason: str) -> None:
    """Let nothing more be accepted for a month. Raise ``Refusal`` where it is locked already."""
    if read_locked(connection, [month]):
        raise refuse("locked", month_label(month), "已经锁定", "不必再锁")
    _note(connection, month, "locked", by, at, reason.strip())


def reopen_month(connection: Connection, month: int, by: str, at: datetime, reason: str) -> None:
    """Let a locked month be corrected again. Raise ``Refusal`` without a reason, or where it is open."""
    if not read_locked(connection, [month]):
        raise refuse("open", month_label(month), "没有锁定", "不必重新开放")
    _note(connection, month, "reopened", by, at, require_reason(reason, f"重新开放{month_label(month)}"))


def _note(connection: Connection, month: int, what: str, by: str, at: datetime, reason: str) -> None:
    event = {"month": month, "what": what, "by": by, "at": check_local(at), "reason": reason}
    insert_rows(connection, period_events, [event])


def read_deadlines(connection: Connection, months: Sequence[int]) -> dict[int, date]:
    """The last day on which each of some months may be reported in time."""
    wanted = select(deadlines).where(deadlines.c.month.in_(months))
    declared = {row.month: row.due_on for row in connection.execute(wanted)}
    return {month: declared.get(month) or usual_deadline(month) for month in months}


def set_deadline(connection: Connection, month: int, due_on: date) -> None:
    """Give a month a deadline of its own."""
    connection.execute(deadlines.delete().where(deadlines.c.month == month))
    insert_rows(connection, deadlines, [{"month": month, "due_on": due_on}])
