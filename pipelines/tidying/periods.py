"""Months as forms write them: in labels, titles, headers, sheet and file names."""

import re
import unicodedata
from calendar import monthrange
from functools import lru_cache

from pipelines.reading.tables import Table
from pipelines.tidying.days import read_day, stands_for_month

#: Labels that say which month a form is for; 填报时间 and 日期 say when it was filled in.
PERIOD_LABELS = (
    "填报期间", "报告期", "报告期间", "所属期", "期间", "报表期", "报表期间", "月份", "填报月份", "报送月份",
    "统计月份", "统计期间", "统计时间", "年度",
)  # fmt: skip
_MONTH = re.compile(r"((?:19|20)\d\d)\s*(?:年|[-./])\s*(1[0-2]|0?[1-9])(?:\s*月|(?![\d年]))")
_DAY = re.compile(r"(?<=月)\s*(\d{1,2})\s*[日号]")
_NUMBERED = re.compile(r"(?<!\d)(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)")
_NUMBERED_DAY = re.compile(r"\s*[-./]\s*(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*年|$)")
_ALONE_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_BARE_MONTH = re.compile(r"(?:(?:19|20)\d\d年)?(1[0-2]|0?[1-9])月(?:份)?")
_LEADING_MONTH = re.compile(
    r"(?:(?:19|20)\d\d(?:年|[-./]))?(?:1[0-2]|0?[1-9])月(?:份)?|(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?![\d年])"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?!\d)"
)
_INNER_MONTH = re.compile(
    r"(?<![\d.])(?:(?:19|20)\d\d(?:年|[-./]))?(?:1[0-2]|0?[1-9])月(?:份)?|(?<!\d)(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?![\d年])"
)
_RANGE = re.compile(r"(?<!\d)\d{1,2}\s*月?\s*[—–\-~至到]\s*\d{1,2}\s*月")
_STRETCH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月?[—–\-~至到]+(1[0-2]|0?[1-9])月")
_FROM_JANUARY = re.compile(r"((?:19|20)\d\d(?:年|[-./]))?(?<!\d)0?1月?[—–\-~至到]+(1[0-2]|0?[2-9])月")
_LONE_MONTH = re.compile(r"(?<![\d年./、，,和及-])(1[0-2]|0?[1-9])月(?!\d{1,2}[日号])")
#: When a form was drawn up, which is no time of its figures: 2019年修订, （2019年6月第二次修订）, 2019年版.
_EDITION = re.compile(
    r"(?:19|20)\d\d\s*年(?:版|\s*(?:\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?(?:第.次)?(?:修订|修正|制定|制发|印发|颁发|颁布))"
)
_ABOUT_TIME = re.compile(r"(?:19|20)\d\d|\d月|季度|半年")
_NUMERALS = {sign: str(digit) for digit, signs in enumerate(("〇○零", *"一二三四五六七八九")) for sign in signs}
_WRITTEN_MONTH = "十[一二]?|[一二三四五六七八九]"
#: 二〇二五年六月, or 六月 alone; within a name 一月 may be every month.
_WRITTEN = re.compile(
    rf"(?P<year>[{''.join(_NUMERALS)}]{{4}})年(?:(?P<month>{_WRITTEN_MONTH})月)?|^(?P<alone>{_WRITTEN_MONTH})月(?=份?$)"
)
_QUARTER = re.compile(r"([1-4])季度|Q([1-4])(?!\d)")
_NAMED_STRETCH = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:[上下]半年|前三季度|第?[一二三四1-4]季度|全年|Q[1-4])(?:数|情况|累计)?"
)
#: The longer names first: 前三季度 holds 三季度.
_STRETCHES = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
    "全年": (1, 12),
}


@lru_cache(maxsize=4096)
def write_digits(text: str) -> str:
    """A text with plain digits in its years and months: ``２０２５年６月`` and ``二〇二五年六月`` are ``2025年6月``."""
    return _WRITTEN.sub(_write_date, unicodedata.normalize("NFKC", text))


def _write_date(found: re.Match[str]) -> str:
    year = "".join(_NUMERALS[sign] for sign in found["year"] or "") + ("年" if found["year"] else "")
    month = found["month"] or found["alone"]
    if not month:
        return year
    if month.startswith("十"):
        return f"{year}1{_NUMERALS.get(month[1:], '0')}月"
    return f"{year}{_NUMERALS[month]}月"


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return "".join(write_digits(text).split())


@lru_cache(maxsize=4096)
def find_month(text: str) -> int | None:
    """The one month that a text names: ``2025年6月``, ``2025-06``, ``202506``; none if it names several
    or a stretch of months."""
    text = write_digits(text)
    if _RANGE.search(_DAY.sub("", text)):
        return None
    found = {int(match[1]) * 100 + int(match[2]) for match in _MONTH.finditer(text) if _names_period(text, match)}
    found |= {int(year) * 100 + int(month) for year, month in _COMPACT.findall(text)}
    return found.pop() if len(found) == 1 else None


