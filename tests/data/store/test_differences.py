"""What a submission changes, before and after it is accepted; and the history of a figure."""

from datetime import date, datetime

import pytest

from data.observations import Observation
from data.store import Store
from tests.small_district import list_item, observe, send

FEBRUARY = datetime(2025, 2, 6, 10)
MARCH = datetime(2025, 3, 6, 10)
APRIL = datetime(2025, 4, 6, 10)


def keep(store: Store, name: str, *cells: Observation) -> int:
    return store.keep(send(name, *cells)).submission_id


def changes(store: Store, number: int) -> list[tuple[object, ...]]:
    frame = store.changes(number)
    return [
        tuple(None if value != value else value for value in row) for row in frame.itertuples(index=False, name=None)
    ]


def test_a_first_report_changes_nothing_into_something(store: Store) -> None:
    cells = (
        observe("cases", 202501, "b", 0),
        observe("meetings", 202501, "a", 3),
        observe("members", 202501, "o", 7),  # nobody asks the organ for it
    )
    number = keep(store, "一.xlsx", *cells)
    expected = [
        ("meetings", 202501, "a", None, "missing", 3, "reported", "月报", "C1"),
        ("cases", 202501, "b", None, "missing", 0, "reported", "月报", "C1"),
    ]
    assert changes(store, number) == expected
    store.accept(number, "组织部", FEBRUARY)
    assert changes(store, number) == expected


def test_a_correction_shows_what_differs_before_and_after_acceptance(store: Store) -> None:
    first = (observe("meetings", 202501, "a", 3), observe("cases", 202501, "a", 2), observe("signs", 202501, "a", 1))
    store.accept(keep(store, "一.xlsx", *first), "组织部", FEBRUARY)
    second = keep(
        store,
        "更正.xlsx",
        observe("meetings", 202501, "a", 4),
        observe("cases", 202501, "a", 2),
        observe("signs", 202501, "a", None, "not_applicable"),
    )
    expected = [
        ("meetings", 202501, "a", 3, "reported", 4, "reported", "月报", "C1"),
        ("signs", 202501, "a", 1, "reported", None, "not_applicable", "月报", "C1"),
    ]
    assert changes(store, second) == expected
    store.accept(second, "组织部", MARCH)
    assert changes(store, second) == expected
    third = keep(store, "再更正.xlsx", observe("meetings", 202501, "a", 3))
    store.accept(third, "组织部", APRIL)
    assert changes(store, second) == expected
    assert changes(store, third) == [("meetings", 202501, "a", 4, "reported", 3, "reported", "月报", "C1")]


def test_what_is_returned_would_have_changed_what_is_current(store: Store) -> None:
    store.accept(keep(store, "一.xlsx", observe("meetings", 202501, "a", 3)), "组织部", FEBRUARY)
    second = keep(store, "更正.xlsx", observe("meetings", 202501, "a", 4))
    store.return_submission(second, "组织部", MARCH, "不符")
    store.accept(keep(store, "再更正.xlsx", observe("meetings", 202501, "a", 5)), "组织部", APRIL)
    assert changes(store, second) == [("meetings", 202501, "a", 5, "reported", 4, "reported", "月报", "C1")]


def test_a_submission_without_figures_changes_none(store: Store) -> None:
    assert store.changes(keep(store, "台账.xlsx")).empty
    with pytest.raises(LookupError, match="没有编号为 9 的报送"):
        store.changes(9)


def test_a_ledger_sent_again_shows_what_differs_item_by_item(store: Store) -> None:
    found, due, done = date(2025, 1, 3), date(2025, 3, 1), date(2025, 2, 20)
    first = (list_item("1", "a", found, due), list_item("2", "a", found, due))
    second = (list_item("2", "b", found, due, done), list_item("1", "a", found, due), list_item("3", "b", found))
    start = store.keep(send("一月台账.xlsx", items=first)).submission_id
    assert store.item_changes(start)["field"].tolist() == ["number", "number"]
    store.accept(start, "组织部", FEBRUARY)
    again = store.keep(send("二月台账.xlsx", items=second)).submission_id
    expected = [
        ("2", "b", "area", "a", "b", "台账", 3),
        ("2", "b", "status", "正在整改", "已完成", "台账", 3),
        ("2", "b", "done_on", "", "2025-02-20", "台账", 3),
        ("3", "b", "number", "", "3", "台账", 3),
    ]
    assert list(store.item_changes(again).itertuples(index=False, name=None)) == expected
    store.accept(again, "组织部", MARCH)
    assert list(store.item_changes(again).itertuples(index=False, name=None)) == expected
    with pytest.raises(LookupError, match="没有编号为 9 的报送"):
        store.item_changes(9)


def test_the_history_of_a_figure_is_who_when_from_what_to_what_and_where(store: Store) -> None:
    for name, value, by, at in (
        ("一.xlsx", 3, "甲", FEBRUARY),
        ("二.xlsx", 4, "乙", MARCH),
        ("三.xlsx", 3, "甲", APRIL),
    ):
        store.accept(keep(store, name, observe("meetings", 202501, "a", value)), by, at)
    history = [
        (trace.value, trace.accepted_by, trace.accepted_at, trace.file_name, trace.cell)
        for trace in store.trace("meetings", 202501, "a")
    ]
    assert history == [
        (3, "甲", APRIL, "三.xlsx", "C1"),
        (4, "乙", MARCH, "二.xlsx", "C1"),
        (3, "甲", FEBRUARY, "一.xlsx", "C1"),
    ]
