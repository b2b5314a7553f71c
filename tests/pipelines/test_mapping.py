"""What a person has told of a table is read as told, beside what is certain, and never against the sheet."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.areas import Area
from data.places import Places
from pipelines.gathering import read_content
from pipelines.harmonising import Names
from pipelines.hints import Hints
from pipelines.mapping import MappingFault, TableMapping, load_mapping
from pipelines.proposals import propose
from pipelines.reading.tables import Table, find_tables
from pipelines.reading.workbook import open_workbook
from pipelines.signatures import sign_table
from pipelines.tidying.harvest import Harvest
from tests.pipelines.forms import NAMES, book, form
from tests.small_district import CATALOGUE as SMALL

Rows = Sequence[Sequence[Any]]


def tables_of(content: bytes) -> list[Table]:
    return [table for grid in open_workbook(content, "报表.xlsx").sheets for table in find_tables(grid)]


def read(content: bytes, mapping: TableMapping, sender: str | None = None, by: str = "") -> Harvest:
    """The content read with a mapping that was kept, under its own sender or another, for its first table's layout."""
    tables, hints = tables_of(content), Hints(sender=by)
    whose = hints.list_senders(tables, NAMES, "报表")[tables[0]] if sender is None else sender
    signature = sign_table(tables[0], NAMES)
    return read_content(content, "报表.xlsx", NAMES, replace(hints, kept={(whose, signature): mapping}))


def figures(harvest: Harvest) -> dict[tuple[str, int, str], float | None]:
    return {key: observation.value for key, observation in harvest.observations.items()}


def said(harvest: Harvest) -> list[str]:
    return [str(problem).removeprefix("报表.xlsx › ") for problem in harvest.problems]


def told(**more: Any) -> TableMapping:
    return TableMapping(rest="read", **more)


def summary(*rows: Sequence[Any], headers: Sequence[str] = ("单位", "在册人头", "培训人次")) -> bytes:
    return book(汇总=[["2025年6月党建汇总表"], headers, *rows])


def test_a_told_header_is_read_beside_certain_ones() -> None:
    content = summary(["霁川镇", 500, 12], ["榆荫街道", 300, 0])
    assert figures(read(content, told(columns={"在册人头": "party_members"}))) == {
        ("party_members", 202506, "jichuan"): 500.0,
        ("trainees", 202506, "jichuan"): 12.0,
        ("party_members", 202506, "yuyin"): 300.0,
        ("trainees", 202506, "yuyin"): 0.0,
    }


def test_a_column_left_aside_is_not_read_and_not_asked_about() -> None:
    harvest = read(summary(["霁川镇", 500, 12]), told(columns={"在册人头": ""}))
    assert (figures(harvest), said(harvest)) == ({("trainees", 202506, "jichuan"): 12.0}, [])


def test_told_rows_places_and_the_column_of_figures() -> None:
    content = book(
        月报=[
            ["填报单位：霁川", "填报期间：2025年6月"],
            ["项目", "上报情况"],
            ["在册人头", 500],
            ["其中：新来的", 7],
            ["培训人次", 12],
        ]
    )
    mapping = told(columns={"上报情况": "数量"}, rows={"在册人头": "party_members", "在册人头/其中新来的": ""})
    harvest = read(content, mapping)
    assert said(harvest) == []
    assert figures(harvest) == {
        ("party_members", 202506, "jichuan"): 500.0,
        ("trainees", 202506, "jichuan"): 12.0,
    }


def test_told_places_down_and_in_a_label() -> None:
    content = summary(["北片", 500, 12], ["机关食堂", 3, 3], headers=("单位", "党员总数", "培训人次"))
    harvest = read(content, told(places={"北片": "jichuan", "机关食堂": ""}))
    assert said(harvest) == []
    assert {key[2] for key in figures(harvest)} == {"jichuan"}
    labelled = form(("培训人次", "人次", 12), unit="北片党建")
    assert figures(read(labelled, told(places={"北片党建": "jichuan"}))) == {("trainees", 202506, "jichuan"): 12.0}


def test_months_across_a_told_header_keep_their_months() -> None:
    rows: Rows = [["2025年情况"], ["乡镇", "1月", None, "2月", None], [None, "听课", "培训人次", "听课", "培训人次"]]
    content = book(汇总=[*rows, ["霁川镇", 1, 10, 2, 20]])
    assert figures(read(content, told(columns={"3月/听课": "party_lectures"}))) == {
        ("party_lectures", 202501, "jichuan"): 1.0,
        ("trainees", 202501, "jichuan"): 10.0,
        ("party_lectures", 202502, "jichuan"): 2.0,
        ("trainees", 202502, "jichuan"): 20.0,
    }


