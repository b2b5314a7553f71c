"""Days that stand for their month: the first or the last of it, as office programs and databases write months."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from pipelines.reading.grid import Month, Raw
from pipelines.reading.values import show

_DAY = re.compile(r"((?:19|20)\d\d)([-./])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?:[ T]0?0:00(?::00)?)?")


def read_day(raw: Raw) -> date | None:
    """A day kept as a date or written with its year: 2025-06-30, 2025/6/30."""
    if isinstance(raw, date):
        return date(raw.year, raw.month, raw.day)
    found = _DAY.fullmatch(show(raw))
    if found is None or int(found[4]) > monthrange(int(found[1]), int(found[3]))[1]:
        return None
    return date(int(found[1]), int(found[3]), int(found[4]))


def stands_for_month(day: date) -> bool:
    return day.day == 1 or _is_last(day)


def _is_last(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def run_through_months(raws: Iterable[Raw]) -> bool:
    """Whether these are the first days of several months, or the last ones, or show months alone."""
    days = [(read_day(raw), isinstance(raw, Month)) for raw in raws]
    known = [day for day, _ in days if day is not None]
    plain = [day for day, alone in days if day is not None and not alone]
    at_edge = all(day.day == 1 for day in plain) or all(map(_is_last, plain))
    return len(known) == len(days) and at_edge and len({(day.year, day.month) for day in known}) > 1
