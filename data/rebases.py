"""Rebases: from which month on a control chart's mean and limits begin anew, why, and who said so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RebaseAct = Literal["set", "removed"]
REBASE_ZH: dict[RebaseAct, str] = {"set": "重新起算", "removed": "撤销"}


@dataclass(frozen=True, slots=True)
class RebaseEvent:
    """A rebase of one area's metric was set or removed."""

    metric: str
    area: str
    month: int
    what: RebaseAct
    reason: str
    by: str
    at: datetime


def list_rebases(events: Iterable[RebaseEvent]) -> list[RebaseEvent]:
    """Those that count, by month: the last event of a metric, area and month says whether it does."""
    last = {(event.metric, event.area, event.month): event for event in events}
    return sorted((event for event in last.values() if event.what == "set"), key=lambda event: event.month)
