"""Why places moved: by hand, and what must hold of any figures."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.observations import Observation
from data.periods import Period
from data.selection import Selection
from pipelines.movements import describe_parts, split_movements
from pipelines.ranking import rank_children, rank_values
from tests.pipelines.derived import WITH_VILLAGES, Figures, everywhere, store_of
from tests.small_district import send

UNITS = 5
maybe = st.one_of(st.none(), st.integers(0, 4).map(float))
columns = st.lists(st.tuples(maybe, maybe, maybe), min_size=UNITS, max_size=UNITS)
Row = tuple[float | None, float | None, float | None]


def split(rows: Sequence[Row]) -> list[tuple[int, int, list[int]] | None]:
    """Rank before, rank now and the parts of each unit's (first, before, now); nothing without two places."""
    first, before, now = np.array(rows, dtype=np.float64).T
    ranks, parts = split_movements(first, before, now, "higher")
    placed = ~np.isnan(before) & ~np.isnan(now)
    return [
        (int(ranks[0, at]), int(ranks[1, at]), parts[:, at].tolist()) if placed[at] else None for at in range(len(rows))
    ]


def steady(*values: float) -> list[Row]:
    return [(value, value, value) for value in values]


def test_a_unit_that_alone_changed_moved_by_itself_and_moved_the_others() -> None:
    found = split([(1, 1, 9), *steady(5, 4)])
    assert found == [(3, 1, [2, 0, 0, 0]), (1, 2, [0, -1, 0, 0]), (2, 3, [0, -1, 0, 0])]


def test_own_gain_and_others_gain_are_parted() -> None:
    # By itself it gained three before the other went on and two after, which is 2½ and −½ of the other.
    assert split([(1, 1, 5), (2, 2, 9), *steady(3, 4)])[0] == (4, 2, [3, -1, 0, 0])
    # Two of those ahead fell behind, and one from behind went ahead, while it stood still.
    assert split([(3, 3, 3), (5, 5, 1), (4, 4, 2), (1, 1, 6)])[0] == (3, 2, [0, 1, 0, 0])


def test_a_correction_of_the_month_before_is_told_from_a_change() -> None:
    assert split([(1, 5, 5), *steady(3, 2)])[0] == (3, 1, [0, 0, 0, 2])
    assert split([(5, 5, 5), (7, 1, 1), (3, 3, 3)])[0] == (2, 1, [0, 0, 0, 1])


def test_who_reports_only_once_moves_the_others_by_reporting() -> None:
    assert split([(3, 3, 3), (9, 9, None), (None, None, 1)]) == [(2, 1, [0, 0, 1, 0]), None, None]
    assert split([(3, 3, 3), (None, None, 9)])[0] == (1, 2, [0, 0, -1, 0])


def test_the_causes_in_words() -> None:
    assert describe_parts([4, -1, 0, 0]) == "本单位+4，其他单位−1"
    assert describe_parts([0, 0, -1, 2]) == "报送变化−1，更正+2"
    assert describe_parts([0, 0, 0, 0]) == ""


@given(columns)
def test_parts_add_up_to_the_movement_and_ranks_are_those_of_the_rankings(rows: list[Row]) -> None:
    first, before, now = np.array(rows, dtype=np.float64).T
    first = np.where(np.isnan(before) | np.isnan(first), before, first)
    then, since = rank_values(first, "higher"), rank_values(now, "higher")
    for at, found in enumerate(split(rows)):
        if found is not None:
            assert found[:2] == (then[at], since[at])
            assert sum(found[2]) == found[0] - found[1]


@given(columns, st.permutations(range(UNITS)))
def test_the_order_of_rows_changes_nothing(rows: list[Row], order: list[int]) -> None:
    shuffled = split([rows[at] for at in order])
    assert [shuffled[order.index(at)] for at in range(UNITS)] == split(rows)


@given(columns)
def test_a_unit_that_never_reported_moves_nobody(rows: list[Row]) -> None:
    assert split([*rows, (None, None, None)])[:-1] == split(rows)


