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


def changes_of_totals(
    measurer: Measurer,
    asked: Sequence[tuple[str, Form]],
    now: Period,
    before: Period,
    area: str,
    units: Sequence[str],
) -> list[Change]:
    """The changes of an area's figures over the ``units`` below it that are in both periods."""
    current, earlier = (measurer.measures([(code, form, at) for code, form in asked]) for at in (now, before))
    place = {code: index for index, code in enumerate(measurer.areas)}
    at = [place[unit] for unit in units if unit in place]
    since, then = (np.array([one.numerator[at] for one in side]) for side in (current, earlier))
    both = ~np.isnan(since) & ~np.isnan(then)
    counts = both.sum(axis=1).tolist()
    now_total, then_total = (_sum_over(side, at, both) for side in (current, earlier))
    changes = []
    for row, (one, other) in enumerate(zip(current, earlier, strict=True)):
        asked_below = (one.slice.expected[at] > 0).any() or (other.slice.expected[at] > 0).any()
        if not asked_below or measurer.reports_itself(area, one.metric.code, one.form):
            changes.append(change_between(one.slice.at(place[area]), other.slice.at(place[area])))
        elif counts[row]:
            changes.append(change_between(now_total[row], then_total[row], counts[row]))
        else:
            changes.append(NO_CHANGE)
    return changes


def _sum_over(measured: Sequence[Measure], at: Sequence[int], counted: Flags) -> list[float | None]:
    """Totals or pooled ratios of the counted units; nothing where there is nothing to divide by."""
    above, below = (
        np.where(counted, [getattr(one, side)[at] for one in measured], 0.0).sum(axis=1).tolist()
        for side in ("numerator", "denominator")
    )
    return [
        total if one.form == "raw" else total * one.metric.times(one.form) / under if under > 0 else None
        for one, total, under in zip(measured, above, below, strict=True)
    ]


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
