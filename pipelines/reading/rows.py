"""Rows below a header: figures, totals, section headings; and the full name of each row."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.reading.grid import Grid, Raw
from pipelines.reading.header_rows import is_figure, list_filled
from pipelines.reading.headers import Column
from pipelines.reading.row_names import (
    Parts,
    Sections,
    find_name_columns,
    find_unit_column,
    is_serial,
    measure_indent,
    read_names,
)
from pipelines.reading.running_totals import Stretch, find_running_totals, find_stretch
from pipelines.reading.texts import (
    bare_name,
    clean,
    is_section_number,
    is_subtotal,
    is_total,
    is_unit,
    names_section,
    split_unit,
)

#: How many cells a section's heading with its number fills.
NAMED = 2
_MORE = re.compile(r"[…⋯]+|[.。·]{3,}")
_LARGE = re.compile("[十百千万亿].{0,3}")
RowKind = Literal["blank", "data", "total", "section"]


@dataclass(frozen=True)
class Rows:
    """The rows of one table by kind, in the sheet's order, and what each data or total row is called.

    ``blank``: drawn and not filled; ``paths``: section, group and name, bare; ``units``: the unit in the name or the
    row's unit column, "" where none; ``parts``: rows called 其中：…; ``banners``: sections merged across the whole
    table; ``total_parts``: the data rows that each total counts.
    """

    blank: tuple[int, ...]
    data: tuple[int, ...]
    totals: tuple[int, ...]
    sections: tuple[int, ...]
    paths: Mapping[int, tuple[str, ...]]
    units: Mapping[int, str]
    parts: frozenset[int]
    banners: frozenset[int]
    total_parts: Mapping[int, tuple[int, ...]]


def read_rows(grid: Grid, columns: Sequence[Column], body: Iterable[int]) -> Rows:
    """Sort the rows ``body`` of one table."""
    body = list(body)
    names = find_name_columns(grid, columns, body)
    unit_column = find_unit_column(grid, columns, body)
    first, last = columns[0].index, columns[-1].index
    by_kind: dict[RowKind, list[int]] = {"blank": [], "data": [], "total": [], "section": []}
    paths: dict[int, tuple[str, ...]] = {}
    units: dict[int, str] = {}
    parts: set[int] = set()
    banners: set[int] = set()
    subtotals: set[int] = set()
    stretches: dict[int, Stretch] = {}
    sections, part = Sections(), Parts()
    above: tuple[str, ...] = ()
    for row in body:
        filled = [cell for cell in list_filled(grid, row) if first <= cell[0] <= last]
        kind = _classify(grid, row, filled, len(columns))
        if kind == "section" and len(filled) == NAMED and _count_in_chinese(grid, body, first, last):
            kind = "data"
        if kind == "data" and _is_drawn_only(grid, row, filled, columns):
            kind = "blank"
        if kind == "data" and len(filled) == 1 and _heads_indented(grid, row, filled[0][0]):
            kind = "section"
        by_kind[kind].append(row)
        if kind == "section":
            sections.open(clean(filled[-1][1]))
            part.end()
            above = ()
            merge = grid.merge_at(row, filled[0][0])
            if merge and (merge.first_column, merge.last_column) == (first, last):
                banners.add(row)
        elif kind in ("data", "total"):
            above = read_names(grid, row, names, above)
            sections.pass_row(above[0] if above else "")
            paths[row] = tuple(bare_name(text).rstrip(":：") for text in (*sections.headings, *above))
            units[row] = _unit_of(above, clean(grid.shown(row, unit_column)) if unit_column else "")
            if part.holds(grid.shown(row, names[0]) if names else None, above):
                parts.add(row)
            if stretch := find_stretch(filled):
                stretches[row] = stretch
        if kind == "total" and any(isinstance(raw, str) and is_subtotal(clean(raw)) for _, raw in filled[:3]):
            subtotals.add(row)
    running = find_running_totals(grid, by_kind["data"], stretches) if stretches else {}
    data = tuple(row for row in by_kind["data"] if row not in running)
    totals = tuple(sorted(running.keys() | by_kind["total"]))
    # 其中 rows are within others: counted beside them they would be counted twice. Right below a total they
    # are its own, but whether all of them nobody says.
    own = any(total + 1 in parts for total in totals)
    counted = () if own else tuple(row for row in data if row not in parts)
    return Rows(
        blank=tuple(by_kind["blank"]),
        data=data,
        totals=totals,
        sections=tuple(by_kind["section"]),
        paths=paths,
        units=units,
        parts=frozenset(parts),
        banners=frozenset(banners),
        total_parts={
            total: _list_parts(total, subtotals, counted) if total in subtotals else counted for total in totals
        }
        | running,
    )


def _count_in_chinese(grid: Grid, body: Iterable[int], first: int, last: int) -> bool:
    """Whether 一 二 三 stand before rows with figures and count them; before lone names they head sections."""
    lines = ([raw for column, raw in list_filled(grid, row) if first <= column <= last] for row in body)
    return any(len(line) > NAMED and isinstance(line[0], str) and is_section_number(clean(line[0])) for line in lines)


def _is_drawn_only(grid: Grid, row: int, filled: Sequence[tuple[int, Raw]], columns: Sequence[Column]) -> bool:
    """Whether a form drew the row and nobody filled it: its number alone, or …… for more of the like."""
    if all(_MORE.fullmatch(clean(raw)) for _, raw in filled):
        return True
    if not all(is_figure(raw) for _, raw in filled):
        return False
    shown = [column for column in columns if clean(grid.shown(row, column.index))]
    return all(column.path and is_serial(column.path[-1]) for column in shown)


def _heads_indented(grid: Grid, row: int, column: int) -> bool:
    """Whether a lone name stands further left than the name with figures right below it."""
    name, below = grid.value(row, column), grid.value(row + 1, column)
    return measure_indent(below) > measure_indent(name) and len(list_filled(grid, row + 1)) > 1


def _list_parts(subtotal: int, subtotals: Collection[int], data: Sequence[int]) -> tuple[int, ...]:
    """The data rows between a subtotal and its neighbour, above it unless the first stands above all data."""
    if data and min(subtotals) < data[0]:
        following = min((row for row in subtotals if row > subtotal), default=data[-1] + 1)
        return tuple(row for row in data if subtotal < row < following)
    previous = max((row for row in subtotals if row < subtotal), default=0)
    return tuple(row for row in data if previous < row < subtotal)


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
    if len(filled) == NAMED and is_section_number(texts[0]) and len(texts) == 2:
        return "section"
    return "data"


def _unit_of(texts: Sequence[str], unit: str) -> str:
    """What the unit's cell says, though it be no unit that is known, unless it is the name that says one."""
    if is_unit(unit) or _LARGE.fullmatch(unit):
        return unit
    return next((found for text in reversed(texts) if (found := split_unit(text)[1])), unit)
