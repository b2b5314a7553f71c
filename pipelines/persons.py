"""No persons: a workbook that names people or carries their numbers is refused, and nothing of it is kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from data.problems import Problem
from pipelines.reading.comments import Comment
from pipelines.reading.grid import Grid, Raw, address
from pipelines.reading.tables import Table
from pipelines.reading.values import MANY_TEXTS, show

_PERSONAL_NAMES = re.compile(
    r".*(?:姓名|身份证(?:号码?|件号)?|公民身份号码|联系电话|联系方式|手机(?:号码?)?|电话(?:号码)?|联系人|家庭住址)"
)
#: The province of an identity number; the codes of enterprises begin otherwise or hold no date.
_PROVINCE = r"(?<![\dA-Za-z])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_DAY = r"(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(
    rf"{_PROVINCE}\d{{4}}[ -]?(?:19|20)\d\d[ -]?{_DAY}[ -]?\d{{3}}[ -]?[\dXx](?![\dA-Za-z])"
    rf"|{_PROVINCE}\d{{4}}[ -]?[2-9]\d[ -]?{_DAY}[ -]?\d{{3}}(?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d.])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_LANDLINE = re.compile(r"(?<![\d-])(?:\(0\d{2,3}\) ?-?|0\d{2,3}-)\d{7,8}(?![\d-])")
_CARD = re.compile(r"(?<!\d)62\d\d(?:[ -]?\d{4}){3}(?:[ -]?\d{3})?(?!\d)")
_DIGIT = re.compile(r"\d")
#: Of the numbers above a telephone's is the shortest, its area's code included.
FEWEST_DIGITS = 10
#: Digits set apart, as forms with a box for each have them.
_GAPS = re.compile(r"(?<=\d) +(?=[\dXx])")
#: Somebody already took the content out.
_REDACTED = re.compile(r"[（(]?(?:已隐去|已脱敏|略|[*＊×xX_—\-/]+|无)[)）]?")
#: A count under such a header is no telephone number.
_COUNT = re.compile(r"\d{1,6}(?:\.\d+)?")
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ（）＋－–—\u3000\u00a0", "0123456789Xx()+---  ")
SHOWN = 20


def mask_numbers(text: str) -> str:
    """A text without identity and mobile numbers: a file's name is kept even where the file is not."""
    return _MOBILE.sub("＊", _IDENTITY.sub("＊", text))


def find_persons(
    file: str, sheets: Iterable[tuple[Grid, Sequence[Table]]], comments: Iterable[Comment] = ()
) -> list[Problem]:
    """One blocking problem for each cell that tells of a person, in workbook order; at most 20 are listed.

    ``sheets`` are the grids with their tables, the hidden ones too; ``comments`` are those of all sheets.
    """
    found = [
        (grid.name, address(row, column), what)
        for grid, tables in sheets
        for (row, column), what in sorted({**dict(_under_names(grid, tables)), **dict(_numbers(grid))}.items())
    ]
    found += [("", note.cell, f"{note.kind}里的{what}") for note in comments if (what := _name_number(note.text))]
    remedy = "整个文件未保存；请删去这些内容后重新报送"
    return [
        Problem("personal_data", "block", what, "属于个人信息，本系统不收", remedy, file, sheet, cell)
        for sheet, cell, what in found[:SHOWN]
    ]


def _numbers(grid: Grid) -> Iterator[tuple[tuple[int, int], str]]:
    """Numbers of persons, wherever they stand."""
    for row in range(1, grid.rows + 1):
        for column, raw in enumerate(grid.row(row), 1):
            # Shorter texts and numbers hold none.
            if raw is None or (isinstance(raw, str) and len(raw) < 11) or (isinstance(raw, int | float) and raw < 1e10):
                continue
            text = show(raw) if not isinstance(raw, float) or not raw.is_integer() else str(int(raw))
            if what := _name_number(text):
                yield (row, column), what


def _name_number(text: str) -> str:
    """What number of a person a text holds, or ""."""
    plain = text.translate(_NARROW)
    if len(_DIGIT.findall(plain)) < FEWEST_DIGITS:
        return ""
    if _IDENTITY.search(plain) or _IDENTITY.search(_GAPS.sub("", plain)):
        return "身份证号码"
    if any(_is_card(found) for found in _CARD.findall(plain)):
        return "银行卡号"
    return "手机号码" if _MOBILE.search(plain) else "电话号码" if _LANDLINE.search(plain) else ""


def _is_card(text: str) -> bool:
    """Whether a card's last digit is the one that the others call for (ISO/IEC 7812)."""
    digits = [int(sign) for sign in reversed(text) if sign.isdigit()]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10


def _under_names(grid: Grid, tables: Sequence[Table]) -> Iterator[tuple[tuple[int, int], str]]:
    """What stands under or beside 姓名, 联系电话 and the like; a sheet without tables may still be a list of names."""
    for table in tables:
        for column in table.columns:
            header = next((name for name in column.names if _names_persons(name)), "")
            for row in range(table.header_rows[-1] + 1, table.last_data_row + 1) if header else ():
                if _tells(grid.value(row, column.index)):
                    yield (row, column.index), f"“{header}”一列的内容"
        for row, path in table.row_paths.items():
            if name := next((part for part in path if _names_persons(part)), ""):
                yield from _beside(grid, row, name)
        for row in table.data_rows:
            yield from _in_pairs(grid, row)
    if not tables:
        yield from _below_any(grid)


@lru_cache(maxsize=MANY_TEXTS)
def _names_persons(name: str) -> bool:
    """Whether what goes by a name tells of a person: 联系人姓名, 手机号码."""
    return _PERSONAL_NAMES.fullmatch(name) is not None


def _beside(grid: Grid, row: int, name: str) -> Iterator[tuple[tuple[int, int], str]]:
    for column, raw in enumerate(grid.row(row), 1):
        if _tells(raw) and name not in "".join(show(raw).split()):
            yield (row, column), f"“{name}”一行的内容"


def _in_pairs(grid: Grid, row: int) -> Iterator[tuple[tuple[int, int], str]]:
    """What stands right of 姓名 in the middle of a row, as on cards: 党员总数 300 联系人姓名 张三."""
    filled = [(column, raw) for column, raw in enumerate(grid.row(row), 1) if isinstance(raw, str) and raw.strip()]
    for (_, name), (column, raw) in pairwise(filled):
        if _names_persons(name.strip()) and not _names_persons(raw.strip()) and _tells(raw):
            yield (row, column), f"“{name.strip()}”旁边的内容"


def _below_any(grid: Grid) -> Iterator[tuple[tuple[int, int], str]]:
    headers: dict[int, str] = {}
    for row in range(1, grid.rows + 1):
        for column, raw in enumerate(grid.row(row), 1):
            name = "".join(show(raw).split())
            if _names_persons(name):
                headers[column] = name
            elif column in headers and _tells(raw):
                yield (row, column), f"“{headers[column]}”一列的内容"


def _tells(raw: Raw) -> bool:
    text = show(raw)
    return bool(text) and not _REDACTED.fullmatch(text) and not _COUNT.fullmatch(text)
