"""Months that a file may not report yet."""

from collections.abc import Iterator
from datetime import date

from data.periods import month_label
from data.problems import Problem
from pipelines.tidying.harvest import Harvest


def judge_months(harvest: Harvest, on: date) -> Iterator[Problem]:
    """A problem for each sheet's month that had not begun ``on`` the day when the file came.

    One mistyped year, once accepted, would otherwise be the month that every page opens with.
    """
    present = on.year * 100 + on.month
    stated = dict.fromkeys((seen.sheet, seen.month) for seen in harvest.observations.values())
    for sheet, month in stated:
        if month > present:
            expected = f"，还没有到；最晚只能报到{month_label(present)}"
            remedy = "请改正填报期间后重新报送"
            yield Problem("month_ahead", "block", month_label(month), expected, remedy, harvest.file, sheet)
