"""Gathering: a file through reading, tidying and checking into the store, in one transaction.

A file that is known already changes nothing, a file with a blocking problem is refused whole, and
every problem of it is reported at once.
"""

import hashlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from data.definitions import Catalogue
from data.observations import Incoming
from data.places import Places
from data.problems import Problem, Refusal
from data.store import Store
from pipelines.checking import check
from pipelines.checking.months import judge_months
from pipelines.harmonising import Names
from pipelines.hints import NO_HINTS, Hints, collect_hints
from pipelines.mapping import TableMapping, pick_tables
from pipelines.persons import find_persons
from pipelines.reading.bounds import check_bytes
from pipelines.reading.tables import find_tables
from pipelines.reading.workbook import open_workbook
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.periods import find_month
from pipelines.tidying.remains import say_remains
from pipelines.tidying.tables import tidy

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv")
#: From here on several processes read: below it, starting them costs more than they save.
MANY = 20

Status = Literal["taken", "known", "held", "refused"]


@dataclass(frozen=True)
class Outcome:
    """What became of one file: kept under a submission's number, known already, or refused and why.

    ``held`` is kept and should have been accepted, but may not be: a month of it is locked.
    """

    path: Path
    status: Status
    submission_id: int | None
    observations: int
    items: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Read:
    """A file read and tidied, before anything is known of what the store holds."""

    path: Path
    content: bytes
    sha256: str
    harvest: Harvest


def list_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the folders named, by name; temporary files of office programs are not files."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and not p.name.startswith((".", "~$"))
            )
            found += inside
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def read_file(path: Path, names: Names, hints: Hints = NO_HINTS) -> Read:
    """Read one file; what is wrong with it stands in the harvest's problems. One too large is not even loaded."""
    try:
        check_bytes(path.stat().st_size, path.name)
    except Refusal as refusal:
        return Read(path, b"", "", Harvest(path.name, problems=list(refusal.problems)))
    content = path.read_bytes()
    return Read(path, content, _digest(content), read_content(content, path.name, names, hints))


def read_content(content: bytes, name: str, names: Names, hints: Hints = NO_HINTS) -> Harvest:
    """What a file's bytes state. A file that cannot be opened or tells of persons yields problems only."""
    try:
        workbook = open_workbook(content, name)
    except Refusal as refusal:
        return Harvest(name, problems=list(refusal.problems))
    sheets = [(grid, find_tables(grid)) for grid in (*workbook.sheets, *workbook.hidden)]
    ours = [(grid, ()) for grid in workbook.ours]
    persons = find_persons(name, [*sheets, *ours], workbook.comments)
    if persons:
        return Harvest(name, problems=persons)
    tables = [table for _, found in sheets for table in found]
    harvest = Harvest(name, sheets=tuple(grid.name for grid, _ in sheets))
    if hints.mapping is not None:
        if picked := pick_tables(tables, hints.mapping, harvest):
            month = hints.month or find_month(hints.mapping.month)
            tidy(picked, names, harvest, month, lambda table: hints.mapping)
    else:
        tidy(tables, names, harvest, hints.month, hints.finder(tables, names, name))
        for grid, found in sheets:
            say_remains(grid, found, names, harvest)
    return harvest


def check_file(
    store: Store, path: Path, mapping: TableMapping | None = None, month: int | None = None, sender: str = ""
) -> list[Problem]:
    """All problems of a file, in workbook order, without taking anything in."""
    hints = collect_hints(store, mapping, month, sender)
    read = read_file(path, Names(store.catalogue, store.places), hints)
    return _judge(store, read.harvest, date.today())


