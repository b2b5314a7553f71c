"""Marked workbooks: what is wrong stands at its cell and in the list, and read again they state what they did."""

import io
from dataclasses import replace
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.comments import Comment

from data.problems import Problem
from pipelines.demo.pages import Page
from pipelines.gathering import read_content
from pipelines.marking import mark_workbook, name_marked
from pipelines.reading.workbook import open_workbook
from pipelines.tidying.harvest import Harvest
from tests.pipelines.forms import NAMES, book, form
from tests.pipelines.test_round_trip import FILES

FORM = form(("讲党课次数", "次", -3), ("培训人次", "人次", "7(28)"))


def problem(cell: str = "", sheet: str = "月报", found: str = "“-3”", **more: Any) -> Problem:
    told = {"severity": "block", "expected": "小于最小值 0（讲党课次数）", "remedy": "请改正后重新报送"} | more
    return Problem(rule="any", found=found, file="表.xlsx", sheet=sheet, cell=cell, **told)


def mark(content: bytes, *problems: Problem, name: str = "表.xlsx") -> Book:
    return load_workbook(io.BytesIO(mark_workbook(content, name, problems)))


def stated(harvest: Harvest) -> tuple[Any, ...]:
    """What is read, without the name of the sheet: a text file's has none."""
    figures = {key: replace(found, sheet="") for key, found in harvest.observations.items()}
    items = [replace(item, sheet="") for item in harvest.items]
    return figures, items, [replace(found, sheet="") for found in harvest.problems], harvest.layouts


def test_a_cell_is_coloured_and_commented_and_listed() -> None:
    marked = mark(
        FORM,
        problem("D4"),
        problem("D4", found="讲党课次数“-3”", expected="，比上月少", remedy="请核对", severity="warn"),
        problem("D5", found="“7(28)”", expected="不是一个数", severity="warn"),
    )
    assert marked.sheetnames == ["问题清单", "月报"]
    assert (marked["月报"]["D4"].comment.text, marked["月报"]["D4"].comment.author) == (
        "【必须改正】“-3”小于最小值 0（讲党课次数）。请改正后重新报送。\n【提醒】讲党课次数“-3”，比上月少。请核对。",
        "收表系统",
    )
    assert [marked["月报"][cell].fill.start_color.rgb for cell in ("D4", "D5", "D3")] == [
        "FFFF7C80",
        "FFFFD966",
        "00000000",
    ]
    rows = [[cell.value for cell in row] for row in marked["问题清单"].iter_rows(min_row=2)]
    assert rows == [
        ["表.xlsx：共 3 个问题，必须改正 1 个，提醒 2 个。", None, None, None, None],
        ["序号", "位置", "问题", "怎么改", "性质"],
        [1, "月报 › D4", "“-3”小于最小值 0（讲党课次数）", "请改正后重新报送", "必须改正"],
        [2, "月报 › D4", "讲党课次数“-3”，比上月少", "请核对", "提醒"],
        [3, "月报 › D5", "“7(28)”不是一个数", "请改正后重新报送", "提醒"],
    ]
    assert marked["问题清单"]["B6"].hyperlink.location == "'月报'!D5"
    assert (marked.active.title, marked["月报"].sheet_view.tabSelected) == ("问题清单", False)


def test_problems_without_a_cell_that_is_seen_are_listed() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as written:
        written.add_worksheet("月报").write("A1", "x")
        hidden = written.add_worksheet("旧表")
        hidden.write("B2", "y")
        hidden.hide()
    marked = mark(content.getvalue(), problem(sheet=""), problem(), problem("B2", sheet="旧表"), problem("C3:D4"))
    places = [marked["问题清单"].cell(row, 2) for row in (4, 5, 6, 7)]
    assert [cell.value for cell in places] == ["整个文件", "月报", "旧表 › B2", "月报 › C3:D4"]
    assert [cell.hyperlink and cell.hyperlink.location for cell in places] == [None, "'月报'!A1", None, "'月报'!C3:D4"]
    assert marked["旧表"].sheet_state == "hidden"
    assert marked["旧表"]["B2"].comment is not None
    assert marked["月报"]["A1"].comment is None


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_merged_cells_are_marked_at_their_first(kind: str) -> None:
    drawn = Page("月报")
    drawn.span(1, 1, 1, 3, "标题", "title")
    drawn.put(2, 1, "x")
    drawn.span(3, 2, 4, 3, 5, "number")
    marked = mark(FILES[kind][1](drawn), problem("C4"), problem("B3", found="“5”"), problem("C1"))
    assert marked["月报"]["B3"].comment.text.count("【必须改正】") == 2
    assert marked["月报"]["B3"].fill.start_color.rgb == "FFFF7C80"
    assert marked["月报"]["A1"].comment is not None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"<html><table></table></html>"])
