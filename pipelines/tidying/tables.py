"""Decides for each table of a file what it is, and reads it."""

from pathlib import PurePath

from pipelines.harmonising import Names
from pipelines.ledgers import is_ledger, read_ledger_table
from pipelines.reading.grid import address
from pipelines.reading.tables import Table, find_tables
from pipelines.reading.workbook import Workbook
from pipelines.tidying.axes import Axes, find_axes
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.layouts import check_totals, read_areas_down, read_metrics_down, read_months_across
from pipelines.tidying.periods import find_year, months_named, texts_about_period

AREA_LABELS = ("填报单位", "报送单位", "单位名称", "填表单位", "乡镇", "乡镇（街道）", "单位")


def tidy(workbook: Workbook, names: Names, month: int | None = None) -> Harvest:
    """Everything a workbook states. ``month`` is what the sender said where the file does not say.

    Problems stand in workbook order; a workbook without any table of ours is itself one.
    """
    harvest = Harvest(workbook.name)
    for grid in workbook.sheets:
        for table in find_tables(grid):
            _read_table(table, names, harvest, month)
    for grid in workbook.hidden:
        if any(_holds_metrics(table, names) for table in find_tables(grid)):
            harvest.fault(
                "hidden_sheet",
                grid.name,
                "",
                "工作表是隐藏的",
                "，里面的数没有读取",
                "如要报送，请取消隐藏后重新报送",
                "warn",
            )
    if not harvest.layouts and not harvest.problems:
        harvest.fault(
            "nothing_found", "", "", "没有找到报表", "，应有指标名称、单位和期间", "请使用下发的表样填写后重新报送"
        )
    return harvest


def _holds_metrics(table: Table, names: Names) -> bool:
    axes = find_axes(table, names)
    return bool(axes.metric_rows or axes.metric_columns)


def _read_table(table: Table, names: Names, harvest: Harvest, month: int | None) -> None:
    if is_ledger(table):
        harvest.layouts.append("整改台账")
        read_ledger_table(table, names, harvest)
        return
    axes = find_axes(table, names)
    down, across = len(axes.metric_rows), len(axes.metric_columns)
    if axes.area_rows and across and len(axes.area_rows) >= down:
        found = _find_month(table, harvest, month)
        if found is not None:
            harvest.layouts.append("乡镇竖排、指标横排")
            read_areas_down(table, axes, found, names, harvest)
            check_totals(table, axes, names, harvest)
    elif down and axes.month_columns:
        area = _find_area(table, names, harvest)
        if area is not None:
            harvest.layouts.append("指标竖排、各月横排")
            read_months_across(table, axes, _find_year(table, harvest), area, names, harvest)
    elif down and len(axes.figure_columns) == 1:
        area, found = _find_area(table, names, harvest), _find_month(table, harvest, month)
        if area is not None and found is not None:
            harvest.layouts.append("一单位一表、指标竖排")
            read_metrics_down(table, axes, found, area, names, harvest)
    elif down or across or axes.area_rows:
        _refuse_table(table, axes, harvest)


def _refuse_table(table: Table, axes: Axes, harvest: Harvest) -> None:
    seen = [
        f"{len(axes.metric_columns)} 列指标" if axes.metric_columns else "",
        f"{len(axes.metric_rows)} 行指标" if axes.metric_rows else "",
        f"{len(axes.area_rows)} 行单位" if axes.area_rows else "",
        f"{len(axes.figure_columns)} 列数量" if axes.figure_columns else "",
    ]
    harvest.fault(
        "unclear_layout",
        table.sheet,
        address(table.header_rows[0], 1) if table.header_rows else "",
        f"认出 {'、'.join(filter(None, seen))}",
        "看不出数与指标、单位、月份怎样对应",
        "请使用下发的表样填写后重新报送",
    )


def _find_month(table: Table, harvest: Harvest, given: int | None) -> int | None:
    """The table's month; different months in different places are a problem, not a choice."""
    named = months_named(texts_about_period(table, PurePath(harvest.file).stem))
    months = {month for _, month in named}
    if given is not None and given not in months:
        named, months = [*named, ("报送时指定", given)], months | {given}
    if len(months) == 1:
        return months.pop()
    said = "，".join(f"{what}为{month // 100}年{month % 100}月" for what, month in named)
    harvest.fault(
        "period_conflict" if months else "unknown_period",
        table.sheet,
        "",
        said or "没有写明是哪一个月",
        "，互相矛盾" if months else "的数",
        "请在“填报期间”写明年月后重新报送",
    )
    return None


def _find_year(table: Table, harvest: Harvest) -> int | None:
    """The year of month columns without one: from the labels and titles, else from the file's name."""
    years = [find_year(text) for _, text in texts_about_period(table, PurePath(harvest.file).stem)]
    return next((year for year in years if year is not None), None)


def _find_area(table: Table, names: Names, harvest: Harvest) -> str | None:
    """The place a form is from: its 填报单位, else the longest name of a place in title, sheet or file."""
    label = next((label for label in AREA_LABELS if table.labels.get(label)), None)
    if label is not None:
        match = names.match_area(table.labels[label])
        if match.code is None:
            harvest.fault(
                "unknown_area",
                table.sheet,
                "",
                f"{label}“{table.labels[label]}”",
                "不是本区的单位名称或别名",
                "请填写单位全称",
            )
        return match.code
    for text in (*table.title, table.sheet, PurePath(harvest.file).stem):
        found = [area for area in names.places.areas if area.parent is not None and area.name in text]
        longest = [area for area in found if not any(area.name in o.name for o in found if o is not area)]
        if len(longest) == 1:
            return longest[0].code
    harvest.fault("unknown_area", table.sheet, "", "没有写明是哪个单位", "的数", "请填写“填报单位”后重新报送")
    return None
