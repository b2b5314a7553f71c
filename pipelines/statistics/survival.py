"""How long matters take, when some are not finished yet (Kaplan and Meier 1958, JASA 53, 457).

Those still open have lasted at least so long. Leaving them out would make the slowest look quick.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from pipelines.statistics.intervals import Floats


@dataclass(frozen=True)
class Survival:
    """``open`` is the share still open after each of ``days``: each day of some finish.

    ``spread`` is the sum of Greenwood (1926) that makes up its variance: that is open² × spread.
    """

    days: Floats
    open: Floats
    spread: Floats

    def median(self) -> float | None:
        """The first day after which at most half are open; nothing where more than half still were at last."""
        return self._halved(self.open)

    def median_limits(self, confidence: float = 0.95) -> tuple[float | None, float | None]:
        """The limits of the median (Brookmeyer and Crowley 1982, Biometrics 38, 29) on the scale log(-log).

        Nothing where a limit of the share open is above a half to the last.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = NormalDist().inv_cdf((1 + confidence) / 2) * np.sqrt(self.spread) / np.abs(np.log(self.open))
            limits = (self.open ** np.exp(reach), self.open ** np.exp(-reach))
        # Where none is left open there is nothing to doubt.
        low, high = (np.where(self.open == 0, 0.0, limit) for limit in limits)
        return self._halved(low), self._halved(high)

    def _halved(self, share: Floats) -> float | None:
        reached = np.flatnonzero(share <= 0.5)
        return float(self.days[reached[0]]) if len(reached) else None


def estimate_survival(days: npt.ArrayLike, finished: npt.ArrayLike) -> Survival:
    """The share still open over time; ``days`` to the end or, where not ``finished``, until now (at least 0).

    One finished on the day up to which another is known to be open counts before it.
    """
    lasted, ended = np.asarray(days, dtype=np.float64), np.asarray(finished, dtype=np.bool_)
    at, ends = np.unique(lasted[ended], return_counts=True)
    under_way = len(lasted) - np.searchsorted(np.sort(lasted), at)
    # A product of shares can fall a hair above a half that it is equal to.
    with np.errstate(divide="ignore"):
        spread = np.cumsum(ends / (under_way * (under_way - ends)))
    return Survival(at, np.round(np.cumprod(1 - ends / under_way), 12), spread)