def test_of_a_file_that_cannot_be_opened_there_is_the_list(content: bytes) -> None:
    marked = mark(content, problem(sheet="", found="文件", expected="打不开"))
    assert marked.sheetnames == ["问题清单"]
    assert marked["问题清单"]["C4"].value == "文件打不开"


def test_text_is_never_a_formula() -> None:
    marked = mark(b'=1+1,"=HYPERLINK(""x"")"\n@SUM(A1),-3\n', problem("A1", sheet="", found="=2+2"), name="=表.csv")
    assert [(marked["Sheet1"][cell].value, marked["Sheet1"][cell].data_type) for cell in ("A1", "B1", "B2")] == [
        ("=1+1", "s"),
        ('=HYPERLINK("x")', "s"),
        ("-3", "s"),
    ]
    listed = marked["问题清单"]
    assert (listed["B4"].value, listed["C4"].value, listed["C4"].data_type) == (
        "Sheet1 › A1",
        "=2+2小于最小值 0（讲党课次数）",
        "s",
    )
    assert listed["A2"].data_type == "s"
    assert marked["Sheet1"]["A1"].comment is not None


def test_marks_of_an_earlier_time_go_and_comments_of_others_stay() -> None:
    noted = load_workbook(io.BytesIO(FORM))
    noted["月报"]["D4"].comment = Comment("已核实", "张")
    content = io.BytesIO()
    noted.save(content)
    once = mark_workbook(content.getvalue(), "表.xlsx", [problem("D4"), problem("D5")])
    first = load_workbook(io.BytesIO(once))["月报"]
    assert first["D4"].comment.text.endswith("请改正后重新报送。\n——原批注——\n已核实")
    again = mark(once, problem("D5"))
    assert again.sheetnames == ["问题清单", "月报"]
    assert again["月报"]["D4"].comment.text == "已核实"
    assert [again["月报"][cell].fill.fill_type for cell in ("D4", "D5")] == [None, "solid"]
    assert again["月报"]["D5"].comment.text == "【必须改正】“-3”小于最小值 0（讲党课次数）。请改正后重新报送。"


def test_only_our_own_list_is_left_out_when_read() -> None:
    sender = book(问题清单=[["2025年6月"], ["单位", "讲党课次数"], ["霁川镇", 3]])
    assert [grid.name for grid in open_workbook(sender, "表.xlsx").sheets] == ["问题清单"]
    marked = mark_workbook(sender, "表.xlsx", [problem("B3", sheet="问题清单")])
    assert load_workbook(io.BytesIO(marked)).sheetnames == ["问题清单1", "问题清单"]
    assert [grid.name for grid in open_workbook(marked, "表.xlsx").sheets] == ["问题清单"]
    assert stated(read_content(marked, "表.xlsx", NAMES)) == stated(read_content(sender, "表.xlsx", NAMES))


def test_a_person_on_the_list_is_still_a_person() -> None:
    noted = load_workbook(io.BytesIO(mark_workbook(FORM, "表.xlsx", [problem("D4")])))
    assert [str(found.cell) for found in read_content(FORM, "表.xlsx", NAMES).problems] == ["D5"]
    noted["问题清单"]["A6"] = "请联系13800138000"
    content = io.BytesIO()
    noted.save(content)
    [found] = read_content(content.getvalue(), "表.xlsx", NAMES).problems
    assert (found.rule, found.sheet, found.cell) == ("personal_data", "问题清单", "A6")


def test_the_copys_name() -> None:
    assert name_marked("霁川镇2025-06.xls") == "霁川镇2025-06（问题标注）.xlsx"
