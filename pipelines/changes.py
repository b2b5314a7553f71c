"""Changes between two periods, like for like.

A total is compared over the units that are in both periods: where 14 of 16 have reported now and
16 had then, the change is that of the 14. ``compared`` says how many they are. A rate or share is
compared as it stands, since it is already per unit of something.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.definitions import Form
from data.periods import Period
from pipelines.measures import Measurer


@dataclass(frozen=True)
class Change:
    """From one period to another: difference in the metric's unit, and in per cent of the earlier value.

    ``now`` and ``before`` are the like-for-like values that were compared, which may be less than
    the totals. All are ``None`` where the two cannot be compared; ``percent`` also where the
    earlier value is zero.
    """

    now: float | None
    before: float | None
    difference: float | None
    percent: float | None
    compared: int


NO_CHANGE = Change(None, None, None, None, 0)


def change_of_total(
    measurer: Measurer, code: str, form: Form, now: Period, before: Period, area: str, units: Sequence[str]
) -> Change:
    """The change of an area's figure; a raw total over the ``units`` below that are in both."""
    current, earlier = measurer.measure(code, form, now).slice, measurer.measure(code, form, before).slice
    place = {unit: index for index, unit in enumerate(measurer.areas)}
    at = np.array([place[unit] for unit in units if unit in place], dtype=np.int64)
    if form == "raw" and len(at):
        both = ~np.isnan(current.value[at]) & ~np.isnan(earlier.value[at])
        if not both.any():
            return NO_CHANGE
        return change_between(
            float(current.value[at][both].sum()), float(earlier.value[at][both].sum()), int(both.sum())
        )
    return change_between(current.at(place[area]), earlier.at(place[area]), int(current.covered[place[area]]))


def change_between(now: float | None, before: float | None, compared: int = 1) -> Change:
    """The change from ``before`` to ``now``."""
    if now is None or before is None:
        return NO_CHANGE
    difference = now - before
    return Change(now, before, difference, difference / before * 100 if before else None, compared)
