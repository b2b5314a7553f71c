"""What a marked copy keeps of the workbook: all that it says, and nothing that could do harm."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Book
from openpyxl import load_workbook

from pipelines.demo.district import District
from pipelines.demo.hand import Hand
from pipelines.demo.pages import open_book
from pipelines.demo.summaries import draw_grouped
from pipelines.forms import write_form
from pipelines.gathering import read_content
from pipelines.harmonising import Names
from pipelines.marking import mark_workbook
from pipelines.reading.grid import Grid
from pipelines.reading.workbook import Workbook, open_workbook
from tests.pipelines.forms import CATALOGUE, NAMES, PLACES, ROOT
from tests.pipelines.test_marking import FORM, mark, problem, stated
from tests.pipelines.test_round_trip import FILES, asked_of, hands, units
from tests.strategies import districts

SAMPLES = ROOT.parent / "shared" / "samples"


def cells_of(workbook: Workbook) -> list[tuple[Any, ...]]:
    """All that a file says, cell by cell."""

    def cells(grid: Grid) -> dict[tuple[int, int], Any]:
        places = ((row, column) for row in range(1, grid.rows + 1) for column in range(1, grid.columns + 1))
        return {place: (raw, grid.formats.get(place)) for place in places if (raw := grid.value(*place)) is not None}

    return [
        (cells(grid), set(grid.merges), grid.hidden_rows, grid.hidden_columns, grid.hidden)
        for grid in (*workbook.sheets, *workbook.hidden)
    ]


def write_formulas() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as written:
        sheet = written.add_worksheet("月报")
        dated = written.add_format({"num_format": "yyyy-mm-dd", "bold": True})
        percent = written.add_format({"num_format": "0.0%"})
        sheet.write_formula("A1", "=SUM(B1:B9)", None, 28080.000000000004)
        sheet.write_formula("A2", '="a"&"<b>"', None, "a<b>")
        sheet.write_formula("A3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A4", "=1=1", None, True)
        sheet.write_formula("A5", "=TODAY()", dated, 45000)
        sheet.write_formula("A6", '=""', None, "")
        sheet.write_formula("A7", "=[1]表!A1*2", None, 12)
        sheet.write_formula("A8", "=cmd|'/C calc'!A0", None, "x")
        sheet.write_array_formula("A9:A9", "{=SUM(B1:B2*2)}", None, 6)
        sheet.write_number("B1", 0.1 + 0.2)
        sheet.write_number("B2", 0.125, percent)
        sheet.write_string("B3", " 两 边 ")
        sheet.write_datetime("B4", date(2025, 6, 30), dated)
        written.define_name("外部", "=[1]表!$A$1")
    return content.getvalue()


def test_formulas_stay_with_what_they_last_gave_and_nothing_reaches_out() -> None:
    content = write_formulas()
    marked = mark_workbook(content, "表.xlsx", [problem("A1")])
    assert cells_of(open_workbook(marked, "表.xlsx")) == cells_of(open_workbook(content, "表.xlsx"))
    kept, shown = load_workbook(io.BytesIO(marked)), load_workbook(io.BytesIO(marked), data_only=True)
    assert [kept["月报"][f"A{row}"].value for row in (1, 2, 5, 7, 8)] == [
        "=SUM(B1:B9)",
        '="a"&"<b>"',
        "=TODAY()",
        12,
        "x",
    ]
    assert kept["月报"]["A9"].value.text == "=SUM(B1:B2*2)"
    assert [shown["月报"][f"A{row}"].value for row in (1, 2, 3, 4, 9)] == [
        28080.000000000004,
        "a<b>",
        "#DIV/0!",
        True,
        6,
    ]
    assert kept["月报"]["A5"].font.bold
    assert "外部" not in kept.defined_names


def test_a_formula_never_calculated_is_still_one() -> None:
    content = io.BytesIO()
    made = Book()
    made.active["A1"] = "=SUM(B1:B2)"
    made.save(content)
    marked = open_workbook(mark_workbook(content.getvalue(), "表.xlsx", []), "表.xlsx")
    assert marked.sheets[0].value(1, 1) == "=SUM(B1:B2)"


def test_macros_and_embedded_objects_stay_out() -> None:
    dangerous = ("xl/vbaProject.bin", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.bin")
    content = io.BytesIO(FORM)
    with zipfile.ZipFile(content, "a") as package:
        for part in dangerous:
            package.writestr(part, b"\xd0\xcf\x11\xe0")
    marked = mark_workbook(content.getvalue(), "表.xlsm", [problem("D4")])
    with zipfile.ZipFile(io.BytesIO(marked)) as package:
        assert [part for part in package.namelist() if not part.endswith((".xml", ".rels", ".vml"))] == []
        assert b"macroEnabled" not in package.read("[Content_Types].xml")


def test_a_file_that_would_cost_too_much_to_keep_is_written_anew() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as written:
        sheet = written.add_worksheet("月报")
        sheet.write("A1", "x", written.add_format({"bold": True}))
        sheet.merge_range("B1:H90000", "y")
    marked = mark(content.getvalue(), problem("A1"))
    assert (marked["月报"]["A1"].value, marked["月报"]["A1"].font.bold) == ("x", False)
    assert [str(merged) for merged in marked["月报"].merged_cells.ranges] == []


@pytest.mark.parametrize("kind", ["cells", "rows"])
def test_cells_formatted_to_the_end_of_the_sheet_cost_nothing(kind: str) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as written:
        sheet = written.add_worksheet("月报")
        sheet.write("A1", "x")
        if kind == "cells":
            sheet.write_blank("XFD1048576", None, written.add_format({"bold": True}))
        else:
            sheet.set_row(1_048_575, 30)
            sheet.set_column("A:XFD", 3, written.add_format({"italic": True}))
    assert mark(content.getvalue(), problem("A1"))["月报"]["A1"].comment is not None


def test_what_is_written_anew_has_the_same_hidden_parts_percentages_and_times(monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as written:
        sheet, hidden = written.add_worksheet("月报"), written.add_worksheet("旧表")
        hidden.write_string("B2", "y")
        hidden.hide()
        formats = ("0.0%", '0.0,"万"', "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm", "[hh]:mm", "0.00")
        for row, (form, value) in enumerate(zip(formats, (0.125, 12000, 45838, 45838.5, 0.25, 1.5, 3), strict=True)):
            sheet.write_number(row, 0, value, written.add_format({"num_format": form}))
        sheet.write_boolean("B1", True)
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.merge_range("C1:D2", 0.5, written.add_format({"num_format": "0%"}))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
    monkeypatch.setattr("pipelines.marking.marks.keep_book", lambda content, opened: 1 / 0)
    marked, opened = mark_workbook(content.getvalue(), "", [problem("A1")]), open_workbook(content.getvalue(), "")
    assert opened.sheets[0].formats[1, 3] == "percent"
    assert (opened.sheets[0].hidden_rows, opened.sheets[0].hidden_columns) == ((3,), (2,))
    assert cells_of(open_workbook(marked, "")) == cells_of(opened)


def test_a_copy_that_would_not_read_the_same_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.marking.marks.says_the_same", lambda copy, original: False)
    marked = mark(FORM, problem("D4"))
    assert marked.sheetnames == ["问题清单"]
    assert marked["问题清单"]["B4"].value == "月报 › D4"


def test_a_file_that_the_library_cannot_read_is_written_anew() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FORM)) as package, zipfile.ZipFile(content, "w") as broken:
        for part in package.namelist():
            broken.writestr(part, package.read(part).replace(b'<sz val="11"', b'<sz val="big"'))
    with pytest.raises(TypeError, match="float"):
        load_workbook(content)
    marked = mark(content.getvalue(), problem("D4"))
    assert marked["月报"]["D4"].comment is not None
    assert stated(read_content(content.getvalue(), "表.xlsx", NAMES)) == stated(read_content(FORM, "表.xlsx", NAMES))


def test_a_marked_form_is_still_a_form() -> None:
    blank = write_form(CATALOGUE, PLACES, None, "jichuan", 202506)
    before, after = load_workbook(io.BytesIO(blank))["月报"], mark(blank, problem("E10"))["月报"]
    assert [(str(rule.sqref), rule.formula1) for rule in after.data_validations.dataValidation] == [
        (str(rule.sqref), rule.formula1) for rule in before.data_validations.dataValidation
    ]
    assert len(after.conditional_formatting) == len(before.conditional_formatting) > 0
    assert (after.protection.sheet, after["E10"].protection.locked, after["D10"].protection.locked) == (
        True,
        False,
        True,
    )
    assert after["B10"].comment.text == CATALOGUE["party_lectures"].definition
    assert (after.freeze_panes, after.print_title_rows) == ("C4", "$3:$3")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.[xc]*")), ids=lambda path: path.name)
def test_samples_read_the_same_when_marked(path: Path) -> None:
    content = path.read_bytes()
    opened = open_workbook(content, path.name)
    marked = mark_workbook(content, path.name, [problem("C5", sheet=opened.sheets[0].name), problem(sheet="")])
    assert cells_of(open_workbook(marked, path.name)) == cells_of(opened)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(districts(3), hands, st.sampled_from(sorted(FILES)), st.data())
def test_any_form_reads_the_same_when_marked(district: District, hand: Hand, kind: str, data: st.DataObject) -> None:
    pages, areas = open_book(district.catalogue, district.places, district.figures), units(district, "township")
    metrics = asked_of(district, areas)
    if not metrics:
        return
    page = draw_grouped(pages, areas, district.months[-1], metrics, hand, set())
    ending, write = FILES[kind]
    content, names = write(page), Names(district.catalogue, district.places)
    cells = st.builds("{}{}".format, st.sampled_from("ABCDEFGH"), st.integers(1, 12))
    sheet = "" if ending == ".csv" else page.name
    problems = [problem(cell, sheet=sheet) for cell in data.draw(st.lists(cells, max_size=6))]
    marked = mark_workbook(content, f"报表{ending}", problems)
    assert stated(read_content(marked, f"报表{ending}", names)) == stated(read_content(content, f"报表{ending}", names))
