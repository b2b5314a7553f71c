"""Confidence intervals of a count of events and of a proportion.

Sources: exact Poisson limits, Garwood 1936 (Biometrika 28, 437); Byar's approximation, Breslow and
Day 1987 (Statistical Methods in Cancer Research II, 69); Wilson's score interval, Wilson 1927 (JASA
22, 209). Below ten events the exact limits hold and from ten on Byar's, as the English public health
service does for its rates (PHEindicatormethods, ``phe_rate``).
"""

from functools import lru_cache
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Limits = tuple[Floats, Floats]
#: What chance does to a figure: events come at a rate, a proportion is of so many.
Nature = Literal["events", "proportion"]

#: From this many events on Byar's approximation is as good as exact.
_MANY = 10


def chance_limits(part: Floats, whole: Floats, nature: Nature) -> Limits:
    """95 % limits of the rate of ``part`` events in ``whole``, or of the proportion that it is of it."""
    if nature == "proportion":
        return wilson_limits(part, whole)
    lower, upper = poisson_limits(part)
    return lower / whole, upper / whole


@lru_cache(maxsize=64)
def normal_deviate(confidence: float) -> float:
    """How many standard deviations hold the middle share ``confidence`` of a normal distribution: 0.95 -> 1.95996."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def poisson_limits(events: npt.ArrayLike, confidence: float = 0.95) -> Limits:
    """Lower and upper limit of the expected number of events behind whole counts of events.

    Divide both by what the count is divided by for those of a rate. NaN stays NaN.
    """
    counts = np.asarray(events, dtype=np.float64)
    lower, upper = byar_limits(counts, confidence)
    few = counts < _MANY
    exact_lower, exact_upper = _exact_limits(confidence)
    at = counts[few].astype(np.int64)
    lower[few], upper[few] = exact_lower[at], exact_upper[at]
    return lower, upper


def byar_limits(events: npt.ArrayLike, confidence: float = 0.95) -> Limits:
    """Byar's approximation for any number of events; a lower limit below zero does not exist (NaN)."""
    counts = np.asarray(events, dtype=np.float64)
    deviate = normal_deviate(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        root = 1 - 1 / (9 * counts) - deviate / (3 * np.sqrt(counts))
        lower = np.where(root >= 0, counts * root**3, np.nan)
    more = counts + 1
    return lower, more * (1 - 1 / (9 * more) + deviate / (3 * np.sqrt(more))) ** 3


@lru_cache(maxsize=16)
def _exact_limits(confidence: float) -> Limits:
    """The exact limits of 0 to 9 events: the means for which as few, or as many, are just that unlikely."""
    tail, counts = (1 - confidence) / 2, np.arange(_MANY)
    lower = np.concatenate([[0.0], _means_reaching(counts[:-1], 1 - tail)])
    return lower, _means_reaching(counts, tail)


def _means_reaching(counts: npt.NDArray[np.int64], chance: float) -> Floats:
    """For each of the counts 0, 1, 2 … the mean at which at most so many events have this chance.

    By bisection; forty events are far above what ten counts can come from.
    """
    low, high = np.zeros(len(counts)), np.full(len(counts), 40.0)
    factorials = np.cumprod(np.maximum(counts, 1)).astype(np.float64)
    for _ in range(60):
        middle = (low + high) / 2
        terms = middle[:, None] ** counts / factorials
        at_most: Floats = np.exp(-middle) * np.tril(terms).sum(axis=1)
        low, high = np.where(at_most > chance, middle, low), np.where(at_most > chance, high, middle)
    return np.asarray((low + high) / 2)


def wilson_limits(numerator: npt.ArrayLike, denominator: npt.ArrayLike, confidence: float = 0.95) -> Limits:
    """Lower and upper limit (0 to 1) of the proportion behind ``numerator`` of ``denominator``; NaN of nothing."""
    part, whole = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    square = normal_deviate(confidence) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        share = part / whole
        half = np.sqrt(square * (square + 4 * part * (1 - share)))
        middle, width = 2 * part + square, 2 * (whole + square)
        # At 0 and at 1 the limit is the share itself, but for a rounding error.
        return np.clip((middle - half) / width, 0.0, share), np.clip((middle + half) / width, share, 1.0)
