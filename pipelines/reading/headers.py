"""Headers: how deep they are, and what each column is called."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.reading.grid import Grid, Raw
from pipelines.reading.texts import bare_name, clean, is_unit, split_unit
from pipelines.reading.values import read_value

#: Deeper headers are no headers of forms.
MAX_DEPTH = 4
_YEARS = frozenset(str(year) for year in range(1900, 2101))
_COLUMN_LETTERS = frozenset({"甲", "乙", "丙", "丁", "戊", "栏次", "列次", "序号", "A", "B", "C"})
#: What stands for a figure without being one: 约30, 7(28), 2.50-4.00, #REF!, 无, √.
_ROUGH_FIGURE = re.compile(r"[约近超]?[（(]?\d[\d.,，()（）~～\-－—/%％]*[余多]?|#[A-Z/0]+[!?]?|[无有是否√×]")
#: Headers of a column that holds units, and the word before a row of them.
UNIT_NAMES = frozenset({"单位", "计量单位"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``index`` is the sheet's column, counted from 1. ``path`` holds the header's texts from the group
    down to the leaf as the form writes them, without layout spaces; () where nothing stands above it.
    ``unit`` is the leaf's own: 人 of 党员（人）, % of a row of units.
    """

    index: int
    path: tuple[str, ...]
    unit: str

    @property
    def flattened(self) -> str:
        """group/leaf(unit), as the form writes it."""
        return "/".join(self.path)

    @property
    def names(self) -> tuple[str, ...]:
        """The path without units and enumerators."""
        return tuple(bare_name(text) for text in self.path if not _unit_alone(text))


def _unit_alone(text: str) -> str:
    """The unit of a header cell that holds nothing else: （%）, 人."""
    inner = text[1:-1] if text[:1] in "（(" and text[-1:] in "）)" else text
    return inner if inner and is_unit(inner) else ""


def list_filled(grid: Grid, row: int) -> list[tuple[int, Raw]]:
    """The cells of a row that hold something, with their columns."""
    if not 1 <= row <= grid.rows:
        return []
    return [
        (column, raw)
        for column, raw in enumerate(grid.row(row), 1)
        if raw is not None and not (isinstance(raw, str) and not raw.strip())
    ]


def is_figure(raw: Raw) -> bool:
    """Whether the cell holds data rather than a word: a number, a date, "-", 不适用."""
    return not isinstance(raw, str) or read_value(raw).kind != "held"


def _heads(raw: Raw) -> bool:
    """Whether the cell may stand in a header; years and months typed as dates do, 约30 and 7(28) do not."""
    if is_figure(raw):
        return isinstance(raw, date) or (not isinstance(raw, bool) and clean(raw) in _YEARS)
    return _ROUGH_FIGURE.fullmatch(clean(raw)) is None


def can_head(grid: Grid, row: int) -> bool:
    """Whether a row reads as the first row of a header: several words, hardly a figure."""
    filled = list_filled(grid, row)
    words = sum(_heads(raw) for _, raw in filled)
    return len(filled) >= 2 and any(isinstance(raw, str) for _, raw in filled) and words >= 2 * (len(filled) - words)


def numbers_columns(filled: Sequence[tuple[int, Raw]]) -> bool:
    """Whether a row below a header only counts its columns: 甲 乙 1 2 3, or 栏次 1 2 3."""
    texts = [clean(raw) for _, raw in filled]
    letters = next((at for at, text in enumerate(texts) if text.isdecimal()), len(texts))
    counted = [str(number) for number in range(1, len(texts) - letters + 1)]
    named = all(text in _COLUMN_LETTERS for text in texts[:letters])
    return named and texts[letters:] == counted and bool(counted) and len(texts) >= 3


def find_header_rows(grid: Grid, first: int) -> tuple[tuple[int, ...], int]:
    """The header's rows that hold texts, and the last row it takes up."""
    rows = [first]
    last = first
    for row in range(first + 1, min(first + MAX_DEPTH, grid.rows + 1)):
        filled = list_filled(grid, row)
        reached = any(
            (merge := grid.merge_at(first_row, column)) is not None and merge.last_row >= row
            for first_row in rows
            for column in range(1, grid.columns + 1)
        )
        words = all(_heads(raw) for _, raw in filled)
        if not words or not filled:
            last = row if reached and not filled else last
            break
        if not (reached or _fills_groups(grid, first, row) or _holds_units(filled)):
            break
        rows.append(row)
        last = row
    return tuple(rows), last


def _holds_units(filled: Sequence[tuple[int, Raw]]) -> bool:
    texts = [clean(raw) for _, raw in filled]
    units = texts[1:] if texts[0] in UNIT_NAMES else texts
    return bool(units) and all(_unit_alone(text) for text in units)


def _fills_groups(grid: Grid, first: int, row: int) -> bool:
    """Whether a row names leaves under groups in a sheet that merges nothing."""
    groups = dict(list_filled(grid, first))
    leaves = dict(list_filled(grid, row))
    return min(groups) not in leaves and any(column not in groups and column > min(groups) for column in leaves)


def read_columns(grid: Grid, rows: Sequence[int], first: int, last: int) -> tuple[Column, ...]:
    """The columns ``first`` to ``last`` under a header of the given rows."""
    unit_rows = [row for row in rows[1:] if _holds_units(list_filled(grid, row))]
    return tuple(_read_column(grid, rows, column, unit_rows) for column in range(first, last + 1))


def _read_column(grid: Grid, rows: Sequence[int], column: int, unit_rows: Sequence[int]) -> Column:
    path = tuple(text for text in _levels(grid, rows, column) if text)
    if any(clean(grid.value(row, column)) in UNIT_NAMES for row in unit_rows):
        path = path[:-1]
    if not path:
        return Column(column, (), "")
    alone = _unit_alone(path[-1]) if len(path) > 1 else ""
    return Column(column, path, alone or split_unit(path[-1])[1])


def _levels(grid: Grid, rows: Sequence[int], column: int) -> Iterator[str]:
    for level, row in enumerate(rows):
        own = clean(grid.value(row, column))
        below = any(clean(grid.value(lower, column)) for lower in rows[level + 1 :])
        if own or not below:
            yield own
            continue
        merge = grid.merge_at(row, column)
        if merge is None:
            yield _group_at_left(grid, rows, level, column)
        elif merge.first_row == row:
            yield clean(grid.value(row, merge.first_column))


def _group_at_left(grid: Grid, rows: Sequence[int], level: int, column: int) -> str:
    """The group of an unmerged header. Where a sheet merges its groups, a leaf without one has none."""
    if any(merge.is_across and merge.first_row in rows for merge in grid.merges):
        return ""
    row = rows[level]
    for left in range(column - 1, 0, -1):
        text = clean(grid.value(row, left))
        if text:
            return text if any(clean(grid.value(lower, left)) for lower in rows[level + 1 :]) else ""
    return ""
