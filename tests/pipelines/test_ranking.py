"""Ranks by hand, and what must hold of any ranks."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.definitions import Polarity
from data.periods import Period
from data.selection import Selection
from pipelines.ranking import describe_rank, rank_children, rank_values, summarise
from tests.pipelines.derived import everywhere, store_of

values = st.lists(st.one_of(st.none(), st.integers(0, 6).map(float)), min_size=1, max_size=12)


def ranks(given_values: list[float | None], polarity: Polarity = "higher") -> list[int]:
    array = np.array([np.nan if value is None else value for value in given_values], dtype=np.float64)
    return [int(rank) for rank in rank_values(array, polarity)]


@pytest.mark.parametrize(
    ("figures", "polarity", "expected"),
    [
        ([5, 9, 9, 1], "higher", [3, 1, 1, 4]),
        ([5, 9, 9, 1], "lower", [2, 3, 3, 1]),
        ([5, None, 9], "higher", [2, 0, 1]),
        ([5, 9], "none", [0, 0]),
        ([5, 9], "no_judgement", [0, 0]),
        ([0.1 + 0.2, 0.3], "higher", [1, 1]),
    ],
)
def test_competition_ranks(figures: list[float | None], polarity: Polarity, expected: list[int]) -> None:
    assert ranks(figures, polarity) == expected


@given(values, st.randoms(use_true_random=False))
def test_ranks_do_not_depend_on_the_order_of_rows(figures: list[float | None], random: object) -> None:
    order = list(range(len(figures)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = ranks([figures[index] for index in order])
    assert [shuffled[order.index(index)] for index in range(len(figures))] == ranks(figures)


@given(values)
def test_ties_share_and_the_next_rank_counts_everybody_before(figures: list[float | None]) -> None:
    found = ranks(figures)
    there = [(value, rank) for value, rank in zip(figures, found, strict=True) if value is not None]
    for value, rank in there:
        assert rank == 1 + sum(other > value for other, _ in there)
    assert all(rank == 0 for value, rank in zip(figures, found, strict=True) if value is None)


@given(values)
def test_a_unit_that_did_not_report_changes_nobodys_rank(figures: list[float | None]) -> None:
    assert ranks([*figures, None])[:-1] == ranks(figures)


def selection(period: str = "2025-02", metric: str = "sessions", **more: object) -> Selection:
    return Selection("q", metric, Period.parse(period), **more)  # type: ignore[arg-type]


FIGURES = {
    ("sessions", 202501): everywhere([5, 4, 3, 2, 1, 0]),
    ("sessions", 202502): {"a": 2.0, "b": 7.0, "c": 7.0, "d": 0.0, "e": 1.0, "o": 3.0},
}


def test_children_stand_in_order_with_movement_and_the_silent_last(tmp_path: Path) -> None:
    with store_of(tmp_path, FIGURES) as store:
        ranking = rank_children(store, selection())
        frame = ranking.frame
        assert frame["area"].tolist() == ["b", "c", "a", "e", "d", "f"]
        assert frame["rank"].tolist() == [1, 1, 3, 4, 5, pd.NA]
        assert frame["tied"].tolist() == [True, True, False, False, False, False]
        assert frame["previous_rank"].tolist() == [2, 3, 1, 5, 4, 6]
        assert frame["movement"].tolist()[:5] == [1, 2, -2, 1, -1]
        assert frame["change"].tolist()[:5] == [3.0, 4.0, -3.0, 0.0, -2.0]
        assert (ranking.ranked, ranking.unreported) == (5, ("f乡",))
        assert describe_rank(ranking, "b") == "并列第1名（共5个，1个未报）"
        assert describe_rank(ranking, "e") == "第4名（共5个，1个未报）"
        assert describe_rank(ranking, "f") == "未报，不参加排名"


def test_the_department_is_in_the_total_and_not_in_the_ranking(tmp_path: Path) -> None:
    with store_of(tmp_path, FIGURES) as store:
        ranking = rank_children(store, selection())
        assert "o" not in ranking.frame["area"].tolist()
        assert (ranking.reference.value, ranking.reference.covered, ranking.reference.expected) == (20.0, 6, 7)
        # The line of a raw figure is the mean of a unit that reported: (2 + 7 + 7 + 0 + 1) / 5.
        assert ranking.reference.line == 3.4
        # Like for like over those in both months: a to e, not f (silent now) nor o (silent then).
        change = ranking.reference.previous
        assert (change.now, change.before, change.difference, change.compared) == (17.0, 15.0, 2.0, 5)
        assert summarise(ranking, "林溪区") == (
            "2025年2月林溪区培训 20个，报送单位平均 3.4个，第1名b镇、c镇，末位d镇。6个单位中已报5个。"
        )


def test_a_peer_group_is_ranked_apart(tmp_path: Path) -> None:
    with store_of(tmp_path, FIGURES) as store:
        frame = rank_children(store, selection(peers="乡")).frame
        assert frame["area"].tolist() == ["e", "f"]
        assert frame["rank"].tolist() == [1, pd.NA]


def test_discipline_figures_bear_no_rank(tmp_path: Path) -> None:
    figures = {("cases", 202501): everywhere([1, 4, 2, 0, 0, 3])}
    with store_of(tmp_path, figures) as store:
        ranking = rank_children(store, Selection("q", "cases", Period.parse("2025-01")))
        assert ranking.frame["area"].tolist() == ["b", "f", "c", "a", "d", "e"]
        assert ranking.frame["rank"].isna().all()
        assert ranking.frame["movement"].isna().all()
        assert describe_rank(ranking, "b") == "只列示，不排名"
        words = summarise(ranking, "林溪区")
        assert "第1名" not in words
        assert "末位" not in words
