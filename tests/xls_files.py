"""Writes a page as an old ``.xls`` file, which some offices still send."""

import io
from datetime import date

import xlwt

from pipelines.demo.pages import Page

_DATE = "yyyy-mm-dd"


def make_xls(page: Page) -> bytes:
    """The sheet with its merges; a merged block keeps its text in the first cell."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(page.name)
    dated = xlwt.easyxf(num_format_str=_DATE)
    merged = {(merge[0], merge[1]): merge for merge in page.merges}
    for (row, column), (value, _) in page.cells.items():
        if (row, column) in merged:
            _, _, last_row, last_column = merged[row, column]
            sheet.write_merge(row - 1, last_row - 1, column - 1, last_column - 1, value)
        elif isinstance(value, date):
            sheet.write(row - 1, column - 1, value, dated)
        elif value is not None:
            sheet.write(row - 1, column - 1, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
