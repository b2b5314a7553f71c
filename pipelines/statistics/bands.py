"""Rank bands: between which places a unit stands when chance is taken into account.

Every unit's true value is drawn many times from what its count says of it and the draws are ranked
(Goldstein and Spiegelhalter 1996, JRSS A 159, 385). Events: gamma with Jeffreys' prior, x + ½ over the
denominator; a proportion: beta, x + ½ and n − x + ½ (Brown, Cai and DasGupta 2001, Statistical Science 16, 101).
"""

from typing import Literal

import numpy as np
import numpy.typing as npt

from pipelines.statistics.intervals import Floats, Nature

Integers = npt.NDArray[np.int64]

SEED, DRAWS = 20250701, 1000


def rank_bands(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    nature: Nature,
    polarity: Literal["higher", "lower"],
    confidence: float = 0.95,
    seed: int = SEED,
    draws: int = DRAWS,
) -> tuple[Integers, Integers]:
    """The best and the worst place (from 1) of each unit; 0 and 0 where numerator or denominator is NaN.

    Counts are at least 0, denominators above 0; raw events have the denominator 1. The band always
    holds the competition rank. Units with the same figures have the same band, and neither the
    order of the rows nor those without a figure change one.
    """
    part, whole = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    best, worst = np.zeros((2, len(part)), dtype=np.int64)
    there = np.flatnonzero(~np.isnan(part) & ~np.isnan(whole))
    if not len(there):
        return best, worst
    # Sorted by their figures, so that the order of the rows decides nothing.
    figures, group = np.unique(np.stack([part[there], whole[there]]), axis=1, return_inverse=True)
    order = np.argsort(group, kind="stable")
    group, sign = group[order], -1.0 if polarity == "higher" else 1.0
    part, whole = figures[:, group]
    drawn = _draw(part, whole, nature, np.random.default_rng(seed), draws)
    places = np.empty(drawn.shape, dtype=np.int32)
    np.put_along_axis(places, np.argsort(sign * drawn, axis=1), np.arange(1, len(order) + 1, dtype=np.int32)[None], 1)
    cut = int(draws * (1 - confidence) / 2)
    places.partition([cut, draws - 1 - cut], axis=0)
    # To the ninth decimal, as the ranking itself tells a tie from a rounding error.
    keys = np.round(sign * part / whole, 9)
    ranks = 1 + np.searchsorted(np.sort(keys), keys)
    least, most = np.full(figures.shape[1], len(order)), np.zeros(figures.shape[1], dtype=np.int64)
    np.minimum.at(least, group, np.minimum(places[cut], ranks))
    np.maximum.at(most, group, np.maximum(places[draws - 1 - cut], ranks))
    best[there[order]], worst[there[order]] = least[group], most[group]
    return best, worst


def _draw(part: Floats, whole: Floats, nature: Nature, chance: np.random.Generator, draws: int) -> Floats:
    """True values that the figures allow for, one row a draw."""
    shape = (draws, len(part))
    if nature == "events":
        return chance.standard_gamma(part + 0.5, shape) / whole
    return chance.beta(part + 0.5, whole - part + 0.5, shape)
