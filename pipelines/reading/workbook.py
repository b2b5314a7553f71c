"""Opening workbooks: bytes become sheets; what they are is decided by content, never by the name."""

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import cast

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from pipelines.reading.bounds import (
    MAX_COLUMNS,
    MAX_ROWS,
    check_bytes,
    check_name,
    check_sheet_count,
    check_sheet_size,
)
from pipelines.reading.comments import Comment, read_comments
from pipelines.reading.containers import DAMAGES, OLE2, ZIP, check_package, check_streams
from pipelines.reading.grid import CONTROLS, Grid, Merge, Month, Raw
from pipelines.reading.old_surveys import survey_old
from pipelines.reading.old_texts import join_bytes, part_bytes
from pipelines.reading.package_surveys import survey_package
from pipelines.reading.plain_text import read_text_sheet
from pipelines.reading.refusals import broken, empty, encrypted, links, no_sheets
from pipelines.reading.survey import Survey

#: A1 of the sheet that a marked workbook begins with. It is known by this sentence, since senders too call sheets
#: 问题清单.
PROBLEM_LIST = "问题清单（本页由收表系统生成，重新报送时不必删除，收表时不读本页）"


@dataclass(frozen=True)
class Workbook:
    """A file's visible sheets in the file's order, and its hidden ones apart.

    A text file has one sheet without a name, and an encoding. ``ours`` are the lists of problems that a marked
    workbook came with: nobody's report, but kept with the file. ``comments`` are those of all sheets.
    """

    name: str
    sheets: tuple[Grid, ...]
    hidden: tuple[Grid, ...] = ()
    encoding: str = ""
    ours: tuple[Grid, ...] = ()
    comments: tuple[Comment, ...] = ()


def open_workbook(content: bytes, name: str) -> Workbook:
    """The sheets of an .xlsx, .xlsm, .xls, .csv or .tsv file.

    ``name`` is the file's name, used in messages only. Error cells come out as text (``#REF!``), and
    so do formulas that were never calculated (``=SUM(B2:B9)``). The list of problems of a marked workbook stands apart.
    Raises Refusal with one problem: file_name, file_empty, file_too_large, file_encrypted, file_html,
    file_kind, file_broken, file_linked, file_embedded, text_encoding or no_sheets.
    """
    check_name(name)
    check_bytes(len(content), name)
    if not content.strip(b"\x00\r\n\t "):
        raise empty(name)
    if content.startswith(ZIP):
        check_package(content, name)
        return _read_sheets(content, name)
    if content.startswith(OLE2):
        check_streams(content, name)
        return _read_sheets(content, name)
    sheet, encoding = read_text_sheet(content, name)
    check_sheet_size(sheet.rows, sheet.columns, name)
    return Workbook(name, (sheet,), encoding=encoding)


def _read_sheets(content: bytes, name: str) -> Workbook:
    try:
        if content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                surveys, linked = survey_package(package), False
                margins = (Comment("", found.margins, "页眉页脚") for found in surveys if found.margins)
                comments = (*read_comments(package), *margins)
        else:
            old = survey_old(content)
            surveys, comments, linked = old.sheets, old.comments, old.linked
    except DAMAGES as error:
        raise broken(name) from error
    if linked:
        raise links(name)
    for found in surveys:
        check_sheet_size(found.rows, found.columns, name)
    if any(found.double_bytes for found in surveys):
        content = part_bytes(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            listed = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            if not any(sheet.visible == SheetVisibleEnum.Visible for sheet in listed):
                raise no_sheets(name)
            check_sheet_count(len(listed), name)
            known = dict(zip(book.sheet_names, surveys, strict=False))
            shown: list[Grid] = []
            hidden: list[Grid] = []
            ours: list[Grid] = []
            for sheet in listed:
                unseen = sheet.visible != SheetVisibleEnum.Visible
                grid = _read_sheet(book, sheet.name, name, known.get(sheet.name, Survey()), unseen)
                kind = ours if grid.value(1, 1) == PROBLEM_LIST else hidden if unseen else shown
                kind.append(grid)
            return Workbook(name, tuple(shown), tuple(hidden), ours=tuple(ours), comments=comments)
    except PasswordError as error:
        raise encrypted(name) from error
    except CalamineError as error:
        raise broken(name) from error
    except BaseException as error:
        # A damaged file can make the reader panic; that is raised as no ordinary exception and has no public class.
        if type(error).__name__ != "PanicException":
            raise
        raise broken(name) from error


def _read_sheet(book: CalamineWorkbook, sheet: str, name: str, known: Survey, hidden: bool) -> Grid:
    found = book.get_sheet_by_name(sheet)
    height, width = (found.end[0] + 1, found.end[1] + 1) if found.end else (0, 0)
    check_sheet_size(height, width, name, sheet)
    cells = cast(list[list[Raw]], found.to_python(skip_empty_area=False)) if height else []
    if known.double_bytes:
        sheet, cells = str(join_bytes(sheet)), [list(map(join_bytes, line)) for line in cells]
    _drop_controls(cells)
    for (row, column), text in known.errors.items():
        _put(cells, row, column, text)
    formats = {place: form for place, form in known.formats.items() if form != "month"}
    for row, column in known.formats.keys() - formats.keys():
        _show_month(cells, row, column)
    merges = [
        Merge(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in found.merged_cell_ranges or ()
    ]
    drawn = min(known.drawn_rows, MAX_ROWS)
    return Grid(sheet, cells, merges, drawn, formats, known.hidden_rows, known.hidden_columns, hidden)


def _drop_controls(cells: list[list[Raw]]) -> None:
    """Characters that show nothing and that no database takes, such as NUL."""
    for line in cells:
        for at, raw in enumerate(line):
            if isinstance(raw, str) and not raw.isprintable():
                line[at] = CONTROLS.sub("", raw)


def _show_month(cells: list[list[Raw]], row: int, column: int) -> None:
    line = cells[row - 1] if row <= len(cells) else []
    raw = line[column - 1] if column <= len(line) else None
    if isinstance(raw, date):
        line[column - 1] = Month(raw.year, raw.month, raw.day)


def _put(cells: list[list[Raw]], row: int, column: int, text: str) -> None:
    """Errors left blank may lie outside the used area, so it grows where they do."""
    if row > MAX_ROWS or column > MAX_COLUMNS:
        return
    cells.extend([] for _ in range(row - len(cells)))
    line = cells[row - 1]
    line.extend([None] * (column - len(line)))
    line[column - 1] = text