@given(columns)
def test_who_shares_all_his_figures_shares_his_movement(rows: list[Row]) -> None:
    twins = split([rows[0], *rows])
    assert twins[0] == twins[1]


@given(columns)
def test_a_cause_that_did_not_come_has_no_part(rows: list[Row]) -> None:
    for row, found in zip(rows, split(rows), strict=True):
        if found is not None and row[1] == row[2]:
            assert found[2][0] == 0
    uncorrected = split([(before, before, now) for _, before, now in rows])
    assert all(found is None or found[2][3] == 0 for found in uncorrected)
    everybody = split([tuple(0.0 if value is None else value for value in row) for row in rows])  # type: ignore[misc]
    assert all(found is not None and found[2][2] == 0 for found in everybody)


MARCH: Figures = {
    ("sessions", 202502): everywhere([5, 4, 3, 2, 1, 0]),
    ("sessions", 202503): everywhere([5, 4, 3, 2, 9, 0]),
    ("cases", 202501): everywhere([5, 4, 3, 2, 1, 0]),
    ("cases", 202502): everywhere([5, 4, 3, 2, 1, 0]),
}


def cell(metric: str, month: int, area: str, value: float) -> Observation:
    return Observation(metric, month, area, value, "reported", "表", "A1", f"{value:g}")


def test_a_movement_counts_from_the_place_first_accepted(tmp_path: Path) -> None:
    with store_of(tmp_path, MARCH) as store:
        at = datetime(2026, 2, 5)
        store.take(
            send("更正", cell("sessions", 202502, "f", 8), cell("sessions", 202503, "f", 8), at=at), "组织部", at
        )
        frame = rank_children(store, Selection("q", "sessions", Period.parse("2025-03"))).frame.set_index("area")
    assert frame.loc["f", ["previous_rank", "rank", "movement"]].tolist() == [6, 2, 4]
    assert frame.loc["f", "why"] == "其他单位−1，更正+5"
    assert frame.loc["e", "why"] == "本单位+5，更正−1"
    assert frame.loc["a", ["movement", "why"]].tolist() == [-2, "其他单位−1，更正−1"]


@pytest.mark.parametrize(
    ("metric", "months", "corrected", "expected"),
    [
        ("sessions", [202501, 202502], ("sessions", 202502, "a"), [("sessions", 202502, "a", -4.0, -4.0)]),
        ("sessions", [202503], ("sessions", 202502, "a"), []),
        # What a running total gains in one month it lacks in the next.
        ("cases", [202501, 202502], ("cases", 202501, "a"), [
            ("cases", 202501, "a", -4.0, -4.0),
            ("cases", 202502, "a", 0.0, 4.0),
        ]),
        ("cases", [202502], ("cases", 202501, "a"), [("cases", 202502, "a", 0.0, 4.0)]),
    ],
)  # fmt: skip
def test_revisions_lead_back_to_what_was_first_accepted(
    tmp_path: Path, metric: str, months: list[int], corrected: tuple[str, int, str], expected: list[object]
) -> None:
    with store_of(tmp_path, MARCH) as store:
        assert store.revisions([metric], months) == []
        for day, value in ((5, 7), (6, 9)):
            at = datetime(2026, 2, day)
            store.take(send(f"更正{day}", cell(*corrected, value), at=at), "组织部", at)
        assert store.revisions([metric], months) == expected


def test_a_village_s_correction_is_its_township_s(tmp_path: Path) -> None:
    figures: Figures = {("visits", month): {"a1": 1.0, "a2": 1.0, "b1": 2.0, "b2": 2.0} for month in (202502, 202503)}
    with store_of(tmp_path, figures, places=WITH_VILLAGES) as store:
        at = datetime(2026, 2, 5)
        store.take(send("更正", cell("visits", 202502, "a1", 9), at=at), "组织部", at)
        frame = rank_children(store, Selection("q", "visits", Period.parse("2025-03"))).frame.set_index("area")
    assert frame.loc["a", ["previous_rank", "movement", "why"]].tolist() == [2, 0, "本单位−1，更正+1"]
