"""Changes between two periods, like for like.

A total is compared over the units that are in both periods: where 14 of 16 have reported now and
16 had then, the change is that of the 14. ``compared`` says how many they are. A pooled rate or
share is pooled anew over the same units, both times. Where nobody below is asked, or the area
reports the figure itself, its own figure is compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.definitions import Form
from data.periods import Period
from pipelines.cubes import Flags, Slice
from pipelines.measures import Measure, Measurer


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
    """The change of an area's figure over the ``units`` below it that are in both periods."""
    current, earlier = measurer.measure(code, form, now), measurer.measure(code, form, before)
    place = {unit: index for index, unit in enumerate(measurer.areas)}
    at = np.array([place[unit] for unit in units if unit in place], dtype=np.int64)
    asked = (current.slice.expected[at] > 0) | (earlier.slice.expected[at] > 0)
    if measurer.reports_itself(area, code, form) or not asked.any():
        return change_between(current.slice.at(place[area]), earlier.slice.at(place[area]))
    both = at[~np.isnan(current.numerator[at]) & ~np.isnan(earlier.numerator[at])]
    if not len(both):
        return NO_CHANGE
    then, since = (_sum_over(measured, both) for measured in (earlier, current))
    return change_between(since, then, len(both))


def _sum_over(measured: Measure, at: "np.typing.NDArray[np.int64]") -> float | None:
    """The total or pooled ratio of some units; nothing where there is nothing to divide by."""
    total = float(measured.numerator[at].sum())
    if measured.form == "raw":
        return total
    below = float(measured.denominator[at].sum())
    return total * measured.metric.times(measured.form) / below if below > 0 else None


def change_between(now: float | None, before: float | None, compared: int = 1) -> Change:
    """The change from ``before`` to ``now``."""
    if now is None or before is None:
        return NO_CHANGE
    difference = now - before
    return Change(now, before, difference, difference / before * 100 if before else None, compared)


def same_coverage(now: Slice, before: Slice) -> Flags:
    """Where two totals hold as many units, or all that were asked both times: else they are no comparison."""
    complete = (now.covered >= now.expected) & (before.covered >= before.expected)
    alike: Flags = (now.covered == before.covered) | complete
    return alike
