"""XmR control charts: when does a series say more than its usual noise.

Mean and moving ranges, limits at the mean ± 2.66 × the mean moving range (Shewhart; Wheeler 2000,
Understanding Variation). The rules are those of the English health service's "Making data count"
(NHSRplotthedots ``ptd_spc`` without screening of outliers), where several fire the first of these:

1. ``outside``: beyond a limit.
2. ``trend``: seven points in a row each higher, or each lower, than the one before (six steps).
3. ``two_of_three``: a point in the outer third between mean and limit, on one side with another
   such within three in a row that all lie on that side.
4. ``shift``: seven in a row on one side of the mean; a point equal to the mean breaks the run.

A gap in the series breaks every run and yields no moving range. Where the chart is rebased, mean,
limits and runs begin anew.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from pipelines.statistics.intervals import Floats

Integers = npt.NDArray[np.int64]
Rule = Literal["", "outside", "trend", "two_of_three", "shift"]

_WIDTH, _NEAR = 2.66, 2 / 3
_RUN = 7
#: Nearer to the mean than this share of it, a point is equal to it.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Chart:
    """One entry a point. ``rule`` is the rule that fired ("" for none), ``side`` 1 where it says higher
    (above, rising), -1 where lower, else 0. Mean and limits are NaN where a stretch has none."""

    mean: Floats
    lower: Floats
    upper: Floats
    rule: tuple[Rule, ...]
    side: Integers


def chart_series(values: npt.ArrayLike, rebased: Collection[int] = ()) -> Chart:
    """The chart of a series in order of time, NaN where there is no value; ``rebased`` are the places
    (0 the first) at which a new base begins. A stretch of fewer than two neighbours has no limits."""
    series = np.asarray(values, dtype=np.float64)
    starts = sorted({0, *(place for place in rebased if 0 < place < len(series))})
    stretches = [_chart_stretch(part) for part in np.split(series, starts[1:])]
    return Chart(
        mean=np.concatenate([stretch.mean for stretch in stretches]),
        lower=np.concatenate([stretch.lower for stretch in stretches]),
        upper=np.concatenate([stretch.upper for stretch in stretches]),
        rule=tuple(rule for stretch in stretches for rule in stretch.rule),
        side=np.concatenate([stretch.side for stretch in stretches]),
    )


def _chart_stretch(series: Floats) -> Chart:
    rules: list[Rule] = [""] * len(series)
    sides = np.zeros(len(series), dtype=np.int64)
    ranges = np.abs(np.diff(series))
    known = ~np.isnan(ranges)
    if not known.any():
        nothing = np.full(len(series), np.nan)
        return Chart(nothing, nothing, nothing, tuple(rules), sides)
    mean = float(series[~np.isnan(series)].mean())
    reach = _WIDTH * float(ranges[known].mean())
    distance = np.nan_to_num(np.abs(series - mean))
    distance[distance <= _ROUNDING * abs(mean)] = 0.0
    side = np.where(distance > 0, np.sign(series - mean), 0.0).astype(np.int64)
    outside = distance > reach
    near = (distance > _NEAR * reach) & ~outside
    step = np.nan_to_num(np.sign(np.diff(series))).astype(np.int64)
    found: list[tuple[Rule, Integers]] = [
        ("outside", np.where(outside, side, 0)),
        ("trend", _trends(step)),
        ("two_of_three", _two_of_three(side, near)),
        ("shift", _long_runs(side, _RUN)),
    ]
    for rule, fired in reversed(found):
        for place in np.flatnonzero(fired):
            rules[place], sides[place] = rule, fired[place]
    whole = np.ones(len(series))
    return Chart(mean * whole, (mean - reach) * whole, (mean + reach) * whole, tuple(rules), sides)


def _long_runs(signs: Integers, least: int) -> Integers:
    """The signs that stand in a run of at least so many of the same, 0 elsewhere."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(signs)) + 1, [len(signs)]])
    lengths = np.diff(starts)
    return np.where(np.repeat(lengths, lengths) >= least, signs, 0)


def _trends(steps: Integers) -> Integers:
    """The direction at each point of a long run of steps, both its ends included."""
    long = _long_runs(steps, _RUN - 1)
    into, out_of = np.concatenate([[0], long]), np.concatenate([long, [0]])
    return np.where(into != 0, into, out_of)


def _two_of_three(side: Integers, near: npt.NDArray[np.bool_]) -> Integers:
    """The side of each near point in three neighbours on one side of which at least two are near."""
    fired = np.zeros(len(side), dtype=np.bool_)
    for first in range(len(side) - 2):
        three = slice(first, first + 3)
        if abs(side[three].sum()) == 3 and near[three].sum() >= 2:
            fired[three] |= near[three]
    return np.where(fired, side, 0)
