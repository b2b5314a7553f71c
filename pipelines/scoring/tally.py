"""Points added up: items by weight, bonus and deduction within their caps, vetoes behind everybody else."""

from dataclasses import dataclass

import numpy as np

from data.scores import FULL
from pipelines.cubes import Flags, Floats, Integers
from pipelines.statistics.scales import arithmetic_mean


@dataclass(frozen=True)
class Tally:
    """A group's units (rows) before they are weighed.

    ``shares`` (units, items): earned share of each item, NaN where it does not apply and its weight is
    dropped, 0 where the unit has not reported. ``bonus`` and ``deduction`` are points within their caps,
    ``vetoed`` who is vetoed.
    """

    shares: Floats
    bonus: Floats
    deduction: Floats
    vetoed: Flags


def add_points(tally: Tally, weights: Floats) -> Floats:
    """Each unit's score; NaN where no item with a weight applies. Never below 0."""
    base = FULL * arithmetic_mean(tally.shares, weights)
    return np.maximum(base + tally.bonus - tally.deduction, 0.0)


def spread_weights(shares: Floats, weights: Floats) -> Floats:
    """The points that each item can bring a unit (units, items): its weight among those that apply, of 100."""
    counted = np.where(np.isnan(shares), 0.0, weights)
    whole = counted.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, FULL * counted / whole, np.nan)


def rank_points(points: Floats, vetoed: Flags) -> Integers:
    """Competition ranks from 1 along the last axis, the units; 0 where there is no score. Whoever is vetoed comes
    after all who are not, whatever the points. Axes before it are trials."""
    # To the ninth decimal, as the ranking of figures tells a tie from a rounding error.
    keys = np.round(np.where(np.isnan(points), np.inf, np.where(vetoed, 10 * FULL, 0.0) - points), 9)
    order = np.argsort(keys, axis=-1)
    ordered = np.take_along_axis(keys, order, axis=-1)
    fresh = np.ones(keys.shape, dtype=np.bool_)
    fresh[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    shared = np.maximum.accumulate(np.where(fresh, np.arange(1, keys.shape[-1] + 1), 0), axis=-1)
    ranks = np.empty(keys.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, shared, axis=-1)
    return np.where(np.isnan(points), 0, ranks)
