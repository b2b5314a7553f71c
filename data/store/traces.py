"""From a figure back to its cell: the submission, the file, the sheet, the address, who and when."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from data.observations import Trace
from data.store.tree import Tree
from data.tables import areas, figures, observations, submissions


def read_traces(connection: Connection, tree: Tree, metric: str, month: int, codes: Sequence[str]) -> list[Trace]:
    """Every accepted observation of a figure in some areas, the current one of each area first."""
    question = (
        _question()
        .where(
            submissions.c.status == "accepted",
            observations.c.metric == metric,
            observations.c.month == month,
            observations.c.area_id.in_([tree.ids[code] for code in codes]),
        )
        .order_by(submissions.c.accepted_at.desc(), submissions.c.id.desc(), observations.c.id.desc())
    )
    traces = [_trace(row) for row in connection.execute(question)]
    order = {code: place for place, code in enumerate(codes)}
    return sorted(traces, key=lambda trace: (order[trace.area], not trace.current))


def _question() -> Select[Any]:
    current = figures.c.observation_id == observations.c.id
    same = (
        (figures.c.metric == observations.c.metric)
        & (figures.c.month == observations.c.month)
        & (figures.c.area_id == observations.c.area_id)
    )
    return (
        select(
            observations.c.metric,
            observations.c.month,
            areas.c.code.label("area"),
            observations.c.value,
            observations.c.state,
            submissions.c.id.label("submission_id"),
            submissions.c.file_name,
            submissions.c.sha256,
            observations.c.sheet,
            observations.c.cell,
            observations.c.text,
            submissions.c.received_at,
            submissions.c.received_by,
            submissions.c.accepted_at,
            submissions.c.accepted_by,
            current.label("current"),
        )
        .join(submissions, observations.c.submission_id == submissions.c.id)
        .join(areas, observations.c.area_id == areas.c.id)
        .join(figures, same, isouter=True)
    )


def _trace(row: Any) -> Trace:
    fields = dict(row._mapping)
    return Trace(**{**fields, "current": bool(fields["current"])})
