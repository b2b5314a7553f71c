"""Intervals of counts and proportions: as published, and what must hold of any."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.intervals import byar_limits, normal_deviate, poisson_limits, wilson_limits
from tests.pipelines.statistics.reference import needs_reference, numbers, read_reference

CONFIDENCES = st.sampled_from([0.8, 0.95, 0.998])


def close(found: Any, expected: Any) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def test_known_values() -> None:
    assert normal_deviate(0.95) == pytest.approx(1.959963984540054, rel=1e-12)
    close(
        poisson_limits([0, 3, 10]),
        [[0, 0.618672122857565, 4.78744991396756], [3.68887945411394, 8.76727306974458, 18.3914586057565]],
    )
    close(
        wilson_limits([0, 1, 5], [5, 100, 5]),
        [[0, 0.00176743206414065, 0.5655175352168], [0.434482464783175, 0.0544861961787053, 1]],
    )
    assert np.isnan(byar_limits([0])[0]).all()


@needs_reference
def test_rates_per_hundred() -> None:
    rows = read_reference("phe_rate_per100.csv")
    assert len(rows) == 48
    scale = 100 / np.array(numbers(rows, "den"))
    lower, upper = poisson_limits(numbers(rows, "num"))
    close(lower * scale, numbers(rows, "lowercl"))
    close(upper * scale, numbers(rows, "uppercl"))


@needs_reference
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_byar(confidence: float) -> None:
    rows = [row for row in read_reference("grid_byars.csv") if float(row["confidence"]) == confidence]
    assert len(rows) == 27
    lower, upper = byar_limits(numbers(rows, "x"), confidence)
    close(lower, numbers(rows, "byars_lower"))
    close(upper, numbers(rows, "byars_upper"))


@needs_reference
def test_wilson() -> None:
    grid = read_reference("grid_wilson.csv")
    for confidence in {float(row["confidence"]) for row in grid}:
        rows = [row for row in grid if float(row["confidence"]) == confidence]
        lower, upper = wilson_limits(numbers(rows, "x"), numbers(rows, "n"), confidence)
        close(lower, numbers(rows, "wilson_lower"))
        close(upper, numbers(rows, "wilson_upper"))
    rows = read_reference("phe_proportion_pct.csv")
    for confidence, suffix in ((0.95, "95_0cl"), (0.998, "99_8cl")):
        lower, upper = wilson_limits(numbers(rows, "num"), numbers(rows, "den"), confidence)
        close(100 * lower, numbers(rows, f"lower{suffix}"))
        close(100 * upper, numbers(rows, f"upper{suffix}"))


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=20), CONFIDENCES)
def test_interval_of_a_count_contains_it_and_grows_with_it(counts: list[int], confidence: float) -> None:
    events = np.sort(np.array(counts, dtype=np.float64))
    lower, upper = poisson_limits(events, confidence)
    assert (lower >= 0).all()
    assert (lower <= events).all()
    assert (events < upper).all()
    # Byar's takes over at ten, a hair from the exact: never so much that more events had less behind them.
    for limits in (lower, upper):
        assert (np.diff(limits) >= 0).all()
    wider = poisson_limits(events, 0.999)
    assert (wider[0] <= lower).all()
    assert (wider[1] >= upper).all()


@given(st.integers(1, 100_000), st.data(), CONFIDENCES)
def test_interval_of_a_proportion_contains_it_within_bounds(whole: int, data: st.DataObject, confidence: float) -> None:
    parts = np.array(sorted(data.draw(st.lists(st.integers(0, whole), min_size=1, max_size=20))), dtype=np.float64)
    lower, upper = wilson_limits(parts, whole, confidence)
    assert (lower >= 0).all()
    assert (upper <= 1).all()
    assert (lower <= parts / whole).all()
    assert (parts / whole <= upper).all()
    assert (np.diff(lower) >= 0).all()
    assert (np.diff(upper) >= 0).all()
    mirrored = wilson_limits(whole - parts, whole, confidence)
    np.testing.assert_allclose(mirrored[0], 1 - upper, atol=1e-12)


def test_what_is_missing_stays_missing() -> None:
    for limits in (poisson_limits([np.nan, 4]), wilson_limits([np.nan, 4, 0], [10, np.nan, 0])):
        assert np.isnan(limits[0][0])
        assert np.isnan(limits[1][0])
    assert np.isnan(wilson_limits([0], [0])).all()
