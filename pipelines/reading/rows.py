"""Rows below a header: figures, totals, section headings; and the full name of each row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.reading.grid import Grid, Raw
from pipelines.reading.headers import Column, is_figure
from pipelines.reading.texts import (
    UNITS,
    bare_name,
    clean,
    is_part,
    is_section_number,
    is_subsection,
    is_total,
    names_section,
    split_unit,
)

RowKind = Literal["blank", "data", "total", "section"]

SERIAL_NAMES = frozenset({"序号", "编号", "行次", "行号", "次序", "序", "No", "NO", "No.", "NO."})
UNIT_NAMES = frozenset({"单位", "计量单位"})


@dataclass(frozen=True)
class Rows:
    """The rows of one table by kind, in the sheet's order, and what each data or total row is called.

    ``paths``: section, group and name, bare; ``units``: the unit in the name or the row's unit column,
    "" where none; ``parts``: rows called 其中：….
    """

    data: tuple[int, ...]
    totals: tuple[int, ...]
    sections: tuple[int, ...]
    paths: Mapping[int, tuple[str, ...]]
    units: Mapping[int, str]
    parts: frozenset[int]


def find_name_columns(columns: Sequence[Column]) -> tuple[int, ...]:
    """The first column that is no serial number, with the unnamed ones beside it (a merged heading)."""
    rest = [column for column in columns if not column.path or column.path[-1] not in SERIAL_NAMES]
    names = [column.index for column in rest[:1]]
    for column in rest[1:]:
        if column.path or column.index != names[-1] + 1:
            break
        names.append(column.index)
    return tuple(names)


def read_rows(grid: Grid, columns: Sequence[Column], body: Iterable[int]) -> Rows:
    """Sort the rows ``body`` of one table."""
    names = find_name_columns(columns)
    unit_column = next((column.index for column in columns if column.path and column.path[-1] in UNIT_NAMES), 0)
    first, last = columns[0].index, columns[-1].index
    by_kind: dict[RowKind, list[int]] = {"blank": [], "data": [], "total": [], "section": []}
    paths: dict[int, tuple[str, ...]] = {}
    units: dict[int, str] = {}
    parts: set[int] = set()
    sections: list[str] = []
    above: tuple[str, ...] = ()
    for row in body:
        filled = [
            (column, raw)
            for column, raw in enumerate(grid.row(row)[first - 1 : last], first)
            if raw is not None and not (isinstance(raw, str) and not raw.strip())
        ]
        kind = _classify(grid, row, filled, len(columns))
        by_kind[kind].append(row)
        if kind == "section":
            heading = clean(filled[-1][1])
            sections = [*sections[:1], heading] if is_subsection(heading) and sections else [heading]
            above = ()
        elif kind in ("data", "total"):
            above = _name_row(grid, row, names, above)
            paths[row] = tuple(bare_name(text).rstrip(":：") for text in (*sections, *above))
            units[row] = _unit_of(above, clean(grid.shown(row, unit_column)) if unit_column else "")
            if any(is_part(text) for text in above):
                parts.add(row)
    return Rows(
        tuple(by_kind["data"]), tuple(by_kind["total"]), tuple(by_kind["section"]), paths, units, frozenset(parts)
    )


def _classify(grid: Grid, row: int, filled: Sequence[tuple[int, Raw]], width: int) -> RowKind:
    if not filled:
        return "blank"
    texts: list[str] = []
    for _, raw in filled[:3]:
        if texts and is_figure(raw):
            break
        texts.append(clean(raw))
    if any(is_total(text) for text in texts):
        return "total"
    if len(filled) == 1:
        text, merge = texts[0], grid.merge_at(row, filled[0][0])
        across = merge.last_column - merge.first_column + 1 if merge else 1
        if isinstance(filled[0][1], str) and (names_section(text) or text[-1] in ":：" or 2 * across > max(width, 3)):
            return "section"
    if len(filled) == 2 and is_section_number(texts[0]) and len(texts) == 2:
        return "section"
    return "data"


def _name_row(grid: Grid, row: int, names: Sequence[int], above: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of the name columns; a leaf that stands right of a blank belongs to the group above it."""
    texts: list[str] = []
    for position, column in enumerate(names):
        merge = grid.merge_at(row, column)
        if merge and merge.first_column < column and merge.first_column in names:
            continue
        text = clean(grid.shown(row, column))
        if text:
            texts.append(text)
        elif position == 0 and len(names) > 1 and len(above) > 1:
            texts.extend(above[:-1])
    return tuple(texts)


def _unit_of(texts: Sequence[str], unit: str) -> str:
    if unit in UNITS:
        return unit
    return next((found for text in reversed(texts) if (found := split_unit(text)[1])), "")
