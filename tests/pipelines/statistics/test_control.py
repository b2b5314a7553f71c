"""XmR charts: as published, and each rule by itself."""

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.control import Chart, chart_series
from tests.pipelines.statistics.reference import needs_reference, numbers, read_reference

PUBLISHED = {
    ("", 0): "Common Cause",
    ("outside", 1): "Above UCL",
    ("outside", -1): "Below LCL",
    ("trend", 1): "7 Point Trend (Increasing)",
    ("trend", -1): "7 Point Trend (Decreasing)",
    ("two_of_three", 1): "2 in 3 Above CL",
    ("two_of_three", -1): "2 in 3 Below CL",
    ("shift", 1): "7 Points Above CL",
    ("shift", -1): "7 Points Below CL",
}
NOISE = [50, 48, 52, 49, 51, 50, 49, 51, 50, 52]


@needs_reference
def test_published_charts() -> None:
    rows = read_reference("xmr_expected.csv")
    charted = [(name, list(series)) for name, series in groupby(rows, key=lambda row: row["series"])]
    assert len(charted) == 12
    for name, series in charted:
        chart = chart_series(numbers(series, "value"))
        for found, column in ((chart.mean, "mean"), (chart.lower, "lpl"), (chart.upper, "upl")):
            np.testing.assert_allclose(found, numbers(series, column), rtol=1e-9, err_msg=name)
        words = [PUBLISHED[rule, side] for rule, side in zip(chart.rule, chart.side.tolist(), strict=True)]
        assert words == [row["special_cause_type"] for row in series], name


def fired(chart: Chart) -> dict[int, tuple[str, int]]:
    found = zip(chart.rule, chart.side.tolist(), strict=True)
    return {place: (rule, side) for place, (rule, side) in enumerate(found) if rule}


def test_a_point_outside() -> None:
    chart = chart_series([10, 12, 11, 9, 10, 11, 12, 10, 9, 11, 40, 10, 11, 9, 12, 10, 11, 10, 9, 12])
    assert (chart.mean[0], chart.lower[0], chart.upper[0]) == pytest.approx((11.95, -0.09, 23.99))
    assert fired(chart) == {10: ("outside", 1)}


def test_seven_rising_points_and_not_six() -> None:
    rising = [*NOISE, 47, 48, 49, 50, 51, 52, 53, *NOISE]
    assert {
        place: found for place, found in fired(chart_series(rising)).items() if found[0] == "trend"
    } == dict.fromkeys(range(10, 17), ("trend", 1))
    assert fired(chart_series([*NOISE, 48, 49, 50, 51, 52, 53, *NOISE])) == {}


def test_seven_on_one_side_and_a_point_on_the_mean_breaks_them() -> None:
    low, high = [49, 48] * 4, [51, 52] * 4
    assert fired(chart_series([*low, *high])) == {place: ("shift", -1 if place < 8 else 1) for place in range(16)}
    # The mean is 50, the fifth of each side stands on it.
    assert fired(chart_series([49, 48, 49, 48, 50, 49, 48, 49, 51, 52, 51, 52, 50, 51, 52, 51])) == {}


def test_a_gap_breaks_runs_and_has_no_rule() -> None:
    gap = chart_series([49, 48, 49, 48, np.nan, 49, 48, 49, 48, 51, 52, 51, 52, np.nan, 51, 52, 51, 52])
    assert fired(gap) == {}
    assert gap.mean.tolist() == [50.0] * 18
    assert gap.upper[0] == pytest.approx(50 + 2.66 * (12 * 1 + 3) / 13)


def test_a_new_base_begins_anew() -> None:
    series = [10, 12, 11, 13, 10, 12, 40, 42, 41, 43, 40, 42]
    chart = chart_series(series, rebased=[6])
    assert chart.mean.tolist() == pytest.approx([68 / 6] * 6 + [248 / 6] * 6)
    assert fired(chart) == {}
    assert chart_series(series, rebased=[0, 12]).mean.tolist() == chart_series(series).mean.tolist()


def test_nothing_is_said_of_a_single_point() -> None:
    for series in ([], [5.0], [5.0, np.nan, 6.0]):
        chart = chart_series(series)
        assert np.isnan(chart.mean).all()
        assert set(chart.rule) <= {""}


def test_a_series_that_never_moves_has_no_signal() -> None:
    assert fired(chart_series([0.1] * 12)) == {}


@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=60))
def test_mirrored_series_have_mirrored_signals(values: list[float]) -> None:
    series = np.round(values, 3)
    chart, mirrored = chart_series(series), chart_series(-series)
    assert (chart.lower <= chart.mean).all()
    assert (chart.mean <= chart.upper).all()
    assert mirrored.rule == chart.rule
    assert mirrored.side.tolist() == (-chart.side).tolist()
    assert all((rule == "") == (side == 0) for rule, side in zip(chart.rule, chart.side.tolist(), strict=True))
