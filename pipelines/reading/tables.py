"""Tables in a sheet, whatever the form: lists, vertical forms, series, side by side or one below another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipelines.reading.grid import Grid
from pipelines.reading.header_rows import UNIT_NAMES, Filled, is_figure, list_filled
from pipelines.reading.headers import Column, read_columns
from pipelines.reading.preambles import read_preamble, share_lines
from pipelines.reading.row_names import find_name_columns
from pipelines.reading.rows import read_rows
from pipelines.reading.stretches import Stretch, find_stretches
from pipelines.reading.texts import clean

__all__ = ["Column", "Table", "find_tables"]


@dataclass(frozen=True, eq=False)
class Table:
    """One table of a sheet; rows and columns are the sheet's own, counted from 1.

    ``first_data_row`` and ``last_data_row`` bound ``data_rows``; a section's heading merged across the
    whole table belongs to what it heads. Without data they bound the empty rows that the form draws,
    and the second is one less where it draws none.
    ``data_rows`` hold neither totals, sections, notes, repeated headers nor ``blank_rows``, which the form draws
    and nobody filled; a row with nothing but a name is one.
    ``labels``: 填报单位, 填报时间, 负责人 … from above and below the table.
    A table below another takes the labels that it lacks from the first, but 单位; ``above`` is the first's title.
    ``row_paths``: for data and total rows the section, group and name, bare (党员情况, 年龄分布, 35岁以下).
    ``total_parts``: for each total row the data rows it counts; a 小计 those since the one before it, or, where
    the first stands above the data, those up to the next.
    ``row_units``: the unit that a row's name or unit column gives, or "". ``part_rows``: rows called 其中.
    """

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    first_data_row: int
    last_data_row: int
    data_rows: tuple[int, ...]
    blank_rows: tuple[int, ...]
    total_rows: tuple[int, ...]
    total_parts: Mapping[int, tuple[int, ...]]
    section_rows: tuple[int, ...]
    note_rows: tuple[int, ...]
    title: tuple[str, ...]
    above: tuple[str, ...]
    labels: Mapping[str, str]
    row_paths: Mapping[int, tuple[str, ...]]
    row_units: Mapping[int, str]
    part_rows: frozenset[int]
    notes: tuple[str, ...]
    grid: Grid


def find_tables(grid: Grid) -> list[Table]:
    """The tables of a sheet in reading order; none where no header is found."""
    tables: list[Table] = []
    for stretch in find_stretches(grid):
        lead = tables[0] if tables else None
        blocks = _split_at_gaps(grid, stretch)
        shares = share_lines(stretch.preamble, [block[0].index for block in blocks])
        for block, lines in zip(blocks, shares, strict=True):
            tables += [
                _make_table(grid, stretch, columns, lines, lead) for columns in _split_repeats(grid, stretch, block)
            ]
    return tables


def _make_table(
    grid: Grid, stretch: Stretch, columns: tuple[Column, ...], lines: Sequence[Filled], lead: Table | None
) -> Table:
    """``lines`` stand above the table, ``lead`` is the sheet's first table."""
    rows = read_rows(grid, columns, stretch.body)
    title, labels = read_preamble(lines)
    lent = {key: text for key, text in lead.labels.items() if key not in UNIT_NAMES} if lead else {}
    first = rows.data[0] if rows.data else stretch.header_end + 1
    while first - 1 in rows.banners:
        first -= 1
    return Table(
        sheet=grid.name,
        header_rows=stretch.header,
        columns=columns,
        first_data_row=first,
        last_data_row=rows.data[-1] if rows.data else _find_drawn_end(grid, stretch, rows.blank),
        data_rows=rows.data,
        blank_rows=rows.blank,
        total_rows=rows.totals,
        total_parts=rows.total_parts,
        section_rows=rows.sections,
        note_rows=tuple(stretch.notes),
        title=title,
        above=lead.title if lead else (),
        labels={**lent, **stretch.labels, **labels},
        row_paths=rows.paths,
        row_units=rows.units,
        part_rows=rows.parts,
        notes=tuple("".join(clean(raw) for _, raw in list_filled(grid, row)) for row in stretch.notes),
        grid=grid,
    )


def _find_drawn_end(grid: Grid, stretch: Stretch, blank: Collection[int]) -> int:
    """The last of the empty rows below a header without data, ``blank`` among them that only bear a number."""
    row = stretch.header_end
    while row < grid.drawn_rows and (row + 1 in blank or not list_filled(grid, row + 1)):
        row += 1
    return row


def _split_at_gaps(grid: Grid, stretch: Stretch) -> list[tuple[Column, ...]]:
    """Tables side by side with an empty column between them; each needs two named columns and names its rows."""
    used = {column for row in (*stretch.header, *stretch.body) for column, _ in list_filled(grid, row)}
    columns = read_columns(grid, stretch.header, min(used), max(used))
    blocks: list[list[Column]] = [[]]
    for column in columns:
        empty = column.index not in used and not any(grid.merge_at(row, column.index) for row in stretch.header)
        if empty:
            blocks.append([])
        else:
            blocks[-1].append(column)
    filled = [tuple(block) for block in blocks if block]
    apart = all(
        sum(bool(column.path) for column in block) >= 2 and _names_rows(grid, stretch, block) for block in filled
    )
    # A block without figures beside one with them says something about its rows: 类别 计量单位.
    if apart and len({_holds_figures(grid, stretch, block) for block in filled}) == 1:
        return filled
    return [columns]


def _names_rows(grid: Grid, stretch: Stretch, block: Sequence[Column]) -> bool:
    """Whether words stand in a block's first column; without them its rows go on from the left."""
    index = find_name_columns(grid, block, stretch.body)[:1]
    return bool(index) and any(not is_figure(raw) for row in stretch.body if (raw := grid.value(row, index[0])))


def _holds_figures(grid: Grid, stretch: Stretch, block: Sequence[Column]) -> bool:
    """Whether a figure stands right of a block's names."""
    names = find_name_columns(grid, block, stretch.body)[:1]
    indices = [column.index for column in block if column.index > names[0]]
    return any(is_figure(raw) for row in stretch.body for i in indices if (raw := grid.value(row, i)) is not None)


def _split_repeats(grid: Grid, stretch: Stretch, columns: tuple[Column, ...]) -> list[tuple[Column, ...]]:
    """Tables side by side under the same header, as when a long list is folded to fit a page.

    Each may name its rows in its own way before the same measures: 收入项目 本月 累计, 支出项目 本月 累计.
    """
    for width in range(2, len(columns) // 2 + 1):
        blocks = [columns[start : start + width] for start in range(0, len(columns), width)]
        if len(columns) % width:
            continue
        if len({tuple(column.flattened for column in block) for block in blocks}) == 1:
            return blocks
        measures = {tuple(column.path[-1:] for column in block[1:]) for block in blocks}
        if width > 2 and len(measures) == 1 and all(_names_figures(grid, stretch, block) for block in blocks):
            return blocks
    return [columns]


def _names_figures(grid: Grid, stretch: Stretch, block: Sequence[Column]) -> bool:
    """Whether a block's first column holds words alone, and those behind it a figure."""
    held = [[raw for row in stretch.body if (raw := grid.value(row, column.index)) is not None] for column in block]
    names, *measures = held
    return bool(names) and not any(map(is_figure, names)) and any(is_figure(raw) for raws in measures for raw in raws)
