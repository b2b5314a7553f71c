"""Standings: how many periods in a row a unit has been first or last among its peers.

STANDINGS has one row for each unit: in_a_row (how many periods in a row, this one included; empty
for a unit that is neither first nor last now) and streak, what is to be said of it: ``连续3次末位``.

Each period is judged as its own ranking judges it, over those that reported it: who shares the last
place is last, and where everybody stands level nobody is first or last. A period without the unit's
figure ends its row, and that is said.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.definitions import Metric, Polarity
from data.observations import STATE_ZH
from data.periods import Grain, Period
from data.store import Store
from pipelines.cubes import Flags, Floats, Integers
from pipelines.measures import Measure, Measurer

#: Periods that are looked at, the chosen one included; a longer row is said to be at least so long.
LOOKED_AT: dict[Grain, int] = {"month": 12, "quarter": 8, "half": 6, "year": 5, "ytd": 12}
#: Those that are read with every ranking.
AT_ONCE = 3
# To the ninth decimal: two rates that print alike to any reader are a tie, not a rounding error.
_DECIMALS = 9


def list_stretch(metric: Metric, period: Period, months: Sequence[int]) -> list[Period]:
    """A period and those before it that the stored ``months`` hold, newest first; only itself where nothing
    is judged."""
    stretch = [period]
    while metric.judged and len(stretch) < LOOKED_AT[period.grain]:
        before = stretch[-1].previous()
        if not months or before.first_month < months[0]:
            break
        stretch.append(before)
    return stretch


def measure_stretch(store: Store, measurer: Measurer, stretch: Sequence[Period], peers: Sequence[str]) -> list[Measure]:
    """The measures of a stretch, as far back as a row of firsts or lasts can be followed.

    ``measurer`` has read one metric over its first AT_ONCE periods; only a row that lasts through them
    is worth reading the others, which of a province's units are many.
    """
    ((code, form),) = measurer.asked
    recent = measurer.measures([(code, form, period) for period in stretch[:AT_ONCE]])
    if len(recent) == len(stretch) or not any(end.all(axis=0).any() for end in _find_ends(recent, len(peers))):
        return recent
    further = Measurer(store, measurer.asked, stretch, peers)
    return further.measures([(code, form, period) for period in stretch])


def frame_standings(measures: Sequence[Measure], count: int, peers: int) -> pd.DataFrame:
    """STANDINGS of the first ``count`` areas of a metric's measures, one a period, newest first.

    The first ``peers`` areas are ranked beside them, since they once were their peers.
    """
    ahead, behind = (_count_in_a_row(end)[:count] for end in _find_ends(measures, peers))
    in_a_row = ahead + behind  # nobody is both
    streaks = [
        _describe(int(row), "首位" if leads else "末位", measures, at) if row else ""
        for at, (row, leads) in enumerate(zip(in_a_row, ahead > 0, strict=True))
    ]
    return pd.DataFrame({"in_a_row": pd.arrays.IntegerArray(in_a_row, in_a_row == 0), "streak": streaks})


def order_keys(values: Floats, polarity: Polarity) -> Floats:
    """What to sort ascending by so that the best, or the highest, comes first; NaN where there is no value."""
    return np.round(values if polarity == "lower" else -values, _DECIMALS)


def _find_ends(measures: Sequence[Measure], peers: int) -> tuple[Flags, Flags]:
    """Which of the first areas are first and which are last, a row for each measure; nobody where all are level."""
    metric = measures[0].metric
    keys = order_keys(np.array([measured.slice.value[:peers] for measured in measures]), metric.polarity)
    there = ~np.isnan(keys) & metric.judged
    best = np.where(there, keys, np.inf).min(axis=1, keepdims=True, initial=np.inf)
    worst = np.where(there, keys, -np.inf).max(axis=1, keepdims=True, initial=-np.inf)
    apart = there & (best < worst)
    return apart & (keys == best), apart & (keys == worst)


def _count_in_a_row(held: Flags) -> Integers:
    """For how many rows from the first on each column holds without a break."""
    in_a_row: Integers = np.logical_and.accumulate(held, axis=0).sum(axis=0, dtype=np.int64)
    return in_a_row


def _describe(in_a_row: int, end: str, measures: Sequence[Measure], at: int) -> str:
    """``连续3次末位``, and which period without a figure ended the row; nothing of a single time."""
    if in_a_row == LOOKED_AT[measures[0].period.grain]:
        return f"连续{in_a_row}次以上{end}"
    words = f"连续{in_a_row}次{end}" if in_a_row > 1 else ""
    if in_a_row == len(measures):
        return words
    before, period = measures[in_a_row].slice, measures[in_a_row].period
    if (state := before.state[at]) not in ("missing", "withheld"):
        return words
    silent = "未报齐" if state == "missing" and before.got[at] else STATE_ZH[state]
    return f"{words or f'本次{end}'}，{period.label}{silent}不连计"
