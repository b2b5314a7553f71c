"""Current figures and roll-ups, counted by hand."""

from datetime import datetime
from typing import Any

import pytest

from data.observations import Incoming, Observation
from data.store import Store
from tests.small_district import observe, send

FEBRUARY = datetime(2025, 2, 6, 10)
COLUMNS = ["metric", "month", "area", "value", "own", "covered", "own_covered", "expected", "state", "observation"]
Line = tuple[float | None, float | None, int, int, int, str]


def accept(store: Store, incoming: Incoming, at: datetime = FEBRUARY) -> int:
    kept = store.keep(incoming)
    store.accept(kept.submission_id, "组织部", at)
    return kept.submission_id


def take(store: Store, name: str, *observations: Observation, at: datetime = FEBRUARY) -> int:
    return accept(store, send(name, *observations), at)


def line(store: Store, metric: str, month: int, area: str) -> Line | None:
    """value, own, covered, own_covered, expected, state; ``None`` where there is no row."""
    frame = store.figures([metric], [month], [area])
    if frame.empty:
        return None
    row: dict[Any, Any] = frame.iloc[0].to_dict()
    return (
        None if row["value"] != row["value"] else row["value"],
        None if row["own"] != row["own"] else row["own"],
        row["covered"],
        row["own_covered"],
        row["expected"],
        row["state"],
    )


def test_what_is_kept_is_not_shown_before_it_is_accepted(store: Store) -> None:
    kept = store.keep(send("一月.xlsx", observe("meetings", 202501, "a", 3)))
    assert kept.new
    assert store.figures(["meetings"], [202501], ["a", "q"]).empty
    assert store.months() == []
    store.accept(kept.submission_id, "组织部", FEBRUARY)
    assert line(store, "meetings", 202501, "a") == (3, 3, 1, 1, 1, "reported")
    assert store.months() == [202501]


def test_flow_is_summed_over_those_that_reported_organs_included(store: Store) -> None:
    take(store, "甲.xlsx", observe("meetings", 202501, "a", 3), observe("meetings", 202501, "o", 2))
    assert line(store, "meetings", 202501, "q") == (5, 5, 2, 2, 4, "reported")


def test_zero_is_reported_and_is_not_missing(store: Store) -> None:
    take(store, "甲.xlsx", observe("meetings", 202501, "a", 0))
    assert line(store, "meetings", 202501, "q") == (0, 0, 1, 1, 4, "reported")
    assert line(store, "meetings", 202501, "b") is None


def test_stock_has_no_amount_of_the_month(store: Store) -> None:
    take(store, "甲.xlsx", observe("members", 202501, "a", 120), observe("members", 202501, "b", 80))
    assert line(store, "members", 202501, "a") == (120, None, 1, 0, 1, "reported")
    assert line(store, "members", 202501, "q") == (200, None, 2, 0, 3, "reported")


def test_a_unit_that_no_longer_exists_is_not_expected(store: Store) -> None:
    take(store, "甲.xlsx", observe("members", 202503, "a", 120), observe("members", 202504, "a", 121))
    assert line(store, "members", 202503, "q") == (120, None, 1, 0, 3, "reported")
    assert line(store, "members", 202504, "q") == (121, None, 1, 0, 2, "reported")


def test_villages_are_summed_to_the_township_and_to_the_district(store: Store) -> None:
    take(
        store,
        "走访.xlsx",
        observe("visits", 202501, "a1", 4),
        observe("visits", 202501, "a2", 5),
        observe("visits", 202501, "b1", 6),
    )
    assert line(store, "visits", 202501, "a") == (9, 9, 2, 2, 2, "reported")
    assert line(store, "visits", 202501, "b") == (6, 6, 1, 1, 1, "reported")
    assert line(store, "visits", 202501, "q") == (15, 15, 3, 3, 3, "reported")
    assert line(store, "visits", 202501, "o") is None


def test_a_later_village_is_added_to_what_is_there(store: Store) -> None:
    take(store, "甲.xlsx", observe("visits", 202501, "a1", 4))
    take(store, "乙.xlsx", observe("visits", 202501, "b1", 6))
    assert line(store, "visits", 202501, "a") == (4, 4, 1, 1, 2, "reported")
    assert line(store, "visits", 202501, "q") == (10, 10, 2, 2, 3, "reported")


