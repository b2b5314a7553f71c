"""Rows below a header: figures, totals, section headings; and the full name of each row."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.reading.grid import Grid, Raw
from pipelines.reading.headers import UNIT_NAMES, Column, is_figure
from pipelines.reading.texts import (
    UNITS,
    bare_name,
    clean,
    is_part,
    is_section_number,
    is_subsection,
    is_subtotal,
    is_total,
    names_section,
    split_unit,
)

RowKind = Literal["blank", "data", "total", "section"]

#: Headers of a column that says what a row is, where another before it says to which group it belongs.
ITEM_NAMES = frozenset(
    {"项目", "指标", "项目名称", "指标名称", "内容", "具体内容", "事项", "二级指标", "三级指标", "子项", "分项", "细项"}
)
GROUP_NAMES = ITEM_NAMES | {"类别", "类型", "分类", "大类", "板块", "主题", "一级指标"}
SERIAL_NAMES = frozenset({"序号", "编号", "行次", "行号", "次序", "序", "No", "NO", "No.", "NO."})


@dataclass(frozen=True)
class Rows:
    """The rows of one table by kind, in the sheet's order, and what each data or total row is called.

    ``paths``: section, group and name, bare; ``units``: the unit in the name or the row's unit column,
    "" where none; ``parts``: rows called 其中：…; ``banners``: sections merged across the whole table;
    ``total_parts``: the data rows that each total counts.
    """

    data: tuple[int, ...]
    totals: tuple[int, ...]
    sections: tuple[int, ...]
    paths: Mapping[int, tuple[str, ...]]
    units: Mapping[int, str]
    parts: frozenset[int]
    banners: frozenset[int]
    total_parts: Mapping[int, tuple[int, ...]]


def find_name_columns(columns: Sequence[Column]) -> tuple[int, ...]:
    """The first column that is no serial number, with those beside it that go on with the name.

    These are unnamed ones (a merged heading) and, after a group's, an item's: 类别 项目.
    """
    rest = [column for column in columns if not column.path or column.path[-1] not in SERIAL_NAMES]
    names = list(rest[:1])
    for column in rest[1:]:
        goes_on = not column.path or (_is_called(column, ITEM_NAMES) and _is_called(names[-1], GROUP_NAMES))
        if not goes_on or column.index != names[-1].index + 1:
            break
        names.append(column)
    return tuple(column.index for column in names)


def _is_called(column: Column, names: frozenset[str]) -> bool:
    return bool(column.path) and column.path[-1] in names


def read_rows(grid: Grid, columns: Sequence[Column], body: Iterable[int]) -> Rows:
    """Sort the rows ``body`` of one table."""
    names = find_name_columns(columns)
    unit_column = next((column.index for column in columns if column.path and column.path[-1] in UNIT_NAMES), 0)
    first, last = columns[0].index, columns[-1].index
    by_kind: dict[RowKind, list[int]] = {"blank": [], "data": [], "total": [], "section": []}
    paths: dict[int, tuple[str, ...]] = {}
    units: dict[int, str] = {}
    parts: set[int] = set()
    banners: set[int] = set()
    subtotals: set[int] = set()
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
            merge = grid.merge_at(row, filled[0][0])
            if merge and (merge.first_column, merge.last_column) == (first, last):
                banners.add(row)
        elif kind in ("data", "total"):
            above = _name_row(grid, row, names, above)
            paths[row] = tuple(bare_name(text).rstrip(":：") for text in (*sections, *above))
            units[row] = _unit_of(above, clean(grid.shown(row, unit_column)) if unit_column else "")
            if any(is_part(text) for text in above):
                parts.add(row)
        if kind == "total" and any(isinstance(raw, str) and is_subtotal(clean(raw)) for _, raw in filled[:3]):
            subtotals.add(row)
    data, totals = tuple(by_kind["data"]), tuple(by_kind["total"])
    return Rows(
        data=data,
        totals=totals,
        sections=tuple(by_kind["section"]),
        paths=paths,
        units=units,
        parts=frozenset(parts),
        banners=frozenset(banners),
        total_parts={total: _list_parts(total, subtotals, data) if total in subtotals else data for total in totals},
    )


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
