"""Heads of series as data services hand them out: below the names rows on their frequency, unit and source."""

from collections.abc import Sequence

from pipelines.reading.grid import Grid
from pipelines.reading.header_rows import UNIT_NAMES, find_header_rows, is_figure, list_filled
from pipelines.reading.texts import clean

FREQUENCY_NAMES = frozenset({"频率", "频度"})
_DESCRIBING = UNIT_NAMES | FREQUENCY_NAMES | {
    "来源", "数据来源", "更新时间", "更新日期", "最近更新", "指标ID", "指标编码", "指标代码", "指标编号", "国家",
    "地区", "区域", "开始时间", "起始时间", "结束时间", "截止时间", "时间区间", "起止时间", "描述", "说明", "备注",
}  # fmt: skip


def find_head(grid: Grid, first: int) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
    """The header's rows, the last row that it takes up, and the rows within it that only describe its columns.

    A row of units is the header's own, wherever it stands among them.
    """
    header, last = find_header_rows(grid, first)
    described = _list_descriptions(grid, header[0] + 1)
    names = [clean(grid.value(row, column)) for row, column in described]
    if len(described) < 2 or FREQUENCY_NAMES.isdisjoint(names):
        return header, last, ()
    units = [row for (row, _), name in zip(described, names, strict=True) if name in UNIT_NAMES]
    rows = [row for row, _ in described]
    header = tuple(sorted({row for row in header if row not in rows} | set(units)))
    return header, max(last, rows[-1]), tuple(row for row in rows if row not in units)


def _list_descriptions(grid: Grid, row: int) -> Sequence[tuple[int, int]]:
    """The cells, one below another, that say what their rows tell of the columns."""
    found: list[tuple[int, int]] = []
    while (filled := list_filled(grid, row)) and clean(filled[0][1]) in _DESCRIBING:
        found.append((row, filled[0][0]))
        row += 1
    return found if any(is_figure(raw) for _, raw in filled) else []
