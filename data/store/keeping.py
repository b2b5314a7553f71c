"""Keeping what came in: the file, the submission, and all it brings."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from data.observations import Incoming, Kept, Observation
from data.store.rows import insert_rows, insert_tuples, split
from data.store.tree import Tree
from data.tables import ledger_items, meta, observations, submission_events, submission_scopes, submissions

#: So many files are made safe at once: most of that is waiting for the disk.
_SAVERS = 8
_OF_FILES = select(submissions.c.sha256, submissions.c.id).where(
    submissions.c.sha256.in_(bindparam("digests", expanding=True))
)
# Numbered in their order: of equal figures the one kept last is current.
_ADDED = submissions.insert().returning(submissions.c.id, sort_by_parameter_order=True)


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
def saving(folder: Path, brought: Iterable[Incoming]) -> Iterator[Callable[[], None]]:
    """Save the files of submissions while their rows are written. What is yielded waits until the files are safe.

    It must be called before the rows are: a kill in between leaves files nobody refers to, never the reverse.
    """
    contents = {incoming.sha256: incoming.content for incoming in brought if incoming.content is not None}
    if not contents:
        yield lambda: None
        return
    with ThreadPoolExecutor(min(len(contents), _SAVERS)) as beside:
        saved = [beside.submit(save_file, folder, sha256, content) for sha256, content in contents.items()]

        def wait() -> None:
            for one in saved:
                one.result()

        yield wait


def find_submissions(connection: Connection, digests: Sequence[str]) -> dict[str, int]:
    """The submissions that files came in with, for those that have, by the files' SHA-256."""
    found = [connection.execute(_OF_FILES, {"digests": part}) for part in split(digests)]
    return {sha256: number for rows in found for sha256, number in rows}


def insert_submissions(connection: Connection, tree: Tree, brought: Sequence[Incoming]) -> list[Kept]:
    """Add submissions with all they bring; a file that is known already, or comes twice, changes nothing."""
    known = find_submissions(connection, [incoming.sha256 for incoming in brought])
    new: dict[str, Incoming] = {}
    for incoming in brought:
        if incoming.sha256 not in known:
            new.setdefault(incoming.sha256, incoming)
    if new:
        known |= _insert(connection, tree, list(new.values()))
    return [Kept(known[one.sha256], new=new.pop(one.sha256, None) is not None) for one in brought]


def _insert(connection: Connection, tree: Tree, brought: Sequence[Incoming]) -> dict[str, int]:
    """Add submissions of files that are new; their numbers by SHA-256."""
    numbers = connection.execute(_ADDED, [_write_submission(incoming) for incoming in brought]).scalars().all()
    added = dict(zip(numbers, brought, strict=True))
    note_events(connection, "received", {number: (one.received_by, one.received_at) for number, one in added.items()})
    ids = tree.ids
    insert_tuples(
        connection,
        submission_scopes,
        ("month", "area_id", "submission_id", "figures", "zeros"),
        [
            (month, ids[area], number, *counts)
            for number, incoming in added.items()
            for (month, area), counts in count_scopes(incoming.observations).items()
        ],
    )
    insert_tuples(
        connection,
        observations,
        ("submission_id", "metric", "month", "area_id", "value", "state", "sheet", "cell", "text"),
        [
            (number, seen.metric, seen.month, ids[seen.area], seen.value, seen.state, seen.sheet, seen.cell, seen.text)
            for number, incoming in added.items()
            for seen in incoming.observations
        ],
    )
    items = [(number, asdict(item)) for number, incoming in added.items() for item in incoming.items]
    insert_rows(
        connection,
        ledger_items,
        [{**item, "area_id": ids[item.pop("area")], "submission_id": number} for number, item in items],
    )
    return {incoming.sha256: number for number, incoming in added.items()}


def _write_submission(incoming: Incoming) -> dict[str, Any]:
    return {
        "sha256": incoming.sha256,
        "file_name": incoming.file_name,
        "layout": incoming.layout,
        "received_at": check_local(incoming.received_at),
        "received_by": incoming.received_by,
        "status": "reported",
        "warnings": [asdict(problem) for problem in incoming.warnings],
    }


def note_events(
    connection: Connection, what: str, befell: Mapping[int, tuple[str, datetime]], reason: str = ""
) -> None:
    """Add to what befell submissions: by number, who did it and when."""
    insert_rows(
        connection,
        submission_events,
        [
            {"submission_id": number, "what": what, "by": by, "at": check_local(at), "reason": reason}
            for number, (by, at) in befell.items()
        ],
    )


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
