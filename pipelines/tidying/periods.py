"""Months as forms write them: in labels, titles, headers, sheet and file names."""

import re
from collections.abc import Iterable

from pipelines.reading.tables import Table

#: Labels that say which month a form is for; 填报时间 and 日期 say when it was filled in.
PERIOD_LABELS = ("填报期间", "报告期", "所属期", "期间", "报表期", "月份", "统计期间", "统计时间", "年度")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*(?:年|[-./])\s*(1[0-2]|0?[1-9])(?:\s*月|(?![\d年]))")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*年|$)")
_ALONE_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_BARE_MONTH = re.compile(r"(?:(?:19|20)\d\d年)?(1[0-2]|0?[1-9])月(?:份)?")
_LEADING_MONTH = re.compile(
    r"(?:(?:19|20)\d\d(?:年|[-./]))?(?:1[0-2]|0?[1-9])月(?:份)?|(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?:[-./]0?1)?(?![\d年])"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?!\d)"
)
_INNER_MONTH = re.compile(
    r"(?<![\d.])(?:(?:19|20)\d\d(?:年|[-./]))?(?:1[0-2]|0?[1-9])月(?:份)?|(?<!\d)(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?![\d年])"
)
_RANGE = re.compile(r"(?<!\d)\d{1,2}\s*月?\s*[—–\-~至到]\s*\d{1,2}\s*月")
_STRETCH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月?[—–\-~至到]+(1[0-2]|0?[1-9])月")
_FROM_JANUARY = re.compile(r"((?:19|20)\d\d(?:年|[-./]))?(?<!\d)0?1月?[—–\-~至到]+(1[0-2]|0?[2-9])月")
#: The longer names first: 前三季度 holds 三季度.
_STRETCHES = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
}


def find_month(text: str) -> int | None:
    """The one month that a text names: ``2025年6月``, ``2025-06``, ``202506``; none if it names several
    or a stretch of months."""
    if _RANGE.search(text):
        return None
    found = {int(year) * 100 + int(month) for year, month in _MONTH.findall(text)}
    found |= {int(year) * 100 + int(month) for year, month in _COMPACT.findall(text)}
    return found.pop() if len(found) == 1 else None


def find_stretch(text: str) -> tuple[int, int] | None:
    """The first and last month of a stretch that a text names: ``2025年1—6月``, ``2025年上半年``."""
    plain = "".join(text.split())
    year = _YEAR.search(plain)
    if year is None:
        return None
    found = _STRETCH.search(plain)
    first, last = (int(found[1]), int(found[2])) if found else _named_stretch(plain)
    if not 1 <= first < last <= 12:
        return None
    return int(year[1]) * 100 + first, int(year[1]) * 100 + last


def _named_stretch(plain: str) -> tuple[int, int]:
    return next((months for name, months in _STRETCHES.items() if name in plain), (0, 0))


def find_year(text: str) -> int | None:
    """The one year that a text names."""
    found = {int(year) for year in _YEAR.findall(text)} | {month // 100 for month in [find_month(text)] if month}
    return found.pop() if len(found) == 1 else None


def is_year(name: str) -> bool:
    """Whether a part of a header is a year and nothing else: ``2025年``, ``2025年度``."""
    return _ALONE_YEAR.fullmatch("".join(name.split())) is not None


def join_year(year: str, month: str) -> str:
    """A header's month with the year that stands above it: ``2025年`` and ``6月``; "" without a month."""
    return month if not month or find_month(month) else f"{''.join(year.split())[:4]}年{month}"


def read_month_header(name: str, year: int | None) -> int | None:
    """A column's month: ``2025年3月``, or ``3月`` with the table's year."""
    month = find_month(name)
    if month is not None:
        return month
    bare = _BARE_MONTH.fullmatch("".join(name.split()))
    return year * 100 + int(bare[1]) if bare and year else None


def split_month(name: str) -> tuple[str, str]:
    """The month that a header begins with, and what is left: ``6月末`` is ``("6月", "末")``, ``2025-06`` leaves
    nothing; no month where it begins with none or with a stretch of months."""
    plain = "".join(name.split())
    if _RANGE.search(plain):
        return "", plain
    found = _LEADING_MONTH.match(plain)
    if found is None:
        return "", plain
    return found[0], plain[found.end() :]


def lift_running(part: str) -> tuple[str, str]:
    """The last month of a stretch from January that a heading names, with its year if it has one, and the heading
    without it: ``2025年1—6月培训人次`` is ``("2025年6月", "培训人次")``; no month where it names no such stretch."""
    plain = "".join(part.split())
    found = _FROM_JANUARY.search(plain)
    if found is None:
        return "", plain
    return f"{found[1] or ''}{int(found[2])}月", plain[: found.start()] + plain[found.end() :]


def lift_month(part: str) -> tuple[str, str]:
    """The month that a heading names anywhere, and the heading without it; no month where it names none, several or
    a stretch: 截至2025年6月底党员数 is ("2025年6月", "截至底党员数")."""
    named, left = split_month(part)
    if named or _RANGE.search(left):
        return named, left
    found = list(_INNER_MONTH.finditer(left))
    if len(found) != 1:
        return "", left
    return found[0][0], left[: found[0].start()] + left[found[0].end() :]


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
