"""Trends: which periods, whose line, what band, counted by hand."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Grain, Period
from data.selection import Selection
from pipelines.trends import Trend, follow, frame_band, list_periods, summarise
from tests.pipelines.derived import Figures, everywhere, store_of

MONTHS = [*range(202401, 202413), *range(202501, 202507)]


def trend(folder: Path, figures: Figures, period: str = "2025-03", **more: object) -> Trend:
    selection = Selection("q", **{"metric": "sessions", "period": Period.parse(period), **more})  # type: ignore[arg-type]
    with store_of(folder, figures) as store:
        return follow(store, selection)


@pytest.mark.parametrize(
    ("grain", "last", "expected"),
    [
        ("month", 202402, ["2024-01", "2024-02"]),
        ("quarter", 202506, ["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2"]),
        ("quarter", 202505, ["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1"]),
        ("half", 202506, ["2024H1", "2024H2", "2025H1"]),
        ("year", 202506, ["2024"]),
        ("ytd", 202403, ["2024-01c", "2024-02c", "2024-03c"]),
    ],
)
def test_periods_that_are_over_and_held_whole(grain: Grain, last: int, expected: list[str]) -> None:
    assert [period.code for period in list_periods(MONTHS, last, grain)] == expected


def test_a_quarter_that_began_before_the_first_month_is_left_out() -> None:
    assert [period.code for period in list_periods(MONTHS[1:], 202406, "quarter")] == ["2024Q2"]


def test_no_months_no_periods() -> None:
    assert list_periods([], 202506, "month") == []


FIGURES = {
    ("sessions", 202501): {**everywhere([1, 2, 3, 4, 5, 6]), "o": 99.0},
    ("sessions", 202502): {"a": 2.0, "b": 4.0, "c": 6.0},
    ("sessions", 202503): everywhere([0, 0, 0, 0, 0, 12]),
    ("members", 202501): everywhere([100] * 6),
    ("members", 202502): everywhere([100] * 6),
    ("members", 202503): everywhere([200] * 6),
}


def test_the_areas_line_of_a_count_is_the_mean_of_those_that_reported(tmp_path: Path) -> None:
    found = trend(tmp_path, FIGURES, units=("a", "f"))
    lines = {area: rows["value"].tolist() for area, rows in found.frame.groupby("area", sort=False)}
    assert list(lines) == ["q", "a", "f"]
    assert found.mean
    assert lines["q"] == [3.5, 4.0, 2.0]
    assert lines["a"] == [1.0, 2.0, 0.0]
    assert lines["f"][::2] == [6.0, 12.0]
    assert math.isnan(lines["f"][1])
    area = found.frame[found.frame["area"] == "q"]
    # The department's 99 is in the district's total, and in nobody's mean.
    assert list(zip(area["covered"], area["expected"], strict=True)) == [(6, 6), (3, 6), (6, 6)]
    assert found.frame.loc[found.frame["area"] == "f", "state"].tolist() == ["reported", "missing", "reported"]
    assert summarise(found, "林溪区") == "林溪区已报单位平均培训：2025年3月 2.0个，2025年1月 3.5个。"


def test_the_areas_line_of_a_rate_is_pooled(tmp_path: Path) -> None:
    found = trend(tmp_path, FIGURES, form="rate")
    assert not found.mean
    assert found.frame["value"].tolist() == [3.5, 4.0, 1.0]
    assert found.frame["covered"].tolist() == [6, 3, 6]


def test_a_count_that_only_a_department_has_is_the_areas_own(tmp_path: Path) -> None:
    found = trend(tmp_path, {("meetings", 202501): {"o": 3.0}, ("meetings", 202503): {"o": 5.0}}, metric="meetings")
    assert not found.mean
    assert found.frame["value"].tolist()[::2] == [3.0, 5.0]
    assert found.frame["state"].tolist() == ["reported", "missing", "reported"]


def test_the_band_is_the_middle_half_of_at_least_four(tmp_path: Path) -> None:
    band = trend(tmp_path, FIGURES).band.set_index("period")
    assert band.loc["2025-01", ["lower", "middle", "upper", "units"]].tolist() == [2.25, 3.5, 4.75, 6]
    assert band.loc["2025-02", "units"] == 3
    assert band.loc["2025-02", ["lower", "middle", "upper"]].isna().all()


def test_those_that_have_not_reported_the_last_period_are_named(tmp_path: Path) -> None:
    found = trend(tmp_path, FIGURES, period="2025-02")
    assert found.incomplete == ("d镇", "e乡", "f乡")
    assert summarise(found, "林溪区").endswith("；末期3个单位未报：d镇、e乡、f乡。")


def test_a_peer_group_has_its_own_line_and_band(tmp_path: Path) -> None:
    found = trend(tmp_path, FIGURES, period="2025-01", peers="乡")
    assert found.frame["value"].tolist() == [5.5]
    assert found.band["units"].tolist() == [2]


def test_quarters_sum_their_months_and_a_gap_stays_a_gap(tmp_path: Path) -> None:
    found = trend(tmp_path, FIGURES, grain="quarter", units=("a", "f"))
    values = found.frame.set_index("area")["value"]
    assert values["a"] == 3.0
    assert math.isnan(values["f"])
    assert values["q"] == (3 + 6 + 9) / 3


def test_a_quarter_that_has_not_ended_is_shown_as_such_and_not_talked_about(tmp_path: Path) -> None:
    months = {("sessions", month): everywhere([month % 100] * 6) for month in range(202501, 202506)}
    found = trend(tmp_path, months, period="2025-05", grain="quarter", units=("a",))
    lines = found.frame[found.frame["area"] == "a"]
    assert lines[["label", "value", "begun"]].to_numpy().tolist() == [
        ["2025年第一季度", 6.0, False],
        ["2025年第二季度（未满）", 9.0, True],
    ]
    assert summarise(found, "林溪区") == "林溪区已报单位平均培训：2025年第一季度 6.0个。"
    whole = trend(tmp_path / "year", months, period="2025-05", grain="year", units=("a",))
    assert whole.frame["label"].tolist() == ["2025年（未满）"] * 2
    assert whole.frame["value"].tolist() == [15.0, 15.0]


def test_nothing_stored_is_an_empty_trend(tmp_path: Path) -> None:
    found = trend(tmp_path, {})
    assert found.frame.empty
    assert found.band.empty
    assert summarise(found, "林溪区") == "所选时间林溪区还没有培训的数据。"


def test_a_band_never_counts_the_missing() -> None:
    values = np.array([[1.0, np.nan, 2.0, 3.0, 4.0], [np.nan] * 5])
    band = frame_band([Period.parse("2025-01"), Period.parse("2025-02")], values)
    expected = pd.DataFrame(
        {"lower": [1.75, np.nan], "middle": [2.5, np.nan], "upper": [3.25, np.nan], "units": [4, 0]}
    )
    pd.testing.assert_frame_equal(band[["lower", "middle", "upper", "units"]], expected)


@given(st.lists(st.one_of(st.just(float("nan")), st.floats(-1e6, 1e6)), max_size=20))
def test_the_band_is_numpys_quartiles_of_those_that_reported(row: list[float]) -> None:
    band = frame_band([Period.parse("2025-01")], np.array([row]))
    there = [value for value in row if not math.isnan(value)]
    assert band["units"].tolist() == [len(there)]
    found = band.loc[0, ["lower", "middle", "upper"]].to_numpy(float)
    if len(there) < 4:
        assert np.isnan(found).all()
    else:
        np.testing.assert_allclose(found, np.percentile(there, [25, 50, 75]), rtol=1e-9, atol=1e-9)
