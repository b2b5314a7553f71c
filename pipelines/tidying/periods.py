"""Months as forms write them: in labels, titles, headers, sheet and file names."""

import re
from collections.abc import Iterable

from pipelines.reading.tables import Table

#: Labels that say which month a form is for; 填报时间 and 日期 say when it was filled in.
PERIOD_LABELS = ("填报期间", "报告期", "所属期", "期间", "报表期", "月份", "统计期间", "统计时间", "年度")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*(?:年|[-./])\s*(1[0-2]|0?[1-9])(?:\s*月|(?![\d年]))")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*年|$)")
_BARE_MONTH = re.compile(r"(?:(?:19|20)\d\d年)?(1[0-2]|0?[1-9])月(?:份)?")
_RANGE = re.compile(r"\d\s*月?\s*[—–\-~至到]\s*\d{1,2}\s*月")


def find_month(text: str) -> int | None:
    """The one month that a text names: ``2025年6月``, ``2025-06``, ``202506``; none if it names several
    or a stretch of months."""
    if _RANGE.search(text):
        return None
    found = {int(year) * 100 + int(month) for year, month in _MONTH.findall(text)}
    found |= {int(year) * 100 + int(month) for year, month in _COMPACT.findall(text)}
    return found.pop() if len(found) == 1 else None


def find_year(text: str) -> int | None:
    """The one year that a text names."""
    found = {int(year) for year in _YEAR.findall(text)} | {month // 100 for month in [find_month(text)] if month}
    return found.pop() if len(found) == 1 else None


def read_month_header(name: str, year: int | None) -> int | None:
    """A column's month: ``2025年3月``, or ``3月`` with the table's year."""
    month = find_month(name)
    if month is not None:
        return month
    bare = _BARE_MONTH.fullmatch("".join(name.split()))
    return year * 100 + int(bare[1]) if bare and year else None


def looks_like_month(name: str) -> bool:
    """Whether a column's name is a month, with or without its year."""
    return find_month(name) is not None or _BARE_MONTH.fullmatch("".join(name.split())) is not None


def texts_about_period(table: Table, file_name: str) -> list[tuple[str, str]]:
    """Where a table's period may stand, the most reliable first: (what it is, its text)."""
    labels = [(f"“{name}”", table.labels[name]) for name in PERIOD_LABELS if table.labels.get(name)]
    # 填报时间 is when a form was filled in, unless it names a month and no day.
    filled = table.labels.get("填报时间", "")
    labels += [("“填报时间”", filled)] if filled.rstrip().endswith(("月", "月份")) else []
    titles = [("标题", title) for title in table.title]
    return [*labels, *titles, ("工作表名", table.sheet), ("文件名", file_name)]


def months_named(sources: Iterable[tuple[str, str]]) -> list[tuple[str, int]]:
    """The months that these texts name, each with where it stands."""
    return [(what, month) for what, text in sources if (month := find_month(text)) is not None]
