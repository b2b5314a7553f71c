"""Keeping what came in, and accepting it: the two writes of the store."""

import os
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select, update

from data.observations import Incoming, Kept
from data.store.current import months_by_metric, refresh_units
from data.store.ledgers import counted_span, refresh_counts, refresh_current_items
from data.store.rollups import Tree, roll_up
from data.store.rows import insert_rows, upsert_rows
from data.tables import ledger_items, meta, observations, reported_months, submissions


def save_file(folder: Path, sha256: str, content: bytes) -> Path:
    """Keep a file under its SHA-256, whole or not at all; one that is there already is left alone."""
    path = folder / sha256[:2] / sha256
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    os.replace(part.name, path)
    return path


def insert_submission(connection: Connection, tree: Tree, incoming: Incoming) -> Kept:
    """Add a submission with all it brings; a file that is known already changes nothing."""
    known = connection.execute(select(submissions.c.id).where(submissions.c.sha256 == incoming.sha256)).scalar()
    if known is not None:
        return Kept(known, new=False)
    added = connection.execute(
        submissions.insert().values(
            sha256=incoming.sha256,
            file_name=incoming.file_name,
            layout=incoming.layout,
            received_at=incoming.received_at,
            received_by=incoming.received_by,
            status="reported",
            warnings=[asdict(problem) for problem in incoming.warnings],
        )
    )
    assert added.inserted_primary_key is not None
    submission_id = int(added.inserted_primary_key[0])
    for table, lines in ((observations, incoming.observations), (ledger_items, incoming.items)):
        rows = []
        for line in lines:
            row = asdict(line)
            row["area_id"] = tree.ids[row.pop("area")]
            rows.append({**row, "submission_id": submission_id})
        insert_rows(connection, table, rows)
    return Kept(submission_id, new=True)


def accept_submission(connection: Connection, tree: Tree, submission_id: int, by: str, at: datetime) -> None:
    """Make a submission's figures current and bring every area above up to date.

    Raise ``LookupError`` where there is no such submission; accepting twice changes nothing.
    """
    status = connection.execute(select(submissions.c.status).where(submissions.c.id == submission_id)).scalar()
    if status is None:
        raise LookupError(f"没有编号为 {submission_id} 的报送")
    if status == "accepted":
        return
    connection.execute(
        update(submissions)
        .where(submissions.c.id == submission_id)
        .values(status="accepted", accepted_at=at, accepted_by=by)
    )
    span = counted_span(connection)
    _make_figures_current(connection, tree, submission_id)
    numbers = connection.execute(select(ledger_items.c.number).where(ledger_items.c.submission_id == submission_id))
    years = refresh_current_items(connection, numbers.scalars())
    refresh_ledger(connection, tree, years | _years_added(span, counted_span(connection)))
    bump_version(connection)


def _make_figures_current(connection: Connection, tree: Tree, submission_id: int) -> None:
    question = select(observations.c.metric, observations.c.month, observations.c.area_id)
    brought = connection.execute(question.where(observations.c.submission_id == submission_id)).all()
    if not brought:
        return
    upsert_rows(connection, reported_months, [{"month": month} for month in sorted({row.month for row in brought})])
    area_ids = sorted({row.area_id for row in brought})
    months_of = months_by_metric((row.metric, row.month) for row in brought if row.metric in tree.catalogue)
    codes = [code for code, id_ in tree.ids.items() if id_ in area_ids]
    roll_up(connection, tree, refresh_units(connection, tree, months_of, area_ids), codes)


def _years_added(before: tuple[int, int] | None, after: tuple[int, int] | None) -> set[int]:
    """The years to count anew because the span of the ledger's counts has changed."""
    if after is None or before == after:
        return set()
    if before is None or before[0] != after[0]:
        return set(range(after[0] // 100, after[1] // 100 + 1))
    return set(range(min(before[1], after[1]) // 100, after[1] // 100 + 1))


def refresh_ledger(connection: Connection, tree: Tree, years: set[int]) -> None:
    """Count the ledger anew for some years and roll the counts up."""
    if years:
        counted = refresh_counts(connection, tree, years)
        roll_up(connection, tree, counted, [area.code for area in tree.places.areas])


def bump_version(connection: Connection) -> None:
    """One more change: whoever cached something under the old version reads anew."""
    version = connection.execute(select(meta.c.value).where(meta.c.key == "version")).scalar_one()
    connection.execute(update(meta).where(meta.c.key == "version").values(value=str(int(version) + 1)))
