"""Measures of periods and forms, counted by hand."""

import math
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.definitions import Form
from data.periods import Period
from pipelines.measures import measure
from tests.pipelines.derived import TOWNSHIPS, WITH_VILLAGES, everywhere, store_of

MONTHS = {("sessions", 202500 + m): everywhere([m, 2 * m, 0, 1, 1, 1]) for m in range(1, 7)}
MEMBERS = {("members", 202500 + m): everywhere([100, 400, 50, 0, 200, 250]) for m in range(1, 7)}
CASES = {("cases", 202500 + m): everywhere([m, 2, 0, 0, 0, 0]) for m in range(1, 7)}


def value(tmp_path: Path, metric: str, form: Form, period: str, area: str, figures: object) -> tuple[float, str]:
    with store_of(tmp_path, figures) as store:  # type: ignore[arg-type]
        row = measure(store, metric, form, [Period.parse(period)], ["q", area]).iloc[1 if area != "q" else 0]
        return float(row["value"]), str(row["state"])


@pytest.mark.parametrize(
    ("metric", "period", "area", "expected"),
    [
        ("sessions", "2025-03", "a", 3.0),
        ("sessions", "2025Q1", "a", 6.0),
        ("sessions", "2025H1", "b", 42.0),
        ("sessions", "2025-04c", "a", 10.0),
        ("sessions", "2025Q2", "q", 15 + 30 + 9),
        ("members", "2025Q2", "a", 100.0),
        ("members", "2025-05c", "q", 1000.0),
        ("cases", "2025-01", "a", 1.0),
        ("cases", "2025-06", "a", 1.0),
        ("cases", "2025Q2", "a", 3.0),
        ("cases", "2025-06c", "a", 6.0),
        ("cases", "2025-06c", "q", 8.0),
        ("cases", "2025-02", "b", 0.0),
    ],
)
def test_periods_follow_the_basis(tmp_path: Path, metric: str, period: str, area: str, expected: float) -> None:
    assert value(tmp_path, metric, "raw", period, area, {**MONTHS, **MEMBERS, **CASES}) == (expected, "reported")


def test_a_rate_is_a_ratio_of_sums(tmp_path: Path) -> None:
    figures = {**MONTHS, **MEMBERS}
    assert value(tmp_path, "sessions", "rate", "2025-02", "a", figures) == (2.0, "reported")
    assert value(tmp_path / "again", "sessions", "rate", "2025-02", "b", figures) == (1.0, "reported")


def test_the_areas_rate_leaves_departments_out_of_both_sides(tmp_path: Path) -> None:
    figures = {
        ("sessions", 202501): {**everywhere([1, 1, 1, 1, 1, 1]), "o": 94.0},
        ("members", 202501): everywhere([100, 100, 100, 100, 100, 100]),
    }
    with store_of(tmp_path, figures) as store:
        period = [Period.parse("2025-01")]
        raw = measure(store, "sessions", "raw", period, ["q"]).iloc[0]
        rate = measure(store, "sessions", "rate", period, ["q"]).iloc[0]
    assert (raw["value"], raw["covered"], raw["expected"]) == (100.0, 7, 7)
    assert (rate["value"], rate["numerator"], rate["denominator"]) == (1.0, 6.0, 600.0)
    assert (rate["covered"], rate["expected"]) == (6, 6)


def test_only_units_with_both_enter_the_areas_rate(tmp_path: Path) -> None:
    figures = {
        ("sessions", 202501): {"a": 10.0, "b": 30.0},
        ("members", 202501): {"a": 100.0, "c": 900.0},
    }
    with store_of(tmp_path, figures) as store:
        rate = measure(store, "sessions", "rate", [Period.parse("2025-01")], ["q", "b", "c"])
    assert rate["value"].iloc[0] == 10.0
    assert (rate["numerator"].iloc[0], rate["denominator"].iloc[0]) == (10.0, 100.0)
    assert rate["state"].tolist() == ["reported", "missing", "missing"]


def test_villages_that_are_not_asked_leave_a_townships_rate_alone(tmp_path: Path) -> None:
    figures = {("sessions", 202501): {"a": 10.0, "b": 30.0}, ("members", 202501): {"a": 100.0, "b": 100.0}}
    january = [Period.parse("2025-01")]
    with store_of(tmp_path, figures, places=WITH_VILLAGES) as store:
        for asked in (["a", "b", "q"], ["q", "b", "a"]):
            frame = measure(store, "sessions", "rate", january, asked).set_index("area")
            assert frame.loc[["a", "b", "q"], "value"].tolist() == [10.0, 30.0, 20.0]
            assert frame["state"].tolist() == ["reported"] * 3


