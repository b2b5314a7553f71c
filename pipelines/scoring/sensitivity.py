"""What the weights have to do with it: the places a unit may take when all weights vary, and which item matters most.

Every weight is drawn evenly between ``1 − vary`` and ``1 + vary`` times itself, independently, and the
scores are ranked anew, a thousand times from a fixed seed (OECD and JRC 2008, Handbook on Constructing
Composite Indicators, step 7). The range holds 95 in 100 trials, and always the rank itself.
"""

import numpy as np

from data.scores import FULL
from pipelines.cubes import Floats, Integers
from pipelines.scoring.tally import Tally, add_points, rank_points, spread_weights

SEED, DRAWS, CONFIDENCE = 20250701, 1000, 0.95


def range_ranks(
    tally: Tally, weights: Floats, vary: float, seed: int = SEED, draws: int = DRAWS
) -> tuple[Integers, Integers]:
    """The best and the worst place of each unit, 0 and 0 without a score."""
    chance = np.random.default_rng(seed)
    trials = weights * chance.uniform(1 - vary, 1 + vary, (draws, len(weights)))
    applies = (~np.isnan(tally.shares)).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        base = FULL * (trials @ np.nan_to_num(tally.shares).T) / (trials @ applies.T)
    points = np.maximum(base + (tally.bonus - tally.deduction), 0.0)
    now = rank_points(add_points(tally, weights), tally.vetoed)
    ranks = np.ascontiguousarray(rank_points(points, tally.vetoed).T)
    cut = int(draws * (1 - CONFIDENCE) / 2)
    ranks.partition([cut, draws - 1 - cut], axis=1)
    return np.minimum(ranks[:, cut], now), np.maximum(ranks[:, draws - 1 - cut], now)


def weigh_importance(tally: Tally, weights: Floats) -> Floats:
    """The share of the differences between units' scores that each item makes, then bonus and deduction, summing to 1:
    the covariance of its points with the score over the score's variance. NaN where all scores are alike."""
    points = np.nan_to_num(tally.shares) * spread_weights(tally.shares, weights)
    parts = np.column_stack([points, tally.bonus, -tally.deduction])
    parts = parts[~np.isnan(parts).any(axis=1)]
    if len(parts) < 2:
        return np.full(parts.shape[1], np.nan)
    apart = parts - parts.mean(axis=0)
    whole = apart.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((whole**2).sum() > 1e-12, apart.T @ whole / (whole**2).sum(), np.nan)
