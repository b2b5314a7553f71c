"""Taking in what was read: files are checked and kept in batches, each whole or not at all.

A file that is known already changes nothing, a file with a blocking problem is refused whole, and
every problem of it is reported at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from data.observations import Incoming, Kept
from data.places import Places
from data.problems import Problem, Refusal
from data.store import Store
from pipelines.checking import check_all
from pipelines.checking.months import judge_months
from pipelines.tidying.harvest import Harvest

#: So many files, and so many bytes of them, are kept together at most: others may write in between.
MOST_FILES = 128
MOST_BYTES = 8 * 1024 * 1024

Status = Literal["taken", "known", "accepted", "held", "refused"]


@dataclass(frozen=True)
class Outcome:
    """What became of one file: kept under a submission's number, known already, or refused and why.

    ``accepted`` had waited and is accepted now. ``held`` is kept and should have been accepted, but may not
    be: a month of it is locked.
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


@dataclass(frozen=True)
class Arrival:
    """A file that was read, and when it came."""

    read: Read
    received_at: datetime


@dataclass
class Batch:
    """Files to be taken in together: none of them can change what another is held against."""

    places: Places
    arrivals: list[Arrival] = field(default_factory=list)
    _bytes: int = 0
    _digests: set[str] = field(default_factory=set)
    #: The areas whose figures the files change.
    _changed: set[str] = field(default_factory=set)

    def fits(self, read: Read) -> bool:
        """Whether a file may be judged before the others are kept: they are neither the same nor about its units."""
        if len(self.arrivals) == MOST_FILES or self._bytes + len(read.content) > MOST_BYTES:
            return False
        return read.sha256 not in self._digests and self._changed.isdisjoint(self._list_asked(read.harvest))

    def add(self, arrival: Arrival) -> None:
        self.arrivals.append(arrival)
        self._bytes += len(arrival.read.content)
        self._digests.add(arrival.read.sha256)
        for area in {area for _, _, area in arrival.read.harvest.observations}:
            self._changed |= {area, *(above.code for above in self.places.ancestors(area))}

    def _list_asked(self, harvest: Harvest) -> Iterator[str]:
        """The areas whose figures a file is held against."""
        yield from {area for _, _, area in harvest.observations}
        for whole in {area for _, _, area in harvest.wholes}:
            yield from (area.code for area in self.places.below(whole))


def take_batch(store: Store, arrivals: Sequence[Arrival], by: str, accept: bool) -> Iterator[Outcome]:
    """Check and keep files that fit together, in one transaction.

    Where that fails they are taken one by one: a file that cannot be kept must not take others with it.
    """
    outcomes: Iterable[Outcome]
    try:
        outcomes = take_all(store, arrivals, by, accept)
    except Exception:
        if len(arrivals) == 1:
            raise
        outcomes = (take_all(store, [arrival], by, accept)[0] for arrival in arrivals)
    yield from outcomes


def take_in(store: Store, read: Read, by: str, received_at: datetime, accept: bool) -> Outcome:
    """Check what was read and keep it, unless it is known already or has a blocking problem."""
    return take_all(store, [Arrival(read, received_at)], by, accept)[0]


def take_all(store: Store, arrivals: Sequence[Arrival], by: str, accept: bool) -> list[Outcome]:
    """The same for several files that fit together: all that may be kept are, or none."""
    known = store.known([arrival.read.sha256 for arrival in arrivals])
    fresh = [arrival for arrival in arrivals if arrival.read.sha256 not in known]
    judged = judge(store, [(arrival.read.harvest, arrival.received_at.date()) for arrival in fresh])
    outcomes: dict[Path, Outcome] = {}
    brought: dict[Path, Incoming] = {}
    for arrival, problems in zip(fresh, judged, strict=True):
        path = arrival.read.path
        if any(problem.severity == "block" for problem in problems):
            outcomes[path] = Outcome(path, "refused", None, 0, 0, problems)
        else:
            brought[path] = _bring(arrival, problems, by)
    if brought:
        kept = store.take_all(list(brought.values()), by) if accept else store.keep_all(list(brought.values()))
        # Somebody else may have brought the same file meanwhile.
        outcomes |= {path: _tell(path, brought[path], one) for path, one in zip(brought, kept, strict=True) if one.new}
        known |= {incoming.sha256: one.submission_id for incoming, one in zip(brought.values(), kept, strict=True)}
    for arrival in arrivals:
        read = arrival.read
        if read.path not in outcomes:
            outcomes[read.path] = meet_again(store, read.path, known[read.sha256], by, arrival.received_at, accept)
    return [outcomes[arrival.read.path] for arrival in arrivals]


def _bring(arrival: Arrival, warnings: tuple[Problem, ...], by: str) -> Incoming:
    read = arrival.read
    return Incoming(
        sha256=read.sha256,
        file_name=read.path.name,
        content=read.content,
        received_at=arrival.received_at,
        received_by=by,
        layout="；".join(dict.fromkeys(read.harvest.layouts)),
        observations=tuple(read.harvest.observations.values()),
        items=tuple(read.harvest.items),
        warnings=warnings,
    )


def _tell(path: Path, incoming: Incoming, kept: Kept) -> Outcome:
    status: Status = "held" if kept.obstacles else "taken"
    counts = len(incoming.observations), len(incoming.items)
    return Outcome(path, status, kept.submission_id, *counts, (*incoming.warnings, *kept.obstacles))


def meet_again(store: Store, path: Path, number: int, by: str, at: datetime, accept: bool) -> Outcome:
    """What becomes of a file that is known: one that was returned stays returned, one that waits may be
    accepted now, and accepting twice changes nothing."""
    status: Status = "known"
    try:
        if accept and store.accept(number, by, at, trusted=True):
            status = "accepted"
        obstacles = () if accept else tuple(store.obstacles(number, trusted=True))
    except Refusal as refusal:
        obstacles = tuple(refusal.problems)
    if any(problem.rule == "returned" for problem in obstacles):
        return Outcome(path, "refused", number, 0, 0, obstacles)
    if accept and obstacles:
        return Outcome(path, "held", number, 0, 0, obstacles)
    return Outcome(path, status, number, 0, 0, ())


def judge(store: Store, came: Sequence[tuple[Harvest, date]]) -> list[tuple[Problem, ...]]:
    """All problems of files that came on some days, each in workbook order."""
    checked = check_all([harvest for harvest, _ in came], store.catalogue, store)
    return [
        tuple(order_problems(harvest, [*judge_months(harvest, on), *found]))
        for (harvest, on), found in zip(came, checked, strict=True)
    ]


def order_problems(harvest: Harvest, checked: Iterable[Problem]) -> list[Problem]:
    """Problems in workbook order: those of the whole file, then by sheet, row and column."""
    sheets = {sheet: place for place, sheet in enumerate(harvest.sheets)}
    problems = [*harvest.problems, *checked]
    return sorted(problems, key=lambda problem: (sheets.get(problem.sheet, -1), *_cell_key(problem.cell)))


def _cell_key(cell: str) -> tuple[int, int, str]:
    """``C14`` by row, then column; shorter column names come first (Z before AA)."""
    letters = cell.rstrip("0123456789")
    return (int(cell[len(letters) :] or 0), len(letters), letters)
