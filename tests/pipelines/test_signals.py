"""What a signal is called, and over which run."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Grain
from pipelines.signals import Signal, list_signals
from pipelines.statistics.control import chart_series

NOISE = [50, 48, 52, 49, 51, 50, 49, 51, 50, 52]


def signals(values: list[float], *rebased: int, grain: Grain = "month") -> list[Signal]:
    series = np.array(values, dtype=np.float64)
    base = np.searchsorted(rebased, np.arange(len(series)), side="right")
    return list_signals(chart_series(series, rebased), series, base, grain)


def words(values: list[float], *rebased: int, grain: Grain = "month") -> list[tuple[int, int, str]]:
    return [(signal.first, signal.last, signal.words) for signal in signals(values, *rebased, grain=grain)]


def test_noise_says_nothing() -> None:
    assert words([*NOISE, *NOISE]) == []


def test_a_point_outside_and_two_in_a_row() -> None:
    assert words([*NOISE, *NOISE, 70, *NOISE]) == [(20, 20, "高于控制上限")]
    assert words([*NOISE, *NOISE, *NOISE, 30, 31, *NOISE]) == [(30, 31, "连续2个月低于控制下限")]


def test_a_run_on_one_side_is_counted_whole_though_a_point_of_it_lies_outside() -> None:
    values = [49, 48] * 5 + [51, 52, 51, 60, 51, 52, 51, 52]
    assert words(values)[:2] == [(0, 9, "连续10个月低于均值"), (10, 17, "连续8个月高于均值")]
    assert (13, 13, "高于控制上限") in words(values)


def test_rising_and_falling_in_points() -> None:
    assert words([*NOISE, 47, 48, 49, 50, 51, 52, 53, *NOISE], grain="quarter") == [(10, 16, "连续7个季度逐期上升")]
    assert words([*NOISE, 53, 52, 51, 50, 49, 48, 47, *NOISE]) == [(10, 16, "连续7个月逐期下降")]


def test_runs_end_where_the_chart_begins_anew() -> None:
    assert words([*[49, 48] * 5, *[51, 52] * 5], 10) == []
    rising = [(first, last) for first, last, said in words([*range(10), *range(10, 30)], 10) if "上升" in said]
    assert rising == [(0, 9), (10, 29)]


@given(st.lists(st.one_of(st.just(float("nan")), st.integers(0, 20).map(float)), max_size=30), st.integers(1, 25))
def test_words_and_runs_agree_with_the_figures(values: list[float], rebase: int) -> None:
    series = np.array(values, dtype=np.float64)
    chart = chart_series(series, [rebase])
    found = signals(values, rebase)
    for signal in found:
        run, length = series[signal.first : signal.last + 1], signal.last - signal.first + 1
        mean = chart.mean[signal.first]
        assert not (signal.first < rebase <= signal.last)
        match signal.rule:
            case "shift":
                assert length >= 7
                assert ((run - mean) * signal.side > 0).all()
                assert f"连续{length}个月{'高于' if signal.side > 0 else '低于'}均值" == signal.words
            case "trend":
                assert length >= 7
                assert (np.diff(run) * signal.side > 0).all()
            case "outside":
                assert (((run - mean) * signal.side) > (chart.upper[signal.first] - mean) - 1e-9).all()
    for place, rule in enumerate(chart.rule):
        covered = any(signal.first <= place <= signal.last and signal.rule == rule for signal in found)
        assert covered == bool(rule) or not rule


@pytest.mark.parametrize(("grain", "counted"), [("half", "8个半年"), ("year", "8年")])
def test_periods_are_counted_as_people_do(grain: Grain, counted: str) -> None:
    assert words([49, 48] * 4 + [51, 52] * 4, grain=grain)[0][2] == f"连续{counted}低于均值"
