"""Reads a table once its axes are known, each layout in its own way."""

from pipelines.harmonising import Match, Names
from pipelines.reading.grid import address
from pipelines.reading.tables import Column, Table
from pipelines.reading.values import read_value
from pipelines.tidying.axes import Axes
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.periods import read_month_header


def read_areas_down(table: Table, axes: Axes, month: int, names: Names, harvest: Harvest) -> None:
    """Places down, metrics across, one month."""
    assert axes.area_column is not None
    columns = {column.index: column for column in table.columns}
    say_near_columns(table, axes, names, harvest)
    for row in table.data_rows:
        figures = [index for index in axes.metric_columns if read_value(table.grid.value(row, index)).kind != "blank"]
        name = table.grid.shown(row, axes.area_column.index)
        match = names.match_area(str(name), month=month) if name is not None else Match(None)
        if match.code is None:
            if figures:
                _refuse_area(table, row, axes.area_column, str(name or ""), match, names, harvest)
            continue
        for index, found in axes.metric_columns.items():
            if found.code is not None:
                metric = names.catalogue[found.code]
                harvest.take(table.grid, row, index, metric, month, match.code, columns[index].unit)
    for column in axes.unknown_columns:
        _refuse_column(table, column, harvest)


def read_metrics_down(table: Table, axes: Axes, month: int, area: str, names: Names, harvest: Harvest) -> None:
    """Metrics down, one column of figures, one place and month."""
    _read_rows(table, axes, [(axes.figure_columns[0], month)], area, names, harvest)


def read_months_across(table: Table, axes: Axes, year: int | None, area: str, names: Names, harvest: Harvest) -> None:
    """Metrics down, months across, one place."""
    columns = []
    for column in axes.month_columns:
        month = read_month_header(column.names[-1], year)
        if month is None:
            harvest.fault(
                "unknown_period",
                table.sheet,
                address(table.header_rows[-1], column.index),
                f"“{column.names[-1]}”",
                "没有年份",
                "请在标题或“年度”一栏写明年份后重新报送",
            )
            continue
        columns.append((column, month))
    _read_rows(table, axes, columns, area, names, harvest)


def _read_rows(
    table: Table, axes: Axes, columns: list[tuple[Column, int]], area: str, names: Names, harvest: Harvest
) -> None:
    for row in table.data_rows:
        path = table.row_paths.get(row, ())
        match = axes.metric_rows.get(row, Match(None))
        if match.code is None:
            if any(read_value(table.grid.value(row, column.index)).kind != "blank" for column, _ in columns):
                _refuse_metric(table.sheet, address(row, columns[0][0].index), "/".join(path), match, names, harvest)
            continue
        metric = names.catalogue[match.code]
        if match.read_as:
            _say_near(table.sheet, address(row, columns[0][0].index), "/".join(path), metric.label_zh, harvest)
        for column, month in columns:
            harvest.take(table.grid, row, column.index, metric, month, area, table.row_units.get(row, ""))


def check_totals(table: Table, axes: Axes, names: Names, harvest: Harvest) -> None:
    """A total row is checked against the rows it counts and is otherwise not used."""
    for row in table.total_rows:
        for index, match in axes.metric_columns.items():
            stated = read_value(table.grid.value(row, index))
            parts = [read_value(table.grid.value(part, index)) for part in table.total_parts[row]]
            if stated.number is None or any(part.kind == "held" for part in parts) or match.code is None:
                continue
            total = sum(part.number or 0.0 for part in parts)
            if abs(total - stated.number) > 1e-6 * max(1.0, abs(total)):
                harvest.fault(
                    "total_mismatch",
                    table.sheet,
                    address(row, index),
                    f"合计“{stated.text}”",
                    f"与各行之和 {total:g} 不等（{names.catalogue[match.code].label_zh}）",
                    "请核对各行和合计后重新报送",
                )


def say_near_columns(table: Table, axes: Axes, names: Names, harvest: Harvest) -> None:
    """Say which headers were read as a name that is only near."""
    columns = {column.index: column for column in table.columns}
    for index, match in axes.metric_columns.items():
        if match.read_as and match.code is not None:
            cell = address(table.header_rows[-1], index)
            _say_near(table.sheet, cell, columns[index].flattened, names.catalogue[match.code].label_zh, harvest)


def _say_near(sheet: str, cell: str, name: str, label: str, harvest: Harvest) -> None:
    harvest.fault(
        "near_name", sheet, cell, f"“{name}”", f"按“{label}”读取", "如不是这个指标，请改正名称后重新报送", "warn"
    )


def _refuse_metric(sheet: str, cell: str, name: str, match: Match, names: Names, harvest: Harvest) -> None:
    several = "、".join(names.catalogue[code].label_zh for code in match.candidates)
    expected = f"可能是 {several}，无法确定" if several else "不是指标目录中的名称或别名"
    harvest.fault("unknown_metric", sheet, cell, f"“{name}”", expected, "请按下发的表样填写指标名称")


def _refuse_area(
    table: Table, row: int, column: Column, name: str, match: Match, names: Names, harvest: Harvest
) -> None:
    several = "、".join(names.places[code].name for code in match.candidates)
    expected = f"同时是 {several} 的名称，无法确定" if several else "不是本区的单位名称或别名"
    harvest.fault("unknown_area", table.sheet, address(row, column.index), f"“{name}”", expected, "请填写单位全称")


def _refuse_column(table: Table, column: Column, harvest: Harvest) -> None:
    """A column of figures that nobody knows is a problem; one that holds words or nothing is left aside."""
    if any(read_value(table.grid.value(row, column.index)).kind == "number" for row in table.data_rows):
        harvest.fault(
            "unknown_metric",
            table.sheet,
            address(table.header_rows[-1], column.index),
            f"“{column.flattened}”",
            "不是指标目录中的名称或别名",
            "请按下发的表样填写表头，或删去这一列",
        )
