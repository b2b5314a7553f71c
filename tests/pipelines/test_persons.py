"""What tells of a person wherever it stands, and what only looks like it."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pipelines.gathering import read_content
from tests.pipelines.forms import NAMES, book

Rows = Sequence[Sequence[Any]]
FIGURES: list[list[Any]] = [["2025年6月汇总"], ["单位", "党员总数（名）"], ["霁川镇", 500]]


def personal_cells(rows: Rows) -> list[str]:
    harvest = read_content(book(汇总=rows), "报表.xlsx", NAMES)
    assert not harvest.observations or not [p for p in harvest.problems if p.rule == "personal_data"]
    return [problem.cell for problem in harvest.problems if problem.rule == "personal_data"]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        # A list of names far below the figures, past a page of rows.
        ([*FIGURES, *[[None]] * 20, ["名单"], ["序号", "姓名", "职务"], [1, "张三", "书记"]], ["B26"]),
        ([["姓名"], ["张三"], ["李四"]], ["A2", "A3"]),
        ([["登记表"], ["项目", "内容"], ["联系人姓名", "张三"], ["党员总数", 500]], ["B3"]),
        ([*FIGURES, [None], ["填表人：王五　电话：１３８００１３８０００"]], ["A5"]),
        ([*FIGURES, ["榆荫街道", 13800138000]], ["B4"]),
        ([["单位", "备注"], ["霁川镇", "138 0013 8000"]], ["B2"]),
        ([["单位", "身份证号码"], ["霁川镇", 110101199003071234]], ["B2"]),
        ([["单位", "备注"], ["霁川镇", "１１０１０１１９９００３０７１２３Ｘ"]], ["B2"]),
        ([["单位", "备注"], ["霁川镇", "110101 19900307 123x"]], ["B2"]),
        ([["单位", "备注"], ["霁川镇", "1 1 0 1 0 1 1 9 9 0 0 3 0 7 1 2 3 4"]], ["B2"]),
        ([["单位", "备注"], ["霁川镇", "证件110101900307123"]], ["B2"]),
        ([["单位", "备注"], ["霁川镇", "电话（0716）1234567"]], ["B2"]),
        ([["单位", "备注"], ["霁川镇", "卡号 6200 0000 0000 0000 000"]], ["B2"]),
        ([["单位", "备注"], ["霁川镇", "+86 13800138000"]], ["B2"]),
        ([["单位", "霁川镇", "党员总数", 300], ["党支部数", 9, "联系人姓名", "张三"]], ["D2"]),
        ([["单位", "联系电话"], ["霁川镇", "0716-1234567"], ["榆荫街道", 1234567]], ["B2", "B3"]),
    ],
)
def test_persons_are_found(rows: Rows, cells: list[str]) -> None:
    assert personal_cells(rows) == cells


@pytest.mark.parametrize(
    "rows",
    [
        [["填报单位：霁川镇", "联系人"], *FIGURES],
        [["单位", "结对联系人（名）", "联系电话"], ["霁川镇", 12, "******"]],
        [["单位", "村集体收入（元）"], ["霁川镇", 300500000]],
        [["统一社会信用代码", "备注"], ["91110000600037341L", "文号2025061500123456789"]],
    ],
)
def test_what_is_no_person_is_taken(rows: Rows) -> None:
    assert personal_cells(rows) == []


def test_persons_in_comments_are_found() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as written:
        sheet = written.add_worksheet("汇总")
        for row, values in enumerate(FIGURES):
            sheet.write_row(row, 0, values)
        sheet.write_comment("B3", "已与王五核对，电话13800138000")
    harvest = read_content(content.getvalue(), "报表.xlsx", NAMES)
    assert harvest.observations == {}
    assert [(problem.cell, problem.found) for problem in harvest.problems] == [("B3", "批注里的手机号码")]


@pytest.mark.parametrize(
    ("text", "margin", "found"),
    [
        ("联系王五\n13800138000", "", "文本框里的手机号码"),
        ("", "&C&12联系电话 13800138000", "页眉页脚里的手机号码"),
        ("", "&R13800138000", "页眉页脚里的手机号码"),
        ("请于3日前报送，共12345678户\n123", "&C第 &P 页，共 &N 页", ""),
    ],
)
def test_persons_in_text_boxes_headers_and_footers_are_found(text: str, margin: str, found: str) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as written:
        sheet = written.add_worksheet("汇总")
        for row, values in enumerate(FIGURES):
            sheet.write_row(row, 0, values)
        sheet.insert_textbox("D2", text)
        sheet.set_footer(margin)
    harvest = read_content(content.getvalue(), "报表.xlsx", NAMES)
    assert [problem.found for problem in harvest.problems] == [found] * bool(found)


def test_a_telephone_in_pieces_of_a_shape_and_in_one_of_an_older_program_is_found() -> None:
    plain = book(汇总=FIGURES)
    pieces = "<a:p><a:r><a:t>电话138</a:t></a:r><a:r><a:rPr/><a:t xml:space='preserve'>00138000</a:t></a:r></a:p>"
    old = '<v:textbox style="x"><div>电话13800138000</div></v:textbox><x:Anchor>1, 15</x:Anchor>'
    for part, xml in (("xl/drawings/drawing1.xml", pieces), ("xl/drawings/vmlDrawing1.vml", old)):
        content = io.BytesIO(plain)
        with zipfile.ZipFile(content, "a") as package:
            package.writestr(part, f"<x>{xml}</x>")
        (problem,) = read_content(content.getvalue(), "报表.xlsx", NAMES).problems
        assert problem.found == "文本框里的手机号码"


DAYS = st.dates(date(1949, 10, 1), date(2100, 1, 1))
CODES = st.one_of(
    st.integers(0, 10**10).map(lambda count: f"{count:,}"),
    st.integers(0, 10**10),
    st.floats(0, 10**9).map(lambda amount: round(amount, 4)),
    DAYS.map(lambda day: f"{day:%Y%m%d}"),
    DAYS.map(lambda day: f"{day:%Y-%m-%d}至{day:%Y-%m-%d}"),
    st.tuples(st.integers(2000, 2100), st.integers(1, 999)).map(lambda code: f"区委发〔{code[0]}〕{code[1]}号"),
    st.integers(10**11, 10**12 - 1).map(lambda code: f"区划代码{code}"),
    st.from_regex(r"9[1-3][0-9]{6}[A-HJ-NP-Y][0-9A-HJ-NP-Y]{8}[A-HJ-NP-Y]", fullmatch=True),
    st.lists(st.integers(0, 9999), min_size=1, max_size=8).map(lambda counts: "、".join(map(str, counts))),
)


@given(st.lists(CODES, min_size=1, max_size=5))
def test_counts_codes_and_dates_are_no_persons(codes: list[Any]) -> None:
    assert personal_cells([*FIGURES, *(["霁川镇", code] for code in codes)]) == []
