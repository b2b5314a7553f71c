"""What no table took: figures in rows outside of all tables, beside labels or among notes."""

import re
from collections.abc import Iterator, Sequence

from pipelines.harmonising import Names
from pipelines.reading.grid import Grid, Raw
from pipelines.reading.header_rows import Filled, list_filled, may_head, numbers_columns
from pipelines.reading.preambles import is_bare_label_line, is_label_line, read_label_line
from pipelines.reading.tables import Table
from pipelines.reading.texts import bare_name, clean
from pipelines.reading.values import read_value
from pipelines.tidying.complaints import names_ours, refuse_unread
from pipelines.tidying.harvest import Harvest

_SIGNS = re.compile(r"[\d#]")
#: Labels whose value may be a number and is no figure: 联系电话, 填报日期, 年度, 第几期, 编号, 页码.
_NUMBERED = re.compile("电话|传真|时间|[日号年月期页编码]")


def say_remains(grid: Grid, tables: Sequence[Table], names: Names, harvest: Harvest) -> None:
    """Say which figures of a sheet stand in none of its tables, so that none is lost without a word.

    ``tables`` are all that were found on the sheet. A run of rows is one problem, at its first figure; so is a whole
    sheet without tables, which may be nobody's report.
    """
    lost: list[list[tuple[int, int]]] = []
    for row, columns in _list_lost(grid, tables, names):
        if not lost or (tables and lost[-1][-1][0] != row - 1):
            lost.append([])
        lost[-1] += [(row, column) for column in columns]
    for run in lost:
        refuse_unread(grid, run, harvest, "block" if tables else "warn")


def _list_lost(grid: Grid, tables: Sequence[Table], names: Names) -> Iterator[tuple[int, list[int]]]:
    """Each row with figures that no table took, and their columns."""
    heads = [_write(list_filled(grid, row)) for table in tables for row in table.header_rows]
    bodies = (row for table in tables for row in (*table.data_rows, *table.total_rows, *table.section_rows))
    known = {*bodies, *(row for table in tables for row in table.blank_rows)}
    # What is said of the columns between their names and the first figures: 频率, 来源.
    known |= {row for table in tables for row in table.note_rows if row < table.first_data_row}
    notes = {row for table in tables for row in table.note_rows}
    for row in range(1, grid.rows + 1):
        if row in known:
            continue
        filled = list_filled(grid, row)
        if _write(filled) in heads or (numbers_columns(filled) and _write(list_filled(grid, row - 1)) in heads):
            continue
        columns = _find_figures(filled, names, noted=row in notes)
        if columns:
            yield row, columns


def _find_figures(filled: Filled, names: Names, noted: bool) -> list[int]:
    """The columns of a row outside of all tables that hold figures, not dates, years, or the number of a note."""
    if is_label_line(filled) or is_bare_label_line(filled):
        labels, rest = read_label_line(filled)
        stated = any(map(_is_figure, rest)) or any(_states_figure(key, text, names) for key, text in labels.items())
        return [column for column, raw in filled if _is_figure(raw)] or [filled[0][0]] if stated else []
    named = any(isinstance(raw, str) and names_ours(raw, names) for _, raw in filled)
    columns = [column for column, raw in filled if _is_figure(raw) or (named and _is_number(raw))]
    numbered = noted and not named and len(filled) > 1 and columns == [filled[0][0]]
    return [] if numbered else columns


def _states_figure(key: str, text: str, names: Names) -> bool:
    if names.knows_metric(bare_name(key)):
        return text[:1].isdecimal()
    return read_value(text).kind == "number" and not _NUMBERED.search(key)


def _is_figure(raw: Raw) -> bool:
    """A number that is no year or month, or what stands for one: 约30, 7(28), #REF!."""
    return _SIGNS.search(clean(raw)) is not None and not may_head(raw)


def _is_number(raw: Raw) -> bool:
    return read_value(raw).kind == "number"


def _write(filled: Filled) -> tuple[str, ...]:
    return tuple(clean(raw) for _, raw in filled)
