"""Deciding on what came in: accepting it, returning it, answering its warnings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from data.periods import month_label, shift_month
from data.problems import Problem, Refusal
from data.store.current import make_current
from data.store.details import read_answers, read_events
from data.store.keeping import check_local, note_events, read_meta, set_version
from data.store.ledgers import count_items, last_reported_month, make_items_current
from data.store.months import read_locked
from data.store.refusals import UnknownSubmission, refuse, require_reason
from data.store.rows import insert_rows
from data.store.tree import Tree
from data.tables import figures, ledger_items, observations, submission_scopes, submissions, warning_answers

Found = Row[*tuple[Any, ...]]
_FOUND = (
    select(submissions.c.id, submissions.c.file_name, submissions.c.status, submissions.c.warnings)
    .where(submissions.c.id.in_(bindparam("submissions", expanding=True)))
    .order_by(submissions.c.id)
)
_ACCEPTED = (
    update(submissions)
    .where(submissions.c.id == bindparam("accepted"))
    .values(status="accepted", accepted_at=bindparam("at"), accepted_by=bindparam("by"))
)
_SPOKEN = (
    select(submission_scopes.c.submission_id, submission_scopes.c.month)
    .where(submission_scopes.c.submission_id.in_(bindparam("submissions", expanding=True)))
    .distinct()
)


class StaleDefinitions(RuntimeError):
    """The database follows a newer catalogue or area tree than this process has read."""


def find_obstacles(connection: Connection, tree: Tree, submission_id: int, trusted: bool) -> list[Problem]:
    """What stands in the way of accepting a submission: that it was returned, that a month it would
    change is locked, and unless ``trusted`` the warnings that nobody has answered."""
    locked = _find_locked(connection, tree, [submission_id])
    return _list_obstacles(connection, _find(connection, submission_id), locked.get(submission_id, []), trusted)


def _list_obstacles(connection: Connection, row: Found, locked: Sequence[int], trusted: bool) -> list[Problem]:
    if row.status == "accepted":
        return []
    if row.status == "returned":
        event = read_events(connection, row.id)[-1]
        found = f"第{row.id}号报送已于 {event.at:%Y-%m-%d} 由{event.by}退回（理由：{event.reason}）"
        return [Problem("returned", "block", found, "，退回的不能接收", "请改正后重新报送", row.file_name)]
    obstacles = [
        Problem(
            "locked",
            "block",
            month_label(month),
            "已锁定，这份更正已留存，但不能接收",
            "请先写明理由重新开放该月",
            row.file_name,
        )
        for month in locked
    ]
    if not trusted:
        answers = read_answers(connection, row.id)
        obstacles += [
            Problem(
                "unanswered",
                "block",
                f"第{place + 1}条提醒（{warning['found']}{warning['expected']}）",
                "还没有说明",
                "请核实：无误的写明理由，有误的退回改正",
                row.file_name,
                warning["sheet"],
                warning["cell"],
            )
            for place, warning in enumerate(row.warnings)
            if place not in answers
        ]
    return obstacles


def accept_submission(
    connection: Connection, tree: Tree, submission_id: int, by: str, at: datetime, trusted: bool
) -> bool:
    """Make a submission's figures current and bring every area above up to date; whether they were not yet.

    Raise ``Refusal`` with what stands in the way, ``UnknownSubmission`` where there is no such submission,
    ``StaleDefinitions`` where another process has brought newer ones. Accepting twice changes nothing.
    """
    before = _find(connection, submission_id).status
    if obstacles := accept_submissions(connection, tree, {submission_id: at}, by, trusted):
        raise Refusal(obstacles[submission_id])
    return bool(before != "accepted")


def accept_submissions(
    connection: Connection, tree: Tree, moments: Mapping[int, datetime], by: str, trusted: bool
) -> dict[int, list[Problem]]:
    """The same for several submissions, by number when each is accepted; returns what stands in the way of those
    that may not be and go on waiting."""
    rows = _find_all(connection, list(moments))
    locked = _find_locked(connection, tree, list(moments))
    obstacles = {row.id: _list_obstacles(connection, row, locked.get(row.id, []), trusted) for row in rows}
    refused = {number: problems for number, problems in obstacles.items() if problems}
    accepted = [row.id for row in rows if row.status != "accepted" and row.id not in refused]
    if not accepted:
        return refused
    stored = read_meta(connection)
    if stored["fingerprint"] != tree.fingerprint:
        raise StaleDefinitions("指标目录或区划文件已经更新，请重新启动本程序后再审核")
    connection.execute(
        _ACCEPTED, [{"accepted": number, "at": check_local(moments[number]), "by": by} for number in accepted]
    )
    note_events(connection, "accepted", {number: (by, moments[number]) for number in accepted})
    until = last_reported_month(connection)
    make_current(connection, tree, accepted)
    numbers = select(ledger_items.c.number).where(ledger_items.c.submission_id.in_(accepted))
    changed = make_items_current(connection, connection.execute(numbers).scalars())
    if changed or last_reported_month(connection) != until:
        count_items(connection, tree, changed)
    set_version(connection, int(stored["version"]) + 1)
    return refused


def _find_locked(connection: Connection, tree: Tree, numbers: Sequence[int]) -> dict[int, list[int]]:
    """The locked months that submissions would change, by number: those it speaks for, and those whose own amount
    is what a cumulative figure gained since a month it speaks for."""
    spoken: dict[int, set[int]] = {}
    for number, month in connection.execute(_SPOKEN, {"submissions": numbers}):
        spoken.setdefault(number, set()).add(month)
    around = {shift_month(month, by) for months in spoken.values() for month in months for by in (0, 1)}
    locked = read_locked(connection, sorted(around))
    return {
        number: [month for month in locked if month in months or _changes_next(connection, tree, number, month)]
        for number, months in spoken.items()
    }


def _changes_next(connection: Connection, tree: Tree, submission_id: int, month: int) -> bool:
    """Whether a submission brings cumulative figures of the month before, where the unit has reported this one."""
    if month % 100 == 1:
        return False
    cumulative = [metric.code for metric in tree.catalogue.metrics if metric.basis == "cumulative"]
    following = (
        select(figures.c.month)
        .join(
            observations,
            (figures.c.metric == observations.c.metric) & (figures.c.area_id == observations.c.area_id),
        )
        .where(
            observations.c.submission_id == submission_id,
            observations.c.month == shift_month(month, -1),
            observations.c.metric.in_(cumulative),
            figures.c.month == month,
            figures.c.observation_id.is_not(None),
        )
    )
    return connection.execute(following.limit(1)).scalar() is not None


def return_submission(connection: Connection, submission_id: int, by: str, at: datetime, reason: str) -> None:
    """Send a submission that waits back to who sent it. Raise ``Refusal`` without a reason, or where it
    does not wait; ``UnknownSubmission`` where there is none."""
    row = _find(connection, submission_id)
    name = f"第{submission_id}号报送"
    if row.status == "accepted":
        raise refuse("accepted", name, "已经接收，不能退回", "请由报送单位另报更正", row.file_name)
    if row.status == "returned":
        raise refuse("returned", name, "已经退回过", "请等对方重新报送", row.file_name)
    reason = require_reason(reason, f"退回{name}", row.file_name)
    connection.execute(update(submissions).where(submissions.c.id == submission_id).values(status="returned"))
    note_events(connection, "returned", {submission_id: (by, at)}, reason)


def answer_warning(connection: Connection, submission_id: int, place: int, reason: str, by: str, at: datetime) -> None:
    """Keep why a warned figure is right; an earlier answer stays kept and no longer counts.

    Raise ``Refusal`` without a reason or where there is no such warning, ``UnknownSubmission`` where
    there is no such submission.
    """
    row = _find(connection, submission_id)
    if not 0 <= place < len(row.warnings):
        expected = f"不存在，第{submission_id}号报送有 {len(row.warnings)} 条提醒"
        raise refuse("unknown_warning", f"第{place + 1}条提醒", expected, "请核对序号", row.file_name)
    reason = require_reason(reason, f"说明第{place + 1}条提醒", row.file_name)
    answer = {"submission_id": submission_id, "place": place, "reason": reason, "by": by, "at": check_local(at)}
    insert_rows(connection, warning_answers, [answer])


def _find(connection: Connection, submission_id: int) -> Found:
    return _find_all(connection, [submission_id])[0]


def _find_all(connection: Connection, numbers: Sequence[int]) -> Sequence[Found]:
    rows = connection.execute(_FOUND, {"submissions": numbers}).all()
    for missing in sorted(set(numbers) - {row.id for row in rows}):
        raise UnknownSubmission(missing)
    return rows
