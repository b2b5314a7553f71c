"""No persons: a workbook that names people or carries their numbers is refused, and nothing of it is kept."""

import re
from collections.abc import Iterator

from data.problems import Problem
from pipelines.reading.grid import Grid, address
from pipelines.reading.workbook import Workbook

PERSONAL_HEADERS = re.compile(
    r"^(?:.*)?(?:姓名|身份证(?:号码?|件号)?|公民身份号码|联系电话|联系方式|手机(?:号码?)?|电话(?:号码)?|联系人|家庭住址)$"
)
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
#: Somebody already took the content out.
_REDACTED = re.compile(r"^[（(]?(?:已隐去|已脱敏|略|[*＊×xX_—\-/]+|无)[)）]?$")
_HEADER_ROWS = 12
SHOWN = 20


def find_persons(workbook: Workbook) -> list[Problem]:
    """One blocking problem for each cell that tells of a person, in workbook order; at most 20 are listed.

    Hidden sheets come last: nothing is read of them, but the file would be kept with them.
    """
    problems: list[Problem] = []
    for grid in (*workbook.sheets, *workbook.hidden):
        for row, column, what in _personal_cells(grid):
            if len(problems) == SHOWN:
                return problems
            problems.append(
                Problem(
                    rule="personal_data",
                    severity="block",
                    found=what,
                    expected="属于个人信息，本系统不收",
                    remedy="整个文件未保存；请删去这些内容后重新报送",
                    file=workbook.name,
                    sheet=grid.name,
                    cell=address(row, column),
                )
            )
    return problems


def _personal_cells(grid: Grid) -> Iterator[tuple[int, int, str]]:
    headers: dict[int, str] = {}
    for row in range(1, grid.rows + 1):
        for column in range(1, grid.columns + 1):
            raw = grid.value(row, column)
            if raw is None or isinstance(raw, bool):
                continue
            text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw).strip()
            if _IDENTITY.search(text):
                yield row, column, "身份证号码"
            elif _MOBILE.search(text):
                yield row, column, "手机号码"
            elif row <= _HEADER_ROWS and PERSONAL_HEADERS.match("".join(text.split())):
                headers[column] = "".join(text.split())
            elif column in headers and text and not _REDACTED.match(text):
                yield row, column, f"“{headers[column]}”一列的内容"
