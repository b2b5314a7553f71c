"""What a submission brings: observations, ledger items, and the file they came from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from data.problems import Problem

State = Literal["reported", "missing", "not_applicable", "withheld"]
STATE_ZH: dict[str, str] = {"reported": "已报", "missing": "未报", "not_applicable": "不适用", "withheld": "不公布"}


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one area and month, with the cell it stood in and that cell's text.

    ``value`` is as reported: year to date for a cumulative metric; ``None`` unless reported.
    """

    metric: str
    month: int
    area: str
    value: float | None
    state: State
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """One line of the rectification ledger (整改台账); ``number`` identifies it for ever."""

    number: str
    source: str
    summary: str
    area: str
    measures: str
    found_on: date
    due_on: date | None
    status: str
    done_on: date | None
    closed_on: date | None
    review: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was read, checked and may be kept. ``content`` is ``None`` for figures typed in."""

    sha256: str
    file_name: str
    content: bytes | None
    received_at: datetime
    received_by: str
    layout: str
    observations: tuple[Observation, ...] = ()
    items: tuple[LedgerItem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an incoming file: its submission, whether it was new, and what kept it from being accepted."""

    submission_id: int
    new: bool
    obstacles: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a figure came from, when it was received, and who accepted it when."""

    metric: str
    month: int
    area: str
    value: float | None
    state: str
    submission_id: int
    file_name: str
    sha256: str
    sheet: str
    cell: str
    text: str
    received_at: datetime
    received_by: str
    accepted_at: datetime | None
    accepted_by: str
    current: bool
