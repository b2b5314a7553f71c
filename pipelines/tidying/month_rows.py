"""Months down a table: a column 月份, its year in the title or in a column 年度 beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reading.grid import Month, Raw, address
from pipelines.reading.tables import Column, Table
from pipelines.reading.values import show
from pipelines.tidying.days import read_day, run_through_months, stands_for_month
from pipelines.tidying.periods import find_year, read_month_header, split_month
from pipelines.tidying.senses import read_sense
from pipelines.tidying.surroundings import Surroundings

YEAR_HEADERS = frozenset({"年度", "年份", "年"})
#: Headers under which a number from 1 to 12 is a month.
NUMBER_HEADERS = frozenset({"月份", "月", "月度"})
MONTH_HEADERS = NUMBER_HEADERS | {
    "年月", "统计月份", "填报月份", "报送月份", "报告期", "所属期", "期间", "统计期间", "报告期间", "填报期间",
    "报表期间",
}  # fmt: skip
#: Headers under which days stand for months where all of them are the first or the last of one.
DAY_HEADERS = frozenset({"日期", "时间", "指标名称", "指标", ""})
_LAST_MONTH = 12


@dataclass(frozen=True)
class MonthRows:
    """The columns that say which month each row is for."""

    month: Column
    year: Column | None


def find_month_rows(table: Table, columns: Sequence[Column]) -> MonthRows | None:
    """The columns of months and years among those that hold no figures; days in their place may stand for months."""
    months = [column for column in columns if _name(column) in MONTH_HEADERS]
    months = months or [column for column in columns if _name(column) in DAY_HEADERS and _holds_months(table, column)]
    years = [column for column in columns if _name(column) in YEAR_HEADERS]
    return MonthRows(months[0], years[0] if years else None) if months else None


def _holds_months(table: Table, column: Column) -> bool:
    shown = [raw for row in table.data_rows if (raw := table.grid.shown(row, column.index)) is not None]
    stated = [raw for raw in shown if read_sense(show(raw)) != "other"]
    months = {_read_month(raw, 1, "") for raw in stated if read_day(raw) is None}
    return run_through_months(stated) or (len(months) > 1 and None not in months and len(months) == len(stated))


def _name(column: Column) -> str:
    return column.names[-1] if column.names else ""


def settle_months(table: Table, found: MonthRows, around: Surroundings) -> dict[int, int]:
    """The month of each row that says one. A year holds for the rows below it until the months begin anew."""
    months: dict[int, int] = {}
    year, latest = None if found.year else around.year, 0
    for row in table.data_rows:
        stated = read_year(table.grid.shown(row, found.year.index)) if found.year else None
        if stated is not None:
            year, latest = stated, 0
        month = _read_month(table.grid.shown(row, found.month.index), year, _name(found.month))
        if month is not None and (found.year is None or month >= latest):
            months[row], latest = month, month
    return months


def is_month_number(text: str) -> bool:
    return text.isdecimal() and 1 <= int(text) <= _LAST_MONTH


def names_month(table: Table, found: MonthRows, row: int) -> bool:
    """Whether a row says that it is for one month, of whatever year."""
    return _read_month(table.grid.shown(row, found.month.index), 1, _name(found.month)) is not None


def refuse_month(table: Table, found: MonthRows, row: int, around: Surroundings) -> None:
    """A row of figures whose month cannot be told."""
    cell = address(row, found.month.index)
    text = show(table.grid.shown(row, found.month.index))
    remedy = "请逐行写明年月，如 2025年6月，按月填报"
    around.harvest.fault("unknown_period", table.sheet, cell, f"“{text}”", "不是写明了年份的一个月", remedy)


def read_year(raw: Raw) -> int | None:
    """The year of a cell in a column of years: 2025, 2025年, 2025年度."""
    text = show(raw)
    return find_year(text if "年" in text else f"{text}年")


def _read_month(raw: Raw, year: int | None, header: str) -> int | None:
    if (day := read_day(raw)) is not None:
        return day.year * 100 + day.month if stands_for_month(day) or isinstance(raw, Month) else None
    text = show(raw)
    if header in NUMBER_HEADERS and is_month_number(text):
        return year * 100 + int(text) if year else None
    named, left = split_month(text)
    return read_month_header(named, year) if named and not left else None
