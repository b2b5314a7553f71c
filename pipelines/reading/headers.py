"""Headers: what each column is called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.reading.grid import Grid
from pipelines.reading.header_rows import (
    UNIT_NAMES,
    holds_units,
    list_filled,
    name_unit,
    stands_in_brackets,
    translates_row,
)
from pipelines.reading.texts import bare_name, clean, split_unit
from pipelines.reading.values import MANY_TEXTS


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``index`` is the sheet's column, counted from 1. ``path`` holds the header's texts from the group
    down to the leaf as the form writes them, without layout spaces; () where nothing stands above it.
    ``unit`` is the leaf's, 人 of 党员（人）, % of a row of units, or else its group's. ``translated``: the leaf only
    says in another script what stands above it.
    """

    index: int
    path: tuple[str, ...]
    unit: str
    translated: bool = False

    @property
    def flattened(self) -> str:
        """group/leaf(unit), as the form writes it."""
        return "/".join(self.path)

    @property
    def names(self) -> tuple[str, ...]:
        """The path without units, remarks in brackets, translations and enumerators.

        村 alone or at the top is a name, though villages are counted in it too.
        """
        return _read_names(self.path[:-1] if self.translated else self.path)


@lru_cache(maxsize=MANY_TEXTS)
def _read_names(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        bare_name(text)
        for level, text in enumerate(path)
        if len(path) == 1 or not (stands_in_brackets(text) or (level and name_unit(text)))
    )


def read_columns(grid: Grid, rows: Sequence[int], first: int, last: int) -> tuple[Column, ...]:
    """The columns ``first`` to ``last`` under a header of the given rows."""
    unit_rows = [row for row in rows[1:] if holds_units(list_filled(grid, row))]
    translated = len(rows) > 1 and translates_row(grid, rows[-2], rows[-1])
    return tuple(_read_column(grid, rows, column, unit_rows, translated) for column in range(first, last + 1))


def _read_column(grid: Grid, rows: Sequence[int], column: int, unit_rows: Sequence[int], translated: bool) -> Column:
    path = tuple(text for text in _levels(grid, rows, column) if text)
    if any(clean(grid.value(row, column)) in UNIT_NAMES for row in unit_rows):
        path = path[:-1]
    if not path:
        return Column(column, (), "")
    # A group's unit holds for its leaves, and for a leaf in another script.
    units = ((name_unit(text) if level else "") or split_unit(text)[1] for level, text in enumerate(path))
    own = translated and len(path) > 1 and bool(clean(grid.value(rows[-1], column)))
    return Column(column, path, next(filter(None, reversed(list(units))), ""), own)


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
