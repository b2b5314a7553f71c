"""Exact chances of few or many events, and the counts at which they become small.

A count's chances are walked up and down from its mean, each from the one before, until nothing is
left: a tail is then a sum of exact terms and no approximation. ``trials`` says among how many
persons or matters a count may fall (binomial); infinity is for events without such a bound (Poisson).

Limits lie between two whole counts, as in Spiegelhalter 2005 (Statistics in Medicine 24, 1185,
appendix A.1.1): a count lies beyond one if and only if the chance of a count at least as far out is
at most the tail asked for. What is judged by them holds its rate of error, however few the events.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipelines.statistics.intervals import Floats, Limits

#: So many standard deviations and, where events are few, so many counts from the mean no chance is left.
_FAR, _FEW = 9.0, 40
_NOTHING = 1e-300


def tail_limits(mean: npt.ArrayLike, trials: npt.ArrayLike, tails: Sequence[float]) -> list[Limits]:
    """For each tail the counts below and above which no more than that chance lies, one entry a mean.

    A lower limit below 0, or an upper one above ``trials``, says that no count can be so far out.
    """
    expected, bound = np.broadcast_arrays(np.asarray(mean, np.float64), np.asarray(trials, np.float64))
    counts, chances = _spread_chances(expected, bound)
    at_most = np.cumsum(chances, axis=1)
    at_least = np.cumsum(chances[:, ::-1], axis=1)[:, ::-1]
    rows = np.arange(len(counts))

    def cross(beyond: Floats, at: npt.NDArray[np.int64], tail: float) -> Floats:
        """How far past a count, of one step, its chance must be cut for the rest to be the tail."""
        return (beyond[rows, at] - tail) / chances[rows, at]

    limits = []
    for tail in tails:
        first = (at_most <= tail).sum(axis=1)
        last = (at_least > tail).sum(axis=1) - 1
        lower = counts[rows, first] - cross(at_most, first, tail)
        limits.append((lower, counts[rows, last] + cross(at_least, last, tail)))
    return limits


def _spread_chances(expected: Floats, bound: Floats) -> tuple[Floats, Floats]:
    """Counts around each mean in order, one row a mean, and the chance of each."""
    rest = np.maximum(bound - expected, _NOTHING)
    with np.errstate(invalid="ignore"):
        deviation = np.sqrt(np.where(np.isinf(bound), expected, expected * rest / bound))
    steps = np.arange(int(_FAR * deviation.max(initial=0.0)) + _FEW, dtype=np.float64)
    odds = np.maximum(expected, _NOTHING) / rest
    middle: Floats = np.floor(expected)[:, None]

    def gain(counts: Floats) -> Floats:
        """Times the chance of this count over one more than it, the chance of the next."""
        with np.errstate(invalid="ignore"):
            bounded = (bound[:, None] - counts) * odds[:, None]
        return np.where(np.isinf(bound)[:, None], np.maximum(expected, _NOTHING)[:, None], np.maximum(bounded, 0.0))

    above: Floats = middle + steps
    below: Floats = np.maximum(middle - steps, 0.0)
    up = np.cumprod(gain(above) / (above + 1), axis=1)
    down = np.cumprod(below / gain(below - 1), axis=1)
    chances = np.concatenate([down[:, ::-1], np.ones_like(middle), up], axis=1)
    counts: Floats = middle + np.arange(-len(steps), len(steps) + 1, dtype=np.float64)
    return counts, chances / chances.sum(axis=1, keepdims=True)
