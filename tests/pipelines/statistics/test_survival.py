"""Kaplan-Meier: the published example, and what must hold of any."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.survival import estimate_survival

#: Weeks of remission with 6-MP (Freireich et al. 1963, Blood 21, 699); after the first nine they went on.
REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def test_published_example() -> None:
    found = estimate_survival(REMISSION, [True] * 9 + [False] * 12)
    assert found.days.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.open.tolist() == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert found.median() == 23
    # survival::survfit(conf.type = "log-log"); the upper limit is not reached.
    assert found.median_limits() == (13, None)


def test_placebo_example() -> None:
    days = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    found = estimate_survival(days, [True] * 21)
    assert found.median() == 8
    assert found.median_limits() == (4, 11)


def test_median_with_half_still_open() -> None:
    assert estimate_survival([10, 20, 30, 30], [True, True, False, False]).median() == 20
    assert estimate_survival([10, 30, 30], [True, False, False]).median() is None
    assert estimate_survival([], []).median() is None
    assert estimate_survival([4], [True]).median_limits() == (4, 4)
    assert estimate_survival([4, 9], [False, False]).median() is None


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=40), st.integers(1, 30))
def test_share_open_falls_and_waiting_longer_never_lowers_the_median(items: list[tuple[int, bool]], more: int) -> None:
    days, finished = [day for day, _ in items], [done for _, done in items]
    found = estimate_survival(days, finished)
    assert ((found.open >= 0) & (found.open <= 1)).all()
    assert (np.diff(found.open) <= 0).all()
    waited = [day if done else day + more for day, done in items]
    first, later = found.median(), estimate_survival(waited, finished).median()
    assert later is None or (first is not None and later >= first)
    lower, upper = found.median_limits()
    assert first is None or (lower is not None and lower <= first)
    assert upper is None or (first is not None and first <= upper)


def test_without_open_items_it_is_the_plain_share() -> None:
    days = np.array([3, 5, 5, 9, 12])
    found = estimate_survival(days, [True] * 5)
    assert found.open.tolist() == pytest.approx([0.8, 0.4, 0.2, 0.0])
