"""Rows among the months of a table that add several of them up: 1-2月合计, 1—6月, 一季度, 上半年累计."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipelines.reading.grid import Grid
from pipelines.reading.header_rows import Filled
from pipelines.reading.texts import clean
from pipelines.reading.values import MANY_TEXTS

#: The column that names several months, the first of them and the last.
Stretch = tuple[int, int, int]
#: How many cells at the left say what a row is.
_NAMING = 3
_YEAR = r"(?:(?:19|20)\d\d(?:年度?|[-./]))?"
_ADDED = "(?:合计|小计|累计|共计|总计)?数?"
_STRETCH = re.compile(rf"{_YEAR}(1[0-2]|0?[1-9])月?[—–\-~至到]+(1[0-2]|0?[1-9])月份?{_ADDED}")
_NAMED = re.compile(rf"{_YEAR}第?([一二三四1-4]季度|上半年|下半年|前三季度|全年){_ADDED}")
_MONTH = re.compile(r"(?:(?:19|20)\d\d(?:年|[-./]))?(1[0-2]|0?[1-9])(?:月份?)?|(?:19|20)\d\d-(\d\d)-\d\d")
_MONTHS = {
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12), "1季度": (1, 3), "2季度": (4, 6),
    "3季度": (7, 9), "4季度": (10, 12), "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "全年": (1, 12),
}  # fmt: skip


def find_stretch(filled: Filled) -> Stretch | None:
    """The months that a row by its first cells adds up, if it names several."""
    for column, raw in filled[:_NAMING]:
        if isinstance(raw, str) and (months := _read_stretch(clean(raw))):
            return column, *months
    return None


def find_running_totals(
    grid: Grid, data: Iterable[int], stretches: Mapping[int, Stretch]
) -> dict[int, tuple[int, ...]]:
    """Of the rows that name several months those that add them up, and the rows that each counts.

    A row does so only where the rows of all its months stand above it, one behind the other. Where they do not,
    1-2月 is a figure of its own.
    """
    found: dict[int, tuple[int, ...]] = {}
    singles = [row for row in data if row not in stretches]
    for row, (column, first, last) in stretches.items():
        months = [(_read_month(clean(grid.shown(above, column))), above) for above in singles if above < row]
        ends = [at for at, (month, _) in enumerate(months, 1) if month == last]
        counted = months[max(ends[-1] - (last - first + 1), 0) : ends[-1]] if ends else []
        if [month for month, _ in counted] == list(range(first, last + 1)):
            found[row] = tuple(above for _, above in counted)
    return found


@lru_cache(maxsize=MANY_TEXTS)
def _read_stretch(text: str) -> tuple[int, int] | None:
    if stretch := _STRETCH.fullmatch(text):
        first, last = int(stretch[1]), int(stretch[2])
        return (first, last) if first < last else None
    named = _NAMED.fullmatch(text)
    return _MONTHS[named[1]] if named else None


def _read_month(text: str) -> int:
    month = _MONTH.fullmatch(text)
    return int(month[1] or month[2]) if month else 0
