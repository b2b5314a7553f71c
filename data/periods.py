"""Periods: months, and the quarters, half-years, years and year-to-dates made of them.

The month is the base of everything stored; it is an ``int`` such as ``202506``. A ``Period``
is what a reader chooses: its code stands in addresses (``2025-06``, ``2025Q2``, ``2025H1``,
``2025``, ``2025-06c`` for January to June), its months say what it covers.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Grain = Literal["month", "quarter", "half", "year", "ytd"]

GRAINS: tuple[Grain, ...] = ("month", "quarter", "half", "year", "ytd")
GRAIN_ZH: dict[Grain, str] = {
    "month": "月",
    "quarter": "季",
    "half": "半年",
    "year": "年",
    "ytd": "本年累计",
}
_LENGTH: dict[Grain, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_CODE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>\d\d)(?P<ytd>c)?|Q(?P<quarter>[1-4])|H(?P<half>[12]))?", re.ASCII
)
_DUE_DAY = 5
_NUMERALS = "一二三四"


def shift_month(month: int, by: int) -> int:
    """The month ``by`` months later (earlier when negative): ``shift_month(202501, -1) == 202412``."""
    index = (month // 100) * 12 + month % 100 - 1 + by
    return index // 12 * 100 + index % 12 + 1


def months_between(first: int, last: int) -> list[int]:
    """Every month from ``first`` to ``last``, both included, oldest first."""
    months = []
    while first <= last:
        months.append(first)
        first = shift_month(first, 1)
    return months


def month_label(month: int) -> str:
    """``202506`` -> ``2025年6月``."""
    return f"{month // 100}年{month % 100}月"


def day_label(day: date) -> str:
    """30 June 2025 -> ``2025年6月30日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def last_day(month: int) -> date:
    """The last day of a month: ``202502`` -> 28 February 2025."""
    return date(month // 100, month % 100, monthrange(month // 100, month % 100)[1])


def usual_deadline(month: int) -> date:
    """The day by which a month is to be reported unless another is set: the 5th of the next month."""
    following = shift_month(month, 1)
    return date(following // 100, following % 100, _DUE_DAY)


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole months within one year.

    ``number`` counts within the year: the month for ``month`` and ``ytd``, 1 to 4 for
    ``quarter``, 1 or 2 for ``half``, always 1 for ``year``.
    """

    year: int
    number: int
    grain: Grain

    @classmethod
    def parse(cls, code: str) -> "Period":
        """Read a period's code; raise ``ValueError`` with the accepted forms if it is none."""
        found = _CODE.fullmatch(code.strip())
        if found is None:
            raise ValueError(f"“{code}”不是期间；可写作 2025-06、2025Q2、2025H1、2025 或 2025-06c（1—6月累计）")
        year = int(found["year"])
        if found["month"]:
            number = int(found["month"])
            if not 1 <= number <= 12:
                raise ValueError(f"“{code}”的月份应在 01 到 12 之间")
            return cls(year, number, "ytd" if found["ytd"] else "month")
        if found["quarter"]:
            return cls(year, int(found["quarter"]), "quarter")
        if found["half"]:
            return cls(year, int(found["half"]), "half")
        return cls(year, 1, "year")

    @classmethod
    def of_month(cls, month: int, grain: Grain = "month") -> "Period":
        """The period of a grain that holds ``month``; a year-to-date ends with it."""
        if grain == "ytd":
            return cls(month // 100, month % 100, "ytd")
        return cls(month // 100, (month % 100 - 1) // _LENGTH[grain] + 1, grain)

    @property
    def code(self) -> str:
        match self.grain:
            case "month":
                return f"{self.year}-{self.number:02d}"
            case "ytd":
                return f"{self.year}-{self.number:02d}c"
            case "quarter":
                return f"{self.year}Q{self.number}"
            case "half":
                return f"{self.year}H{self.number}"
            case "year":
                return str(self.year)

    @property
    def label(self) -> str:
        """As a reader writes it: ``2025年6月``, ``2025年第二季度``, ``2025年1—6月``."""
        match self.grain:
            case "month":
                return f"{self.year}年{self.number}月"
            case "ytd":
                return f"{self.year}年1月" if self.number == 1 else f"{self.year}年1—{self.number}月"
            case "quarter":
                return f"{self.year}年第{_NUMERALS[self.number - 1]}季度"
            case "half":
                return f"{self.year}年{'上' if self.number == 1 else '下'}半年"
            case "year":
                return f"{self.year}年"

    @property
    def first_month(self) -> int:
        if self.grain == "ytd":
            return self.year * 100 + 1
        return self.year * 100 + (self.number - 1) * _LENGTH[self.grain] + 1

    @property
    def last_month(self) -> int:
        if self.grain == "ytd":
            return self.year * 100 + self.number
        return self.year * 100 + self.number * _LENGTH[self.grain]

    @property
    def months(self) -> list[int]:
        return months_between(self.first_month, self.last_month)

    def previous(self) -> "Period":
        """The period before (环比). A year-to-date's is the one that ends a month earlier, or in
        January the whole year before."""
        return Period.of_month(
            shift_month(self.last_month, -1) if self.grain == "ytd" else shift_month(self.first_month, -1),
            self.grain,
        )

    def year_ago(self) -> "Period":
        """The same period last year (同比); for a year-to-date January to the same month."""
        return Period(self.year - 1, self.number, self.grain)


@dataclass(frozen=True, order=True)
class Begun(Period):
    """A longer period that has not ended: its months up to ``until``. Its code is that of the whole."""

    until: int

    @property
    def label(self) -> str:
        return f"{super().label}（未满）"

    @property
    def last_month(self) -> int:
        return self.until

    def year_ago(self) -> "Begun":
        """The same months of the same period last year."""
        return Begun(self.year - 1, self.number, self.grain, self.until - 100)
