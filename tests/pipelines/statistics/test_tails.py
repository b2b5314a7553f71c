"""Exact limits: beyond one lies no more chance than it says, and no less than the next count would."""

from math import comb, exp, factorial, inf, isinf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.tails import tail_limits


def chance(count: int, mean: float, trials: float) -> float:
    if isinf(trials):
        return exp(-mean) * mean**count / factorial(count)
    share = mean / trials
    return comb(int(trials), count) * share**count * (1 - share) ** (int(trials) - count)


@given(st.floats(0.001, 30), st.sampled_from([inf, 31, 40, 90]), st.sampled_from([0.025, 0.001]))
def test_limits_part_the_counts_by_their_exact_tails(mean: float, trials: float, tail: float) -> None:
    [(lower, upper)] = tail_limits([mean], [trials], [tail])
    counts = range(100 if isinf(trials) else int(trials) + 1)
    chances = [chance(count, mean, trials) for count in counts]
    for count in counts:
        at_most, at_least = sum(chances[: count + 1]), sum(chances[count:])
        if abs(at_most - tail) > 1e-9:
            assert (count < lower[0]) == (at_most <= tail), count
        if abs(at_least - tail) > 1e-9:
            assert (count > upper[0]) == (at_least <= tail), count


def test_known_limits() -> None:
    """Poisson of mean 5: no more than 2.5 % lie at 0 (0.67 %) or from 11 (1.4 %); 1 has 4.0 %, 10 has 3.2 %."""
    [(lower, upper)] = tail_limits([5.0], [inf], [0.025])
    assert lower[0] == pytest.approx(1 - (6 * exp(-5) - 0.025) / (5 * exp(-5)))
    assert 0 < lower[0] < 1
    assert 10 < upper[0] < 11


def test_nobody_can_lie_below_where_none_is_likely() -> None:
    [(lower, upper)] = tail_limits([1.0, 0.0, 10.0], [inf, inf, 10.0], [0.025])
    assert lower[0] < 0
    assert lower[1] < 0 < upper[1] < 1
    assert 9 < lower[2] < 10 < upper[2]


@pytest.mark.parametrize("trials", [inf, 200_000.0])
def test_many_events_come_near_the_normal_limits(trials: float) -> None:
    mean = 50_000.0
    [(lower, upper)] = tail_limits([mean], [trials], [0.025])
    reach = 1.959964 * np.sqrt(mean * (1 - mean / trials))
    assert lower[0] == pytest.approx(mean - reach, abs=2)
    assert upper[0] == pytest.approx(mean + reach, abs=2)


def test_limits_do_not_depend_on_their_neighbours() -> None:
    together = tail_limits([2.0, 900.0], [inf, 1000.0], [0.025, 0.001])
    apart = [tail_limits([mean], [trials], [0.025, 0.001]) for mean, trials in ((2.0, inf), (900.0, 1000.0))]
    for at, alone in enumerate(apart):
        for tail in range(2):
            np.testing.assert_allclose([side[at] for side in together[tail]], [side[0] for side in alone[tail]])
