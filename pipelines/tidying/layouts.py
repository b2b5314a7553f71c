"""Reads a table once its axes are known: each cell's metric, place and month from column, row or around it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.definitions import Metric
from pipelines.harmonising import UNKNOWN
from pipelines.reading.grid import address
from pipelines.reading.tables import Column, Table
from pipelines.reading.texts import clean
from pipelines.reading.values import read_cell
from pipelines.tidying.axes import Axes, Heading
from pipelines.tidying.complaints import (
    holds_figures,
    is_asked,
    refuse_again,
    refuse_area,
    refuse_column,
    refuse_metric,
    refuse_misplaced,
    refuse_sense,
    say_near,
    say_other,
    say_supposed,
)
from pipelines.tidying.month_rows import refuse_month, settle_months
from pipelines.tidying.periods import find_first_day, read_month_header
from pipelines.tidying.senses import Sense, fits, read_sense
from pipelines.tidying.surroundings import Surroundings


@dataclass(frozen=True)
class Lane:
    """A column of figures with its month, and the metric and place as far as the column gives them.

    The month is ``None`` as long as it is the row that says it.
    """

    column: Column
    month: int | None
    metric: Metric | None
    area: str | None
    sense: Sense
    unit: str


def read_areas_down(table: Table, axes: Axes, around: Surroundings) -> None:
    """Places down, each for its months if the rows say them; metrics across, or months of one metric."""
    assert axes.area_column is not None
    names, harvest = around.names, around.harvest
    lanes = _lay_lanes(table, axes, around)
    if any(lane.metric is None for lane in lanes) and around.metric is None:
        return
    months = settle_months(table, axes.month_rows, around) if axes.month_rows else {}
    for row in table.data_rows:
        if row in axes.aside:
            continue
        name = table.grid.shown(row, axes.area_column.index)
        if read_sense(clean(name)) == "other":
            # 平均, 占比 below the places are derived from them.
            continue
        # A column 单位 may hold the places themselves.
        unit = table.row_units.get(row, "")
        beside = "" if names.match_area(unit).code else unit
        filled = _list_filled(table, row, lanes, months, axes, around)
        for lane in filled:
            match = names.match_area(str(name), axes.outer.get(row), lane.month) if name is not None else UNKNOWN
            metric = lane.metric or around.metric
            if match.code is None or metric is None:
                refuse_area(table, row, axes.area_column, str(name or ""), match, names, harvest)
                break
            rivals = [other for other in filled if other.metric is lane.metric and other.month == lane.month]
            take_figure(table, row, lane, rivals, metric, match.code, lane.unit or beside, around)


def read_one_place(table: Table, axes: Axes, around: Surroundings) -> None:
    """Metrics of one place across, in one row or in one for each month; or months down and places across."""
    lanes = _lay_lanes(table, axes, around)
    if any(lane.metric is None for lane in lanes) and around.metric is None:
        return
    if any(lane.area is None for lane in lanes) and around.area is None:
        return
    months = settle_months(table, axes.month_rows, around) if axes.month_rows else {}
    for row in table.data_rows:
        filled = _list_filled(table, row, lanes, months, axes, around)
        for lane in filled:
            metric, area = lane.metric or around.metric, lane.area or around.area
            assert metric is not None
            assert area is not None
            rivals = [other for other in filled if other.metric is lane.metric and other.area == lane.area]
            take_figure(table, row, lane, rivals, metric, area, lane.unit, around)


def read_metrics_down(table: Table, axes: Axes, around: Surroundings) -> None:
    """Metrics down; one column of figures, or a column for each month or for each place."""
    names, harvest = around.names, around.harvest
    lanes = _lay_lanes(table, axes, around)
    if len(lanes) == 1 and lanes[0].sense == "month":
        # The only column of a monthly form: 本月数 says no more than 数量.
        lanes = [Lane(lanes[0].column, lanes[0].month, None, lanes[0].area, around.sense, lanes[0].unit)]
    if any(heading.area is None for heading in axes.headings) and around.area is None:
        return
    if not lanes:
        return
    months = settle_months(table, axes.month_rows, around) if axes.month_rows else {}
    senses = {row: _read_row_sense(table, row) for row in table.data_rows}
    stated = {(match.code, senses[row]) for row, match in axes.metric_rows.items()}
    for row in table.data_rows:
        filled = _list_filled(table, row, lanes, months, axes, around)
        match, name = axes.metric_rows.get(row, UNKNOWN), "/".join(table.row_paths.get(row, ()))
        sense = senses[row]
        if match.code is None:
            if filled and row not in axes.aside:
                cell = address(row, filled[0].column.index)
                refuse_metric(table.sheet, cell, name, match, names, harvest)
            continue
        if sense == "other":
            say_other(table.sheet, address(row, lanes[0].column.index), name, harvest)
            continue
        metric = names.catalogue[match.code]
        if match.read_as:
            say_near(table.sheet, address(row, lanes[0].column.index), name, metric.label_zh, harvest)
        if not fits(metric.basis, sense) and any(code == metric.code and fits(metric.basis, s) for code, s in stated):
            # 本年累计 and 本月 each have a section: the other row is the metric's.
            continue
        told = [replace(lane, sense=sense) if sense else lane for lane in filled]
        for lane in told:
            area = lane.area or around.area
            if area is None:
                break
            rivals = [other for other in told if other.month == lane.month and other.area == lane.area]
            unit = table.row_units.get(row, "") or lane.unit
            take_figure(table, row, lane, rivals, metric, area, unit, around)


def _read_row_sense(table: Table, row: int) -> Sense:
    return next((said for part in table.row_paths.get(row, ()) if (said := read_sense(part))), "")


def _lay_lanes(table: Table, axes: Axes, around: Surroundings) -> list[Lane]:
    """Settle each heading's month; what the reader of the form must know about its columns is said."""
    lanes = []
    firsts = [heading for heading in axes.headings if find_first_day(heading.month)]
    for heading in axes.headings:
        code = heading.match.code
        metric = around.names.catalogue[code] if code else None
        if heading.match.read_as and metric is not None:
            cell = address(table.header_rows[-1], heading.column.index)
            say_near(table.sheet, cell, heading.column.flattened, metric.label_zh, around.harvest)
        by_row = axes.month_rows is not None and not heading.month
        month = None if by_row else _month_of(table, heading, around)
        if firsts == [heading] and month is not None:
            cell = address(table.header_rows[-1], heading.column.index)
            say_supposed(table.sheet, cell, heading.month, month, around.harvest)
        if by_row or month is not None:
            sense = heading.sense or ("" if heading.month or by_row else around.sense)
            lanes.append(Lane(heading.column, month, metric, heading.area, sense, heading.column.unit))
    for column in (*axes.unknown, *axes.unnamed):
        refuse_column(table, column, around.harvest)
    for column in axes.other:
        if holds_figures(table, column):
            cell = address(table.header_rows[-1], column.index)
            say_other(table.sheet, cell, column.flattened, around.harvest)
    return lanes