def test_cumulative_own_amount_is_the_difference_within_the_year(store: Store) -> None:
    take(
        store,
        "全年.xlsx",
        observe("cases", 202412, "a", 9),
        observe("cases", 202501, "a", 2),
        observe("cases", 202502, "a", 5),
        observe("cases", 202504, "a", 8),
    )
    assert line(store, "cases", 202412, "a") == (9, None, 1, 0, 1, "reported")
    assert line(store, "cases", 202501, "a") == (2, 2, 1, 1, 1, "reported")
    assert line(store, "cases", 202502, "a") == (5, 3, 1, 1, 1, "reported")
    assert line(store, "cases", 202504, "a") == (8, None, 1, 0, 1, "reported")
    assert line(store, "cases", 202504, "q") == (8, None, 1, 0, 3, "reported")


def test_a_month_that_arrives_late_completes_the_month_after_it(store: Store) -> None:
    take(store, "三月.xlsx", observe("cases", 202503, "a", 7), observe("cases", 202503, "b", 1))
    assert line(store, "cases", 202503, "q") == (8, None, 2, 0, 4, "reported")
    take(store, "二月.xlsx", observe("cases", 202502, "a", 4))
    assert line(store, "cases", 202503, "a") == (7, 3, 1, 1, 1, "reported")
    assert line(store, "cases", 202503, "q") == (8, 3, 2, 1, 4, "reported")


def test_a_correction_changes_the_month_after_it_too(store: Store) -> None:
    take(store, "二月.xlsx", observe("cases", 202501, "a", 2), observe("cases", 202502, "a", 5))
    take(store, "更正.xlsx", observe("cases", 202501, "a", 4), at=datetime(2025, 3, 1))
    assert line(store, "cases", 202501, "q") == (4, 4, 1, 1, 4, "reported")
    assert line(store, "cases", 202502, "a") == (5, 1, 1, 1, 1, "reported")
    assert line(store, "cases", 202502, "q") == (5, 1, 1, 1, 4, "reported")


def test_the_observation_accepted_last_is_current_whatever_came_in_last(store: Store) -> None:
    first = store.keep(send("初报.xlsx", observe("meetings", 202501, "a", 3)))
    second = store.keep(send("更正.xlsx", observe("meetings", 202501, "a", 4)))
    store.accept(second.submission_id, "组织部", datetime(2025, 2, 8))
    store.accept(first.submission_id, "组织部", datetime(2025, 2, 7))
    assert line(store, "meetings", 202501, "q") == (4, 4, 1, 1, 4, "reported")


def test_accepted_at_one_moment_the_later_submission_is_current(store: Store) -> None:
    first = store.keep(send("初报.xlsx", observe("meetings", 202501, "a", 3)))
    second = store.keep(send("更正.xlsx", observe("meetings", 202501, "a", 4)))
    store.accept(second.submission_id, "组织部", FEBRUARY)
    store.accept(first.submission_id, "组织部", FEBRUARY)
    assert line(store, "meetings", 202501, "a") == (4, 4, 1, 1, 1, "reported")


def test_states_stay_apart(store: Store) -> None:
    take(
        store,
        "甲.xlsx",
        observe("meetings", 202501, "a", None, "withheld"),
        observe("meetings", 202501, "b", None, "not_applicable"),
        observe("meetings", 202501, "c", None, "missing"),
        observe("meetings", 202501, "o", 7),
    )
    assert line(store, "meetings", 202501, "a") == (None, None, 0, 0, 1, "withheld")
    assert line(store, "meetings", 202501, "b") == (None, None, 0, 0, 0, "not_applicable")
    assert line(store, "meetings", 202501, "c") == (None, None, 0, 0, 1, "missing")
    assert line(store, "meetings", 202501, "q") == (7, 7, 1, 1, 3, "reported")


def test_a_total_over_nobody_is_no_figure(store: Store) -> None:
    take(store, "甲.xlsx", observe("visits", 202501, "a1", None, "missing"))
    assert line(store, "visits", 202501, "a") == (None, None, 0, 0, 2, "missing")
    assert line(store, "visits", 202501, "q") == (None, None, 0, 0, 3, "missing")


def test_a_total_that_concerns_nobody_does_not_apply(store: Store) -> None:
    take(store, "甲.xlsx", observe("visits", 202501, "b1", None, "not_applicable"))
    assert line(store, "visits", 202501, "b") == (None, None, 0, 0, 0, "not_applicable")
    assert line(store, "visits", 202501, "q") == (None, None, 0, 0, 2, "missing")


