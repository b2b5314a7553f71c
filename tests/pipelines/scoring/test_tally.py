"""What must hold of any score: bounds, vetoes, no order of rows, no trace of an item without weight."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scoring.sensitivity import range_ranks, weigh_importance
from pipelines.scoring.tally import Tally, add_points, rank_points, spread_weights

NAN = float("nan")
BONUS, DEDUCTION, CAP = 5.0, 4.0, 1.2


def tally_of(shares: list[list[float]], vetoed: list[bool] | None = None) -> Tally:
    none = np.zeros(len(shares))
    return Tally(np.array(shares), none, none, np.array(vetoed or [False] * len(shares)))


@st.composite
def tallies(draw: st.DrawFn) -> tuple[Tally, np.ndarray]:
    """Any group with any weights, among them units without an item that applies and items without weight."""
    units, items = draw(st.integers(1, 12)), draw(st.integers(1, 6))

    def several(values: st.SearchStrategy[float], count: int) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=count, max_size=count)))

    share = st.one_of(st.sampled_from([0.0, 0.5, 1.0, CAP, NAN]), st.floats(0, CAP))
    tally = Tally(
        several(share, units * items).reshape(units, items),
        several(st.floats(0, BONUS), units),
        several(st.floats(0, DEDUCTION), units),
        several(st.booleans(), units).astype(bool),
    )
    return tally, several(st.sampled_from([0.0, 1.0, 10.0, 25.0, 100.0]), items)


def test_points_by_hand() -> None:
    tally = Tally(
        np.array([[1.0, 0.5], [0.0, NAN], [NAN, NAN]]),
        np.array([2.0, 3.0, 0.0]),
        np.array([1.0, 5.0, 0.0]),
        np.zeros(3, bool),
    )
    np.testing.assert_allclose(add_points(tally, np.array([60.0, 40.0])), [60 + 20 + 2 - 1, 0.0, NAN])
    np.testing.assert_allclose(spread_weights(tally.shares, np.array([60.0, 40.0])), [[60, 40], [100, 0], [NAN, NAN]])


def test_places_are_shared_and_the_vetoed_come_last() -> None:
    points, vetoed = np.array([90.0, 80, 80, 99, NAN, 70]), np.array([False, False, False, True, True, True])
    assert rank_points(points, vetoed).tolist() == [1, 2, 2, 4, 0, 5]


def test_many_trials_are_ranked_as_each_by_itself() -> None:
    trials = np.random.default_rng(1).integers(0, 5, (40, 9)).astype(float)
    vetoed = np.arange(9) % 4 == 0
    together = rank_points(trials, vetoed)
    assert together.tolist() == [rank_points(trial, vetoed).tolist() for trial in trials]


@given(tallies())
def test_scores_stay_within_their_bounds(given_: tuple[Tally, np.ndarray]) -> None:
    points = add_points(*given_)
    there = points[~np.isnan(points)]
    assert ((there >= 0) & (there <= 100 * CAP + BONUS + 1e-9)).all()


@given(tallies())
def test_vetoes_win_whatever_the_points(given_: tuple[Tally, np.ndarray]) -> None:
    tally, weights = given_
    ranks = rank_points(add_points(tally, weights), tally.vetoed)
    best, worst = range_ranks(tally, weights, 0.3, draws=50)
    for place in (ranks, best, worst):
        struck, free = place[tally.vetoed & (ranks > 0)], place[~tally.vetoed & (ranks > 0)]
        assert not len(struck) or not len(free) or struck.min() > free.max()


@given(tallies())
def test_the_order_of_the_rows_is_nothing(given_: tuple[Tally, np.ndarray]) -> None:
    tally, weights = given_
    order = np.random.default_rng(len(tally.bonus)).permutation(len(tally.bonus))
    turned = Tally(tally.shares[order], tally.bonus[order], tally.deduction[order], tally.vetoed[order])
    np.testing.assert_allclose(add_points(turned, weights), add_points(tally, weights)[order])
    for now, before in zip(
        range_ranks(turned, weights, 0.2, draws=60), range_ranks(tally, weights, 0.2, draws=60), strict=True
    ):
        assert now.tolist() == before[order].tolist()


@given(tallies(), st.integers(0, 5))
def test_an_item_moved_to_nothing_is_as_if_it_were_not_there(given_: tuple[Tally, np.ndarray], which: int) -> None:
    tally, weights = given_
    item = which % len(weights)
    moved = weights.copy()
    moved[item] = 0.0
    rest = Tally(np.delete(tally.shares, item, axis=1), tally.bonus, tally.deduction, tally.vetoed)
    without = add_points(rest, np.delete(weights, item)) if len(weights) > 1 else np.full(len(tally.bonus), NAN)
    np.testing.assert_allclose(add_points(tally, moved), without)


@given(tallies())
def test_the_range_holds_the_rank(given_: tuple[Tally, np.ndarray]) -> None:
    tally, weights = given_
    ranks = rank_points(add_points(tally, weights), tally.vetoed)
    best, worst = range_ranks(tally, weights, 0.2, draws=60)
    assert ((best <= ranks) & (ranks <= worst)).all()
    assert (worst <= len(ranks)).all()


@given(tallies())
def test_silence_earns_no_more_than_any_figure(given_: tuple[Tally, np.ndarray]) -> None:
    tally, weights = given_
    silent = tally.shares.copy()
    silent[0] = np.where(np.isnan(silent[0]), NAN, 0.0)
    quiet = add_points(Tally(silent, tally.bonus, tally.deduction, tally.vetoed), weights)
    said = add_points(tally, weights)
    assert np.isnan(quiet[0]) == np.isnan(said[0])
    assert np.isnan(quiet[0]) or quiet[0] <= said[0] + 1e-9


@given(tallies())
def test_importance_adds_up(given_: tuple[Tally, np.ndarray]) -> None:
    importance = weigh_importance(*given_)
    assert np.isnan(importance).all() or importance.sum() == pytest.approx(1.0)


def test_an_item_that_differs_is_all_that_matters() -> None:
    tally = tally_of([[1.0, 0.5], [0.0, 0.5], [0.5, 0.5]])
    np.testing.assert_allclose(weigh_importance(tally, np.array([10.0, 90.0])), [1.0, 0.0, 0.0, 0.0], atol=1e-12)


def test_the_range_of_ranks_by_hand() -> None:
    # a is ahead in every item, b and c trade places with the weights.
    tally = tally_of([[1.0, 1.0], [0.9, 0.0], [0.0, 0.9]])
    best, worst = range_ranks(tally, np.array([50.0, 50.0]), 0.2)
    assert (best.tolist(), worst.tolist()) == ([1, 2, 2], [1, 3, 3])
    best, worst = range_ranks(tally, np.array([70.0, 30.0]), 0.2)
    assert (best.tolist(), worst.tolist()) == ([1, 2, 3], [1, 2, 3])


def test_the_same_seed_gives_the_same_range() -> None:
    tally = tally_of(np.random.default_rng(3).random((30, 6)).tolist())
    weights = np.full(6, 100 / 6)
    first, again = range_ranks(tally, weights, 0.2), range_ranks(tally, weights, 0.2)
    assert [part.tolist() for part in first] == [part.tolist() for part in again]
    assert any((first[0] != other[0]).any() for other in [range_ranks(tally, weights, 0.2, seed=s) for s in range(5)])
