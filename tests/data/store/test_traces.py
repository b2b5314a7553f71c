"""From a figure back to its cells, and who has reported."""

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pandas as pd

from data.problems import Problem
from data.store import Store
from tests.small_district import list_item, observe, send

FEBRUARY = datetime(2025, 2, 6, 10)
MARCH = datetime(2025, 3, 6, 10)


def test_a_figure_knows_its_cell_and_what_it_replaced(store: Store) -> None:
    first = store.take(send("初报.xlsx", observe("meetings", 202501, "a", 3)), "组织部甲", FEBRUARY)
    second = store.take(
        send("更正.xlsx", observe("meetings", 202501, "a", 4), at=datetime(2025, 3, 5, 9)), "组织部乙", MARCH
    )
    now, before = store.trace("meetings", 202501, "a")
    assert now.current
    assert (now.value, now.state, now.text) == (4, "reported", "4")
    assert (now.submission_id, now.file_name, now.sheet, now.cell) == (second.submission_id, "更正.xlsx", "月报", "C1")
    assert now.sha256 == sha256("更正.xlsx".encode()).hexdigest()
    assert (now.received_at, now.received_by) == (datetime(2025, 3, 5, 9), "青石镇党建办")
    assert (now.accepted_at, now.accepted_by) == (MARCH, "组织部乙")
    assert not before.current
    assert (before.submission_id, before.value, before.accepted_at) == (first.submission_id, 3, FEBRUARY)
    observation = store.figures(["meetings"], [202501], ["a"])["observation"].item()
    assert observation is not pd.NA


def test_what_was_not_accepted_leaves_no_trace(store: Store) -> None:
    store.keep(send("初报.xlsx", observe("meetings", 202501, "a", 3)))
    assert store.trace("meetings", 202501, "a") == []
    assert store.trace("meetings", 202501, "q") == []


def test_a_total_is_made_of_current_cells(store: Store) -> None:
    store.take(send("一.xlsx", observe("visits", 202501, "a1", 4), observe("visits", 202501, "b1", 6)), "组", FEBRUARY)
    store.take(send("二.xlsx", observe("visits", 202501, "a1", 5)), "组", MARCH)
    assert store.trace("visits", 202501, "q") == []
    assert [(part.area, part.value) for part in store.parts("visits", 202501, "q")] == [("a1", 5), ("b1", 6)]
    assert [part.area for part in store.parts("visits", 202501, "b")] == ["b1"]


def test_coverage_says_who_has_reported_and_how_much(store: Store) -> None:
    store.take(
        send("一.xlsx", observe("meetings", 202501, "a", 3), observe("members", 202501, "a", 9), at=FEBRUARY),
        "组",
        MARCH,
    )
    store.take(send("二.xlsx", observe("meetings", 202501, "a", 4), at=MARCH), "组", MARCH)
    store.take(send("三.xlsx", observe("visits", 202501, "b1", 6), at=MARCH), "组", MARCH)
    frame = store.coverage([202501, 202504], "q").set_index(["month", "area"])
    assert list(frame.index) == [
        (202501, "a"),
        (202501, "b"),
        (202501, "c"),
        (202501, "o"),
        (202504, "a"),
        (202504, "b"),
        (202504, "o"),
    ]
    columns = ["name", "kind", "expected", "reported", "asked", "arrived", "state"]
    # The township's members, meetings, cases, signs; visits and signs of each village.
    assert frame.loc[(202501, "a"), columns].tolist() == ["青石镇", "镇", 3, 1, 8, 2, "reported"]
    assert frame.loc[(202501, "b"), columns].tolist() == ["白沙乡", "乡", 2, 1, 6, 1, "reported"]
    assert frame.loc[(202501, "o"), columns].tolist() == ["组织部", "部门", 1, 0, 2, 0, "missing"]
    assert set(frame.loc[202504, "state"]) == {"missing"}
    assert frame.loc[(202501, "a"), "first_received_at"] == pd.Timestamp(FEBRUARY)
    assert frame.loc[(202501, "c"), "first_received_at"] is pd.NaT
    assert store.coverage([202501], "b1").empty


def test_corrections_are_the_figures_that_a_later_file_changed(store: Store) -> None:
    first = (observe("meetings", 202501, "a", 3), observe("cases", 202501, "a", 2), observe("visits", 202501, "a1", 4))
    again = (observe("meetings", 202501, "a", 5), observe("cases", 202501, "a", 2), observe("visits", 202501, "a1", 6))
    store.take(send("一.xlsx", *first, observe("meetings", 202502, "b", 9), at=FEBRUARY), "组", FEBRUARY)
    store.take(send("二.xlsx", *again, observe("signs", 202501, "a", 1), at=MARCH), "组", MARCH)
    store.take(send("三.xlsx", observe("meetings", 202501, "a", 7), at=datetime(2025, 3, 31, 23)), "组", MARCH)

    def corrected(area: str, *months: int) -> list[list[object]]:
        return store.corrections(area, months)[["area", "metric", "month"]].to_numpy().tolist()

    # Twice in one month is one figure; what was sent again unchanged or for the first time is none.
    assert corrected("q", 202502, 202503) == [["a", "meetings", 202501], ["a1", "visits", 202501]]
    assert store.corrections("q", [202503])["name"].tolist() == ["青石镇", "东村"]
    assert corrected("a1", 202503) == [["a1", "visits", 202501]]
    assert corrected("b", 202503) == corrected("q", 202502) == corrected("q") == []


def test_what_is_accepted_in_between_can_undo_a_correction(store: Store) -> None:
    for number, (value, day) in enumerate(((3, 1), (5, 9)), start=1):
        incoming = send(f"{number}.xlsx", observe("meetings", 202501, "a", value), at=datetime(2025, number, 5))
        store.take(incoming, "组", datetime(2025, 6, day))
    assert len(store.corrections("q", [202502])) == 1
    between = send("三.xlsx", observe("meetings", 202501, "a", 5), at=datetime(2025, 3, 5))
    store.take(between, "组", datetime(2025, 6, 5))
    assert store.corrections("q", [202502]).empty
    assert len(store.corrections("q", [202503])) == 1


def test_a_ledger_alone_is_no_report(store: Store) -> None:
    items = (list_item("1", "b", date(2025, 1, 10)),)
    store.take(send("一.xlsx", observe("meetings", 202501, "a", 3), items=items), "组", MARCH)
    assert store.coverage([202501], "q").set_index("area")["arrived"].to_dict() == {"a": 1, "b": 0, "c": 0, "o": 0}


def test_the_file_itself_is_kept_under_its_digest(store: Store, tmp_path: Path) -> None:
    content = b"PK\x03\x04 a workbook"
    incoming = send("一.xlsx", observe("meetings", 202501, "a", 3), content=content)
    assert store.knows(incoming.sha256) is None
    kept = store.keep(incoming)
    assert store.knows(incoming.sha256) == kept.submission_id
    path = tmp_path / "files" / incoming.sha256[:2] / incoming.sha256
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [incoming.sha256]


def test_what_came_in_is_listed_newest_first(store: Store) -> None:
    warning = Problem("spike", "warn", "“900”", "远高于以往", "请核实")
    store.take(send("一.xlsx", observe("meetings", 202501, "a", 3), warnings=(warning,)), "组织部", MARCH)
    store.keep(send("二.xlsx", observe("meetings", 202501, "b", 3)))
    frame = store.submissions(10)
    assert frame["file_name"].tolist() == ["二.xlsx", "一.xlsx"]
    assert frame["status"].tolist() == ["reported", "accepted"]
    assert len(store.submissions(1)) == 1
