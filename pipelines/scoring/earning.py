"""How figures become shares of an item's weight: 0 to 1, with a target's cap up to 1.5; NaN stays NaN.

All of a group's units at once. Where every unit is alike there is nothing to tell them apart by, and
each earns all.
"""

import numpy as np

from pipelines.cubes import Floats
from pipelines.statistics.scales import scale_min_max, share_beaten


def earn_by_target(value: Floats, expected: Floats, cap: float, fewer: bool) -> Floats:
    """What is reached of what is expected by now, at most ``cap``.

    Where fewer is better, all up to what is expected and beyond it in proportion.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        reached = expected / value if fewer else value / expected
        within = value <= expected
    share = np.clip(np.where(within & fewer, 1.0, reached), 0.0, cap)
    return np.where(np.isnan(value) | np.isnan(expected), np.nan, share)


def earn_by_place(value: Floats, fewer: bool) -> Floats:
    """The place between the worst (0) and the best (1) of the group."""
    place = scale_min_max(-value if fewer else value, 0.0, 1.0)
    return _all_where_alike(value, place)


def earn_by_rank(value: Floats, least: float, fewer: bool) -> Floats:
    """All for the first, ``least`` for the last, even steps between; those alike share the better place."""
    ahead = share_beaten(value if fewer else -value)
    return _all_where_alike(value, 1.0 - (1.0 - least) * ahead)


def earn_by_cases(value: Floats, each: float, weight: float) -> Floats:
    """All without a case, ``each`` points of the declared ``weight`` less for every one, down to nothing."""
    return np.where(np.isnan(value), np.nan, np.maximum(1.0 - value * each / weight, 0.0))


def count_extra(value: Floats, each: float, cap: float) -> Floats:
    """The points of a bonus or a deduction."""
    return np.minimum(value * each, cap)


def _all_where_alike(value: Floats, share: Floats) -> Floats:
    return np.where(~np.isnan(value) & np.isnan(share), 1.0, share)