def test_a_figure_that_nobody_asked_for_is_kept_and_not_summed(store: Store) -> None:
    take(
        store,
        "甲.xlsx",
        observe("members", 202501, "q", 999),
        observe("members", 202504, "c", 50),
        observe("found", 202501, "a", 12),
        observe("members", 202501, "a", 120),
    )
    assert line(store, "members", 202501, "q") == (120, None, 1, 0, 3, "reported")
    assert line(store, "members", 202504, "c") is None
    assert line(store, "members", 202504, "q") is None
    assert line(store, "found", 202501, "a") is None


def test_what_a_township_reports_itself_stands_for_its_villages(store: Store) -> None:
    take(store, "村.xlsx", observe("signs", 202501, "a1", 4), observe("signs", 202501, "b1", 1))
    assert line(store, "signs", 202501, "a") == (4, 4, 1, 1, 2, "reported")
    assert line(store, "signs", 202501, "q") == (5, 5, 2, 2, 4, "reported")
    take(store, "镇.xlsx", observe("signs", 202501, "a", 10))
    assert line(store, "signs", 202501, "a") == (10, 10, 1, 1, 1, "reported")
    assert line(store, "signs", 202501, "q") == (11, 11, 2, 2, 3, "reported")
    take(store, "西村.xlsx", observe("signs", 202501, "a2", 7))
    assert line(store, "signs", 202501, "q") == (11, 11, 2, 2, 3, "reported")
    assert [trace.area for trace in store.parts("signs", 202501, "q")] == ["a", "b1"]


def test_decimals_add_up_to_the_printed_sum(store: Store) -> None:
    take(store, "甲.xlsx", observe("cases", 202501, "a", 0.1), observe("cases", 202501, "b", 0.2))
    take(store, "乙.xlsx", observe("cases", 202502, "a", 0.3))
    assert line(store, "cases", 202501, "q") == (0.3, 0.3, 2, 2, 4, "reported")
    assert line(store, "cases", 202502, "a") == (0.3, 0.2, 1, 1, 1, "reported")


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    first = store.keep(send("甲.xlsx", observe("meetings", 202501, "a", 3)))
    store.accept(first.submission_id, "组织部", FEBRUARY)
    version = store.version()
    again = store.keep(send("甲.xlsx", observe("meetings", 202501, "a", 3), at=datetime(2025, 3, 1)))
    assert again.submission_id == first.submission_id
    assert not again.new
    store.accept(again.submission_id, "别人", datetime(2025, 3, 2))
    assert store.version() == version
    (trace,) = store.trace("meetings", 202501, "a")
    assert (trace.accepted_by, trace.accepted_at) == ("组织部", FEBRUARY)


def test_the_version_grows_with_what_is_accepted(store: Store) -> None:
    before = store.version()
    kept = store.keep(send("甲.xlsx", observe("meetings", 202501, "a", 3)))
    assert store.version() == before
    store.accept(kept.submission_id, "组织部", FEBRUARY)
    assert store.version() == before + 1


def test_accepting_what_was_never_kept_is_an_error(store: Store) -> None:
    with pytest.raises(LookupError, match="999"):
        store.accept(999, "组织部", FEBRUARY)


def test_a_frame_has_its_columns_and_kinds_even_when_empty(store: Store) -> None:
    empty = store.figures(["meetings"], [202501], ["a"])
    take(store, "甲.xlsx", observe("meetings", 202501, "a", 3))
    full = store.figures(["meetings"], [202501], ["a", "q"])
    assert list(empty.columns) == list(full.columns) == COLUMNS
    assert dict(empty.dtypes) == dict(full.dtypes)
    assert full["observation"].isna().tolist() == [area == "q" for area in full["area"]]


def test_no_key_asked_for_is_an_empty_frame(store: Store) -> None:
    take(store, "甲.xlsx", observe("meetings", 202501, "a", 3))
    assert store.figures([], [202501], ["a"]).empty
    assert store.figures(["meetings"], [], ["a"]).empty
    assert store.figures(["meetings"], [202501], []).empty


def test_figures_without_a_frame(store: Store) -> None:
    take(store, "甲.xlsx", observe("meetings", 202501, "a", 3), observe("cases", 202501, "a", None, "not_applicable"))
    assert sorted(store.values(["meetings", "cases"], [202501, 202502], ["a", "q"])) == [
        ("cases", 202501, "a", None, "not_applicable"),
        ("cases", 202501, "q", None, "missing"),
        ("meetings", 202501, "a", 3.0, "reported"),
        ("meetings", 202501, "q", 3.0, "reported"),
    ]
    assert store.values(["meetings"], [202502], ["a"]) == []
