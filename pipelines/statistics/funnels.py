"""Funnel limits: between which values do units lie that differ from the baseline by chance alone.

``nature`` says what is counted: ``events`` (Poisson, a rate of them) or a ``proportion`` (binomial);
values are numerator over denominator, without a multiplier. Limits are one entry a denominator.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.statistics.intervals import Floats, Limits, Nature, normal_deviate
from pipelines.statistics.tails import tail_limits

#: The share of values at each end that does not count in full towards dispersion.
_WINSORISED = 0.05


def exact_limits(
    baseline: float, denominator: npt.ArrayLike, nature: Nature, confidences: Sequence[float]
) -> list[Limits]:
    """Limits by exact tails, for each confidence; they hold their rate of error with the fewest events.

    A unit's own events are in the pooled rate that it is held against. Given their total, its count
    is binomial (of a proportion hypergeometric), and lies within the limits at least as often.
    """
    whole = np.asarray(denominator, dtype=np.float64)
    trials = whole if nature == "proportion" else np.full_like(whole, np.inf)
    limits = tail_limits(baseline * whole, trials, [(1 - confidence) / 2 for confidence in confidences])
    return [(lower / whole, upper / whole) for lower, upper in limits]


def score_limits(baseline: float, denominator: npt.ArrayLike, confidence: float) -> Limits:
    """The proportions whose Wilson interval just touches the baseline ("internal sigma adjustment").

    In closed form and as published in funnels of the English public health service; with few events
    it calls more units different than its confidence says, so judgements go by ``exact_limits``.
    """
    whole = np.asarray(denominator, dtype=np.float64)
    width = normal_deviate(confidence) * np.sqrt(baseline * (1 - baseline) / whole)
    return baseline - width, baseline + width


def place_beyond(values: npt.ArrayLike, inner: Limits, outer: Limits) -> npt.NDArray[np.int64]:
    """Where values lie: 0 within the inner limits, 1 beyond them, 2 beyond the outer; below with a minus.

    On a limit is within it. NaN lies nowhere: 0.
    """
    found = np.asarray(values, dtype=np.float64)
    above = (found > inner[1]).astype(np.int64) + (found > outer[1])
    return above - (found < inner[0]) - (found < outer[0])


@dataclass(frozen=True)
class Dispersion:
    """How much more units differ than by chance: φ times as much in variance, of which ``tau2`` lies
    between the units, on the scale on which chance does the same to all."""

    phi: float
    tau2: float


def measure_dispersion(
    numerator: npt.ArrayLike, denominator: npt.ArrayLike, baseline: float, nature: Nature
) -> Dispersion:
    """φ and τ² of units (Spiegelhalter 2005, Quality and Safety in Health Care 14, 347; Spiegelhalter
    et al. 2012, JRSS A 175, 1: the additive model), after winsorising so that no outlier widens its own limits."""
    part, whole = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    spread = _spread(baseline, whole, nature)
    scores = (_levels(part / whole, baseline, nature) - _levels(baseline, baseline, nature)) / spread
    low, high = np.quantile(scores, [_WINSORISED, 1 - _WINSORISED])
    count, phi = len(scores), float(np.mean(np.clip(scores, low, high) ** 2))
    weights = spread**-2
    between = (count * phi - (count - 1)) / (weights.sum() - (weights**2).sum() / weights.sum()) if count > 1 else 0.0
    return Dispersion(phi, max(0.0, float(between)))


def dispersed_limits(
    baseline: float, denominator: npt.ArrayLike, nature: Nature, tau2: float, confidence: float
) -> Limits:
    """Limits around the baseline for units that differ by ``tau2`` besides chance."""
    spread = _spread(baseline, np.asarray(denominator, dtype=np.float64), nature)
    middle, width = _levels(baseline, baseline, nature), normal_deviate(confidence) * np.sqrt(spread**2 + tau2)
    top = np.inf if nature == "events" else np.pi / 2
    low, high = np.clip(middle - width, 0.0, top), np.clip(middle + width, 0.0, top)
    return (baseline * low**2, baseline * high**2) if nature == "events" else (np.sin(low) ** 2, np.sin(high) ** 2)


def _levels(values: npt.ArrayLike, baseline: float, nature: Nature) -> Floats:
    """Values on a scale where chance does the same to low and to high ones."""
    found = np.asarray(values, dtype=np.float64)
    return np.sqrt(found / baseline) if nature == "events" else np.arcsin(np.sqrt(found))


def _spread(baseline: float, denominator: Floats, nature: Nature) -> Floats:
    """The standard deviation of a level by chance alone."""
    return 0.5 / np.sqrt(denominator * baseline if nature == "events" else denominator)
