"""Where a year's running total will end, from the months gone and the unit's own past years.

With two complete past years or more, the months gone are taken for the share ``s`` of the year that
they were in those ``Y`` years (ratio of sums); else every month counts alike and ``s`` is the share of
the year gone. Amounts vary in proportion to what is usual in their month, ``12σ²`` over a year: then
the error's variance is ``12σ² · (1 − s)/s · (1 + 1/Y)``, for the months to come vary, and so do those
that the estimate rests on (without a season ``Y`` is infinite). ``σ²`` is what is left of past months
when year and season are taken out, or where there is no season their plain variance.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MONTHS = 12
LEAST_YEARS = 2
LEAST_MONTHS = 3


@dataclass(frozen=True)
class Projection:
    """For each unit the year's total and its limits, NaN where none can be said; ``seasonal`` tells the method."""

    total: Floats
    lower: Floats
    upper: Floats
    seasonal: Flags


def project_year(past: Floats, current: Floats, confidence: float = 0.8) -> Projection:
    """Project the year of amounts ``current`` (months gone, units) by ``past`` (years, 12, units).

    Amounts are never negative; NaN is a month without a figure. A year with a gap is no past year, and
    a current year with one has no projection.
    """
    gone = len(current)
    so_far = current.sum(axis=0)
    complete: Flags = np.asarray(~np.isnan(past).any(axis=1))
    years = complete.sum(axis=0)
    known = np.where(complete[:, None, :], past, 0.0)
    by_month = known.sum(axis=0)
    whole, until_now = by_month.sum(axis=0), by_month[:gone].sum(axis=0)
    seasonal: Flags = (years >= LEAST_YEARS) & (until_now > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(seasonal, until_now / whole, gone / MONTHS)
        total = so_far / share
        spread = np.where(seasonal, _seasonal_spread(known, complete), _plain_spread(past, current))
        doubt = np.where(seasonal, 1 + 1 / np.maximum(years, 1), 1.0)
        error = np.sqrt(spread * MONTHS * (1 - share) / share * doubt)
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * error
    return Projection(total, np.maximum(total - reach, so_far), total + reach, seasonal)


def _seasonal_spread(known: Floats, complete: Flags) -> Floats:
    """The variance of past months about their year's total times the month's usual share."""
    totals, by_month = known.sum(axis=1), known.sum(axis=0)
    expected = totals[:, None, :] * (by_month / by_month.sum(axis=0))[None]
    squares = np.where(complete[:, None, :], (known - expected) ** 2, 0.0).sum(axis=(0, 1))
    free: Floats = squares / ((complete.sum(axis=0) - 1) * (MONTHS - 1))
    return free


def _plain_spread(past: Floats, current: Floats) -> Floats:
    """The variance of the months known, of the last year and of this; NaN for fewer than three."""
    months = np.concatenate([past[-1:].reshape(-1, current.shape[1]), current])
    there = ~np.isnan(months)
    count = there.sum(axis=0)
    mean = np.where(there, months, 0.0).sum(axis=0) / count
    squares = np.where(there, (months - mean) ** 2, 0.0).sum(axis=0)
    return np.where(count >= LEAST_MONTHS, squares / (count - 1), np.nan)
