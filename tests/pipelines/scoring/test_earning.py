"""Shares earned, against values counted by hand and the published normalisations."""

from typing import Any

import numpy as np
import pytest

from pipelines.scoring.earning import count_extra, earn_by_cases, earn_by_place, earn_by_rank, earn_by_target
from pipelines.scoring.tally import Tally, add_points
from tests.pipelines.statistics.reference import needs_reference, read_reference

NAN = float("nan")


def close(found: Any, expected: list[float]) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_a_target_is_reached_in_proportion_up_to_its_cap() -> None:
    value, expected = np.array([50.0, 100, 130, 0, NAN, 50]), np.array([100.0, 100, 100, 100, 100, NAN])
    close(earn_by_target(value, expected, 1.2, fewer=False), [0.5, 1.0, 1.2, 0.0, NAN, NAN])


def test_where_fewer_is_better_the_target_is_the_most() -> None:
    value, expected = np.array([0.0, 2, 4, 3]), np.array([2.0, 2, 2, 0])
    close(earn_by_target(value, expected, 1.0, fewer=True), [1.0, 1.0, 0.5, 0.0])


def test_the_place_between_worst_and_best() -> None:
    value = np.array([10.0, 20, 40, NAN])
    close(earn_by_place(value, fewer=False), [0.0, 1 / 3, 1.0, NAN])
    close(earn_by_place(value, fewer=True), [1.0, 2 / 3, 0.0, NAN])


def test_the_rank_from_all_to_the_least() -> None:
    value = np.array([40.0, 30, 30, 10, NAN])
    close(earn_by_rank(value, 0.4, fewer=False), [1.0, 0.8, 0.8, 0.4, NAN])
    close(earn_by_rank(value, 0.0, fewer=True), [0.0, 2 / 3, 2 / 3, 1.0, NAN])


@pytest.mark.parametrize("value", [[7.0], [7.0, 7.0, 7.0], [7.0, NAN]])
def test_where_all_are_alike_all_earn_all(value: list[float]) -> None:
    expected = [NAN if np.isnan(one) else 1.0 for one in value]
    close(earn_by_place(np.array(value), fewer=False), expected)
    close(earn_by_rank(np.array(value), 0.5, fewer=True), expected)


def test_cases_take_points_until_nothing_is_left() -> None:
    close(earn_by_cases(np.array([0.0, 1, 2, 9, NAN]), each=3, weight=10), [1.0, 0.7, 0.4, 0.0, NAN])


def test_extras_have_a_cap() -> None:
    close(count_extra(np.array([0.0, 3, 50]), each=0.5, cap=4), [0.0, 1.5, 4.0])


@needs_reference
@pytest.mark.parametrize("name", ["LPI", "Goods", "CO2", "Forest"])
def test_places_and_ranks_agree_with_the_reference(name: str) -> None:
    rows = read_reference("normalisation_functions.csv")
    read = {
        key: np.array([float(row[f"{name}_{key}"]) for row in rows]) for key in ("raw", "n_minmax_0_100", "n_prank")
    }
    close(earn_by_place(read["raw"], fewer=False) * 100, read["n_minmax_0_100"].tolist())
    # The reference counts who is behind, we who is ahead: the same where nobody ties.
    assert len(set(read["raw"])) == len(rows)
    close(earn_by_rank(read["raw"], 0.0, fewer=False), read["n_prank"].tolist())


@needs_reference
def test_the_mean_agrees_with_the_reference_and_drops_what_does_not_apply() -> None:
    for row in read_reference("aggregation_functions.csv"):
        shares = np.array([[NAN if word == "NA" else float(word) / 100 for word in row["x"].split()]])
        weights = np.array([float(word) for word in row["w"].split()])
        none = np.zeros(1)
        tally = Tally(shares, none, none, none > 0)
        close(add_points(tally, weights), [float(row["a_amean"])])
