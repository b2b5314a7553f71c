"""What one cell says: a figure, nothing, "does not apply", "not reported", or something to look at."""

import math
import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal, NamedTuple

from pipelines.reading.grid import Grid, Month, Raw

Kind = Literal["number", "blank", "not_applicable", "missing", "held"]

#: Counts of a district are far below; more digits than a float holds would be changed silently.
MAX_MAGNITUDE = 1e15

#: Sheets repeat their texts, and each is asked about several times on the way to a table.
MANY_TEXTS = 8192

_NOT_APPLICABLE = frozenset({"不适用", "/", "\\", "n/a", "不涉及"})
_MISSING = frozenset(
    {"未报", "未上报", "未填报", "缺报", "无数据", "暂无数据", "暂无", "null", "none", "nan", "na", "…", "……"}
)
_DASHES = re.compile(r"[-‐‑‒–—―−－─_]+")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)
_LONE_FRACTION = re.compile(r"[+-]?\.\d+", re.ASCII)
_PARENTHESISED = re.compile(r"\((.+)\)")
# Only the wide forms of plain signs: a general folding would read 12① as 121 and 5² as 52.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
#: Signs without a width of their own: joiners, directions, soft hyphens.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_SPACE = re.compile(rf"[\s{INVISIBLE}]+")
#: Digits that blanks keep apart are two numbers, unless the blanks part thousands.
_APART = re.compile(r"[\d.]\s+[\d.]")
_SPACED = re.compile(r"[^\d]*\d{1,3}(?:[^\S\n]\d{3})+(?:\.\d+)?\D*")


class Value(NamedTuple):
    """``number`` only where ``kind`` is "number"; ``text`` is what the cell shows, trimmed.

    Kinds: "number"; "blank" (nothing entered); "not_applicable" (不适用, /); "missing" (未报, -, null);
    "held" (anything else, for a person to decide: 约30, 7(28), 2.50-4.00, #REF!, a date, a truth value).
    A percentage is its own number: 12.5% is 12.5.
    """

    kind: Kind
    number: float | None
    text: str


_BLANK = Value("blank", None, "")


@lru_cache(maxsize=MANY_TEXTS, typed=True)
def read_value(raw: Raw) -> Value:
    """Read a cell; never guesses a number and never turns text into 0."""
    if raw is None:
        return _BLANK
    if isinstance(raw, str):
        return _read_text(raw)
    if isinstance(raw, bool):
        return Value("held", None, "是" if raw else "否")
    if isinstance(raw, int | float):
        return _keep(float(raw), show(raw))
    return Value("held", None, show(raw))


def read_cell(grid: Grid, row: int, column: int) -> Value:
    """Read what a cell shows, a merged one its block's: 0.45 shown as 45% is 45, and its text says %.

    A number that its format shows divided (1.2万) is held: the form's unit may mean either.
    """
    raw = grid.shown(row, column)
    value = read_value(raw)
    form = grid.formats.get(grid.origin(row, column)) if grid.formats else None
    if form is None or value.number is None or isinstance(raw, str):
        return value
    if form == "percent":
        number = round(value.number * 100, 10)
        return Value("number", number, f"{show(number)}%")
    return Value("held", None, f"{value.text}（单元格格式使显示的数与此不同）")


def show(raw: Raw) -> str:
    """The cell as a reader of the sheet would write it: 12 rather than 12.0, 2025-06-30."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < MAX_MAGNITUDE:
        return str(int(raw))
    if isinstance(raw, Month):
        return f"{raw.year}年{raw.month}月"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ", "minutes")
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw).strip().strip(INVISIBLE).strip()


def _read_text(raw: str) -> Value:
    shown = show(raw)
    if _APART.search(shown) and not _SPACED.fullmatch(shown):
        return Value("held", None, shown)
    plain = _SPACE.sub("", shown).translate(_NARROW)
    if not plain:
        return _BLANK
    if plain.lower() in _NOT_APPLICABLE:
        return Value("not_applicable", None, shown)
    if plain.lower() in _MISSING or _DASHES.fullmatch(plain):
        return Value("missing", None, shown)
    number = _read_number(plain)
    return Value("held", None, shown) if number is None else _keep(number, shown)


def _read_number(plain: str) -> float | None:
    negative = _PARENTHESISED.fullmatch(plain)
    if negative:
        inner = _read_number(negative[1]) if negative[1][:1].isdigit() else None
        return None if inner is None else -inner
    digits = plain.removesuffix("%")
    if not (_NUMBER.fullmatch(digits) or _LONE_FRACTION.fullmatch(digits)):
        return None
    return float(digits.replace(",", ""))


def _keep(number: float, text: str) -> Value:
    if not math.isfinite(number) or abs(number) >= MAX_MAGNITUDE:
        return Value("held", None, text)
    return Value("number", number, text)
