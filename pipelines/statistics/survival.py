"""How long matters take, when some are not finished yet (Kaplan and Meier 1958, JASA 53, 457).

Those still open have lasted at least so long. Leaving them out would make the slowest look quick.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.statistics.intervals import Floats


@dataclass(frozen=True)
class Survival:
    """``open`` is the share still open after each of ``days``: each day of some finish."""

    days: Floats
    open: Floats

    def median(self) -> float | None:
        """The first day after which at most half are open; nothing where more than half still were at last."""
        at = int((self.open > 0.5).sum())
        return float(self.days[at]) if at < len(self.days) else None


def estimate_survival(days: npt.ArrayLike, finished: npt.ArrayLike) -> Survival:
    """The share still open over time; ``days`` to the end or, where not ``finished``, until now (at least 0).

    One finished on the day up to which another is known to be open counts before it.
    """
    lasted, ended = np.asarray(days, dtype=np.float64), np.asarray(finished, dtype=np.bool_)
    at, ends = np.unique(lasted[ended], return_counts=True)
    under_way = len(lasted) - np.searchsorted(np.sort(lasted), at)
    # A product of shares can fall a hair above a half that it is equal to.
    return Survival(at, np.round(np.cumprod(1 - ends / under_way), 12))