def test_a_told_table_of_places_by_months() -> None:
    content = book(汇总=[["2025年听课情况表"], ["乡镇", "1月", "2月"], ["霁川镇", 3, 4]])
    assert figures(read(content, told(metric="party_lectures"))) == {
        ("party_lectures", 202501, "jichuan"): 3.0,
        ("party_lectures", 202502, "jichuan"): 4.0,
    }


def test_a_month_inside_a_told_header_is_the_figures_month() -> None:
    """The header of last month left standing by oversight says so itself."""
    headers = ("单位", "截至2025年5月底在册人头", "培训人次")
    harvest = read(
        summary(["霁川镇", 500, 12], headers=headers), told(columns={"截至2025年6月底在册人头": "party_members"})
    )
    assert figures(harvest) == {("party_members", 202505, "jichuan"): 500.0, ("trainees", 202506, "jichuan"): 12.0}


def test_a_stretch_inside_a_told_header_is_no_months_own_figure() -> None:
    headers = ("单位", "2025年1—6月受训", "党员总数")
    harvest = read(summary(["霁川镇", 90, 500], headers=headers), told(columns={"2025年1—6月受训": "trainees"}))
    assert said(harvest) == ["汇总 › B3：“90”是累计数，培训人次应填本期发生数。请按口径填写后重新报送。"]


def test_of_two_columns_with_one_header_each_is_told_apart() -> None:
    headers = ("单位", "人数", "人数")
    mapping = told(columns={"人数": "party_members", "人数#2": "trainees"})
    assert figures(read(summary(["霁川镇", 500, 12], headers=headers), mapping)) == {
        ("party_members", 202506, "jichuan"): 500.0,
        ("trainees", 202506, "jichuan"): 12.0,
    }


def test_rows_that_cannot_be_told_apart_are_not_read_by_what_was_told() -> None:
    content = form(("培训人次", "人次", 3), ("人数", "名", 500), ("人数", "名", 12))
    harvest = read(content, told(rows={"人数": "party_members"}))
    assert figures(harvest) == {("trainees", 202506, "jichuan"): 3.0}
    assert [(problem.rule, problem.cell) for problem in harvest.problems] == [
        ("unknown_metric", "D5"),
        ("unknown_metric", "D6"),
    ]


def test_a_unit_of_the_sheet_outweighs_what_was_told() -> None:
    content = form(("受训", "期", 12), ("培训人次", "人次", 30))
    harvest = read(content, told(rows={"受训": "training_sessions"}))
    assert figures(harvest) == {("training_sessions", 202506, "jichuan"): 12.0, ("trainees", 202506, "jichuan"): 30.0}
    harvest = read(content, told(rows={"受训": "trainees"}))
    assert "月报 › D4：培训人次的单位写作“期”，应为“人次”。请改正表头或换算后重新报送。" in said(harvest)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (
            {"columns": {"培训人次": "party_members"}},
            "汇总 › C2：“培训人次”是“培训人次”，对应关系里却是“党员总数”。请核对表头，重新确认对应关系。",
        ),
        (
            {"columns": {"上年同期": "party_members"}},
            "汇总 › D2：“上年同期”不是本期的数，对应关系里却是“党员总数”。请核对表头，重新确认对应关系。",
        ),
        (
            {"places": {"霁川镇": "yuyin"}},
            "汇总：“霁川镇”是霁川镇，对应关系里却是榆荫街道。请核对表头，重新确认对应关系。",
        ),
        (
            {"columns": {"在册": "party_members"}},
            "汇总：没有“在册”一列，对应关系里写有它。请核对表头，重新确认对应关系。",
        ),
        (
            {"columns": {"在册人头": "gone"}},
            "汇总：对应关系里的“gone”不是指标目录中的代码。请核对表头，重新确认对应关系。",
        ),
    ],
)
def test_what_was_told_against_the_sheet_is_a_problem(more: dict[str, Any], problem: str) -> None:
    content = summary(["霁川镇", 500, 12, 11], headers=("单位", "在册人头", "培训人次", "上年同期"))
    harvest = read(content, told(**more))
    assert (figures(harvest), said(harvest)) == ({}, [problem])


def test_a_title_outweighs_the_told_metric() -> None:
    content = book(汇总=[["2025年讲党课次数统计表"], ["乡镇", "1月", "2月"], ["霁川镇", 3, 4]])
    harvest = read(content, told(metric="trainees"))
    assert said(harvest) == ["汇总：表上写明是“讲党课次数”，对应关系里却是“培训人次”。请核对标题，重新确认对应关系。"]


def test_a_mapping_serves_its_sender_only() -> None:
    content, mapping = summary(["霁川镇", 500, 12]), told(columns={"在册人头": "party_members"})
    assert len(figures(read(content, mapping, sender="jichuan", by="jichuan"))) == 2
    assert len(figures(read(content, mapping, sender="", by=""))) == 2
    unnamed = read(content, mapping, sender="", by="jichuan")
    assert [problem.rule for problem in unnamed.problems] == ["unknown_metric"]
    other = read(content, mapping, sender="jichuan", by="yuyin")
    assert [problem.rule for problem in other.problems] == ["unknown_metric"]


