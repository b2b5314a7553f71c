"""The rectification ledger, counted by hand."""

from datetime import date, datetime

import pytest

from data.observations import LedgerItem
from data.store import Store
from tests.small_district import list_item, observe, send

Counts = dict[str, float]


def take(store: Store, name: str, *items: LedgerItem, at: datetime = datetime(2025, 7, 1)) -> None:
    store.take(send(name, items=items), "组织部", at)


def report(store: Store, *months: int) -> None:
    name = f"月报{months}.xlsx"
    store.take(send(name, *(observe("meetings", month, "a", 1) for month in months)), "组织部", datetime(2025, 7, 1))


def counts(store: Store, area: str, month: int) -> Counts:
    frame = store.figures(["found", "done", "open", "overdue", "risk_found"], [month], [area])
    return {str(metric): value for metric, value in zip(frame["metric"], frame["value"], strict=True)}


LEDGER = (
    list_item("1", "a", date(2024, 12, 5), due=date(2025, 2, 1)),
    list_item("2", "a", date(2025, 1, 10), due=date(2025, 1, 31), done=date(2025, 2, 20)),
    list_item("3", "b", date(2025, 1, 20), due=date(2025, 3, 15), source="防风险"),
    list_item("4", "o", date(2025, 2, 3)),
)


def test_items_are_counted_in_the_year_that_they_were_found_in(store: Store) -> None:
    report(store, 202411, 202412, 202501, 202502, 202503)
    take(store, "台账.xlsx", *LEDGER)
    assert counts(store, "a", 202411) == {}
    assert counts(store, "q", 202412) == {"found": 1, "done": 0, "open": 1, "overdue": 0, "risk_found": 0}
    assert counts(store, "q", 202501) == {"found": 2, "done": 0, "open": 2, "overdue": 0, "risk_found": 1}
    assert counts(store, "a", 202502) == {"found": 1, "done": 1, "open": 0, "overdue": 0, "risk_found": 0}
    assert counts(store, "q", 202502) == {"found": 3, "done": 1, "open": 2, "overdue": 0, "risk_found": 1}
    assert counts(store, "q", 202503) == {"found": 3, "done": 1, "open": 2, "overdue": 1, "risk_found": 1}


def test_an_item_is_overdue_the_day_after_its_time_limit(store: Store) -> None:
    report(store, 202501, 202502)
    take(store, "台账.xlsx", list_item("1", "a", date(2025, 1, 10), due=date(2025, 1, 31)))
    assert counts(store, "a", 202501)["overdue"] == 0
    assert counts(store, "a", 202502)["overdue"] == 1
    assert store.ledger("a", date(2025, 1, 31))["state"].tolist() == ["open"]
    frame = store.ledger("a", date(2025, 2, 1))
    assert (frame["state"].tolist(), frame["days_overdue"].tolist()) == (["overdue"], [1])


def test_a_unit_without_items_has_none_and_is_covered(store: Store) -> None:
    report(store, 202501)
    take(store, "台账.xlsx", list_item("1", "a", date(2025, 1, 10)))
    frame = store.figures(["found"], [202501], ["q", "a", "b", "c", "o", "a1"]).set_index("area")
    assert frame["value"].to_dict() == {"q": 1, "a": 1, "b": 0, "c": 0, "o": 0}
    assert frame["covered"].to_dict() == frame["expected"].to_dict() == {"q": 4, "a": 1, "b": 1, "c": 1, "o": 1}
    assert set(frame["state"]) == {"reported"}
    assert frame["observation"].isna().all()


def test_items_of_the_district_itself_and_of_villages_are_in_its_total(store: Store) -> None:
    report(store, 202501)
    take(store, "台账.xlsx", list_item("1", "q", date(2025, 1, 10)), list_item("2", "a1", date(2025, 1, 11)))
    assert counts(store, "q", 202501)["found"] == 2
    assert counts(store, "a", 202501)["found"] == 1
    assert counts(store, "a1", 202501)["found"] == 1


def test_items_of_a_unit_that_no_longer_exists_stay_in_the_year(store: Store) -> None:
    report(store, 202501, 202506)
    take(store, "台账.xlsx", list_item("1", "c", date(2025, 1, 10)))
    assert counts(store, "q", 202506)["found"] == 1
    assert counts(store, "c", 202506)["open"] == 1