def test_what_a_township_says_itself_stands_for_its_villages(tmp_path: Path) -> None:
    figures = {
        ("signs", 202501): {"a": 30.0, "a1": 1.0, "b1": 2.0, "b2": 4.0},
        ("homes", 202501): {"a": 100.0, "a1": 1.0, "b1": 4.0, "b2": 8.0},
    }
    with store_of(tmp_path, figures, places=WITH_VILLAGES) as store:
        rows = measure(store, "signs", "rate", [Period.parse("2025-01")], ["a", "b", "q"]).set_index("area")
    assert rows.loc[["a", "b"], "value"].tolist() == [0.3, 0.5]
    assert rows.loc["q", ["numerator", "denominator"]].tolist() == [36.0, 112.0]


def test_no_denominator_is_not_applicable(tmp_path: Path) -> None:
    amount, state = value(tmp_path, "sessions", "rate", "2025-02", "d", {**MONTHS, **MEMBERS})
    assert math.isnan(amount)
    assert state == "not_applicable"


def test_a_month_missing_inside_makes_the_period_incomplete_and_never_zero(tmp_path: Path) -> None:
    figures = {("sessions", 202501): {"a": 5.0}, ("sessions", 202503): {"a": 7.0}, ("sessions", 202502): {"b": 1.0}}
    with store_of(tmp_path, figures) as store:
        row = measure(store, "sessions", "raw", [Period.parse("2025Q1")], ["a"]).iloc[0]
    assert math.isnan(row["value"])
    assert (row["state"], row["months_reported"], row["months_expected"]) == ("missing", 2, 3)


def test_a_month_after_a_gap_has_no_own_amount_but_a_year_to_date(tmp_path: Path) -> None:
    figures = {("cases", 202501): {"a": 3.0}, ("cases", 202503): {"a": 8.0}}
    with store_of(tmp_path, figures) as store:
        month, year = (
            measure(store, "cases", "raw", [Period.parse(code)], ["a"]).iloc[0] for code in ("2025-03", "2025-03c")
        )
    assert math.isnan(month["value"])
    assert year["value"] == 8.0


def test_only_a_single_cell_is_called_an_observation(tmp_path: Path) -> None:
    with store_of(tmp_path, {**MONTHS, **CASES}) as store:

        def cell(metric: str, period: str, area: str) -> bool:
            frame = measure(store, metric, "raw", [Period.parse(period)], [area])
            return bool(frame["observation"].notna().iloc[0])

        assert cell("sessions", "2025-02", "a")
        assert not cell("sessions", "2025Q1", "a")
        assert not cell("sessions", "2025-02", "q")
        assert not cell("cases", "2025-02", "a")
        assert cell("cases", "2025-02c", "a")
        assert cell("cases", "2025-01", "a")


figures_of_a_quarter = st.fixed_dictionaries(
    {
        ("sessions", month): st.dictionaries(st.sampled_from(TOWNSHIPS), st.integers(0, 9).map(float))
        for month in (202501, 202502, 202503)
    }
)


@settings(max_examples=10)
@given(figures_of_a_quarter)
def test_a_quarter_is_the_sum_of_its_months_and_a_gap_is_never_zero(
    figures: dict[tuple[str, int], dict[str, float]],
) -> None:
    with TemporaryDirectory() as folder, store_of(Path(folder), figures) as store:
        frame = measure(store, "sessions", "raw", [Period.parse("2025Q1")], TOWNSHIPS).set_index("area")
    for unit in TOWNSHIPS:
        months = [held[unit] for held in figures.values() if unit in held]
        row = frame.loc[unit]
        assert row["months_reported"] == len(months)
        if len(months) == 3:
            assert (row["value"], row["state"]) == (sum(months), "reported")
        else:
            assert math.isnan(row["value"])
            assert row["state"] == "missing"


@settings(max_examples=10)
@given(
    st.dictionaries(st.sampled_from(TOWNSHIPS), st.integers(0, 20).map(float)),
    st.dictionaries(st.sampled_from(TOWNSHIPS), st.integers(1, 400).map(float)),
)
def test_the_areas_rate_is_the_ratio_of_the_sums_over_units_with_both(
    sessions: dict[str, float], members: dict[str, float]
) -> None:
    figures = {("sessions", 202501): sessions, ("members", 202501): members}
    with TemporaryDirectory() as folder, store_of(Path(folder), figures) as store:
        row = measure(store, "sessions", "rate", [Period.parse("2025-01")], ["q"]).iloc[0]
    both = sorted(sessions.keys() & members.keys())
    if both:
        expected = sum(sessions[unit] for unit in both) / sum(members[unit] for unit in both) * 100
        assert row["value"] == pytest.approx(expected)
        assert row["covered"] == len(both)
    else:
        assert math.isnan(row["value"])
