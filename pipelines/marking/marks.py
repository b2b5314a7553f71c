"""Marks: a comment and a colour at each cell that something is wrong with, and a first sheet that lists it all."""

import io
import logging
import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import PurePath

from openpyxl import Workbook as Book
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from data.problems import Problem, Refusal
from pipelines.marking.copies import UNNAMED, keep_book, list_cells, rewrite_book
from pipelines.marking.listing import SEVERITY_ZH, add_list
from pipelines.marking.values import restore_values, says_the_same
from pipelines.reading.workbook import PROBLEM_LIST, Workbook, open_workbook

_log = logging.getLogger(__name__)
#: Who writes our comments; those of others stay.
AUTHOR = "收表系统"
_REST = "\n——原批注——\n"
_COLOURS = {"block": "FFFF7C80", "warn": "FFFFD966"}
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_CHARACTERS_A_LINE, _LINE_HEIGHT, _WIDTH = 24, 18, 330


def mark_workbook(content: bytes, name: str, problems: Sequence[Problem]) -> bytes:
    """The workbook as .xlsx with its problems marked; read again, it states exactly what it did.

    An .xlsx or .xlsm keeps its formatting and formulas, without macros, embedded objects and links to other files;
    other kinds, and files that cannot be kept, are written anew from their cells. Of a file that cannot be opened or
    copied there is the list of problems only. Marks of an earlier time are taken away.
    """
    try:
        opened = open_workbook(content, name)
    except Refusal:
        opened = Workbook(name, ())
    for make in (partial(keep_book, content, opened), partial(rewrite_book, opened)):
        try:
            marked = _finish(make(), opened, name, problems)
            if says_the_same(open_workbook(marked, name), opened):
                return marked
        except Exception:
            # The library fails in many ways over files that other programs wrote.
            _log.info("%s: not marked by %s", name, make.func.__name__, exc_info=True)
    return _finish(rewrite_book(Workbook(name, ())), opened, name, problems)


def name_marked(name: str) -> str:
    """The marked copy's file name: still that of its unit and month."""
    return f"{PurePath(name).stem}（问题标注）.xlsx"


def _finish(book: Book, opened: Workbook, name: str, problems: Sequence[Problem]) -> bytes:
    for sheet in book.worksheets:
        if sheet["A1"].value == PROBLEM_LIST:
            book.remove(sheet)
        else:
            _clear(sheet)
    at_cells: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        sheet_name = problem.sheet or UNNAMED
        if _CELL.fullmatch(problem.cell) and sheet_name in book.sheetnames:
            at_cells.setdefault((sheet_name, problem.cell), []).append(problem)
    for (sheet_name, cell), found in at_cells.items():
        _mark(_find_shown(book[sheet_name], cell), found)
    add_list(book, name, problems)
    saved = io.BytesIO()
    book.save(saved)
    titles = {sheet.title: f"xl/worksheets/sheet{number}.xml" for number, sheet in enumerate(book.worksheets, 1)}
    grids = {titles[grid.name]: grid for grid in (*opened.sheets, *opened.hidden) if grid.name in titles}
    return restore_values(saved.getvalue(), grids, book.epoch)


def _clear(sheet: Worksheet) -> None:
    """Take away the marks of an earlier time."""
    for cell in list_cells(sheet):
        if cell.comment is not None and cell.comment.author == AUTHOR:
            rest = cell.comment.text.partition(_REST)[2]
            cell.comment = Comment(rest, "") if rest else None
            cell.fill = PatternFill()


def _find_shown(sheet: Worksheet, address: str) -> Cell:
    """The cell, or the first of the merged range that covers it."""
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        merged = next(found for found in sheet.merged_cells.ranges if address in found)
        cell = sheet.cell(merged.min_row, merged.min_col)
    return cell


def _mark(cell: Cell, problems: Iterable[Problem]) -> None:
    """Several problems at one cell, or at cells merged into it, stand in one comment, before any that was there."""
    said = [f"【{SEVERITY_ZH[p.severity]}】{p.found}{p.expected}。{p.remedy}。" for p in problems]
    colour = _COLOURS["block" if any(p.severity == "block" for p in problems) else "warn"]
    if cell.comment is not None and cell.comment.author == AUTHOR:
        ours, between, rest = cell.comment.text.partition(_REST)
        said.insert(0, ours)
    elif cell.comment is not None:
        between, rest = _REST, cell.comment.text
    else:
        between = rest = ""
    text = "\n".join(said) + between + rest
    lines = sum(1 + len(line) // _CHARACTERS_A_LINE for line in text.splitlines())
    cell.comment = Comment(text, AUTHOR, height=_LINE_HEIGHT * (lines + 1), width=_WIDTH)
    cell.fill = PatternFill("solid", start_color=colour)
