"""Accepting, returning, answering: what is allowed, what is refused, and what is remembered of it."""

from datetime import date, datetime

import pytest

from data.problems import Problem, Refusal
from data.store import Store
from data.submissions import Answer, Event, Scope
from tests.databases import read_table
from tests.small_district import list_item, observe, send

RECEIVED = datetime(2025, 2, 5, 9)
FEBRUARY = datetime(2025, 2, 6, 10)
MARCH = datetime(2025, 3, 6, 10)
SPIKE = Problem("spike", "warn", "“900”", "远高于以往", "请核实", "一.xlsx", "月报", "C1")
JUMP = Problem("jump", "warn", "“5”", "远低于以往", "请核实", "一.xlsx", "月报", "C2")


def keep(store: Store, name: str = "一.xlsx", *warnings: Problem, month: int = 202501, value: float = 3) -> int:
    return store.keep(send(name, observe("meetings", month, "a", value), warnings=warnings)).submission_id


def value_of(store: Store, month: int = 202501) -> list[float]:
    values: list[float] = store.figures(["meetings"], [month], ["a"])["value"].tolist()
    return values


def test_a_submission_says_what_befell_it_and_whom_it_speaks_for(store: Store) -> None:
    cells = (
        observe("cases", 202501, "b", 0),
        observe("meetings", 202501, "a", 3),
        observe("cases", 202501, "a", 0),
        observe("signs", 202501, "a", None, "not_applicable"),
        observe("members", 202501, "a", None, "missing"),
        observe("members", 202502, "a", None, "missing"),
    )
    listed = (list_item("1", "a", date(2025, 1, 3)),)
    kept = store.keep(send("一.xlsx", *cells, items=listed, warnings=(SPIKE,))).submission_id
    store.answer_warning(kept, 0, "补报了去年的", "青石镇", FEBRUARY)
    store.accept(kept, "组织部", MARCH)
    record = store.submission(kept)
    assert record is not None
    assert (record.file_name, record.layout, record.status, record.items) == ("一.xlsx", "月报", "accepted", 1)
    assert (record.received_at, record.received_by) == (RECEIVED, "青石镇党建办")
    assert record.events == (
        Event("received", RECEIVED, "青石镇党建办", ""),
        Event("accepted", MARCH, "组织部", ""),
    )
    assert record.scopes == (Scope(202501, "a", 3, 1), Scope(202501, "b", 1, 1), Scope(202502, "a", 0, 0))
    [warned] = record.warned
    assert (warned.problem, warned.answer) == (SPIKE, Answer("补报了去年的", "青石镇", FEBRUARY))
    assert store.submission(kept + 1) is None


def test_a_warning_needs_an_answer_before_acceptance(store: Store) -> None:
    number = keep(store, "一.xlsx", SPIKE, JUMP)
    store.answer_warning(number, 1, "两个村合并了", "青石镇", FEBRUARY)
    with pytest.raises(Refusal) as refused:
        store.accept(number, "组织部", MARCH)
    assert str(refused.value) == (
        "一.xlsx › 月报 › C1：第1条提醒（“900”远高于以往）还没有说明。请核实：无误的写明理由，有误的退回改正。"
    )
    assert store.obstacles(number) == refused.value.problems
    assert value_of(store) == []
    store.answer_warning(number, 0, "补报了去年的", "青石镇", FEBRUARY)
    assert store.obstacles(number) == []
    store.accept(number, "组织部", MARCH)
    assert value_of(store) == [3]


def test_the_last_answer_counts_and_the_first_is_not_lost(store: Store, database: str) -> None:
    number = keep(store, "一.xlsx", SPIKE)
    store.answer_warning(number, 0, "笔误", "青石镇", FEBRUARY)
    store.answer_warning(number, 0, " 补报了去年的 ", "组织部", MARCH)
    record = store.submission(number)
    assert record
    assert record.warned[0].answer == Answer("补报了去年的", "组织部", MARCH)
    assert [row[3] for row in read_table(database, "warning_answers")] == ["笔误", "补报了去年的"]


