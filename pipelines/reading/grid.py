"""A sheet as a grid of raw cells in the sheet's own coordinates."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pipelines.reading.number_formats import Format

Raw = int | float | str | bool | date | datetime | time | timedelta | None


class Month(date):
    """A date whose cell shows its year and month alone, as office programs keep 2025年6月."""


#: Characters of text that are no text: neither line breaks nor tabulators.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, first and last row and column inclusive, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def is_across(self) -> bool:
        return self.last_column > self.first_column

    @property
    def is_down(self) -> bool:
        return self.last_row > self.first_row

    @property
    def size(self) -> int:
        """How many cells it covers."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    def cells(self) -> Iterator[tuple[int, int]]:
        for row in range(self.first_row, self.last_row + 1):
            for column in range(self.first_column, self.last_column + 1):
                yield row, column


class Grid:
    """A sheet: ``rows`` x ``columns`` cells counted from 1, and its merged ranges.

    A cell without content, or outside the sheet, is ``None``; empty text counts as no content.
    ``drawn_rows``: the rows with formatted but empty ones below the last text, as a blank form has.
    ``formats``: cells that show another number than they hold. ``hidden_rows`` and ``hidden_columns`` are those
    within the sheet, in order; ``hidden`` says so of the whole sheet.
    """

    __slots__ = (
        "_cells", "_covered", "_filled", "columns", "drawn_rows", "formats", "hidden", "hidden_columns", "hidden_rows",
        "merges", "name", "rows",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        cells: Sequence[Sequence[Raw]],
        merges: Sequence[Merge] = (),
        drawn_rows: int = 0,
        formats: Mapping[tuple[int, int], Format] | None = None,
        hidden_rows: Collection[int] = (),
        hidden_columns: Collection[tuple[int, int]] = (),
        hidden: bool = False,
    ) -> None:
        self.name = name
        self.rows = len(cells)
        self.drawn_rows = max(self.rows, drawn_rows)
        self.columns = max((len(line) for line in cells), default=0)
        self.merges = tuple(merges)
        self.formats = formats or {}
        self.hidden = hidden
        self.hidden_rows = tuple(sorted(row for row in hidden_rows if row <= self.rows))
        self.hidden_columns = tuple(
            column for column in range(1, self.columns + 1) if any(a <= column <= z for a, z in hidden_columns)
        )
        self._cells = cells
        self._filled: dict[int, tuple[tuple[int, Raw], ...]] = {}
        # A range over a whole sheet must not fill memory, so only cells that exist are covered.
        self._covered = {
            cell: merge
            for merge in self.merges
            for cell in self._within(merge).cells()
            if merge.is_across or merge.is_down
        }

    def _within(self, merge: Merge) -> Merge:
        last_row, last_column = min(merge.last_row, self.rows), min(merge.last_column, self.columns)
        return Merge(merge.first_row, merge.first_column, last_row, last_column)

    def value(self, row: int, column: int) -> Raw:
        """What the cell itself holds; a cell inside a merged range, but its first, holds nothing."""
        if not (1 <= row <= self.rows and column >= 1):
            return None
        line = self._cells[row - 1]
        if column > len(line):
            return None
        raw = line[column - 1]
        return None if raw == "" else raw

    def shown(self, row: int, column: int) -> Raw:
        """What a reader of the sheet sees there: a merged range shows its first cell everywhere."""
        merge = self._covered.get((row, column))
        return self.value(row, column) if merge is None else self.value(merge.first_row, merge.first_column)

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The cell whose content shows there: itself, or the first of its merged range."""
        merge = self._covered.get((row, column))
        return (row, column) if merge is None else (merge.first_row, merge.first_column)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged range that covers the cell, if any."""
        return self._covered.get((row, column))

    def row(self, row: int) -> Sequence[Raw]:
        """The cells of a row as the file holds them; may be shorter than ``columns``."""
        return self._cells[row - 1]

    def filled(self, row: int) -> tuple[tuple[int, Raw], ...]:
        """The cells of a row that hold more than blanks, with their columns; each row is asked about many times."""
        if row not in self._filled:
            self._filled[row] = tuple(
                (column, raw)
                for column, raw in enumerate(self._cells[row - 1], 1)
                if raw is not None and not (isinstance(raw, str) and not raw.strip())
            )
        return self._filled[row]


def address(row: int, column: int) -> str:
    """The name of a cell as a spreadsheet shows it: (14, 3) is C14."""
    return f"{name_column(column)}{row}"


def name_column(column: int) -> str:
    """The letters of a column: 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
