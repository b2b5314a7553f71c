"""What chance alone does to counts, on a scale where it does the same to small and to large ones.

A count of independent events varies by about its square root (Poisson). Its level 2√(x + 3/8)
varies by about 1 whatever the count (Anscombe 1948, Biometrika 35, 246), and the difference of two
levels by √2 (Huffman 1984, Applied Statistics 33, 224): a distance between levels says how many
times chance it is. Real figures vary more than chance. How much is taken from the unit's own past as
the median distance from the middle, which a few odd months cannot move, times 1.4826, which makes it
a standard deviation where the noise is normal (Hampel 1974, JASA 69, 383); but never less than chance.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

_NORMAL = 1.4826


@lru_cache(maxsize=4096)
def level_of(count: float) -> float:
    """The level of a count; what is negative is the bounds' affair and counts as nothing."""
    return 2 * math.sqrt(max(count, 0.0) + 0.375)


def count_at(level: float) -> float:
    """The count of a level, not below nothing."""
    return max(0.0, (max(level, 0.0) / 2) ** 2 - 0.375)


def spread_about(centre: float, levels: Sequence[float], least: float) -> float:
    """How far levels lie from their centre for the most part."""
    return max(least, _NORMAL * median(abs(level - centre) for level in levels))


def chance_of_same(count: float) -> float:
    """How likely two months with this mean have the same count.

    exp(-2x)·I0(2x) (Skellam 1946, JRSS 109, 296), here by 1/√(1 + 4πx), which is right at 0 and for
    large means, and at most a fifth too small between.
    """
    return 1 / math.sqrt(1 + 4 * math.pi * count)


@dataclass(frozen=True)
class Usual:
    """What is usual, as levels: a centre, how far figures lie from it, and the least and the greatest ``seen``."""

    centre: float
    spread: float
    seen: tuple[float, float]

    def is_strange(self, count: float, limit: float) -> bool:
        """Whether a count is ``limit`` spreads from the centre, and half as many beyond anything seen.

        The second keeps what comes once a year, or in bursts, from being asked about each time.
        """
        level, margin = level_of(count), limit / 2 * self.spread
        if abs(level - self.centre) <= 2 * margin:
            return False
        return level < self.seen[0] - margin or level > self.seen[1] + margin

    def limits(self, limit: float) -> tuple[int, int]:
        """The counts between which nothing is strange."""
        low, high = self.centre - limit * self.spread, self.centre + limit * self.spread
        return math.ceil(count_at(low)), math.floor(count_at(high))
