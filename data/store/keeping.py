"""Keeping what came in: the file, the submission, and all it brings."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select, update

from data.observations import Incoming, Kept, Observation
from data.store.rows import insert_rows, insert_tuples
from data.store.tree import Tree
from data.tables import ledger_items, meta, observations, submission_events, submission_scopes, submissions


def find_file(folder: Path, sha256: str) -> Path:
    """Where a file of that digest is kept, if it is."""
    return folder / sha256[:2] / sha256


def save_file(folder: Path, sha256: str, content: bytes) -> Path:
    """Keep a file under its SHA-256, whole or not at all; one that is there already is left alone."""
    path = find_file(folder, sha256)
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


@contextmanager
def saving(folder: Path, incoming: Incoming) -> Iterator[Callable[[], None]]:
    """Save a submission's file while its rows are written. What is yielded waits until the file is safe.

    It must be called before the rows are: a kill in between leaves a file nobody refers to, never the reverse.
    """
    if incoming.content is None:
        yield lambda: None
        return
    with ThreadPoolExecutor(1) as beside:
        saved = beside.submit(save_file, folder, incoming.sha256, incoming.content)

        def wait() -> None:
            saved.result()

        yield wait


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
            received_at=check_local(incoming.received_at),
            received_by=incoming.received_by,
            status="reported",
            warnings=[asdict(problem) for problem in incoming.warnings],
        )
    )
    assert added.inserted_primary_key is not None
    submission_id = int(added.inserted_primary_key[0])
    note_event(connection, submission_id, "received", incoming.received_by, incoming.received_at)
    ids = tree.ids
    scopes = count_scopes(incoming.observations)
    insert_tuples(
        connection,
        submission_scopes,
        ("month", "area_id", "submission_id", "figures", "zeros"),
        [(month, ids[area], submission_id, *counts) for (month, area), counts in scopes.items()],
    )
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


def note_event(connection: Connection, submission_id: int, what: str, by: str, at: datetime, reason: str = "") -> None:
    """Add to what befell a submission."""
    event = {"submission_id": submission_id, "what": what, "by": by, "at": check_local(at), "reason": reason}
    insert_rows(connection, submission_events, [event])


def count_scopes(brought: Iterable[Observation]) -> dict[tuple[int, str], tuple[int, int]]:
    """Of each month and area how many figures are stated, and how many of them are 0; 未报 states nothing."""
    scopes: dict[tuple[int, str], tuple[int, int]] = {}
    for seen in brought:
        figures, zeros = scopes.get((seen.month, seen.area), (0, 0))
        scopes[seen.month, seen.area] = figures + (seen.state != "missing"), zeros + (seen.value == 0)
    return scopes


def check_local(moment: datetime) -> datetime:
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
