"""Figures on common scales, and means of them, as composite indicators use (OECD and JRC 2008,
Handbook on Constructing Composite Indicators; COINr). Missing figures (NaN) stay missing and count
for nothing; a scale that all figures would share one place on has none (NaN).
"""

import numpy as np
import numpy.typing as npt

from pipelines.statistics.intervals import Floats


def scale_min_max(values: npt.ArrayLike, low: float = 0.0, high: float = 100.0) -> Floats:
    """The least figure at ``low``, the greatest at ``high``."""
    found = np.asarray(values, dtype=np.float64)
    return low + (high - low) * _over(found - _least(found), _greatest(found) - _least(found))


def scale_between(values: npt.ArrayLike, low: float, high: float) -> Floats:
    """0 at ``low`` and below, 100 at ``high`` and above (goal posts); ``low`` may be the greater number."""
    return np.clip(100 * _over(np.asarray(values, dtype=np.float64) - low, high - low), 0.0, 100.0)


def scale_deviation(values: npt.ArrayLike) -> Floats:
    """Standard deviations (of a sample, n − 1) from the mean."""
    found = np.asarray(values, dtype=np.float64)
    there = found[~np.isnan(found)]
    if len(there) < 2:
        return np.full_like(found, np.nan)
    return _over(found - there.mean(), float(there.std(ddof=1)))


def scale_greatest(values: npt.ArrayLike) -> Floats:
    """The share of the greatest figure."""
    found = np.asarray(values, dtype=np.float64)
    return _over(found, _greatest(found))


def rank_ascending(values: npt.ArrayLike) -> Floats:
    """Ranks from 1 for the least; equal figures share the lower rank."""
    return count_beaten(values) + 1


def count_beaten(values: npt.ArrayLike) -> Floats:
    """How many figures are less than each (Borda's points)."""
    found = np.asarray(values, dtype=np.float64)
    below = np.searchsorted(np.sort(found[~np.isnan(found)]), found).astype(np.float64)
    return np.where(np.isnan(found), np.nan, below)


def share_beaten(values: npt.ArrayLike) -> Floats:
    """The share of the other figures that are less than each, 0 to 1."""
    found = np.asarray(values, dtype=np.float64)
    return _over(count_beaten(found), float((~np.isnan(found)).sum() - 1))


def arithmetic_mean(values: npt.ArrayLike, weights: npt.ArrayLike) -> Floats:
    """The weighted mean along the last axis; a missing item drops out and its weight with it."""
    found = np.asarray(values, dtype=np.float64)
    counted = np.where(np.isnan(found), 0.0, np.broadcast_to(np.asarray(weights, dtype=np.float64), found.shape))
    return _over((np.nan_to_num(found) * counted).sum(axis=-1), counted.sum(axis=-1))


def geometric_mean(values: npt.ArrayLike, weights: npt.ArrayLike) -> Floats:
    """The weighted geometric mean along the last axis; NaN where an item is missing or not above 0."""
    found = np.asarray(values, dtype=np.float64)
    positive = np.where(found > 0, found, np.nan)
    return np.exp(_weigh(np.log(positive), weights))


def power_mean(values: npt.ArrayLike, weights: npt.ArrayLike, power: float) -> Floats:
    """The weighted mean of ``power`` along the last axis (−1 harmonic, 2 quadratic); NaN as the geometric."""
    found = np.asarray(values, dtype=np.float64)
    positive = np.where(found > 0, found, np.nan)
    return _weigh(positive**power, weights) ** (1 / power)


def _weigh(values: Floats, weights: npt.ArrayLike) -> Floats:
    shares = np.broadcast_to(np.asarray(weights, dtype=np.float64), values.shape)
    return _over((values * shares).sum(axis=-1), shares.sum(axis=-1))


def _least(values: Floats) -> float:
    return float(np.min(values, where=~np.isnan(values), initial=np.inf))


def _greatest(values: Floats) -> float:
    return float(np.max(values, where=~np.isnan(values), initial=-np.inf))


def _over(values: Floats, divisor: npt.ArrayLike) -> Floats:
    by = np.asarray(divisor, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where((by != 0) & np.isfinite(by), values / by, np.nan))
