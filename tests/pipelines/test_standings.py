"""How long a unit has been first or last, by hand and for any figures."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Period
from data.selection import Selection
from pipelines.ranking import Ranking, rank_children, summarise
from pipelines.standings import frame_standings, list_stretch
from tests.pipelines.derived import CATALOGUE, Figures, everywhere, measures_of, store_of

values = st.lists(st.one_of(st.none(), st.integers(0, 3).map(float)), min_size=3, max_size=3)
months = st.lists(values, min_size=1, max_size=5)


def streaks(rows: list[list[float | None]], polarity: str = "higher") -> list[tuple[int, str]]:
    """Of one row of values a month, the newest first."""
    frame = frame_standings(measures_of(rows, polarity), len(rows[0]), len(rows[0]))
    return [
        (0 if pd.isna(row) else int(row), streak)
        for row, streak in zip(frame["in_a_row"], frame["streak"], strict=True)
    ]


def test_rows_count_back_from_now_until_they_break() -> None:
    assert streaks([[9, 5, 1], [9, 5, 1], [9, 1, 5]]) == [(3, "连续3次首位"), (0, ""), (2, "连续2次末位")]


def test_less_is_first_where_less_is_better() -> None:
    assert streaks([[1, 5], [2, 6]], "lower") == [(2, "连续2次首位"), (2, "连续2次末位")]


def test_who_shares_the_last_place_is_last() -> None:
    assert streaks([[9, 1, 1], [9, 1, 5]])[1:] == [(2, "连续2次末位"), (1, "")]


def test_where_all_are_level_or_alone_nobody_is_first_or_last() -> None:
    assert streaks([[4, 4], [9, 1]]) == [(0, ""), (0, "")]
    assert streaks([[4, None], [9, 1]]) == [(0, ""), (0, "")]


def test_a_month_without_the_figure_ends_the_row_and_is_said() -> None:
    found = streaks([[9, 5, 1], [None, 5, 1], [9, 5, None], [9, 5, 1]])
    assert found[0] == (1, "本次首位，2025年3月未报不连计")
    assert found[2] == (2, "连续2次末位，2025年2月未报不连计")


def test_a_row_as_long_as_is_looked_at_may_be_longer() -> None:
    assert streaks([[9, 1]] * 12) == [(12, "连续12次以上首位"), (12, "连续12次以上末位")]


@pytest.mark.parametrize("polarity", ["none", "no_judgement"])
def test_what_is_not_judged_has_neither_first_nor_last(polarity: str) -> None:
    assert streaks([[9, 1], [9, 1]], polarity) == [(0, ""), (0, "")]


@given(months, st.permutations([0, 1, 2]))
def test_the_order_of_rows_changes_nothing(rows: list[list[float | None]], order: list[int]) -> None:
    shuffled = streaks([[row[at] for at in order] for row in rows])
    assert [shuffled[order.index(at)] for at in range(3)] == streaks(rows)


@given(months)
def test_a_unit_that_reports_nothing_changes_nobodys_row(rows: list[list[float | None]]) -> None:
    assert streaks([[*row, None] for row in rows])[:-1] == streaks(rows)


def test_only_stored_periods_are_looked_at() -> None:
    period, sessions = Period.parse("2025-03"), CATALOGUE["sessions"]
    assert [p.code for p in list_stretch(sessions, period, [202502, 202503])] == ["2025-03", "2025-02"]
    assert [p.code for p in list_stretch(CATALOGUE["cases"], period, [202502, 202503])] == ["2025-03"]
    assert len(list_stretch(sessions, period, range(202001, 202013))) == 12
    quarters = list_stretch(sessions, Period.parse("2025Q2"), [202410, 202506])
    assert [p.code for p in quarters] == ["2025Q2", "2025Q1", "2024Q4"]


FIGURES: Figures = {
    ("sessions", 202501): everywhere([5, 4, 3, 2, 1, 0]),
    ("sessions", 202502): everywhere([5, 4, 9, 2, 1, 0]),
    ("sessions", 202503): {"a": 6.0, "b": 7.0, "c": 7.0, "d": 3.0, "e": 1.0},
    ("sessions", 202504): everywhere([5, 4, 9, 2, 0, 0]),
}


def rank(folder: Path, **more: object) -> Ranking:
    selection = Selection("q", **{"metric": "sessions", "period": Period.parse("2025-04"), **more})  # type: ignore[arg-type]
    with store_of(folder, FIGURES) as store:
        return rank_children(store, selection)


def test_the_ranking_bears_them_and_its_sentence_says_them(tmp_path: Path) -> None:
    ranking = rank(tmp_path)
    frame = ranking.frame.set_index("area")
    assert {area: streak for area, streak in frame["streak"].items() if streak} == {
        "c": "连续3次首位",
        "e": "连续2次末位",
        "f": "本次末位，2025年3月未报不连计",
    }
    assert summarise(ranking, "林溪区") == (
        "2025年4月林溪区培训 20个，报送单位平均 3.3个，第1名c镇（连续3次首位），"
        "末位e乡（连续2次末位）、f乡（本次末位，2025年3月未报不连计）。6个单位中已报6个。"
    )


def test_a_peer_group_has_rows_of_its_own(tmp_path: Path) -> None:
    frame = rank(tmp_path, peers="乡", period=Period.parse("2025-02")).frame.set_index("area")
    assert frame["streak"].to_dict() == {"e": "连续2次首位", "f": "连续2次末位"}


def test_a_long_row_is_followed_past_what_is_read_at_once(tmp_path: Path) -> None:
    figures = {("sessions", 202400 + month): everywhere([5, 4, 3, 2, 1, 2 * (month == 2)]) for month in range(1, 10)}
    with store_of(tmp_path, figures) as store:
        frame = rank_children(store, Selection("q", "sessions", Period.parse("2024-09"))).frame.set_index("area")
    assert frame["streak"].to_dict() == {**dict.fromkeys("bcde", ""), "a": "连续9次首位", "f": "连续7次末位"}
