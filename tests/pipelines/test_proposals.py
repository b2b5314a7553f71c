"""What a workbook's tables are taken for: certain, likely or unknown, with what an unknown name may be."""

from collections.abc import Sequence
from typing import Any

import pytest

from data.headings import Choice, Entry
from pipelines.hints import Hints
from pipelines.proposals import Proposal, propose, put_forward, settle
from tests.pipelines.forms import NAMES, book, form


def proposal(content: bytes, hints: Hints | None = None) -> Proposal:
    return propose(content, "报表.xlsx", NAMES, hints or Hints())


def sheet(*rows: Sequence[Any]) -> bytes:
    return book(月报=rows)


def taken(entries: Sequence[Entry]) -> list[tuple[str, str, str, str]]:
    """Cell, text, certainty, and what it is taken or put forward for."""
    return [(e.cell, e.text, e.certainty, e.code or e.kind or "") for e in entries]


def test_headers_and_places_of_a_summary() -> None:
    content = sheet(
        ["2025年6月党建汇总表"],
        ["填报期间：2025年6月"],
        ["序号", "单位", "党员", "培训人次（人次）", "从没听说过", "上年同期", "备注"],
        [1, "霁川镇", 500, 12, 3, 11, None],
        [2, "霁川街道", 300, 0, 4, 10, "新设"],
        [3, "机关食堂", 30, 0, 4, 10, None],
        [None, "合计", 830, 12, 11, 31, None],
        ["注：按月填报。"],
    )
    [table] = proposal(content).tables
    assert taken(table.entries) == [
        ("C3", "党员", "likely", "party_members"),
        ("D3", "培训人次（人次）", "certain", "trainees"),
        ("E3", "从没听说过", "unknown", ""),
        ("F3", "上年同期", "aside", ""),
        ("B4", "霁川镇", "certain", "jichuan"),
        ("B5", "霁川街道", "likely", "jichuan"),
        ("B6", "机关食堂", "unknown", ""),
    ]
    assert table.entries[0].candidates["metric"][0].why == "少了“总数”"
    assert table.entries[5].candidates["place"][0].why == "名称相同，类型不同或另有字"
    assert dict(table.parts) == {
        1: "title", 2: "label", 3: "header", 4: "data", 5: "data", 6: "data", 7: "total", 8: "note"
    }  # fmt: skip
    assert (table.rows_hold, table.month, table.area) == ("place", 202506, None)


def test_rows_of_a_form() -> None:
    content = form(
        ("党员总数", "名", 500), ("食堂", "人次", 3), ("主体班、轮训班、专题讲坐期数", "期", 2), ("空着的", "个", None)
    )
    [table] = proposal(content).tables
    assert taken(table.entries)[2:] == [
        ("B4", "党员总数", "certain", "party_members"),
        ("B5", "食堂", "unknown", ""),
        ("B6", "主体班、轮训班、专题讲坐期数", "likely", "training_sessions"),
    ]
    assert taken(table.entries)[:2] == [("", "霁川镇", "certain", "jichuan"), ("D3", "数量", "certain", "figures")]
    assert (table.rows_hold, table.area) == ("metric", "jichuan")


def test_figures_may_stand_before_the_names() -> None:
    [table] = proposal(sheet(["2025年6月"], ["食堂", "单位", "党员总数"], [3, "霁川镇", 500], [4, "北片", 1])).tables
    assert [entry.text for entry in table.open] == ["食堂", "北片"]


def test_a_unit_rules_a_candidate_out() -> None:
    def first(unit: str) -> list[str]:
        [table] = proposal(form(("党员总数", "名", 1), ("培训", unit, 3))).tables
        return [candidate.code for candidate in table.entries[-1].candidates["metric"]]

    assert first("人次")[0] == "trainees"
    assert "trainees" not in first("期")
    assert first("期")[0] == "training_sessions"


@pytest.mark.parametrize("name", ["未达标党员总数", "上年党员总数", "36岁以下提拔干部", "老党员总数"])
def test_a_word_that_changes_what_is_counted_is_never_put_forward(name: str) -> None:
    [table] = proposal(form(("培训人次", "人次", 1), (name, "名", 3))).tables
    assert (table.entries[-1].certainty, table.entries[-1].code) == ("unknown", "")


def test_the_only_column_of_figures_is_put_forward() -> None:
    content = sheet(["填报单位：霁川镇", "填报期间：2025年6月"], ["项目", "上报情况"], ["受训", 3], ["听课", 2])
    [table] = proposal(content).tables
    assert taken(table.entries)[1] == ("B2", "上报情况", "likely", "figures")