def _names_period(text: str, month: re.Match[str]) -> bool:
    """Whether a month stands for itself. With its day it says when a form was filled in, but for the month's last day
    and a day that figures run up to (截至)."""
    found = (_DAY if month[0].endswith("月") else _NUMBERED_DAY).match(text, month.end())
    if found is None or re.search("截[至止]", text[: month.start()]):
        return True
    return int(found[1]) == monthrange(int(month[1]), int(month[2]))[1]


def find_first_day(text: str) -> int | None:
    """The month of a text that holds one day, the first of a month in digits: 2025-06-01 is what office programs make
    of 2025年6月, and may be a day all the same."""
    days = {day for found in _NUMBERED.findall(write_digits(text)) if (day := read_day(found)) is not None}
    first = days.pop() if len(days) == 1 else None
    return first.year * 100 + first.month if first is not None and first.day == 1 else None


def find_stretch(text: str, year: int | None = None) -> tuple[int, int] | None:
    """The first and last month of a stretch that a text names: ``2025年1—6月``, ``2025年上半年``; ``year`` holds
    where it names none."""
    plain = _DAY.sub("", _plain(text))
    stated = _YEAR.search(plain)
    year = int(stated[1]) if stated else year
    if year is None:
        return None
    found = _STRETCH.search(plain)
    first, last = (int(found[1]), int(found[2])) if found else _named_stretch(plain)
    if not 1 <= first < last <= 12:
        return None
    return year * 100 + first, year * 100 + last


def _named_stretch(plain: str) -> tuple[int, int]:
    plain = _QUARTER.sub(lambda found: f"{'一二三四'[int(found[1] or found[2]) - 1]}季度", plain)
    return next((months for name, months in _STRETCHES.items() if name in plain), (0, 0))


def is_stretch(name: str) -> bool:
    """Whether a part of a header is a stretch of months by its name and nothing else: 上半年, 2025年二季度."""
    return _NAMED_STRETCH.fullmatch(_plain(name)) is not None


def find_year(text: str) -> int | None:
    """The one year that a text names."""
    found = {int(year) for year in _YEAR.findall(write_digits(text))} | {
        month // 100 for month in [find_month(text)] if month
    }
    return found.pop() if len(found) == 1 else None


def is_year(name: str) -> bool:
    """Whether a part of a header is a year and nothing else: ``2025年``, ``2025年度``."""
    return _ALONE_YEAR.fullmatch("".join(name.split())) is not None


def join_year(year: str, month: str) -> str:
    """A header's month with the year that stands above it: ``2025年`` and ``6月``; "" without a month."""
    return month if not month or find_month(month) else f"{''.join(year.split())[:4]}年{month}"


def read_month_header(name: str, year: int | None) -> int | None:
    """A column's month: ``2025年3月``, or ``3月`` with the table's year."""
    month = find_month(name) or find_first_day(name)
    if month is not None:
        return month
    bare = _BARE_MONTH.fullmatch(_plain(name))
    return year * 100 + int(bare[1]) if bare and year else None


def find_lone_month(text: str, year: int | None) -> int | None:
    """The one month that a text names without its year (``6月份月报``), which stands elsewhere; a day is no month."""
    plain = _plain(text)
    found = set(_LONE_MONTH.findall(plain))
    if year is None or len(found) != 1 or _RANGE.search(plain):
        return None
    return year * 100 + int(found.pop())


@lru_cache(maxsize=4096)
def split_month(name: str) -> tuple[str, str]:
    """The month that a header begins with, and what is left: ``6月末`` is ``("6月", "末")``, ``2025-06`` leaves
    nothing, nor does a day that stands for its month; no month where it begins with none or with a stretch of them."""
    plain = _plain(name)
    if _RANGE.search(plain):
        return "", plain
    day = read_day(plain)
    if day is not None and stands_for_month(day):
        return plain, ""
    found = _LEADING_MONTH.match(plain)
    if found is None:
        return "", plain
    return found[0], plain[found.end() :]


@lru_cache(maxsize=4096)
def lift_running(part: str) -> tuple[str, str]:
    """The last month of a stretch from January that a heading names, with its year if it has one, and the heading
    without it: ``2025年1—6月培训人次`` is ``("2025年6月", "培训人次")``; no month where it names no such stretch."""
    plain = _plain(part)
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
    """Where a table's period may stand, the most reliable first: (what it is, its text).

    The title of the sheet's first table speaks for one below that says nothing of time itself.
    """
    labels = [(f"“{name}”", table.labels[name]) for name in PERIOD_LABELS if table.labels.get(name)]
    # 填报时间 is when a form was filled in, unless it names a month and no day.
    filled = table.labels.get("填报时间", "")
    labels += [("“填报时间”", filled)] if filled.rstrip().endswith(("月", "月份")) else []
    own = [*labels, *(("标题", _drop_edition(title)) for title in table.title)]
    if not any(_ABOUT_TIME.search(write_digits(text)) for _, text in own):
        own += [("标题", _drop_edition(title)) for title in table.above]
    return [*own, ("工作表名", table.sheet), ("文件名", file_name)]


def _drop_edition(title: str) -> str:
    return _EDITION.sub("", write_digits(title))