def gather(
    store: Store,
    paths: Sequence[Path],
    *,
    by: str,
    received_at: datetime | Mapping[Path, datetime] | None = None,
    accept: bool = False,
    mapping: TableMapping | None = None,
    month: int | None = None,
    sender: str = "",
    progress: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """Take files in, in the order given (folders by name).

    ``received_at`` is when they came, one time for all or one for each; without it, now. ``mapping``, ``month``
    and ``sender`` are what Hints says, beside the mappings that the store has kept. With
    ``accept`` they become current at once, for trusted senders. ``progress`` hears of each file.
    """
    files = list_files(paths)
    # A file that is known costs no reading, so that taking a folder in again is quick.
    digests = {path: _digest_file(path) for path in files}
    submissions = store.known(list(digests.values()))
    known = {path: submissions[digest] for path, digest in digests.items() if digest in submissions}
    hints = collect_hints(store, mapping, month, sender)
    reads = _read_all([path for path in files if path not in known], store.catalogue, store.places, hints)
    outcomes = []
    for path in files:
        received = received_at.get(path) if isinstance(received_at, Mapping) else received_at
        received = received or datetime.now().replace(microsecond=0)
        if path in known:
            outcome = _meet_again(store, path, known[path], by, received, accept)
        else:
            outcome = take_in(store, next(reads), by, received, accept)
        outcomes.append(outcome)
        if progress is not None:
            progress(outcome)
    return outcomes


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_all(paths: Sequence[Path], catalogue: Catalogue, places: Places, hints: Hints) -> Iterator[Read]:
    workers = min(os.cpu_count() or 1, 8)
    if len(paths) < MANY or workers < 2:
        names = Names(catalogue, places)
        yield from (read_file(path, names, hints) for path in paths)
        return
    with ProcessPoolExecutor(workers, initializer=_begin_worker, initargs=(catalogue, places, hints)) as pool:
        yield from pool.map(_read_in_worker, paths, chunksize=4)


_known: tuple[Names, Hints] | None = None


def _begin_worker(catalogue: Catalogue, places: Places, hints: Hints) -> None:
    """Each process matches names once for all of its files, and ends with the one that began it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    global _known
    _known = Names(catalogue, places), hints


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its workers, which would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _read_in_worker(path: Path) -> Read:
    assert _known is not None
    return read_file(path, *_known)


def take_in(store: Store, read: Read, by: str, received_at: datetime, accept: bool) -> Outcome:
    """Check what was read and keep it, unless it is known already or has a blocking problem."""
    harvest = read.harvest
    known = store.knows(read.sha256)
    if known is not None:
        return _meet_again(store, read.path, known, by, received_at, accept)
    problems = tuple(_judge(store, harvest, received_at.date()))
    if any(problem.severity == "block" for problem in problems):
        return Outcome(read.path, "refused", None, 0, 0, problems)
    incoming = Incoming(
        sha256=read.sha256,
        file_name=read.path.name,
        content=read.content,
        received_at=received_at,
        received_by=by,
        layout="；".join(dict.fromkeys(harvest.layouts)),
        observations=tuple(harvest.observations.values()),
        items=tuple(harvest.items),
        warnings=problems,
    )
    status: Status = "taken"
    try:
        kept = store.take(incoming, by, received_at) if accept else store.keep(incoming)
    except Refusal as refusal:
        kept = store.keep(incoming)
        status, problems = "held", (*problems, *refusal.problems)
    return Outcome(read.path, status, kept.submission_id, len(harvest.observations), len(harvest.items), problems)


def _meet_again(store: Store, path: Path, number: int, by: str, at: datetime, accept: bool) -> Outcome:
    """What becomes of a file that is known: one that was returned stays returned, one that waits may be
    accepted now, and accepting twice changes nothing."""
    try:
        if accept:
            store.accept(number, by, at, trusted=True)
        obstacles = () if accept else tuple(store.obstacles(number, trusted=True))
    except Refusal as refusal:
        obstacles = tuple(refusal.problems)
    if any(problem.rule == "returned" for problem in obstacles):
        return Outcome(path, "refused", number, 0, 0, obstacles)
    if accept and obstacles:
        return Outcome(path, "held", number, 0, 0, obstacles)
    return Outcome(path, "known", number, 0, 0, ())


def _judge(store: Store, harvest: Harvest, on: date) -> list[Problem]:
    """All problems of a file that came on a day."""
    return order_problems(harvest, [*judge_months(harvest, on), *check(harvest, store.catalogue, store)])


def order_problems(harvest: Harvest, checked: Iterable[Problem]) -> list[Problem]:
    """Problems in workbook order: those of the whole file, then by sheet, row and column."""
    sheets = {sheet: place for place, sheet in enumerate(harvest.sheets)}
    problems = [*harvest.problems, *checked]
    return sorted(problems, key=lambda problem: (sheets.get(problem.sheet, -1), *_cell_key(problem.cell)))


def _cell_key(cell: str) -> tuple[int, int, str]:
    """``C14`` by row, then column; shorter column names come first (Z before AA)."""
    letters = cell.rstrip("0123456789")
    return (int(cell[len(letters) :] or 0), len(letters), letters)
