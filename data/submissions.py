"""The life of a submission: what befell it, whom it speaks for, which of its warnings are answered.

A submission waits (``reported``) until it is accepted or returned. What a unit owes for a month
is said in the words of ``REPORTING_ZH``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.periods import month_label
from data.problems import Problem

Status = Literal["reported", "accepted", "returned"]
STATUS_ZH: dict[str, str] = {"reported": "待审", "accepted": "接收", "returned": "退回"}

#: How a unit stands with a month: nothing came, it waits, it was returned, it came again and waits, it counts.
REPORTING_ZH: dict[str, str] = {
    "pending": "待报",
    "reported": "已报",
    "returned": "退回",
    "resent": "重报",
    "accepted": "接收",
}
#: What is pending past its deadline.
MISSING_ZH = "未报"
EVENT_ZH: dict[str, str] = {"received": "收到", "accepted": "接收", "returned": "退回"}


@dataclass(frozen=True, slots=True)
class Event:
    """What befell a submission; only a return has a reason."""

    what: Literal["received", "accepted", "returned"]
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a warned figure is right, who says so and when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning of a submission, with the last answer to it."""

    problem: Problem
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Scope:
    """One unit and month that a submission speaks for: how many figures, and how many of them are 0."""

    month: int
    area: str
    figures: int
    zeros: int


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything known of a submission but its figures; ``items`` counts its ledger items."""

    id: int
    sha256: str
    file_name: str
    layout: str
    received_at: datetime
    received_by: str
    status: Status
    events: tuple[Event, ...]
    warned: tuple[Warned, ...]
    scopes: tuple[Scope, ...]
    items: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submission that waits for a decision, and what stands in the way of accepting it."""

    submission: Submission
    obstacles: tuple[Problem, ...]


def name_state(state: str, days_overdue: int) -> str:
    """How a unit stands with a month; what is pending past its deadline is 未报."""
    return MISSING_ZH if state == "pending" and days_overdue > 0 else REPORTING_ZH[state]


def say_silence(months: Sequence[int]) -> str:
    """That nobody has reported for some months, oldest first; nothing where there are none."""
    if not months:
        return ""
    return f"{month_label(months[0])}至{month_label(months[-1])}已过截止日，还没有任何单位报送。"