def test_the_sender_is_the_unit_that_the_form_names() -> None:
    content, mapping = form(("在册人头", "名", 500), ("培训人次", "人次", 1)), told(rows={"在册人头": "party_members"})
    assert len(figures(read(content, mapping, sender="jichuan"))) == 2
    assert len(figures(read(content, mapping, sender="yuyin"))) == 1


def test_a_declared_mapping_leaves_aside_what_it_does_not_name() -> None:
    content = summary(["霁川镇", 500, "七"], headers=("单位", "在册人头", "从没听说过"))
    mapping = TableMapping(areas=("单位",), columns={"在册人头": "party_members"}, month="2025-06")
    harvest = read_content(content, "报表.xlsx", NAMES, Hints(mapping))
    assert (figures(harvest), said(harvest)) == ({("party_members", 202506, "jichuan"): 500.0}, [])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('areas = ["单位"]', "至少要写一项"),
        ('month = "六月"\n[columns]\n"培训" = "trainees"', "应写作 2025-06 的样子"),
        ('[columns]\n"培训" = "培训人次"', "columns.培训"),
        ('colums = 3\n[columns]\n"培训" = "trainees"', "colums"),
    ],
)
def test_a_file_that_is_no_mapping(text: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(text, encoding="utf-8")
    with pytest.raises(MappingFault, match=complaint):
        load_mapping(tmp_path / "mapping.toml")


def test_a_year_above_months_does_not_make_a_layout() -> None:
    def across(year: int) -> bytes:
        return book(汇总=[["听课情况"], ["乡镇", f"{year}年", None], [None, "1月", "2月"], ["霁川镇", 3, 4]])

    first, second = tables_of(across(2025))[0], tables_of(across(2026))[0]
    assert sign_table(first, NAMES) == sign_table(second, NAMES)
    assert figures(read(across(2026), told(metric="party_lectures"))) == {
        ("party_lectures", 202601, "jichuan"): 3.0,
        ("party_lectures", 202602, "jichuan"): 4.0,
    }


def test_a_kept_mapping_does_not_silence_a_doubt() -> None:
    """Villages beside their township are not the township's, whatever was told of a header."""
    content = summary(["霁川镇", "东村", 500, 12], headers=("乡镇", "村", "在册人头", "培训人次"))
    harvest = read(content, told(columns={"在册人头": "party_members"}))
    assert (figures(harvest), [problem.rule for problem in harvest.problems]) == ({}, ["unclear_layout"])


VILLAGES = Names(
    SMALL,
    Places(
        areas=(
            Area(code="q", name="林溪区", kind="区"),
            Area(code="a", name="青石镇", kind="镇", parent="q"),
            Area(code="b", name="白沙乡", kind="乡", parent="q"),
            Area(code="a1", name="东村", kind="村", parent="a"),
            Area(code="b1", name="东村", kind="村", parent="b"),
        ),
        fingerprint="villages",
    ),
)


def read_villages(*rows: Sequence[Any], mapping: TableMapping | None = None) -> Harvest:
    content = book(表=rows)
    hints = Hints(kept={("", sign_table(tables_of(content)[0], VILLAGES)): mapping} if mapping else {})
    return read_content(content, "报表.xlsx", VILLAGES, hints)


def test_of_two_villages_with_one_name_the_town_beside_or_above_says_which() -> None:
    beside = read_villages(["2025年6月"], ["镇", "村", "visits"], ["青石镇", "东村", 1], ["白沙乡", "东村", 2])
    assert figures(beside) == {("visits", 202506, "a1"): 1.0, ("visits", 202506, "b1"): 2.0}
    above = read_villages(["填报单位：白沙乡", None, "填报期间：2025年6月"], ["村", "序号", "visits"], ["东村", 1, 2])
    assert figures(above) == {("visits", 202506, "b1"): 2.0}


def test_a_name_of_several_places_is_not_told_by_name_alone() -> None:
    rows = (["2025年6月"], ["村", "visits", "signs"], ["东村", 2, 3])
    [problem] = read_villages(*rows).problems
    assert (problem.rule, problem.cell) == ("unknown_area", "A3")
    harvest = read_villages(*rows, mapping=told(places={"东村": "a1"}))
    assert said(harvest) == ["表：“东村”同时是 东村、东村 的名称，不能只按名称对应。请核对表头，重新确认对应关系。"]
    [table] = propose(book(表=rows), "报表.xlsx", VILLAGES).tables
    assert [(entry.text, entry.key) for entry in table.open] == [("东村", "")]
