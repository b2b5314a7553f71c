"""Files of every kind, opened by content."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
import xlsxwriter
import xlwt

from data.problems import Refusal
from pipelines.reading import bounds
from pipelines.reading.workbook import open_workbook

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS = "乡镇,党员\r\n㙦头镇,12\r\n"


def make_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "月报"
    sheet["B2"], sheet["C2"], sheet["D2"] = "乡镇", 12, True
    sheet["C3"], sheet["D3"] = date(2025, 6, 30), 0.5
    sheet.merge_cells("B2:B3")
    draft = book.create_sheet("草稿")
    draft["A1"], draft.sheet_state = "旧数", "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_xls(fill: Callable[[xlwt.Worksheet], None]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book.add_sheet("月报"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_hidden_sheets_stand_apart() -> None:
    book = open_workbook(make_xlsx(), "a.xlsx")
    assert ([sheet.name for sheet in book.sheets], [sheet.name for sheet in book.hidden]) == (["月报"], ["草稿"])
    assert book.hidden[0].value(1, 1) == "旧数"


def test_cells_keep_the_sheets_coordinates() -> None:
    book = open_workbook(make_xlsx(), "a.xlsx")
    (sheet,) = book.sheets
    assert (book.name, sheet.name, sheet.rows, sheet.columns) == ("a.xlsx", "月报", 3, 4)
    assert [sheet.value(2, column) for column in range(1, 5)] == [None, "乡镇", 12.0, True]
    assert (sheet.value(3, 3), sheet.value(3, 4)) == (date(2025, 6, 30), 0.5)
    assert sheet.shown(3, 2) == "乡镇"


def test_name_says_nothing_about_the_kind() -> None:
    assert open_workbook(make_xlsx(), "a.csv").sheets[0].name == "月报"
    assert open_workbook(ROWS.encode(), "a.xls").sheets[0].value(2, 2) == "12"


def test_macros_are_carried_and_never_looked_at() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_xlsx())) as package, zipfile.ZipFile(stream, "w") as written:
        for part in package.namelist():
            content = package.read(part)
            if part == "[Content_Types].xml":
                content = content.replace(b"spreadsheetml.sheet.main+xml", b"spreadsheetml.sheet.macroEnabled.main+xml")
            written.writestr(part, content)
        written.writestr("xl/vbaProject.bin", OLE2 + bytes(600))
    book = open_workbook(stream.getvalue(), "a.xlsm")
    assert ([sheet.name for sheet in book.sheets], book.sheets[0].value(2, 3)) == (["月报"], 12.0)


def test_errors_of_formulas_are_text() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("甲&乙")
        sheet.write("A1", 23)
        sheet.write_formula("B1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D5", "=#REF!", None, "#REF!")
    (grid,) = open_workbook(stream.getvalue(), "a.xlsx").sheets
    assert (grid.value(1, 1), grid.value(1, 2), grid.value(5, 4)) == (23.0, "#DIV/0!", "#REF!")
    assert (grid.rows, grid.columns) == (5, 4)


def test_formulas_that_were_never_calculated_are_text() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["A2"] = 1, '=A1&"<"', "=SUM(A1:A1)"
    stream = io.BytesIO()
    book.save(stream)
    (grid,) = open_workbook(stream.getvalue(), "a.xlsx").sheets
    assert [grid.value(1, 1), grid.value(1, 2), grid.value(2, 1)] == [1.0, '=A1&"<"', "=SUM(A1:A1)"]


def test_results_of_formulas_are_read() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", '=IF(A1=2,"","x")', None, "空")
        sheet.write("C1", "末")
    # Office programs keep an empty text as a text's result without characters.
    emptied = io.BytesIO()
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(emptied, "w") as written:
        for part in package.namelist():
            written.writestr(part, package.read(part).replace("<v>空</v>".encode(), b"<v></v>"))
    (grid,) = open_workbook(emptied.getvalue(), "a.xlsx").sheets
    assert [grid.value(1, column) for column in (1, 2, 3)] == [2.0, None, "末"]


def test_errors_in_old_workbooks_are_text() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, 23)
        sheet.row(0).set_cell_error(1, "#REF!")
        sheet.row(4).set_cell_error(3, "#DIV/0!")
        sheet.write(1, 1, True)

    (grid,) = open_workbook(make_xls(fill), "a.xls").sheets
    assert (grid.value(1, 1), grid.value(1, 2), grid.value(5, 4)) == (23, "#REF!", "#DIV/0!")
    assert grid.value(2, 2) is True


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_files_of_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    content = ROWS.replace(",", delimiter).encode(encoding)
    (sheet,) = open_workbook(content, "a.csv").sheets
    assert [[sheet.value(row, column) for column in (1, 2)] for row in (1, 2)] == [["乡镇", "党员"], ["㙦头镇", "12"]]
    assert (sheet.name, sheet.rows) == ("", 2)


def test_quoted_line_breaks_stay_in_their_cell() -> None:
    (sheet,) = open_workbook('乡镇,"党员\n（人）"\n甲镇,"1,234"\n'.encode(), "a.csv").sheets
    assert (sheet.value(1, 2), sheet.value(2, 2)) == ("党员\n（人）", "1,234")


@pytest.mark.parametrize(
    ("rule", "content"),
    [
        ("file_empty", b""),
        ("file_empty", b"\xef\xbb\xbf \r\n"),
        ("file_html", "<html><body><table><tr><td>甲镇</td></tr></table></body></html>".encode()),
        ("file_html", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook></Workbook>'),
        ("file_html", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html></html>"),
        ("file_broken", b"PK\x03\x04broken"),
        ("file_kind", OLE2 + bytes(600)),
        ("file_kind", b"%PDF-1.7\x00\x01\x02"),
        ("file_broken", OLE2 + bytes(600) + "Workbook\0".encode("utf-16-le")),
        ("file_encrypted", OLE2 + bytes(600) + "EncryptedPackage\0".encode("utf-16-le")),
        ("text_encoding", "乡镇".encode("gb18030") + b"\xff\xff"),
        ("file_broken", '乡镇,"党员\n'.encode() + b"1,2\n" * 50_000),
    ],
)
def test_refusals_say_why(rule: str, content: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        open_workbook(content, "甲镇.xls")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.severity, problem.file) == (rule, "block", "甲镇.xls")
    assert problem.remedy.startswith("请")


def refused_rule(content: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        open_workbook(content, "a")
    (problem,) = caught.value.problems
    return problem.rule


def test_stray_cell_at_the_far_end_is_refused_before_the_sheet_is_built() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", 1)
        sheet.write("XFD1048576", 1)
    assert refused_rule(stream.getvalue()) == "file_too_large"

    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "甲")
        sheet.write(65_535, 255, 1)

    assert refused_rule(make_xls(fill)) == "file_too_large"


def test_formatted_but_empty_cells_at_the_far_end_do_no_harm() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", 1)
        sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))
    (grid,) = open_workbook(stream.getvalue(), "a.xlsx").sheets
    assert (grid.rows, grid.columns, grid.drawn_rows) == (1, 1, 100_000)


def test_empty_rows_that_a_form_draws_are_known() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "乡镇")
        sheet.write_blank("C9", None, book.add_format({"border": 1}))
    assert open_workbook(stream.getvalue(), "a.xlsx").sheets[0].drawn_rows == 9

    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "乡镇")
        sheet.write(8, 2, "", xlwt.easyxf("borders: left thin"))

    assert open_workbook(make_xls(fill), "a.xls").sheets[0].drawn_rows == 9


def test_workbook_cut_short_is_broken() -> None:
    whole = make_xls(lambda sheet: sheet.write(0, 0, "甲"))
    assert {refused_rule(whole[:length]) for length in range(1024, len(whole), 700)} <= {"file_broken", "file_kind"}


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_xlsx()
    for bound, value in (
        ("MAX_BYTES", 100),
        ("MAX_ROWS", 2),
        ("MAX_COLUMNS", 3),
        ("MAX_CELLS", 11),
        ("MAX_UNPACKED", 1000),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(bounds, bound, value)
            with pytest.raises(Refusal) as caught:
                open_workbook(content, "a.xlsx")
        assert [problem.rule for problem in caught.value.problems] == ["file_too_large"]
