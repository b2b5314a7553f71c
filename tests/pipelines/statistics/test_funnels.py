"""Funnel limits and dispersion: as published, and what must hold of any."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.funnels import (
    Nature,
    dispersed_limits,
    exact_limits,
    measure_dispersion,
    place_beyond,
    score_limits,
)
from tests.pipelines.statistics.reference import needs_reference, numbers, read_reference

NATURES: st.SearchStrategy[Nature] = st.sampled_from(["events", "proportion"])


@needs_reference
def test_values_whose_interval_touches_the_baseline() -> None:
    rows = read_reference("internal_sigma_adjustment.csv")
    assert len(rows) == 140
    for row in rows:
        limits = score_limits(float(row["average_proportion"]), float(row["population"]), 2 * float(row["p"]) - 1)
        assert 100 * limits[row["side"] == "high"] == pytest.approx(float(row["value_pct"]), rel=1e-9)


@needs_reference
def test_published_significance() -> None:
    rows = read_reference("funnel_proportion_significance_grid.csv")
    part, whole = np.array(numbers(rows, "numerator")), np.array(numbers(rows, "denominator"))
    baseline = float(rows[0]["baseline_numerator"]) / float(rows[0]["baseline_denominator"])
    placed = place_beyond(part / whole, *(score_limits(baseline, whole, level) for level in (0.95, 0.998)))
    words = {-2: "Low (0.001)", -1: "Low (0.025)", 0: "Not significant", 1: "High (0.025)", 2: "High (0.001)"}
    assert [words[place] for place in placed.tolist()] == [row["significance"] for row in rows]


@needs_reference
def test_published_dispersion() -> None:
    rows = read_reference("six_groups_SR_CQC_data.csv")
    expected = next(row for row in read_reference("phi_tau2.csv") if row["case"] == "six_groups_SR_CQC")
    counts, due = numbers(rows, "numerator"), numbers(rows, "denominator")
    found = measure_dispersion(counts, due, 1.0, "events")
    assert found.phi == pytest.approx(float(expected["phi"]), rel=1e-9)
    assert found.tau2 == pytest.approx(float(expected["tau2"]), rel=1e-9)
    # Printed on the scale of square roots, and with the normal deviates taken to six decimals.
    for deviate, suffix in ((1.959964, "95"), (3.090232, "99")):
        limits = dispersed_limits(1.0, due, "events", found.tau2, 2 * NormalDist().cdf(deviate) - 1)
        for limit, side in zip(limits, ("L", "U"), strict=True):
            np.testing.assert_allclose(100 * np.sqrt(limit), numbers(rows, f"OD{suffix}{side}CL"), rtol=1e-9)


def test_known_dispersion() -> None:
    found = measure_dispersion([100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220], 1.0, "events")
    assert found.phi == pytest.approx(2.74678261151236)
    assert found.tau2 == pytest.approx(0.00440597597932009)
    even = measure_dispersion([10, 20, 30], [100, 200, 300], 0.1, "proportion")
    assert (even.phi, even.tau2) == (0.0, 0.0)


def test_one_unit_has_no_dispersion() -> None:
    assert measure_dispersion([7], [10], 0.7, "proportion").tau2 == 0.0


@given(NATURES, st.floats(0.01, 0.99), st.lists(st.integers(1, 3000), min_size=1, max_size=30), st.floats(0, 0.2))
def test_limits_are_ordered_around_the_baseline(
    nature: Nature, baseline: float, wholes: list[int], tau2: float
) -> None:
    inner, outer = exact_limits(baseline, wholes, nature, [0.95, 0.998])
    for low, high in (inner, outer):
        assert (low < baseline + 1e-12).all()
        assert (high > baseline - 1e-12).all()
    assert (outer[0] <= inner[0]).all()
    assert (inner[1] <= outer[1]).all()
    plain, wide = (
        dispersed_limits(baseline, wholes, nature, 0.0, 0.95),
        dispersed_limits(baseline, wholes, nature, tau2, 0.95),
    )
    assert (wide[0] <= plain[0]).all()
    assert (plain[1] <= wide[1]).all()
    for low, high in (plain, wide):
        assert (low <= baseline + 1e-12).all()
        assert (high >= baseline - 1e-12).all()


def test_exact_limits_call_no_more_different_than_they_say_where_the_published_do() -> None:
    """Five of ten where 23 % is usual: published funnels call it high, chance does it in 5.7 % of cases."""
    baseline, whole = 533 / 2330, [10]
    assert score_limits(baseline, whole, 0.95)[1][0] < 0.5
    [(_, upper)] = exact_limits(baseline, whole, "proportion", [0.95])
    assert upper[0] > 0.5


def test_place_beyond() -> None:
    inner, outer = (np.array(2.0), np.array(4.0)), (np.array(1.0), np.array(5.0))
    places = place_beyond([0.9, 1.0, 1.9, 2.0, 3.0, 4.0, 4.1, 5.0, 5.1, np.nan], inner, outer)
    assert places.tolist() == [-2, -1, -1, 0, 0, 0, 1, 1, 2, 0]
