"""Scales and means: as published, and what must hold of any."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.scales import (
    arithmetic_mean,
    count_beaten,
    geometric_mean,
    power_mean,
    rank_ascending,
    scale_between,
    scale_deviation,
    scale_greatest,
    scale_min_max,
    share_beaten,
)
from tests.pipelines.statistics.reference import needs_reference, numbers, read_reference

FIGURES = st.lists(st.integers(-10_000, 10_000).map(lambda value: value / 8), min_size=1, max_size=30)


def between_tenths(values: Any) -> Any:
    low, high = min(values), max(values)
    return scale_between(values, low + 0.1 * (high - low), high - 0.1 * (high - low))


PUBLISHED: dict[str, Callable[[Any], Any]] = {
    "minmax_0_100": scale_min_max,
    "zscore_0_1": scale_deviation,
    "rank_min": rank_ascending,
    "borda": count_beaten,
    "prank": share_beaten,
    "fracmax": scale_greatest,
    "dist2max": lambda values: scale_min_max(values, 0, 1),
    "goalposts_trunc_10_90": between_tenths,
}


@needs_reference
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_scales(name: str) -> None:
    rows = read_reference("normalisation_functions.csv")
    assert len(rows) == 51
    for indicator in ("LPI", "Goods", "CO2", "Forest"):
        found = PUBLISHED[name](numbers(rows, f"{indicator}_raw"))
        np.testing.assert_allclose(found, numbers(rows, f"{indicator}_n_{name}"), rtol=1e-9, atol=1e-12)


@needs_reference
def test_published_means() -> None:
    rows = read_reference("aggregation_functions.csv")
    means: dict[str, Callable[[Any, Any], Any]] = {
        "a_amean": arithmetic_mean,
        "a_gmean": geometric_mean,
        "a_hmean": lambda values, weights: power_mean(values, weights, -1),
        "a_genmean_p2": lambda values, weights: power_mean(values, weights, 2),
    }
    for row in rows:
        values = [float(value.replace("NA", "nan")) for value in row["x"].split()]
        weights = [float(weight) for weight in row["w"].split()]
        for column, mean in means.items():
            np.testing.assert_allclose(mean(values, weights), float(row[column] or "nan"), rtol=1e-9)


def test_known_values() -> None:
    figures = [4.0, 8.0, 8.0, np.nan, 20.0]
    np.testing.assert_allclose(scale_min_max(figures), [0, 25, 25, np.nan, 100])
    np.testing.assert_allclose(rank_ascending(figures), [1, 2, 2, np.nan, 4])
    np.testing.assert_allclose(share_beaten(figures), [0, 1 / 3, 1 / 3, np.nan, 1])
    np.testing.assert_allclose(scale_between(figures, 16, 8), [100, 100, 100, np.nan, 0])
    np.testing.assert_allclose(scale_deviation([1, 2, 3]), [-1, 0, 1])
    np.testing.assert_allclose(arithmetic_mean([[10, 20, np.nan, 40], [1, 1, 1, 5]], [0.1, 0.2, 0.3, 0.4]), [30, 2.6])


@pytest.mark.parametrize("figures", [[], [7.0], [3.0, 3.0], [np.nan]])
def test_figures_that_do_not_differ_have_no_scale(figures: list[float]) -> None:
    assert np.isnan(scale_min_max(figures)).all()
    assert np.isnan(scale_deviation(figures)).all()


@given(FIGURES)
def test_scales_keep_the_order_within_bounds(figures: list[float]) -> None:
    order = np.argsort(figures, kind="stable")
    for scale, low, high in ((scale_min_max, 0, 100), (share_beaten, 0, 1), (rank_ascending, 1, len(figures))):
        scaled = scale(figures)[order]
        if not np.isnan(scaled).any():
            assert (np.diff(scaled) >= 0).all()
            assert scaled[0] >= low
            assert scaled[-1] <= high
    added = rank_ascending([*figures, np.nan])
    assert added[:-1].tolist() == rank_ascending(figures).tolist()


@given(st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 9)), min_size=1, max_size=12))
def test_means_lie_between_and_in_their_order(items: list[tuple[int, int]]) -> None:
    values, weights = zip(*items, strict=True)
    means = [
        power_mean(values, weights, -1),
        geometric_mean(values, weights),
        arithmetic_mean(values, weights),
        power_mean(values, weights, 2),
    ]
    found = np.array([min(values), *means, max(values)])
    assert (np.diff(found) >= -1e-9 * found[1:]).all()
