"""Keeping what came in, and accepting it: the two writes of the store."""

import os
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select, update

from data.observations import Incoming, Kept
from data.store.current import make_current
from data.store.ledgers import count_items, last_reported_month, make_items_current
from data.store.rows import insert_rows, insert_tuples
from data.store.tree import Tree
from data.tables import ledger_items, meta, observations, submissions


class StaleDefinitions(RuntimeError):
    """The database follows a newer catalogue or area tree than this process has read."""


def save_file(folder: Path, sha256: str, content: bytes) -> Path:
    """Keep a file under its SHA-256, whole or not at all; one that is there already is left alone."""
    path = folder / sha256[:2] / sha256
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    os.replace(part.name, path)
    # Else a power cut may lose the name of a file whose content is safe.
    handle = os.open(path.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
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
            received_at=_check_local(incoming.received_at),
            received_by=incoming.received_by,
            status="reported",
            warnings=[asdict(problem) for problem in incoming.warnings],
        )
    )
    assert added.inserted_primary_key is not None
    submission_id = int(added.inserted_primary_key[0])
    ids = tree.ids
    insert_tuples(
        connection,
        observations,
        ("submission_id", "metric", "month", "area_id", "value", "state", "sheet", "cell", "text"),
        [
            (submission_id, seen.metric, seen.month, ids[seen.area])
            + (seen.value, seen.state, seen.sheet, seen.cell, seen.text)
            for seen in incoming.observations
        ],
    )
    items = [asdict(item) for item in incoming.items]
    insert_rows(
        connection,
        ledger_items,
        [{**item, "area_id": ids[item.pop("area")], "submission_id": submission_id} for item in items],
    )
    return Kept(submission_id, new=True)


def accept_submission(connection: Connection, tree: Tree, submission_id: int, by: str, at: datetime) -> None:
    """Make a submission's figures current and bring every area above up to date.

    Raise ``LookupError`` where there is no such submission, ``StaleDefinitions`` where another
    process has brought newer ones. Accepting twice changes nothing.
    """
    status = connection.execute(select(submissions.c.status).where(submissions.c.id == submission_id)).scalar()
    if status is None:
        raise LookupError(f"没有编号为 {submission_id} 的报送")
    if status == "accepted":
        return
    stored = read_meta(connection)
    if stored["fingerprint"] != tree.fingerprint:
        raise StaleDefinitions("指标目录或区划文件已经更新，请重新启动本程序后再审核")
    connection.execute(
        update(submissions)
        .where(submissions.c.id == submission_id)
        .values(status="accepted", accepted_at=_check_local(at), accepted_by=by)
    )
    until = last_reported_month(connection)
    make_current(connection, tree, submission_id)
    numbers = select(ledger_items.c.number).where(ledger_items.c.submission_id == submission_id)
    changed = make_items_current(connection, connection.execute(numbers).scalars())
    if changed or last_reported_month(connection) != until:
        count_items(connection, tree, changed)
    set_version(connection, int(stored["version"]) + 1)


def _check_local(moment: datetime) -> datetime:
    """Moments are the local clock's; one with a zone would be kept differently by each database."""
    if moment.tzinfo is not None:
        raise ValueError(f"{moment} 带有时区；请用本地时间")
    return moment


def read_meta(connection: Connection) -> dict[str, str]:
    """``version`` and ``fingerprint``, as far as they are there."""
    return {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}


def set_version(connection: Connection, version: int) -> None:
    """One more change: whoever cached something under the old version reads anew."""
    connection.execute(update(meta).where(meta.c.key == "version").values(value=str(version)))