def test_a_header_over_its_senses_is_put_forward_by_its_name() -> None:
    rows = [["2025年6月"], ["单位", "受训", None], [None, "本月", "累计"], ["霁川镇", 3, 30]]
    [table] = proposal(sheet(*rows)).tables
    assert [(entry.text, entry.code) for entry in table.open] == [("受训/本月", "trainees"), ("受训/累计", "trainees")]


def test_the_subject_of_places_by_months() -> None:
    content = sheet(["2025年听党课情况"], ["乡镇", "1月", "2月"], ["霁川镇", 3, 4])
    [table] = proposal(content).tables
    assert taken(table.entries)[0] == ("", "2025年听党课情况", "unknown", "")
    assert taken(table.entries)[1:3] == [("B2", "1月", "certain", "figures"), ("C2", "2月", "certain", "figures")]


def test_a_table_of_nothing_known_may_hold_either() -> None:
    [table] = proposal(sheet(["六月情况"], ["名称", "鑫淼", "焱垚"], ["犇骉", 1, 2], ["羴猋", 3, 4])).tables
    assert table.rows_hold is None
    assert {entry.kinds for entry in table.entries} == {("metric", "place", "figures"), ("metric", "place")}


def test_rows_that_cannot_be_told_apart_have_no_key() -> None:
    [table] = proposal(form(("培训人次", "人次", 3), ("人数", "名", 500), ("人数", "名", 12))).tables
    assert [entry.key for entry in table.entries if entry.text == "人数"] == ["", ""]


@pytest.mark.parametrize(
    ("rows", "held", "kinds"),
    [
        ([["霁川镇2025年情况"], ["月份", "党员总数", "食堂"], ["1月", 500, 3]], "month", ["metric", "place"]),
        ([["2025年听课情况"], ["月份", "霁川镇", "北片"], ["1月", 3, 3], ["2月", 4, 4]], "month", ["metric", "place"]),
        ([["霁川镇2025年6月情况"], ["党员总数", "食堂"], [500, 3]], "place", ["metric"]),
    ],
)
def test_months_down_and_a_single_row_are_no_names(rows: Sequence[Any], held: str, kinds: list[str]) -> None:
    [table] = proposal(sheet(*rows)).tables
    assert (table.rows_hold, [list(entry.kinds) for entry in table.open]) == (held, [kinds])


def test_a_row_whose_figure_is_unclear_is_asked_about_too() -> None:
    [table] = proposal(form(("培训人次", "人次", 3), ("食堂", "个", "7(28)"))).tables
    assert [entry.text for entry in table.open] == ["食堂"]


def test_units_of_a_ledger() -> None:
    header = ["编号", "问题来源", "问题摘要", "责任单位", "发现日期", "状态"]
    rows = [["1", "巡察", "甲", "霁川镇", "2025-01-02", "已整改"], ["2", "巡察", "乙", "北片", "2025-01-02", "已整改"]]
    [table] = proposal(sheet(header, *rows)).tables
    assert taken(table.entries) == [("D2", "霁川镇", "certain", "jichuan"), ("D3", "北片", "unknown", "")]
    assert {entry.axis for entry in table.entries} == {"label"}


def test_persons_are_not_shown() -> None:
    found = proposal(sheet(["单位", "姓名"], ["霁川镇", "张三"]))
    assert (found.tables, [problem.rule for problem in found.problems]) == ((), ["personal_data"])


def test_choices_make_a_mapping_and_are_known_the_next_time() -> None:
    content = form(("党员", "名", 500), ("受训", "人次", 3), ("食堂", "个", 1))
    found = proposal(content)
    [table] = found.tables
    rows = {entry.text: (entry.axis, entry.index) for entry in table.entries}
    choices = {**put_forward(table), rows["受训"]: Choice("metric", "trainees"), rows["食堂"]: Choice()}
    mapping = settle(table, choices)
    assert mapping is not None
    assert mapping.rows == {"党员": "party_members", "受训": "trainees", "食堂": ""}
    assert (table.sender, mapping.rest) == ("jichuan", "read")
    [again] = proposal(content, Hints(kept={("jichuan", table.signature): mapping})).tables
    assert [(entry.text, entry.certainty) for entry in again.entries[2:]] == [
        ("党员", "told"),
        ("受训", "told"),
        ("食堂", "aside"),
    ]
    more = settle(again, {rows["食堂"]: Choice("metric", "villages")})
    assert more is not None
    assert more.rows == {"党员": "party_members", "受训": "trainees", "食堂": "villages"}
    assert settle(again, {}) == mapping
    assert settle(table, {}) is None
