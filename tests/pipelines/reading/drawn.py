"""Sheets drawn as text, a row a line, cells parted by |, and what became of each row in one letter."""

import io
import re

import openpyxl

from pipelines.reading.grid import Grid, Merge, Raw
from pipelines.reading.tables import Table, find_tables

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_CELL = re.compile(r"([A-Z])(\d+)")


def draw(text: str, merges: str = "") -> Grid:
    """A sheet from its drawing; ``merges`` as ``A1:C1 B2:B3``. Numbers are numbers, leading blanks stay."""
    lines = [[_read(cell) for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    return Grid("表", lines, [_merge(span) for span in merges.split()])


def _read(cell: str) -> Raw:
    text = cell.rstrip()
    if not text.strip():
        return None
    return float(text) if _NUMBER.fullmatch(text) else text


def _merge(span: str) -> Merge:
    (left, top), (right, bottom) = (match.groups() for match in _CELL.finditer(span))
    return Merge(int(top), ord(left) - 64, int(bottom), ord(right) - 64)


def read(text: str, merges: str = "") -> list[Table]:
    return find_tables(draw(text, merges))


def sort_rows(table: Table) -> str:
    """A letter for each row of the sheet: header, data, total, section, note, or . for none of them."""
    kinds = {
        **dict.fromkeys(table.header_rows, "h"),
        **dict.fromkeys(table.data_rows, "d"),
        **dict.fromkeys(table.total_rows, "t"),
        **dict.fromkeys(table.section_rows, "s"),
        **dict.fromkeys(table.note_rows, "n"),
    }
    return "".join(kinds.get(row, ".") for row in range(1, table.grid.rows + 1))


def list_headers(table: Table) -> str:
    return "|".join(column.flattened for column in table.columns)


def name_rows(table: Table) -> list[str]:
    """Every data row by its path."""
    return ["/".join(table.row_paths[row]) for row in table.data_rows]


def write(text: str, merges: str = "", sheet: str = "月报") -> bytes:
    """The drawing as an .xlsx file."""
    grid = draw(text, merges)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in range(1, grid.rows + 1):
        for column in range(1, grid.columns + 1):
            page.cell(row, column, grid.value(row, column))
    for span in merges.split():
        page.merge_cells(span)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
