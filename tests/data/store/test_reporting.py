"""How units stand with their months: states, lateness, days overdue, reminders, zero reports."""

from datetime import date, datetime

import pandas as pd

from data.store import Store
from tests.small_district import list_item, observe, send

ON_TIME = datetime(2025, 2, 5, 23, 59)
LATE = datetime(2025, 2, 6, 0, 1)
NOW = datetime(2025, 2, 10, 9)
TODAY = date(2025, 2, 10)


def keep(store: Store, name: str, area: str, *, at: datetime = ON_TIME, month: int = 202501, value: float = 3) -> int:
    cells = (observe("meetings", month, area, value), observe("cases", month, area, 0))
    return store.keep(send(name, *cells, at=at)).submission_id


def stand(store: Store, area: str, month: int = 202501) -> list[object]:
    """state, late, days overdue, figures, submission and waiting of one unit."""
    frame = store.reporting([month], "q", TODAY).set_index("area")
    columns = ["state", "late", "days_overdue", "figures", "submission_id", "waiting"]
    return [None if value is pd.NA else value for value in frame.loc[area, columns]]


def test_nothing_yet(store: Store) -> None:
    frame = store.reporting([202501, 202504], "q", TODAY)
    assert list(zip(frame["month"], frame["area"], strict=True)) == [
        (202501, "a"),
        (202501, "b"),
        (202501, "c"),
        (202501, "o"),
        (202504, "a"),
        (202504, "b"),
        (202504, "o"),
    ]
    assert frame.loc[0, ["name", "kind", "state", "due_on"]].tolist() == ["青石镇", "镇", "pending", date(2025, 2, 5)]
    assert frame["received_at"].isna().all()
    assert frame["days_overdue"].tolist() == [5, 5, 5, 5, 0, 0, 0]
    assert store.reporting([202501], "b", TODAY)["area"].tolist() == ["b"]
    assert store.reporting([], "q", TODAY).empty
    assert store.span() is None


def test_a_submission_from_reported_to_accepted(store: Store) -> None:
    first = keep(store, "初报.xlsx", "a")
    assert stand(store, "a") == ["reported", False, 0, 2, first, first]
    store.return_submission(first, "组织部", NOW, "漏报")
    assert stand(store, "a") == ["returned", False, 5, 2, first, None]
    second = keep(store, "重报.xlsx", "a", at=LATE)
    # The deadline was kept with the first, whatever came of it.
    assert stand(store, "a") == ["resent", False, 0, 2, second, second]
    store.accept(second, "组织部", NOW)
    assert stand(store, "a") == ["accepted", False, 0, 2, second, None]
    third = keep(store, "更正.xlsx", "a", at=NOW)
    assert stand(store, "a") == ["accepted", False, 0, 2, second, third]
    store.return_submission(third, "组织部", NOW, "不必更正")
    assert stand(store, "a") == ["accepted", False, 0, 2, second, None]


def test_what_waits_is_not_returned_because_another_was(store: Store) -> None:
    first = keep(store, "初报.xlsx", "a")
    second = keep(store, "又报.xlsx", "a")
    store.return_submission(second, "组织部", NOW, "与初报不一致")
    assert stand(store, "a") == ["reported", False, 0, 2, first, first]


def test_late_is_who_first_came_after_the_deadline(store: Store) -> None:
    number = keep(store, "迟.xlsx", "a", at=LATE)
    store.accept(number, "组织部", NOW)
    assert stand(store, "a") == ["accepted", True, 0, 2, number, None]
    store.set_deadline(202501, date(2025, 2, 6))
    assert (store.deadline(202501), store.deadline(202502)) == (date(2025, 2, 6), date(2025, 3, 5))
    assert not stand(store, "a")[1]
    assert stand(store, "b")[2] == 4
    store.set_deadline(202501, date(2025, 2, 4))
    assert stand(store, "a")[1]


def test_a_zero_report_is_a_report_and_silence_is_none(store: Store) -> None:
    keep(store, "零.xlsx", "a", value=0)
    keep(store, "有.xlsx", "b", value=1)
    silent = (observe("meetings", 202501, "o", None, "missing"),)
    store.keep(send("空.xlsx", *silent, items=(list_item("1", "o", date(2025, 1, 3)),)))
    frame = store.reporting([202501], "q", TODAY).set_index("area")
    assert frame["zero"].to_dict() == {"a": True, "b": False, "c": False, "o": False}
    assert frame["state"].to_dict() == {"a": "reported", "b": "reported", "c": "pending", "o": "pending"}


def test_a_report_in_two_files_counts_its_figures_once(store: Store) -> None:
    for name, cells in (
        ("一.xlsx", (observe("meetings", 202501, "a", 0), observe("cases", 202501, "a", 2))),
        ("二.xlsx", (observe("members", 202501, "a", 9), observe("cases", 202501, "a", 0))),
    ):
        store.take(send(name, *cells, at=ON_TIME), "组织部", NOW)
    frame = store.reporting([202501], "q", TODAY).set_index("area")
    assert frame.loc["a", ["figures", "zero"]].tolist() == [3, False]


def test_who_is_called_in(store: Store) -> None:
    keep(store, "十一月.xlsx", "a", month=202411)
    store.return_submission(keep(store, "一月.xlsx", "b"), "组织部", NOW, "漏报")
    for area in ("a", "o"):
        keep(store, f"一月{area}.xlsx", area)
    store.lock(202412, "组织部", NOW)
    frame = store.reminders(TODAY)
    columns = ["month", "area", "name", "state", "due_on", "days_overdue"]
    assert [tuple(row) for row in frame[columns].itertuples(index=False)] == [
        (202411, "b", "白沙乡", "pending", date(2024, 12, 5), 67),
        (202411, "c", "旧街街道", "pending", date(2024, 12, 5), 67),
        (202411, "o", "组织部", "pending", date(2024, 12, 5), 67),
        (202501, "b", "白沙乡", "returned", date(2025, 2, 5), 5),
        (202501, "c", "旧街街道", "pending", date(2025, 2, 5), 5),
    ]
    assert store.reminders(TODAY, "b")["month"].tolist() == [202411, 202501]
    assert store.reminders(date(2025, 2, 5))["month"].tolist() == [202411] * 3
    assert store.span() == (202411, 202501)


def test_before_anything_came_only_the_last_month_is_called_in(store: Store) -> None:
    assert store.reminders(TODAY)["month"].unique().tolist() == [202501]
    assert store.reminders(date(2025, 2, 3))["month"].unique().tolist() == [202412]
