"""The coverage matrix: how each unit stands with each month, and the rates."""

from datetime import date, datetime

from data.periods import Period
from data.selection import Selection
from data.store import Store
from data.submissions import say_silence
from pipelines.punctuality import call_in, survey_months, survey_reporting
from tests.small_district import observe, send

JUNE = Selection("q", "meetings", Period(2025, 6, "month"))


def test_months_end_with_the_last_that_is_over(store: Store) -> None:
    def last(at: date) -> int:
        return survey_reporting(store, JUNE, at).last

    before_anything = survey_reporting(store, JUNE, date(2026, 11, 24))
    assert before_anything.months["month"].tolist() == [202610]
    store.take(send("六月.xlsx", observe("meetings", 202506, "a", 1)), "组织部", datetime(2025, 7, 2))
    assert survey_reporting(store, JUNE, date(2025, 8, 1)).months["month"].tolist() == [202506, 202507]
    assert last(date(2025, 6, 30)) == 202506
    store.take(send("七月.xlsx", observe("meetings", 202507, "a", 1)), "组织部", datetime(2025, 8, 1))
    assert last(date(2025, 8, 1)) == 202506
    store.keep(send("早先.xlsx", observe("meetings", 202401, "a", 1), at=datetime(2025, 8, 2)))
    months = survey_reporting(store, JUNE, date(2025, 8, 1)).months["month"].tolist()
    assert (len(months), months[0], months[-1]) == (12, 202407, 202506)


def test_months_that_nobody_reports_any_more_are_no_columns(store: Store) -> None:
    store.take(send("六月.xlsx", observe("meetings", 202506, "a", 1)), "组织部", datetime(2025, 7, 2))
    store.keep(send("七月.xlsx", observe("meetings", 202507, "a", 1), at=datetime(2025, 8, 2)))
    three = survey_reporting(store, JUNE, date(2025, 11, 6))
    assert (three.last, three.silent) == (202510, [])
    assert set(three.cells.loc[three.cells["month"] == 202509, "standing"]) == {"missing"}
    four = survey_reporting(store, JUNE, date(2025, 12, 6))
    assert (four.last, four.silent) == (202507, [202508, 202509, 202510, 202511])
    assert call_in(store, JUNE, date(2025, 12, 6))["month"].tolist() == [202507, 202506]
    assert say_silence(four.silent) == "2025年8月至2025年11月已过截止日，还没有任何单位报送。"
    assert say_silence([]) == ""


def test_standings_and_rates(store: Store) -> None:
    accepted = store.keep(send("一.xlsx", observe("meetings", 202505, "a", 1), at=datetime(2025, 6, 3)))
    late = store.keep(send("二.xlsx", observe("meetings", 202505, "b", 1), at=datetime(2025, 6, 9)))
    returned = store.keep(send("三.xlsx", observe("meetings", 202506, "a", 1), at=datetime(2025, 7, 2)))
    store.keep(send("四.xlsx", observe("meetings", 202506, "b", 1), at=datetime(2025, 7, 3)))
    store.accept(accepted.submission_id, "组织部", datetime(2025, 6, 10))
    store.accept(late.submission_id, "组织部", datetime(2025, 6, 10))
    store.return_submission(returned.submission_id, "组织部", datetime(2025, 7, 4), "请核对")
    found = survey_reporting(store, JUNE, date(2025, 7, 6))
    cells = found.cells[found.cells["month"] >= 202505]
    assert dict(zip(zip(cells["month"], cells["area"], strict=True), cells["standing"], strict=True)) == {
        (202505, "a"): "punctual",
        (202505, "b"): "late",
        (202505, "o"): "missing",
        (202506, "a"): "returned",
        (202506, "b"): "waiting",
        (202506, "o"): "missing",
    }
    months = found.months.set_index("month").loc[[202505, 202506]]
    assert months[["owed", "reported", "punctual"]].to_numpy().tolist() == [[3, 2, 1], [3, 1, 1]]
    units = found.units.set_index("area")
    assert units.loc["b", ["reported", "punctual"]].tolist() == [2, 1]


def test_a_month_that_is_not_due_counts_once_something_came(store: Store) -> None:
    store.keep(send("一.xlsx", observe("meetings", 202506, "a", 1), at=datetime(2025, 7, 2)))
    found = survey_reporting(store, JUNE, date(2025, 7, 3))
    june = found.cells[found.cells["month"] == 202506].set_index("area")
    assert june["standing"].to_dict() == {"a": "waiting", "b": "pending", "o": "pending"}
    assert june["owed"].to_dict() == {"a": 1, "b": 0, "o": 0}


def test_months_as_the_department_keeps_them(store: Store) -> None:
    store.keep(send("一.xlsx", observe("meetings", 202506, "a", 1), at=datetime(2025, 7, 2)))
    store.set_deadline(202506, date(2025, 7, 8))
    store.lock(202505, "组织部", datetime(2025, 7, 3))
    months = survey_months(store, [202505, 202506], date(2025, 7, 6))
    assert months.to_dict("records") == [
        {"month": 202506, "due_on": date(2025, 7, 8), "owed": 3, "missing": ["白沙乡", "组织部"], "locked": False},
        {
            "month": 202505,
            "due_on": date(2025, 6, 5),
            "owed": 3,
            "missing": ["青石镇", "白沙乡", "组织部"],
            "locked": True,
        },
    ]


def test_who_is_called_in_month_by_month(store: Store) -> None:
    store.keep(send("一.xlsx", observe("meetings", 202505, "a", 1), at=datetime(2025, 6, 3)))
    store.keep(send("二.xlsx", observe("meetings", 202506, "o", 1), at=datetime(2025, 7, 3)))
    called = call_in(store, JUNE, date(2025, 7, 6))
    assert called.to_dict("records") == [
        {"month": 202506, "due_on": date(2025, 7, 5), "days_overdue": 1, "units": ["青石镇", "白沙乡"]},
        {"month": 202505, "due_on": date(2025, 6, 5), "days_overdue": 31, "units": ["白沙乡", "组织部"]},
    ]