def test_a_new_month_of_figures_extends_the_counts(store: Store) -> None:
    report(store, 202501)
    take(store, "台账.xlsx", list_item("1", "a", date(2025, 1, 10), due=date(2025, 1, 20)))
    assert counts(store, "q", 202503) == {}
    report(store, 202503)
    assert counts(store, "q", 202502)["overdue"] == 1
    assert counts(store, "q", 202503)["overdue"] == 1
    assert counts(store, "q", 202504) == {}


def test_nothing_is_counted_before_anything_was_reported(store: Store) -> None:
    take(store, "台账.xlsx", list_item("1", "a", date(2025, 1, 10)))
    assert counts(store, "q", 202501) == {}
    report(store, 202502)
    assert counts(store, "q", 202501)["found"] == 1


def test_a_later_ledger_corrects_an_item_and_keeps_the_rest(store: Store) -> None:
    report(store, 202411, 202412, 202501, 202502)
    take(store, "台账.xlsx", list_item("1", "a", date(2024, 11, 10)), list_item("2", "b", date(2025, 1, 5)))
    assert counts(store, "q", 202411)["found"] == 1
    take(store, "更正.xlsx", list_item("1", "b", date(2025, 1, 10), done=date(2025, 2, 1)), at=datetime(2025, 8, 1))
    assert counts(store, "q", 202411) == counts(store, "q", 202412) == {}
    assert counts(store, "a", 202501)["found"] == 0
    assert counts(store, "b", 202501)["found"] == 2
    assert counts(store, "b", 202502)["done"] == 1


def test_the_ledger_accepted_last_is_current(store: Store) -> None:
    report(store, 202501)
    take(store, "新.xlsx", list_item("1", "a", date(2025, 1, 10), done=date(2025, 1, 11)), at=datetime(2025, 8, 2))
    take(store, "旧.xlsx", list_item("1", "b", date(2025, 1, 10)), at=datetime(2025, 8, 1))
    assert counts(store, "a", 202501)["done"] == 1
    assert counts(store, "b", 202501)["found"] == 0


def test_the_list_stands_as_of_a_day(store: Store) -> None:
    take(store, "台账.xlsx", *LEDGER)
    frame = store.ledger("q", date(2025, 2, 20)).set_index("number")
    assert frame["state"].to_dict() == {"1": "overdue", "2": "done", "3": "open", "4": "open"}
    assert frame["days_overdue"].to_dict() == {"1": 19, "2": 0, "3": 0, "4": 0}
    assert frame.loc["3", ["area", "name", "source", "sheet", "row"]].tolist() == ["b", "白沙乡", "防风险", "台账", 3]
    assert store.ledger("q", date(2025, 1, 15))["number"].tolist() == ["1", "2"]
    assert store.ledger("a", date(2025, 2, 19))["state"].tolist() == ["overdue", "overdue"]


@pytest.mark.parametrize("area", ["a1", "c"])
def test_an_area_without_items_has_an_empty_list_with_its_columns(store: Store, area: str) -> None:
    take(store, "台账.xlsx", *LEDGER)
    frame = store.ledger(area, date(2025, 12, 31))
    assert frame.empty
    assert list(frame.columns) == list(store.ledger("q", date(2025, 12, 31)).columns)


def test_an_item_that_moves_away_leaves_no_count_behind(store: Store) -> None:
    """A village is asked for no ledger: once its only item is another unit's, nothing of it stays."""
    found = date(2025, 1, 10)
    for minute, area in enumerate(("b1", "a")):
        at = datetime(2025, 2, 5, 9, minute)
        file = send(f"{area}.xlsx", observe("meetings", 202501, "a", 1), items=(list_item("1", area, found),), at=at)
        store.accept(store.keep(file).submission_id, "组织部", at)
    assert store.figures(["found"], [202501], ["b1"]).empty
    before = store.figures(["found"], [202501], ["a", "b", "b1", "q"])["value"].tolist()
    store.rebuild()
    assert store.figures(["found"], [202501], ["a", "b", "b1", "q"])["value"].tolist() == before
