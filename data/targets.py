"""Annual targets: what a unit is to reach of a metric by the end of a year, and how that was set and changed."""

from dataclasses import dataclass
from datetime import datetime

from data.definitions import Metric


@dataclass(frozen=True, slots=True)
class Target:
    """One target; ``value`` is ``None`` where none is set any more. The cell is empty for one typed in."""

    metric: str
    year: int
    area: str
    value: float | None
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One line of the targets' history: from what to what, who set it when, and from which file."""

    target: Target
    before: float | None
    by: str
    at: datetime
    file_name: str
    sha256: str


def explain_no_target(metric: Metric) -> str:
    """Why a metric takes no annual target, as the end of a sentence; empty where it takes one.

    A target says that more is better (or, of what stands at the year's end, fewer), so that a metric
    without a better side has none; what the ledger counts depends on what was found.
    """
    if metric.polarity == "no_judgement":
        return "不作评判，不设目标"
    if metric.polarity == "none":
        return "不分高低，不设目标"
    if metric.basis == "ledger":
        return "由台账统计，多少取决于查出多少问题，不设目标"
    if metric.polarity == "lower" and metric.basis != "stock":
        return "越低越好，发生数不设任务"
    return ""
