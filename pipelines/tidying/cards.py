"""Cards: names with their figures beside them, pair after pair across a row, and a card for each place."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from data.definitions import Metric
from pipelines.harmonising import Names
from pipelines.reading.grid import Grid, address
from pipelines.reading.header_rows import is_figure, list_filled
from pipelines.reading.headers import Column
from pipelines.reading.tables import Table
from pipelines.reading.texts import bare_name, clean, split_unit
from pipelines.reading.values import read_cell
from pipelines.tidying.axes import AREA_HEADERS
from pipelines.tidying.complaints import refuse_area, refuse_metric, say_near
from pipelines.tidying.doubts import INNER_HEADERS
from pipelines.tidying.layouts import Lane, take_figure
from pipelines.tidying.periods import find_month
from pipelines.tidying.surroundings import Surroundings

#: Names of what a card is about; a village's card is none of its township's.
_PLACE_NAMES = AREA_HEADERS.union(INNER_HEADERS, {"镇名", "乡镇名称", "镇街名称", "街道名称"})


@dataclass(frozen=True)
class Pair:
    """A name and the cell beside it, which may be blank."""

    row: int
    name_column: int
    column: int
    text: str

    @property
    def name(self) -> str:
        return bare_name(self.text)


def find_pairs(table: Table, names: Names) -> list[Pair]:
    """The pairs of a card in reading order; none for any other table.

    A list beside a list is none: on a card the names beyond the first pair are those of metrics too, the very first
    row, where a list has its header, holds a figure or a place, and a place stands first in its row, under its name.
    """
    if table.section_rows or table.total_rows:
        return []
    lines = sorted({*table.header_rows, *table.data_rows})
    # The first row that holds no pairs tells a list, however long it is.
    rows = list(takewhile(bool, (_read_pairs(table.grid, row) for row in lines)))
    if len(lines) < 2 or len(rows) < len(lines) or max(map(len, rows)) < 2:
        return []
    pairs = [pair for row in rows for pair in row]
    known = [pair for pair in pairs if pair.name in _PLACE_NAMES or names.match_metric(pair.name).code]
    beyond = [pair for row in rows for pair in row[1:] if names.knows_metric(pair.name)]
    places = [pair for pair in pairs if _is_place(table.grid, pair, names)]
    first = {row[0] for row in rows if row[0].name in _PLACE_NAMES}
    if any(_heads_list(table.grid, pair, names) for pair in pairs):
        return []
    opens = any(pair.name in _PLACE_NAMES or _states(table.grid, pair) for pair in rows[0])
    return pairs if opens and beyond and first.issuperset(places) and 2 * len(known) >= len(pairs) else []


def _heads_list(grid: Grid, pair: Pair, names: Names) -> bool:
    """Whether a metric stands where a figure should, or a place where a metric's name should."""
    raw = grid.shown(pair.row, pair.column)
    return (isinstance(raw, str) and names.knows_metric(bare_name(clean(raw)))) or (
        names.match_area(pair.text).code is not None
    )


def _is_place(grid: Grid, pair: Pair, names: Names) -> bool:
    raw = grid.shown(pair.row, pair.column)
    return pair.name in _PLACE_NAMES or (isinstance(raw, str) and names.match_area(raw).code is not None)


def _states(grid: Grid, pair: Pair) -> bool:
    return is_figure(grid.shown(pair.row, pair.column))


def _read_pairs(grid: Grid, row: int) -> list[Pair]:
    """The pairs of a row; nothing where a cell is left over or a name is none."""
    filled = dict(list_filled(grid, row))
    pairs: list[Pair] = []
    while filled:
        name_column = min(filled)
        text = filled.pop(name_column)
        column = _step(grid, row, name_column)
        if not isinstance(text, str) or is_figure(text):
            return []
        filled.pop(column, None)
        pairs.append(Pair(row, name_column, column, clean(text)))
    return pairs


def _step(grid: Grid, row: int, column: int) -> int:
    merge = grid.merge_at(row, column)
    return (merge.last_column if merge else column) + 1


def read_cards(table: Table, pairs: Sequence[Pair], around: Surroundings) -> None:
    """Take the figures of each card for the place that it names, else for the table's own."""
    names, grid, month = around.names, table.grid, around.month
    area = "" if any(pair.name in _PLACE_NAMES for pair in pairs) else around.area
    for pair in pairs:
        shown = clean(grid.shown(pair.row, pair.column))
        if find_month(shown) not in (None, month):
            cell, expected = address(pair.row, pair.column), "与表上写明的月份不同"
            around.harvest.fault("period_conflict", table.sheet, cell, f"“{shown}”", expected, "请改正后重新报送")
        if pair.name in _PLACE_NAMES:
            match = names.match_area(shown, month=month)
            area = match.code
            if area is None:
                refuse_area(table, pair.row, Column(pair.column, (), ""), shown, match, names, around.harvest)
            continue
        metric = _find_metric(table, pair, around)
        if metric is None or area is None or month is None:
            continue
        if not area:
            cell, remedy = address(pair.row, pair.column), "请先写单位名称，再写它的数"
            around.harvest.fault(
                "unknown_area", table.sheet, cell, f"“{pair.text}”", "前面没有写明是哪个单位的", remedy
            )
            return
        unit = split_unit(pair.text)[1]
        lane = Lane(Column(pair.column, (pair.text,), unit), month, metric, area, around.sense, unit)
        take_figure(table, pair.row, lane, [lane], metric, area, unit, around)


def _find_metric(table: Table, pair: Pair, around: Surroundings) -> Metric | None:
    """The metric that a name with a figure stands for; words beside a name that nobody knows say something else."""
    value = read_cell(table.grid, pair.row, pair.column)
    if value.kind == "blank":
        return None
    match, cell = around.names.match_metric(pair.name), address(pair.row, pair.name_column)
    if match.code is None:
        if value.kind == "number":
            refuse_metric(table.sheet, cell, pair.text, match, around.names, around.harvest)
        return None
    metric = around.names.catalogue[match.code]
    if match.read_as:
        say_near(table.sheet, cell, pair.text, metric.label_zh, around.harvest)
    return metric
