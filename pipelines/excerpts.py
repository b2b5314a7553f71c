"""Excerpts of a kept workbook: the heads of its sheets and the rows around what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data.excerpts import Excerpt, Line, Spot
from data.headings import Part
from data.problems import Problem, Refusal
from pipelines.reading.grid import Grid, Raw, address
from pipelines.reading.values import show
from pipelines.reading.workbook import open_workbook

#: Bounds of what is shown, whatever the file holds.
MOST_SHEETS = 8
MOST_ROWS = 120
MOST_COLUMNS = 60
LONGEST_TEXT = 200
#: Up to so many rows a sheet is shown whole.
WHOLE = 45
#: The rows of a longer one: its head, and so many above and below each wrong cell.
HEAD = 8
AROUND = 2
UNMARKED = Spot("", "")


def excerpt_file(content: bytes, name: str, problems: Sequence[Problem], sheet: str = "") -> list[Excerpt]:
    """The sheets with something wrong, or one that was asked for; the first where nothing is wrong.

    A file that cannot be opened has none.
    """
    try:
        workbook = open_workbook(content, name)
    except Refusal:
        return []
    grids = [*workbook.sheets, *workbook.hidden]
    wrong = {problem.sheet for problem in problems if problem.cell}
    chosen = [grid for grid in grids if grid.name == sheet] if sheet else [grid for grid in grids if grid.name in wrong]
    return [_excerpt_wrong(grid, problems) for grid in (chosen or grids[:1])[:MOST_SHEETS]]


def _excerpt_wrong(grid: Grid, problems: Sequence[Problem]) -> Excerpt:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.sheet == grid.name and problem.cell:
            found.setdefault(problem.cell, []).append(problem)
    return excerpt_grid(grid, {cell: _mark(wrong) for cell, wrong in found.items()}, {})


def _mark(wrong: Sequence[Problem]) -> Spot:
    severity = "block" if any(problem.severity == "block" for problem in wrong) else "warn"
    return Spot("", "", severity=severity, wrong="；".join(f"{problem.found}{problem.expected}" for problem in wrong))


def excerpt_grid(
    grid: Grid, marks: Mapping[str, Spot], parts: Mapping[int, Part], sought: Iterable[str] | None = None
) -> Excerpt:
    """The head of a sheet and the rows around the cells ``sought``, all those of ``marks`` without any.

    ``marks`` say what is to be seen of each cell, ``parts`` what each row was recognised as, where that is to be seen.
    """
    width = min(grid.columns, MOST_COLUMNS)
    rows = _choose_rows(grid.rows, (_row_of(cell) for cell in (marks if sought is None else sought)))
    lines = []
    before = 0
    for row in rows:
        lines.append(Line(row, tuple(_spots(grid, row, width, marks)), row - before - 1, parts.get(row, "")))
        before = row
    columns = tuple(address(1, column)[:-1] for column in range(1, width + 1))
    return Excerpt(grid.name, columns, tuple(lines), grid.rows - before, grid.columns - width)


def _choose_rows(rows: int, wrong: Iterable[int]) -> list[int]:
    if rows <= WHOLE:
        return list(range(1, rows + 1))
    chosen = set(range(1, HEAD + 1))
    for row in sorted(wrong):
        if len(chosen) >= MOST_ROWS:
            break
        chosen.update(range(max(1, row - AROUND), min(rows, row + AROUND) + 1))
    return sorted(chosen)


def _spots(grid: Grid, row: int, width: int, marks: Mapping[str, Spot]) -> Iterable[Spot]:
    column = 1
    while column <= width:
        cell = address(row, column)
        merge = grid.merge_at(row, column)
        # A range is drawn as wide as it is, where it begins; the rows below it stay as they are.
        across = min(merge.last_column, width) - column + 1 if merge and merge.first_row == row else 1
        mark = marks.get(cell, UNMARKED)
        yield replace(mark, cell=cell, text=_text(grid.value(row, column)), width=across)
        column += across


def _text(raw: Raw) -> str:
    text = show(raw)
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"


def _row_of(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
