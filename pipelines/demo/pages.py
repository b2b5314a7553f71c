"""A sheet before it is a file: cells, merges, and the bytes of each kind of file."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import pandas as pd
import xlsxwriter

from data.definitions import Catalogue
from data.places import Places

Cell = str | float | int | date | None
Role = Literal["title", "label", "header", "text", "number", "date", "note"]
Encoding = Literal["gb18030", "utf-8-sig"]
#: A figure as a form shows it: ``None`` says 不适用; a figure nobody asks for has no entry.
Entries = dict[tuple[str, int, str], float | None]

#: Files are the same bytes each time they are made, so they must not carry the clock.
_CREATED = datetime(2025, 1, 1)
_FORMATS: dict[Role, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "label": {"font_size": 10},
    "header": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True},
    "text": {"border": 1, "valign": "vcenter"},
    "number": {"border": 1, "align": "right"},
    "date": {"border": 1, "num_format": "yyyy-mm-dd"},
    "note": {"font_size": 9, "italic": True},
}


@dataclass(frozen=True)
class Book:
    """What a writer needs of a district: its names, and the entries to write."""

    catalogue: Catalogue
    places: Places
    entries: Entries

    def but(self, changes: Mapping[tuple[str, int, str], float]) -> "Book":
        """The same book with some entries wrong, as a form that needs a correction has them."""
        return Book(self.catalogue, self.places, {**self.entries, **changes})


def open_book(catalogue: Catalogue, places: Places, figures: pd.DataFrame) -> Book:
    """The book of a frame with the columns metric, month, area, value, state."""
    rows = zip(figures["metric"], figures["month"], figures["area"], figures["value"], figures["state"], strict=True)
    entries: Entries = {
        (str(metric), int(month), str(area)): float(value) if state == "reported" else None
        for metric, month, area, value, state in rows
    }
    return Book(catalogue, places, entries)


@dataclass
class Page:
    """One sheet; rows and columns count from 1. ``merges`` are (row, column, last row, last column)."""

    name: str
    cells: dict[tuple[int, int], tuple[Cell, Role]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, value: Cell, role: Role = "text") -> None:
        self.cells[row, column] = (value, role)

    def put_row(self, row: int, values: Sequence[Cell], role: Role = "text", first: int = 1) -> None:
        for offset, value in enumerate(values):
            self.put(row, first + offset, value, role)

    def span(self, row: int, column: int, last_row: int, last_column: int, value: Cell, role: Role) -> None:
        """A value over a merged block; a block of one cell is no merge."""
        self.put(row, column, value, role)
        if (row, column) != (last_row, last_column):
            self.merges.append((row, column, last_row, last_column))

    @property
    def rows(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max([column for _, column in self.cells] + [merge[3] for merge in self.merges], default=0)


def make_xlsx(pages: Sequence[Page]) -> bytes:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    workbook.set_properties({"created": _CREATED})
    formats = {role: workbook.add_format(given) for role, given in _FORMATS.items()}
    for page in pages:
        sheet = workbook.add_worksheet(page.name)
        for row, column, last_row, last_column in page.merges:
            value, role = page.cells[row, column]
            sheet.merge_range(row - 1, column - 1, last_row - 1, last_column - 1, value, formats[role])
        covered = {(merge[0], merge[1]) for merge in page.merges}
        for (row, column), (value, role) in page.cells.items():
            if (row, column) in covered:
                continue
            if isinstance(value, str):
                sheet.write_string(row - 1, column - 1, value, formats[role])
            elif isinstance(value, date):
                sheet.write_datetime(row - 1, column - 1, value, formats[role])
            elif value is None:
                sheet.write_blank(row - 1, column - 1, None, formats[role])
            else:
                sheet.write_number(row - 1, column - 1, value, formats[role])
        sheet.set_column(0, 0, 7)
        sheet.set_column(1, 1, 34)
    workbook.close()
    return buffer.getvalue()


def make_csv(page: Page, encoding: Encoding) -> bytes:
    """The sheet as a spreadsheet saves it: a merged block keeps its text in the first cell only."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for row in range(1, page.rows + 1):
        values = [page.cells.get((row, column), (None, "text"))[0] for column in range(1, page.columns + 1)]
        writer.writerow(["" if value is None else value for value in values])
    return buffer.getvalue().encode(encoding)
