"""One submission as a record: what befell it, its warnings with their answers, whom it speaks for."""

from sqlalchemy import Connection, func, select

from data.problems import Problem
from data.store.tree import Tree
from data.submissions import Answer, Event, Scope, Submission, Warned
from data.tables import areas, ledger_items, submission_events, submission_scopes, submissions, warning_answers


def read_submission(connection: Connection, tree: Tree, submission_id: int) -> Submission | None:
    """The record of a submission; ``None`` where there is none of that number."""
    row = connection.execute(select(submissions).where(submissions.c.id == submission_id)).one_or_none()
    if row is None:
        return None
    answers = read_answers(connection, submission_id)
    items = select(func.count()).where(ledger_items.c.submission_id == submission_id)
    return Submission(
        id=row.id,
        sha256=row.sha256,
        file_name=row.file_name,
        layout=row.layout,
        received_at=row.received_at,
        received_by=row.received_by,
        status=row.status,
        events=read_events(connection, submission_id),
        warned=tuple(Warned(Problem(**warning), answers.get(place)) for place, warning in enumerate(row.warnings)),
        scopes=_read_scopes(connection, tree, submission_id),
        items=connection.execute(items).scalar_one(),
    )


def read_waiting(connection: Connection, tree: Tree, limit: int) -> tuple[list[Submission], int]:
    """The records of those that wait, newest first, at most so many; and how many wait."""
    waits = select(submissions.c.id).where(submissions.c.status == "reported").order_by(submissions.c.id.desc())
    ids = connection.execute(waits).scalars().all()
    found = [read_submission(connection, tree, id_) for id_ in ids[:limit]]
    return [submission for submission in found if submission is not None], len(ids)


def read_events(connection: Connection, submission_id: int) -> tuple[Event, ...]:
    """What befell a submission, in order."""
    events = submission_events.c
    wanted = select(events.what, events.at, events.by, events.reason).where(events.submission_id == submission_id)
    return tuple(Event(*row) for row in connection.execute(wanted.order_by(events.id)))


def read_answers(connection: Connection, submission_id: int) -> dict[int, Answer]:
    """The last answer to each warning, by the warning's place."""
    answers = warning_answers.c
    wanted = select(answers.place, answers.reason, answers.by, answers.at).where(answers.submission_id == submission_id)
    return {place: Answer(*answer) for place, *answer in connection.execute(wanted.order_by(answers.id))}


def _read_scopes(connection: Connection, tree: Tree, submission_id: int) -> tuple[Scope, ...]:
    """Units in the order of the places; those that are no longer declared come last."""
    scopes = submission_scopes.c
    wanted = (
        select(scopes.month, areas.c.code, scopes.figures, scopes.zeros)
        .join(areas, areas.c.id == scopes.area_id)
        .where(scopes.submission_id == submission_id)
    )
    order = {area.code: place for place, area in enumerate(tree.places.areas)}
    found = [Scope(*row) for row in connection.execute(wanted)]
    return tuple(sorted(found, key=lambda scope: (scope.month, order.get(scope.area, len(order)), scope.area)))
