"""Who has reported which month, and how punctually: the coverage matrix and its rates."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.periods import months_between, shift_month
from data.selection import Selection
from data.store import Store

MONTHS = 12
#: States of a unit that has reported and need not do so again.
CAME = ("reported", "resent", "accepted")


@dataclass(frozen=True)
class Reporting:
    """``cells``: the store's REPORTING columns, one row for each unit and month asked, with ``standing``
    (punctual, late, waiting, returned, missing, pending) and, as 0 or 1, ``owed``, ``reported`` and
    ``punctual``; a month that is not due is owed once something came for it. ``months`` and ``units``:
    the sums of these three, a month also whether it is ``locked``. ``last`` is the last month looked at,
    ``silent`` are months after it, past their deadline, for which nobody has reported.
    """

    cells: pd.DataFrame
    months: pd.DataFrame
    units: pd.DataFrame
    last: int
    silent: list[int]


def choose_months(store: Store, selection: Selection, at: date, silent: list[int]) -> list[int]:
    """At most twelve months: those up to the selected one, or from the last with figures on up to the last that is
    over. They begin with the first month that anybody reported: before it nothing was asked for here.

    Where nobody has reported for long, they end with the last month that anybody reported.
    """
    last, accepted, span = selection.period.last_month, store.months(), store.span()
    if not accepted or last >= accepted[-1]:
        over = shift_month(at.year * 100 + at.month, -1)
        last = max(span[1] if span else over, over if not silent else 0)
    return months_between(max(shift_month(last, 1 - MONTHS), min(span[0] if span else last, last)), last)


def survey_reporting(store: Store, selection: Selection, at: date) -> Reporting:
    """How every unit of the selected area stands with each of twelve months, as of a day."""
    silent = store.silence(at)
    months = choose_months(store, selection, at, silent)
    cells = store.reporting(months, selection.area, at)
    cells["standing"] = [
        _stand(state, late, overdue)
        for state, late, overdue in zip(cells["state"], cells["late"], cells["days_overdue"], strict=True)
    ]
    owed = cells["standing"] != "pending"
    came = owed & cells["state"].isin(CAME)
    punctual = came & ~cells["late"].astype(bool)
    cells = cells.assign(owed=owed.astype(int), reported=came.astype(int), punctual=punctual.astype(int))
    locked = store.locked_months(months)
    by_month = _count(cells, ["month"])
    by_month["locked"] = by_month["month"].isin(locked)
    after = [month for month in silent if month > months[-1]]
    return Reporting(cells, by_month, _count(cells, ["area", "name"]), months[-1], after)


def list_missing(cells: pd.DataFrame, month: int) -> list[str]:
    """The names of the units that still owe a month, in the order of REPORTING ``cells``."""
    owing = (cells["month"] == month) & ~cells["state"].isin(CAME)
    names: list[str] = cells.loc[owing, "name"].tolist()
    return names


def survey_months(store: Store, months: list[int], at: date) -> pd.DataFrame:
    """How the whole district stands with months, newest first: month, due_on, owed, missing (names), locked."""
    cells = store.reporting(months, store.places.root.code, at)
    locked = store.locked_months(months)
    of = {month: cells[cells["month"] == month] for month in sorted(months, reverse=True)}
    rows = [
        (month, group["due_on"].iloc[0], len(group), list_missing(group, month), month in locked)
        for month, group in of.items()
        if not group.empty
    ]
    return pd.DataFrame(rows, columns=["month", "due_on", "owed", "missing", "locked"])


def _stand(state: str, late: bool, days_overdue: int) -> str:
    match state:
        case "accepted":
            return "late" if late else "punctual"
        case "reported" | "resent":
            return "waiting"
        case "returned":
            return "returned"
    return "missing" if days_overdue > 0 else "pending"


def _count(cells: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Sums by key, in the order in which the cells come."""
    return cells.groupby(keys, sort=False)[["owed", "reported", "punctual"]].sum().reset_index()


def call_in(store: Store, selection: Selection, at: date) -> pd.DataFrame:
    """Who under the selected area is to be called for what (催报): month, due_on, days_overdue, units.

    One row for each month, newest first; ``units`` are the names in the order of the places.
    """
    late = store.reminders(at, selection.area)
    rows = [
        {"month": month, "due_on": due_on, "days_overdue": overdue, "units": group["name"].tolist()}
        for (month, due_on, overdue), group in late.groupby(["month", "due_on", "days_overdue"], sort=False)
    ]
    frame = pd.DataFrame(rows, columns=["month", "due_on", "days_overdue", "units"])
    return frame.sort_values("month", ascending=False, ignore_index=True)
