"""Finds the axes of a table: which columns and rows are metrics, places or months."""

from dataclasses import dataclass, field

from pipelines.harmonising import Match, Names
from pipelines.reading.tables import Column, Table
from pipelines.tidying.periods import looks_like_month

#: The column that holds the figures of a form whose metrics run down the rows.
FIGURE_HEADERS = {
    "数量",
    "数值",
    "本期",
    "本月",
    "本月数",
    "本期数",
    "填报数",
    "填报数据",
    "实际数",
    "完成数",
    "数据",
    "合计",
    "本月发生",
}
#: Columns that say something about a row and hold no figure of ours.
TALKING_HEADERS = {
    "序号", "项目", "指标", "指标名称", "单位", "计量单位", "备注", "说明", "类型", "类别", "填报说明", "编号", "主题",
}  # fmt: skip


@dataclass
class Axes:
    """What the columns and rows of a table stand for.

    ``metric_columns`` and ``metric_rows`` hold matches (near or not), ``area_rows`` codes by row,
    ``area_column`` where the places' names stand, ``unknown_columns`` those that stand for nothing known.
    """

    metric_columns: dict[int, Match] = field(default_factory=dict)
    month_columns: list[Column] = field(default_factory=list)
    figure_columns: list[Column] = field(default_factory=list)
    unknown_columns: list[Column] = field(default_factory=list)
    metric_rows: dict[int, Match] = field(default_factory=dict)
    area_column: Column | None = None
    area_rows: dict[int, Match] = field(default_factory=dict)


def find_axes(table: Table, names: Names) -> Axes:
    """Match every header and every row name of a table."""
    axes = Axes()
    for column in table.columns:
        path = column.names
        leaf = "".join(path[-1].split()) if path else ""
        match = names.match_metric(*path) if path else Match(None)
        if path and looks_like_month(leaf):
            axes.month_columns.append(column)
        elif match.code:
            axes.metric_columns[column.index] = match
        elif leaf in FIGURE_HEADERS:
            axes.figure_columns.append(column)
        elif leaf and leaf not in TALKING_HEADERS:
            axes.unknown_columns.append(column)
    for row in table.data_rows:
        match = match_row(table, row, names)
        if match.code:
            axes.metric_rows[row] = match
    _find_area_column(axes, table, names)
    return axes


def match_row(table: Table, row: int, names: Names) -> Match:
    """The metric of a row's name; a part (其中：…) goes by its name with and without that word."""
    path = table.row_paths.get(row, ())
    if not path:
        return Match(None)
    if row in table.part_rows:
        match = names.match_metric(*path[:-1], f"其中{path[-1]}")
        if match.code and not match.read_as:
            return match
    return names.match_metric(*path)


def _find_area_column(axes: Axes, table: Table, names: Names) -> None:
    """The column in which the most rows name a place; the innermost of equals, since 镇 precedes 村."""
    best: dict[int, Match] = {}
    for column in table.columns:
        if column.index in axes.metric_columns:
            continue
        found = {}
        for row in table.data_rows:
            text = table.grid.shown(row, column.index)
            if isinstance(text, str) and (match := names.match_area(text)).code:
                found[row] = match
        if found and len(found) >= len(best):
            best, axes.area_column = found, column
    axes.area_rows = best
    if axes.area_column is not None:
        axes.unknown_columns = [c for c in axes.unknown_columns if c.index != axes.area_column.index]