def _month_of(table: Table, heading: Heading, around: Surroundings) -> int | None:
    if not heading.month:
        return around.month
    month = read_month_header(heading.month, around.year)
    if month is None:
        cell = address(table.header_rows[-1], heading.column.index)
        remedy = "请在标题或“年度”一栏写明年份后重新报送"
        around.harvest.fault("unknown_period", table.sheet, cell, f"“{heading.month}”", "没有年份", remedy)
    return month


def _reads_alike(table: Table, first: int, row: int, column: Column) -> bool:
    """Whether two rows state the same, which may be two places under one name; figures apart are said anyway."""
    return read_cell(table.grid, first, column.index) == read_cell(table.grid, row, column.index)


def _list_filled(
    table: Table, row: int, lanes: list[Lane], months: Mapping[int, int], axes: Axes, around: Surroundings
) -> list[Lane]:
    """The lanes that hold something in a row, with the row's month; none, and said, where it cannot be told."""
    filled = [lane for lane in lanes if _is_filled(table, row, lane)]
    if row not in axes.aside:
        refuse_misplaced(table, row, axes.wordy, not filled, around.harvest)
    if axes.month_rows is None or all(lane.month is not None for lane in filled):
        return filled
    if row not in months:
        name = clean(table.grid.shown(row, axes.month_rows.month.index))
        if read_sense(name) == "other":
            # 平均, 环比增长 below the months are derived from them.
            say_other(table.sheet, address(row, axes.month_rows.month.index), name, around.harvest)
            return []
        refuse_month(table, axes.month_rows, row, around)
        return []
    return [replace(lane, month=lane.month or months[row]) for lane in filled]


def _is_filled(table: Table, row: int, lane: Lane) -> bool:
    return read_cell(table.grid, row, lane.column.index).kind != "blank"


def take_figure(
    table: Table, row: int, lane: Lane, rivals: list[Lane], metric: Metric, area: str, unit: str, around: Surroundings
) -> None:
    """Take a cell in the sense that its metric is asked in; another sense beside it is left aside.

    Beside 1-6月 a plain 6月 is the month's own.
    """
    if not lane.sense and any(rival.sense == "ytd" for rival in rivals):
        lane = replace(lane, sense="month")
    place, harvest = around.names.places[area], around.harvest
    asked = is_asked(table.grid, row, lane.column.index, metric, place, harvest)
    if not asked and not (place.only_holds and metric.asked):
        return
    if fits(metric.basis, lane.sense):
        assert lane.month is not None
        first = around.taken.setdefault((metric.code, lane.month, area, lane.sense), row)
        if first != row and _reads_alike(table, first, row, lane.column):
            refuse_again(table, row, first, lane.column, metric, harvest)
            return
        note = harvest.take if asked else harvest.note_whole
        note(table.grid, row, lane.column.index, metric, lane.month, area, unit or around.unit_for(metric))
    elif asked and not any(fits(metric.basis, rival.sense) for rival in rivals):
        refuse_sense(table, row, lane.column, lane.sense, metric, harvest)
