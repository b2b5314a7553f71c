"""Gathering: files through reading, over several processes, and tidying, to be checked and kept by this one."""

import gc
import hashlib
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from data.definitions import Catalogue
from data.places import Places
from data.problems import Problem, Refusal
from data.store import Store
from pipelines.harmonising import Names
from pipelines.hints import NO_HINTS, Hints, collect_hints
from pipelines.mapping import TableMapping, pick_tables
from pipelines.persons import find_persons
from pipelines.reading.bounds import check_bytes
from pipelines.reading.tables import find_tables
from pipelines.reading.workbook import open_workbook
from pipelines.taking import Arrival, Batch, Outcome, Read, judge, meet_again, take_batch
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.periods import find_month
from pipelines.tidying.remains import say_remains
from pipelines.tidying.tables import tidy

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv")
#: From here on several processes read: below it, starting them costs more than they save.
MANY = 20
#: So many files a process reads before it hands them over, and so many times that each may be ahead of the keeping:
#: what is read waits in memory.
SHARE, AHEAD = 4, 8


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
    harvest = Harvest(name, sheets=tuple(grid.name for grid, _ in sheets), planned=hints.planned)
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
    return list(judge(store, [(read.harvest, date.today())])[0])


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
    outcomes: list[Outcome] = []

    def hear(settled: Iterable[Outcome]) -> None:
        for outcome in settled:
            outcomes.append(outcome)
            if progress is not None:
                progress(outcome)

    batch = Batch(store.places)
    for path in files:
        received = received_at.get(path) if isinstance(received_at, Mapping) else received_at
        received = received or datetime.now().replace(microsecond=0)
        read = None if path in known else next(reads)
        if batch.arrivals and (read is None or not batch.fits(read)):
            hear(take_batch(store, batch.arrivals, by, accept))
            batch = Batch(store.places)
        if read is None:
            hear([meet_again(store, path, known[path], by, received, accept)])
        else:
            batch.add(Arrival(read, received))
    if batch.arrivals:
        hear(take_batch(store, batch.arrivals, by, accept))
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
    shares = [paths[start : start + SHARE] for start in range(0, len(paths), SHARE)]
    with (
        _keeping_all(),
        ProcessPoolExecutor(workers, initializer=_begin_worker, initargs=(catalogue, places, hints)) as pool,
    ):
        reading: deque[Future[list[Read]]] = deque()
        for share in shares:
            reading.append(pool.submit(_read_in_worker, share))
            if len(reading) == AHEAD * workers:
                yield from reading.popleft().result()
        while reading:
            yield from reading.popleft().result()


@contextmanager
def _keeping_all() -> Iterator[None]:
    """Spare what was made before from the search for garbage: it would go through all of it for every few files, and
    make each process copy it."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


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


def _read_in_worker(paths: Sequence[Path]) -> list[Read]:
    assert _known is not None
    return [read_file(path, *_known) for path in paths]
