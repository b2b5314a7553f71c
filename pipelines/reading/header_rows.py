"""Which rows are a header: words under words, groups over leaves, units or another language below."""

import re
from collections.abc import Sequence
from datetime import date

from pipelines.reading.grid import Grid, Raw
from pipelines.reading.texts import clean, is_unit
from pipelines.reading.values import read_value

#: Deeper headers are no headers of forms.
MAX_DEPTH = 4
#: Headers of a column that holds units, and the word before a row of them.
UNIT_NAMES = frozenset({"单位", "计量单位"})
Filled = Sequence[tuple[int, Raw]]

_YEARS = frozenset(str(year) for year in range(1900, 2101))
#: What stands above the numbers of months.
_HOLDS_MONTHS = re.compile(r"(?:19|20)\d\d年度?|各?月份?")
_COUNTED = frozenset(str(month) for month in range(1, 13))
#: Months and days typed as text: 2025-06, 202506, 2025-07-03.
_MONTH = re.compile(r"(?:19|20)\d\d[-./]?(?:0?[1-9]|1[0-2])(?:[-./]\d{1,2})?")
#: What stands for a figure without being one: 约30, 7(28), 2.50-4.00, #REF!, 无, √.
_ROUGH_FIGURE = re.compile(r"[约近超]?[（(]?\d[\d.,，()（）~～\-－—/%％]*[余多]?|#[A-Z/0]+[!?]?|[无有是否√×]")
_COLUMN_WORDS = frozenset({"甲", "乙", "丙", "丁", "戊", "栏次", "栏号", "列次", "序号"})
#: A column's number, with what it is made of or by that alone: 1, （1）, ③, 3=1+2, B/A.
_COLUMN_NUMBER = re.compile(r"[（(]?(\d{1,3}|[A-Z]|[①-⑳])[）)]?(?:[=＝].*)?|[A-Z①-⑳](?:[-+/÷×*][A-Z①-⑳])+(?:[×*]100%)?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile("[A-Za-z]")
_FIELD = re.compile(r"[A-Za-z]\w*", re.ASCII)
#: A text that stands in brackets as a whole: （必填）, (A).
_BRACKETED = re.compile(r"[（(][^（）()]+[）)]")


def list_filled(grid: Grid, row: int) -> Filled:
    """The cells of a row that hold something, with their columns; none outside the sheet."""
    return grid.filled(row) if 1 <= row <= grid.rows else ()


def is_figure(raw: Raw) -> bool:
    """Whether the cell holds data rather than a word: a number, a date, "-", 不适用."""
    return not isinstance(raw, str) or read_value(raw).kind != "held"


def name_unit(text: str) -> str:
    """The unit of a header cell that holds nothing else: （%）, 人."""
    inner = text[1:-1] if text[:1] in "（(" and text[-1:] in "）)" else text
    return inner if inner and is_unit(inner) else ""


def stands_in_brackets(text: str) -> bool:
    return _BRACKETED.fullmatch(text) is not None


def holds_units(filled: Filled) -> bool:
    """Whether a row of a header holds units only, or the word 单位 before them."""
    texts = [clean(raw) for _, raw in filled]
    units = texts[1:] if texts[0] in UNIT_NAMES else texts
    return bool(units) and all(name_unit(text) for text in units)


def can_head(grid: Grid, row: int) -> bool:
    """Whether a row reads as the first row of a header: several words, hardly a figure, or years beside a corner."""
    filled = list_filled(grid, row)
    if _runs_through_years(filled):
        return any(column < filled[0][0] and not is_figure(raw) for column, raw in list_filled(grid, row + 1))
    words = sum(may_head(raw) for _, raw in filled)
    return len(filled) >= 2 and any(isinstance(raw, str) for _, raw in filled) and words >= 2 * (len(filled) - words)


def _runs_through_years(filled: Filled) -> bool:
    """Whether a row holds nothing but years in their order, either way: 2015 2020 2023."""
    years = [clean(raw) for _, raw in filled]
    ordered = sorted(set(years))
    return len(years) > 1 and _YEARS.issuperset(years) and years in (ordered, ordered[::-1])


def may_head(raw: Raw) -> bool:
    """Whether the cell may stand in a header; years and months typed as dates do, 约30 and 7(28) do not."""
    if isinstance(raw, str | float | int) and _MONTH.fullmatch(clean(raw)):
        return not isinstance(raw, float) or raw.is_integer()
    if is_figure(raw):
        return isinstance(raw, date) or (not isinstance(raw, bool) and clean(raw) in _YEARS)
    return _ROUGH_FIGURE.fullmatch(clean(raw)) is None


def numbers_columns(filled: Filled) -> bool:
    """Whether a row below a header only counts its columns: 甲 乙 1 2 3, 栏次 1 2 3=1+2, 甲 A B C.

    Behind two words it may go on from another page: 甲 乙 9 10 11.
    """
    texts = [clean(raw) for _, raw in filled]
    words = next((at for at, text in enumerate(texts) if text not in _COLUMN_WORDS), len(texts))
    found = [match for text in texts[words:] if (match := _COLUMN_NUMBER.fullmatch(text))]
    if not found or len(found) < len(texts) - words or not found[0][1]:
        return False
    first = _count(found[0][1]) if words > 1 else 1
    counted = all(_count(match[1]) == at for at, match in enumerate(found, first) if match[1])
    return counted and len(texts) >= (2 if words else 3)


def _count(number: str) -> int:
    """Which column a number or letter stands for: 3, C and ③ are the third."""
    if number.isdecimal():
        return int(number)
    return ord(number) - ord("A" if number.isascii() else "①") + 1


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
        if not filled and reached:
            last = row
            continue
        if not filled:
            break
        if _numbers_months(grid, rows, filled):
            rows.append(row)
            return tuple(rows), row
        if not all(may_head(raw) for _, raw in filled):
            break
        if not (
            reached
            or holds_units(filled)
            or _fills_groups(grid, first, row)
            or _stands_under_groups(grid, rows, filled)
            or (_explains(grid, rows[-1], row) and _holds_figures(grid, row + 1, row + 2))
            or _names_codes(grid, rows[-1], row)
        ):
            break
        rows.append(row)
        last = row
    return tuple(rows), last


def heads_group(grid: Grid, row: int, header: int) -> bool:
    """Whether the only text of a row is the group of some columns of the header below, rather than a title.

    A group leaves the first column out: what heads that one is merged down beside it, or stands nowhere.
    """
    column = list_filled(grid, row)[0][0]
    merge = grid.merge_at(row, column)
    if merge is not None and merge.last_row >= header:
        return True
    filled = [place for place, _ in list_filled(grid, header)]
    last = merge.last_column if merge is not None else column
    if column <= 1 or (column <= filled[0] and last >= filled[-1] and not _fills_left(grid, header + 1, column)):
        return False
    beside = [grid.merge_at(row, left) for left in range(1, column)]
    if any(found is not None and found.first_row == row and found.last_row >= header for found in beside):
        return True
    return filled[0] >= column and last > column and _fills_left(grid, header + 1, column)


def _fills_left(grid: Grid, row: int, column: int) -> bool:
    return any(place < column for place, _ in list_filled(grid, row))


def _fills_groups(grid: Grid, first: int, row: int) -> bool:
    """Whether a row names leaves under groups in a sheet that merges nothing."""
    groups = dict(list_filled(grid, first))
    leaves = dict(list_filled(grid, row))
    if min(leaves) < min(groups):
        # 乡镇 男 女 男 女 below 党员 and 干部: without the groups two columns would go by one name.
        texts = [clean(raw) for raw in leaves.values()]
        return groups.keys() <= leaves.keys() and len(set(texts)) < len(texts) and _holds_figures(grid, row + 1)
    return min(groups) not in leaves and any(column not in groups and column > min(groups) for column in leaves)


def _holds_figures(grid: Grid, *rows: int) -> bool:
    """Whether a figure stands in one of these rows; without figures below, words under words are data."""
    return any(is_figure(raw) for row in rows for _, raw in list_filled(grid, row))


def _stands_under_groups(grid: Grid, rows: Sequence[int], filled: Filled) -> bool:
    """Whether one cell stands under a group merged across, and each other under no text or one that it translates."""
    grouped = 0
    for column, raw in filled:
        merge = grid.merge_at(rows[-1], column)
        if merge is not None and merge.is_across:
            grouped += 1
        elif any(grid.shown(above, column) is not None for above in rows) and not _translates(
            grid.shown(rows[-1], column), raw
        ):
            return False
    return grouped > 0


def _numbers_months(grid: Grid, rows: Sequence[int], filled: Filled) -> bool:
    """Whether a row counts months: 1 to 12 at most below one merged group, or on and on below years: 11 12 | 1 2.

    Four of them may be quarters, where a text above says so.
    """
    if not _COUNTED.issuperset(clean(raw) for _, raw in filled):
        return False
    groups: dict[tuple[int, int], list[str]] = {}
    for column, raw in filled:
        groups.setdefault(_find_group(grid, rows[-1], column), []).append(clean(raw))
    texts = {clean(grid.value(rows[-1], first)) for first, _ in groups}
    if not all(width == len(numbers) > 1 and _goes_on(numbers) for (_, width), numbers in groups.items()):
        return False
    if all(_HOLDS_MONTHS.fullmatch(text) for text in texts):
        above = (raw for row in range(1, rows[-1] + 1) for _, raw in list_filled(grid, row))
        return not any("季" in clean(raw) for raw in above)
    return len(groups) == 1 and grid.merge_at(rows[-1], filled[0][0]) is not None and clean(filled[0][1]) == "1"


def _find_group(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """The first column and the width of the group above a cell, merged or up to the next text; (0, 0) for none."""
    merge = grid.merge_at(row, column)
    if merge is not None:
        return (merge.first_column, merge.last_column - merge.first_column + 1) if merge.is_across else (0, 0)
    texts = [place for place, _ in list_filled(grid, row)]
    first = max((place for place in texts if place <= column), default=0)
    last = min((place for place in texts if place > column), default=grid.columns + 1)
    return (first, last - first) if first else (0, 0)


def _goes_on(numbers: Sequence[str]) -> bool:
    return [int(number) for number in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))


def _translates(above: Raw, raw: Raw) -> bool:
    """Whether a text says in another script what the one above says in Chinese."""
    text = clean(raw)
    return bool(_CHINESE.search(clean(above)) and _LETTER.search(text) and not _CHINESE.search(text))


def translates_row(grid: Grid, above: int, row: int) -> bool:
    """Whether a row says in another script what the texts above it say, each of its cells below its own."""
    heads, filled = dict(list_filled(grid, above)), list_filled(grid, row)
    return len(filled) > 1 and all(column in heads and _translates(heads[column], raw) for column, raw in filled)


def _explains(grid: Grid, above: int, row: int) -> bool:
    """Whether a row says in another script, or in brackets alone, more about each text above it: Region, （必填）."""
    heads, filled = dict(list_filled(grid, above)), list_filled(grid, row)
    if len(filled) < 2 or numbers_columns(filled) or not all(column in heads for column, _ in filled):
        return False
    return translates_row(grid, above, row) or all(stands_in_brackets(clean(raw)) for _, raw in filled)


def _names_codes(grid: Grid, above: int, row: int) -> bool:
    """Whether a row says in Chinese what the fields above it are, as databases hand tables out: RK, below it 人口.

    A row of data may be all words too, but then hardly two of them stand where the next row has figures.
    """
    fields, names, below = (dict(list_filled(grid, at)) for at in (above, row, row + 1))
    return (
        fields.keys() == names.keys()
        and all(_FIELD.fullmatch(clean(raw)) for raw in fields.values())
        and all(_CHINESE.search(clean(raw)) for raw in names.values())
        and sum(column in names and is_figure(raw) for column, raw in below.items()) >= 2
    )
