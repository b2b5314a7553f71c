"""Words beside a row's figures that make them the figures of something else: 季度 一季度, 数据类型 计划数, 性别 女."""

from collections.abc import Iterator
from functools import lru_cache

from data.definitions import Basis
from pipelines.harmonising import names_subset
from pipelines.reading.grid import Raw
from pipelines.reading.header_rows import is_figure
from pipelines.reading.tables import Column, Table
from pipelines.reading.texts import bare_name, clean
from pipelines.reading.values import MANY_TEXTS
from pipelines.tidying.axes import Axes
from pipelines.tidying.days import read_day, stands_for_month
from pipelines.tidying.month_rows import YEAR_HEADERS, read_year
from pipelines.tidying.periods import find_stretch, is_stretch, is_year, read_month_header, split_month
from pipelines.tidying.senses import Sense, fits, read_sense
from pipelines.tidying.surroundings import Surroundings

#: Columns that say for when a row is, without being read as its month.
_TIMES = YEAR_HEADERS | {
    "季度", "时间", "日期", "统计时间", "统计日期", "数据时间", "数据日期", "期别", "时期", "时段", "期间", "所属时间",
    "所属期间", "所属时期",
}  # fmt: skip
#: Columns that say of whom or of what a row counts.
_KINDS = frozenset({
    "类别", "类型", "分类", "性别", "范围", "对象", "人群", "方式", "形式", "领域", "口径", "数据口径", "统计口径",
    "数据类型", "城乡", "身份", "党员类别", "人员类别", "培训对象", "培训方式", "党员类型",
})  # fmt: skip


def find_qualifiers(table: Table, axes: Axes, around: Surroundings) -> Iterator[tuple[int, int, str]]:
    """Cells beside the figures that name another time, a plan or last year, or a part of the whole, and why they do."""
    passed = {heading.column.index for heading in axes.headings} | axes.told
    if axes.month_rows is not None:
        passed |= {column.index for column in (axes.month_rows.month, axes.month_rows.year) if column is not None}
    if axes.area_column is not None:
        passed.add(axes.area_column.index)
    for column in table.columns:
        if column.index in passed or not column.names:
            continue
        for row in table.data_rows:
            raw = table.grid.shown(row, column.index)
            if raw is None or row in axes.aside or bare_name(clean(raw)) in table.row_paths.get(row, ()):
                continue
            if why := _qualify(raw, column, row, axes, around):
                yield row, column.index, why


def _qualify(raw: Raw, column: Column, row: int, axes: Axes, around: Surroundings) -> str:
    if column.names[-1] in _TIMES and _names_other_time(raw, column, axes, around):
        return "不是表上写明的月份，看不出这一行是哪个月的数"
    if not isinstance(raw, str) or is_figure(raw):
        return ""
    sense, part = _read(clean(raw))
    if sense and not all(fits(basis, sense) for basis in _list_bases(row, axes, around)):
        return "看不出这一行是不是要报的数"
    return "只是一部分，不能当作全部的数" if part and column.names[-1] in _KINDS else ""


@lru_cache(maxsize=MANY_TEXTS)
def _read(text: str) -> tuple[Sense, bool]:
    return read_sense(text), names_subset(text)


def _list_bases(row: int, axes: Axes, around: Surroundings) -> set[Basis]:
    """The bases of the metrics whose figures a row holds."""
    matches = [axes.metric_rows[row]] if row in axes.metric_rows else [heading.match for heading in axes.headings]
    return {around.names.catalogue[match.code].basis for match in matches if match.code is not None}


def _names_other_time(raw: Raw, column: Column, axes: Axes, around: Surroundings) -> bool:
    """Whether a cell names a time that the table's month is not in; months across have their own."""
    text = clean(raw)
    if column.names[-1] in YEAR_HEADERS or is_year(text):
        year = read_year(raw)
        return year is not None and around.year is not None and year != around.year
    if axes.months_across:
        return False
    day = read_day(raw)
    if day is not None and not stands_for_month(day):
        # A later day is when the row was written.
        return around.month is not None and day.year * 100 + day.month < around.month
    named, left = split_month(text)
    if named and not left:
        return read_month_header(named, around.year) != around.month
    return is_stretch(text) or find_stretch(text, around.year) is not None
