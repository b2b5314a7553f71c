"""The scale on which chance does the same to all counts, against what Poisson's law gives."""

import math

import numpy as np
import pytest

from pipelines.checking.chance import Usual, chance_of_same, count_at, level_of, spread_about


@pytest.mark.parametrize("mean", [4, 10, 50, 400])
def test_levels_vary_by_one_whatever_the_mean(mean: int) -> None:
    """Var of 2√(x + 3/8) under Poisson's law, summed term by term."""
    counts = np.arange(0, mean + 20 * math.isqrt(mean) + 20)
    logs = counts * math.log(mean) - mean - np.array([math.lgamma(count + 1) for count in counts])
    weights, levels = np.exp(logs), np.array([level_of(float(count)) for count in counts])
    centre = float(weights @ levels)
    assert math.sqrt(float(weights @ (levels - centre) ** 2)) == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize("mean", [0.0, 0.5, 1.0, 3.0, 30.0])
def test_the_chance_of_the_same_count_twice(mean: float) -> None:
    exact, weight = 0.0, math.exp(-mean)
    for count in range(200):
        exact += weight**2
        weight *= mean / (count + 1)
    assert 0.78 * exact <= chance_of_same(mean) <= exact + 1e-9


def test_a_level_is_that_of_one_count() -> None:
    assert [count_at(level_of(count)) for count in (0, 1, 20, 880)] == pytest.approx([0, 1, 20, 880])
    assert level_of(-3) == level_of(0)
    assert count_at(-5) == 0


def test_a_few_odd_months_do_not_widen_what_is_usual() -> None:
    levels = [8.0, 9.0, 10.0, 11.0, 12.0]
    assert spread_about(10, levels, 1.0) == pytest.approx(1.4826)
    assert spread_about(10, [*levels, 90.0, 95.0], 1.0) == pytest.approx(2 * 1.4826)
    assert spread_about(10, [10.0, 10.0, 10.0], 1.0) == 1.0


def test_strange_is_far_from_the_centre_and_beyond_all_seen() -> None:
    usual = Usual(level_of(20), 1.0, (level_of(12), level_of(44)))
    assert usual.limits(4) == (6, 42)
    assert [usual.is_strange(count, 4) for count in (6, 20, 42, 50, 60)] == [False, False, False, False, True]
    assert [usual.is_strange(count, 4) for count in (0, 5)] == [True, True]
