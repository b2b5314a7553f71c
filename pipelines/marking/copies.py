"""A workbook to write into: the one that came, without what could run or reach out, or its cells written anew."""

import io
import re
import warnings
import zipfile

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.reading.containers import ZIP
from pipelines.reading.grid import Grid, Raw
from pipelines.reading.number_formats import Format
from pipelines.reading.workbook import Workbook

#: What a text file's only sheet is called in its copy.
UNNAMED = "Sheet1"
#: Beyond these the library that keeps formatting would take more memory and time than a form is worth.
MAX_UNPACKED = 10 * 1024 * 1024
MAX_MERGED = 100_000
MAX_CELLS = 100_000

#: A formula that reaches into another file, or, by DDE, into another program.
_REACHES_OUT = re.compile(r"\[\d+\]|\|")
_NUMBER_FORMATS: dict[Format, str] = {"percent": "0.##%", "rescaled": "0.0#,"}


def keep_book(content: bytes, opened: Workbook) -> Book:
    """The .xlsx or .xlsm with its formatting and formulas; macros, embedded objects and links to other files stay out.

    What a formula that reaches out last gave stands in its place. Raises ``ValueError`` for another kind of file or
    one that is too large, and whatever the library raises over a file that it cannot read.
    """
    _check_size(content, opened)
    with warnings.catch_warnings():
        # It warns of each extension that it leaves out; that is what a marked copy is.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), keep_vba=False, keep_links=False)
    book.template = False
    grids = {grid.name: grid for grid in (*opened.sheets, *opened.hidden)}
    for holder in (book, *book.worksheets):
        for name, defined in list(holder.defined_names.items()):
            if _REACHES_OUT.search(defined.attr_text or ""):
                del holder.defined_names[name]
    for sheet in book.worksheets:
        if sheet.title in grids:
            _cut_links(sheet, grids[sheet.title])
    return book


def _check_size(content: bytes, opened: Workbook) -> None:
    if not content.startswith(ZIP):
        raise ValueError("not a package")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
    # Each cell of a merged range becomes an object.
    merged = sum(merge.size for grid in (*opened.sheets, *opened.hidden) for merge in grid.merges)
    if unpacked > MAX_UNPACKED or merged > MAX_MERGED:
        raise ValueError("too large to keep")


def list_cells(sheet: Worksheet) -> list[Cell]:
    """The cells that a sheet has. Its public ways through them make all between the first and the last, which may
    be the whole sheet."""
    return list(sheet._cells.values())


def _cut_links(sheet: Worksheet, grid: Grid) -> None:
    for cell in list_cells(sheet):
        formula = getattr(cell.value, "text", cell.value) if cell.data_type == "f" else ""
        if isinstance(formula, str) and _REACHES_OUT.search(formula):
            _put(cell, grid.value(cell.row, cell.column))


def rewrite_book(opened: Workbook) -> Book:
    """A new workbook with the same cells, merges, hidden parts and percentages, and no other formatting.

    Raises ``ValueError`` where the cells are too many.
    """
    grids = (*opened.sheets, *opened.hidden)
    if sum(len(grid.row(row)) for grid in grids for row in range(1, grid.rows + 1)) > MAX_CELLS:
        raise ValueError("too many cells")
    book = Book()
    book.remove(book.active)
    for grid in grids:
        sheet = book.create_sheet(grid.name or UNNAMED)
        for row in range(1, grid.rows + 1):
            for column, raw in enumerate(grid.row(row), 1):
                if raw is not None and raw != "":
                    _put(sheet.cell(row, column), raw)
        for (row, column), form in grid.formats.items():
            sheet.cell(row, column).number_format = _NUMBER_FORMATS[form]
        for merge in grid.merges:
            # One as large as a sheet ends where the cells do.
            last_row, last_column = merge.last_row, merge.last_column
            if merge.size > MAX_MERGED:
                last_row, last_column = min(last_row, grid.rows), min(last_column, grid.columns)
            if (last_row, last_column) != (merge.first_row, merge.first_column):
                sheet.merge_cells(None, merge.first_row, merge.first_column, last_row, last_column)
        for row in grid.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in grid.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
        sheet.sheet_state = "hidden" if grid.hidden else "visible"
    return book


def _put(cell: Cell, raw: Raw) -> None:
    """Write what was read; a text stays a text, whatever it begins with."""
    cell.value = raw
    if isinstance(raw, str):
        cell.data_type = "s"