def test_a_trusted_bulk_load_needs_no_answers(store: Store) -> None:
    store.accept(keep(store, "一.xlsx", SPIKE), "组织部", MARCH, trusted=True)
    incoming = send("二.xlsx", observe("meetings", 202502, "a", 4), warnings=(SPIKE,))
    store.take(incoming, "组织部", MARCH)
    assert value_of(store) + value_of(store, 202502) == [3, 4]


def test_what_was_returned_is_not_accepted(store: Store) -> None:
    number = keep(store)
    store.return_submission(number, "组织部", FEBRUARY, " 漏报两个村 ")
    for trusted in (False, True):
        with pytest.raises(Refusal) as refused:
            store.accept(number, "组织部", MARCH, trusted)
        assert str(refused.value) == (
            "一.xlsx：第1号报送已于 2025-02-06 由组织部退回（理由：漏报两个村），退回的不能接收。请改正后重新报送。"
        )
    with pytest.raises(Refusal, match="退回的不能接收"):
        store.take(send("一.xlsx", observe("meetings", 202501, "a", 3)), "组织部", MARCH)
    record = store.submission(number)
    assert record
    assert record.status == "returned"
    assert record.events[-1] == Event("returned", FEBRUARY, "组织部", "漏报两个村")
    assert value_of(store) == []


def test_a_return_needs_a_reason_and_something_that_waits(store: Store) -> None:
    number = keep(store)
    with pytest.raises(Refusal, match="一.xlsx：退回第1号报送没有写理由"):
        store.return_submission(number, "组织部", FEBRUARY, "  ")
    store.return_submission(number, "组织部", FEBRUARY, "漏报")
    with pytest.raises(Refusal, match="第1号报送已经退回过"):
        store.return_submission(number, "组织部", MARCH, "还是漏报")
    accepted = keep(store, "二.xlsx")
    store.accept(accepted, "组织部", MARCH)
    with pytest.raises(Refusal, match="第2号报送已经接收，不能退回。请由报送单位另报更正"):
        store.return_submission(accepted, "组织部", MARCH, "错了")
    for record, events in ((store.submission(number), 2), (store.submission(accepted), 2)):
        assert record
        assert len(record.events) == events


def test_an_answer_needs_a_reason_and_a_warning(store: Store) -> None:
    number = keep(store, "一.xlsx", SPIKE)
    with pytest.raises(Refusal, match="一.xlsx：第2条提醒不存在，第1号报送有 1 条提醒。请核对序号"):
        store.answer_warning(number, 1, "无误", "青石镇", FEBRUARY)
    with pytest.raises(Refusal, match="说明第1条提醒没有写理由"):
        store.answer_warning(number, 0, "", "青石镇", FEBRUARY)
    record = store.submission(number)
    assert record
    assert record.warned[0].answer is None


def test_what_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(LookupError, match="没有编号为 9 的报送"):
        store.return_submission(9, "组织部", FEBRUARY, "漏报")
    with pytest.raises(LookupError, match="没有编号为 9 的报送"):
        store.answer_warning(9, 0, "无误", "青石镇", FEBRUARY)
    with pytest.raises(LookupError, match="没有编号为 9 的报送"):
        store.obstacles(9)


def test_a_locked_month_takes_no_correction_until_it_is_reopened(store: Store) -> None:
    store.accept(keep(store), "组织部", FEBRUARY)
    store.lock(202501, "组织部", FEBRUARY)
    correction = keep(store, "更正.xlsx", value=5)
    expected = "更正.xlsx：2025年1月已锁定，这份更正已留存，但不能接收。请先写明理由重新开放该月。"
    with pytest.raises(Refusal) as refused:
        store.accept(correction, "组织部", MARCH, trusted=True)
    assert str(refused.value) == expected
    with pytest.raises(Refusal, match="2025年1月已锁定"):
        store.take(send("另一份.xlsx", observe("meetings", 202501, "a", 6)), "组织部", MARCH)
    assert store.knows(send("另一份.xlsx").sha256) is None
    assert value_of(store) == [3]
    store.accept(keep(store, "二月.xlsx", month=202502), "组织部", MARCH)
    store.reopen(202501, "组织部", MARCH, "更正漏报")
    store.accept(correction, "组织部", MARCH)
    assert value_of(store) == [5]


