"""No persons: a workbook that names people or carries their numbers is refused, and nothing of it is kept."""

import re
from collections.abc import Iterable, Iterator, Sequence

from data.problems import Problem
from pipelines.reading.grid import Grid, Raw, address
from pipelines.reading.tables import Table
from pipelines.reading.values import show

PERSONAL_NAMES = re.compile(
    r".*(?:姓名|身份证(?:号码?|件号)?|公民身份号码|联系电话|联系方式|手机(?:号码?)?|电话(?:号码)?|联系人|家庭住址)"
)
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
#: Somebody already took the content out.
_REDACTED = re.compile(r"[（(]?(?:已隐去|已脱敏|略|[*＊×xX_—\-/]+|无)[)）]?")
#: A count under such a header is no telephone number.
_COUNT = re.compile(r"\d{1,6}(?:\.\d+)?")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
SHOWN = 20


def mask_numbers(text: str) -> str:
    """A text without identity and mobile numbers: a file's name is kept even where the file is not."""
    return _MOBILE.sub("＊", _IDENTITY.sub("＊", text))


def find_persons(file: str, sheets: Iterable[tuple[Grid, Sequence[Table]]]) -> list[Problem]:
    """One blocking problem for each cell that tells of a person, in workbook order; at most 20 are listed.

    ``sheets`` are the grids with their tables, the hidden ones too.
    """
    problems: list[Problem] = []
    for grid, tables in sheets:
        for (row, column), what in sorted({**dict(_under_names(grid, tables)), **dict(_numbers(grid))}.items()):
            if len(problems) == SHOWN:
                return problems
            problems.append(
                Problem(
                    rule="personal_data",
                    severity="block",
                    found=what,
                    expected="属于个人信息，本系统不收",
                    remedy="整个文件未保存；请删去这些内容后重新报送",
                    file=file,
                    sheet=grid.name,
                    cell=address(row, column),
                )
            )
    return problems


def _numbers(grid: Grid) -> Iterator[tuple[tuple[int, int], str]]:
    """Identity and mobile numbers, wherever they stand."""
    for row in range(1, grid.rows + 1):
        for column, raw in enumerate(grid.row(row), 1):
            # Shorter texts and numbers hold neither.
            if raw is None or (isinstance(raw, str) and len(raw) < 11) or (isinstance(raw, int | float) and raw < 1e10):
                continue
            text = show(raw) if not isinstance(raw, float) or not raw.is_integer() else str(int(raw))
            plain = text.translate(_WIDE_DIGITS)
            if _IDENTITY.search(plain):
                yield (row, column), "身份证号码"
            elif _MOBILE.search(plain):
                yield (row, column), "手机号码"


def _under_names(grid: Grid, tables: Sequence[Table]) -> Iterator[tuple[tuple[int, int], str]]:
    """What stands under or beside 姓名, 联系电话 and the like; a sheet without tables may still be a list of names."""
    for table in tables:
        for column in table.columns:
            header = next((name for name in column.names if PERSONAL_NAMES.fullmatch(name)), "")
            for row in range(table.header_rows[-1] + 1, table.last_data_row + 1) if header else ():
                if _tells(grid.value(row, column.index)):
                    yield (row, column.index), f"“{header}”一列的内容"
        for row, path in table.row_paths.items():
            if name := next((part for part in path if PERSONAL_NAMES.fullmatch(part)), ""):
                yield from _beside(grid, row, name)
    if not tables:
        yield from _below_any(grid)


def _beside(grid: Grid, row: int, name: str) -> Iterator[tuple[tuple[int, int], str]]:
    for column, raw in enumerate(grid.row(row), 1):
        if _tells(raw) and name not in "".join(show(raw).split()):
            yield (row, column), f"“{name}”一行的内容"


def _below_any(grid: Grid) -> Iterator[tuple[tuple[int, int], str]]:
    headers: dict[int, str] = {}
    for row in range(1, grid.rows + 1):
        for column, raw in enumerate(grid.row(row), 1):
            name = "".join(show(raw).split())
            if PERSONAL_NAMES.fullmatch(name):
                headers[column] = name
            elif column in headers and _tells(raw):
                yield (row, column), f"“{headers[column]}”一列的内容"


def _tells(raw: Raw) -> bool:
    text = show(raw)
    return bool(text) and not _REDACTED.fullmatch(text) and not _COUNT.fullmatch(text)
