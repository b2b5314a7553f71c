"""Why a unit's place moved between the period before and this one.

MOVEMENTS has one row for each unit: previous_rank (its place before, by the figures first accepted),
movement (places gained), the whole parts of it by cause (the keys of CAUSES) and why, the same in
words: ``本单位+4，其他单位−1``. Empty for a unit without a place in both periods.

Corrections come first: what they move is the step from the place first accepted to the place that the
period before shows now. From there to this period lead the other three causes; a part of theirs is
its step averaged over every order in which they may be thought to have come (Shapley's value), so
that none is favoured. Parts are made whole by the largest remainder and add up to the movement
exactly. See docs/decisions/0006-why-a-place-moved.md.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd

from data.definitions import Polarity
from data.store import Store
from pipelines.cubes import Floats, Integers
from pipelines.measures import Measure, Measurer
from pipelines.standings import order_keys

#: The first three in the order in which a remainder is given where two are alike.
CAUSES = {"moved_own": "本单位", "moved_others": "其他单位", "moved_reports": "报送变化", "moved_corrections": "更正"}
_OWN, _OTHERS, _REPORTS = range(3)
#: How many of the 6 orders of three causes have a given number of others before one of them.
_ORDERS, _ALL_ORDERS = (2, 1, 2), 6


def frame_movements(store: Store, measurer: Measurer, now: Measure, before: Measure, peers: int) -> pd.DataFrame:
    """MOVEMENTS of the first ``peers`` areas of two measures, which are ranked with each other."""
    metrics = [code for code in measurer.cube.metrics if store.catalogue[code].asked]
    revisions = store.revisions(metrics, before.period.months)
    first = measurer.revised(revisions).measure(before.metric.code, before.form, before.period) if revisions else before
    shown, known, current = (measured.slice.value[:peers] for measured in (first, before, now))
    ranked = ~np.isnan(known) & now.metric.judged
    placed = ranked & ~np.isnan(current)
    ranks, parts = split_movements(shown, known, current, now.metric.polarity)
    moved = {"movement": ranks[0] - ranks[1], **dict(zip(CAUSES, parts, strict=True))}
    return pd.DataFrame(
        {
            "previous_rank": pd.arrays.IntegerArray(ranks[0], ~ranked),
            **{name: pd.arrays.IntegerArray(column, ~placed) for name, column in moved.items()},
            "why": [describe_parts(part) if there else "" for part, there in zip(parts.T, placed, strict=True)],
        }
    )


def split_movements(first: Floats, before: Floats, now: Floats, polarity: Polarity) -> tuple[Integers, Integers]:
    """Ranks (first, now) and the parts of their difference, a row for each of CAUSES.

    ``first`` are the earlier period's figures as first accepted, ``before`` as they are known now.
    Without meaning for units that lack a figure in either period.
    """
    first = np.where(np.isnan(before) | np.isnan(first), before, first)
    shown, known, current = (np.nan_to_num(order_keys(piece, polarity), nan=np.inf) for piece in (first, before, now))
    ranks = {come: _rank_after(known, current, come) for come in product((False, True), repeat=3)}
    shares = np.zeros((3, len(now)), dtype=np.int64)
    for come, rank in ranks.items():
        for cause in np.flatnonzero(~np.array(come)):
            after = tuple(there or at == cause for at, there in enumerate(come))
            shares[cause] += _ORDERS[sum(come)] * (rank - ranks[after])
    earlier, place = _rank_among(shown, shown), ranks[True, True, True]
    parts = _make_whole(shares, ranks[False, False, False] - place)
    return np.array([earlier, place]), np.vstack([parts, earlier - ranks[False, False, False]])


def _rank_after(before: Floats, now: Floats, come: tuple[bool, ...]) -> Integers:
    """Each unit's rank where only some causes have come; keys are infinite where there is no figure."""
    comes_or_goes = np.isinf(before) != np.isinf(now)
    others = np.where(np.where(comes_or_goes, come[_REPORTS], come[_OTHERS]), now, before)
    return _rank_among(now if come[_OWN] else before, others)


def _rank_among(own: Floats, others: Floats) -> Integers:
    """The rank of each unit's own key among the keys of all others."""
    ahead = np.searchsorted(np.sort(others), own, side="left")
    rank: Integers = 1 + ahead - (others < own)  # nobody is ahead of himself
    return rank


def _make_whole(shares: Integers, movement: Integers) -> Integers:
    """Sixths as whole numbers of the same sum: the largest remainders are rounded up."""
    parts, rest = np.divmod(shares, _ALL_ORDERS)
    lacking = movement - parts.sum(axis=0)
    order = np.argsort(np.argsort(-rest, axis=0, kind="stable"), axis=0, kind="stable")
    whole: Integers = parts + (order < lacking)
    return whole


def describe_parts(parts: Sequence[int]) -> str:
    """``本单位+4，其他单位−1``: the causes that moved the unit at all."""
    named = zip(CAUSES.values(), parts, strict=True)
    return "，".join(f"{cause}{part:+d}".replace("-", "−") for cause, part in named if part)