def test_a_locked_month_does_not_change_by_what_is_cumulative_before_it(store: Store) -> None:
    def accept(name: str, month: int, value: float) -> None:
        kept = store.keep(send(name, observe("cases", month, "a", value), observe("meetings", month, "a", value)))
        store.accept(kept.submission_id, "组织部", MARCH)

    accept("一月.xlsx", 202501, 2)
    accept("二月.xlsx", 202502, 5)
    store.lock(202502, "组织部", MARCH)
    with pytest.raises(Refusal, match="更正.xlsx：2025年2月已锁定"):
        accept("更正.xlsx", 202501, 3)
    assert store.figures(["cases"], [202502], ["a"])["own"].tolist() == [3]
    # What is not cumulative, or of a unit that has not reported the locked month, changes nothing there.
    store.accept(keep(store, "会议.xlsx", value=9), "组织部", MARCH)
    other = store.keep(send("白沙.xlsx", observe("cases", 202501, "b", 1))).submission_id
    store.accept(other, "组织部", MARCH)
    store.lock(202503, "组织部", MARCH)
    store.reopen(202502, "组织部", MARCH, "更正一月")
    store.accept(store.knows(send("更正.xlsx").sha256) or 0, "组织部", MARCH)
    assert store.figures(["cases"], [202502], ["a"])["own"].tolist() == [2]


def test_january_owes_december_nothing(store: Store) -> None:
    january = store.keep(send("一月.xlsx", observe("cases", 202501, "a", 2))).submission_id
    store.accept(january, "组织部", FEBRUARY)
    store.lock(202501, "组织部", FEBRUARY)
    december = store.keep(send("十二月.xlsx", observe("cases", 202412, "a", 30))).submission_id
    store.accept(december, "组织部", MARCH)
    assert store.figures(["cases"], [202501], ["a"])["own"].tolist() == [2]


def test_locking_and_reopening_alternate_and_are_remembered(store: Store, database: str) -> None:
    with pytest.raises(Refusal, match="2025年1月没有锁定"):
        store.reopen(202501, "组织部", FEBRUARY, "更正")
    store.lock(202501, "组织部", FEBRUARY, "已印发通报")
    with pytest.raises(Refusal, match="2025年1月已经锁定"):
        store.lock(202501, "组织部", FEBRUARY)
    with pytest.raises(Refusal, match="重新开放2025年1月没有写理由"):
        store.reopen(202501, "组织部", MARCH, " ")
    assert store.locked_months([202412, 202501, 202502]) == [202501]
    store.reopen(202501, "组织部", MARCH, "更正漏报")
    assert store.locked_months([202412, 202501, 202502]) == []
    store.lock(202501, "组织部", MARCH)
    assert store.locked_months([202501]) == [202501]
    events = [(row[1], *row[3:]) for row in read_table(database, "period_events")]
    assert events == [
        (202501, "组织部", "locked", "已印发通报"),
        (202501, "组织部", "reopened", "更正漏报"),
        (202501, "组织部", "locked", ""),
    ]


def test_the_file_can_be_had_again(store: Store) -> None:
    incoming = send("一.xlsx", observe("meetings", 202501, "a", 3), content=b"PK\x03\x04 a workbook")
    store.keep(incoming)
    assert store.file(incoming.sha256) == b"PK\x03\x04 a workbook"
    assert store.file("0" * 64) is None


def test_of_several_files_only_those_that_may_not_be_accepted_wait(store: Store) -> None:
    store.lock(202501, "组织部", FEBRUARY)
    names = ("青石一月.xlsx", "青石二月.xlsx", "白沙二月.xlsx")
    brought = [
        send(name, observe("meetings", month, area, 3))
        for name, month, area in zip(names, (202501, 202502, 202502), "aab", strict=True)
    ]
    kept = store.take_all([*brought, brought[1]], "组织部")
    assert [(one.new, [problem.rule for problem in one.obstacles]) for one in kept] == [
        (True, ["locked"]),
        (True, []),
        (True, []),
        (False, []),
    ]
    assert kept[3].submission_id == kept[1].submission_id
    assert store.months() == [202502]
    assert store.figures(["meetings"], [202502], ["q"])["value"].tolist() == [6]
    assert store.take_all(brought[:1], "组织部")[0].new is False
    record = store.submission(kept[0].submission_id)
    assert record
    assert (record.status, [event.what for event in record.events]) == ("reported", ["received"])
