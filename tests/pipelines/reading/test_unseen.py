"""What a reader of the sheet does not see: hidden rows, columns and sheets, and what formats do to numbers."""

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt

from pipelines.reading.number_formats import classify_format
from pipelines.reading.values import Value, read_cell
from pipelines.reading.workbook import open_workbook


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", None),
        ("0", None),
        ("#,##0.00", None),
        ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', None),
        ('0"人"', None),
        ('0.0"个百分点"', None),
        ('0.0"千米"', None),
        ('"G/通用格式"人', None),
        ("[>=10000]0.0;0", None),
        ('yyyy"年"m"月"d"日"', None),
        ('[$-804]yyyy"年"m"月";@', "month"),
        ("mmm-yy", "month"),
        ("0%", "percent"),
        ("0.0%_);[Red]\\(0.0%\\)", "percent"),
        ("#,##0,", "rescaled"),
        ("0.0,,", "rescaled"),
        ('0!.0,"万"', "rescaled"),
        ('0"万元"', "rescaled"),
        ("0万", "rescaled"),
        ('0.0"%"', "rescaled"),
        ("0\\%", "rescaled"),
    ],
)
def test_formats_that_change_the_number(code: str, kind: str | None) -> None:
    assert classify_format(code) == kind


def make_xlsx() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("月报")
        for row, line in enumerate([["单位", "比例", "金额"], ["甲镇", 0.45, 12000], ["乙镇", 0.5, 7]]):
            sheet.write_row(row, 0, line)
        sheet.write("B2", 0.45, book.add_format({"num_format": "0%"}))
        sheet.write("B3", 0.5, book.add_format({"num_format": 10}))
        sheet.write("C2", 12000, book.add_format({"num_format": '0!.0,"万"'}))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:XFD", None, None, {"hidden": True})
        book.add_worksheet("旧表").hide()
    return stream.getvalue()


def make_xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("月报")
    lines: list[list[Any]] = [["单位", "比例", "金额"], ["甲镇"], ["乙镇", None, 7]]
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if value is not None:
                sheet.write(row, column, value)
    sheet.write(1, 1, 0.45, xlwt.easyxf(num_format_str="0%"))
    sheet.write(1, 2, 12000, xlwt.easyxf(num_format_str='0!.0,"万"'))
    sheet.write(2, 1, 0.5, xlwt.easyxf(num_format_str="0.00%"))
    sheet.row(2).hidden = True
    sheet.col(1).hidden = sheet.col(2).hidden = True
    book.add_sheet("旧表").visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("content", [make_xlsx(), make_xls()], ids=["xlsx", "xls"])
def test_formats_and_hidden_parts_are_known(content: bytes) -> None:
    book = open_workbook(content, "a")
    (sheet,), (old,) = book.sheets, book.hidden
    assert (sheet.hidden, old.hidden, old.name) == (False, True, "旧表")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((3,), (2, 3))
    assert sheet.formats == {(2, 2): "percent", (3, 2): "percent", (2, 3): "rescaled"}
    assert read_cell(sheet, 2, 2) == Value("number", 45.0, "45%")
    assert read_cell(sheet, 2, 3) == Value("held", None, "12000（单元格格式使显示的数与此不同）")
    assert read_cell(sheet, 3, 3) == Value("number", 7.0, "7")


def test_a_merged_percentage_shows_everywhere() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A1"].number_format, sheet["B2"] = 0.07, "0%", 1
    sheet.merge_cells("A1:A2")
    stream = io.BytesIO()
    book.save(stream)
    (grid,) = open_workbook(stream.getvalue(), "a").sheets
    assert (read_cell(grid, 1, 1).number, read_cell(grid, 2, 1).number) == (7.0, 7.0)


def test_characters_that_no_database_takes_are_dropped() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("月报")
    sheet.write(0, 0, "甲\x00镇\x07")
    sheet.write(0, 1, "党员\n（人）")
    stream = io.BytesIO()
    book.save(stream)
    (grid,) = open_workbook(stream.getvalue(), "a.xls").sheets
    assert (grid.value(1, 1), grid.value(1, 2)) == ("甲镇", "党员\n（人）")
    (text,) = open_workbook(("乡镇,党员\n" * 999 + "甲\x01镇,12\x00\n").encode(), "a.csv").sheets
    assert (text.value(1000, 1), text.value(1000, 2)) == ("甲镇", "12")


def test_text_in_several_fonts_is_one_text() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_rich_string(
            "A1", book.add_format({"bold": True}), "党员", "总数", book.add_format({"italic": True}), "（人）"
        )
        sheet.write("B1", 3)
    (grid,) = open_workbook(stream.getvalue(), "a.xlsx").sheets
    assert grid.value(1, 1) == "党员总数（人）"
