"""What is said of names that nobody knows, that are only near, or that stand for another figure."""

from collections.abc import Sequence

from data.areas import Area
from data.definitions import BASIS_ZH, Metric
from data.problems import Severity
from pipelines.harmonising import Match, Names
from pipelines.reading.grid import Grid, address, name_column
from pipelines.reading.header_rows import UNIT_NAMES, list_filled
from pipelines.reading.tables import Column, Table
from pipelines.reading.texts import bare_name, clean
from pipelines.reading.values import read_cell
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.senses import SENSE_ZH, Sense


def say_near(sheet: str, cell: str, name: str, label: str, harvest: Harvest) -> None:
    """A name was read as one that it is only near to."""
    remedy = "如不是这个指标，请改正名称后重新报送"
    harvest.fault("near_name", sheet, cell, f"“{name}”", f"按“{label}”读取", remedy, "warn")


def say_other(sheet: str, cell: str, name: str, harvest: Harvest) -> None:
    """Last year's figures, changes or plans were not read."""
    remedy = "如是本期要报的数，请改正名称后重新报送"
    harvest.fault("other_period", sheet, cell, f"“{name}”", "不是本期的数，没有读取", remedy, "warn")


def say_unread(table: Table, names: Names, harvest: Harvest) -> None:
    """A table of figures was not read: a problem where it names anything of ours, else it is nobody's report."""
    grid, remedy = table.grid, "如要报送，请按下发的表样填写，或确认各栏对应什么"
    cells = ((row, column, raw) for row in table.data_rows for column, raw in list_filled(grid, row))
    ours = next(((row, column) for row, column, raw in cells if isinstance(raw, str) and names_ours(raw, names)), None)
    row, column = ours or (table.header_rows[0], table.columns[0].index)
    found = f"有“{clean(grid.value(row, column))}”的表" if ours else f"“{table.columns[0].flattened}”这张表"
    expected = "看不出数在哪一栏，没有读取" if ours else "没有认得的指标或单位，没有读取"
    severity: Severity = "block" if ours else "warn"
    harvest.fault("unread_table", table.sheet, address(row, column), found, expected, remedy, severity)


def names_ours(text: str, names: Names) -> bool:
    """Whether a cell names a metric or a place of ours."""
    return names.knows_metric(bare_name(clean(text))) or names.match_area(text).code is not None


def say_supposed(sheet: str, cell: str, text: str, month: int, harvest: Harvest) -> None:
    """A lone 2025-06-01 was taken for the month that office programs make it of."""
    named = f"{month // 100}年{month % 100}月"
    found, expected = f"“{text}”可能是{named}，也可能是这一天", f"，按{named}读取"
    remedy = f"如不是{named}的数，请写明年月后重新报送"
    harvest.fault("supposed_month", sheet, cell, found, expected, remedy, "warn")


def say_hidden(table: Table, harvest: Harvest) -> None:
    """What a reader of the sheet does not see was read all the same."""
    rows = [row for row in table.data_rows if row in table.grid.hidden_rows]
    columns = [column.index for column in table.columns if column.index in table.grid.hidden_columns]
    said = [
        "工作表" if table.grid.hidden else "",
        f"第{'、'.join(map(str, rows))}行" if rows else "",
        f"{'、'.join(map(name_column, columns))}列" if columns else "",
    ]
    if any(said):
        found = f"{'和'.join(filter(None, said))}是隐藏的"
        remedy = "如不报送，请删去后重新报送"
        harvest.fault("hidden_content", table.sheet, "", found, "，里面的数已一并读取", remedy, "warn")


def refuse_metric(sheet: str, cell: str, name: str, match: Match, names: Names, harvest: Harvest) -> None:
    several = "、".join(names.catalogue[code].label_zh for code in match.candidates)
    expected = f"可能是 {several}，无法确定" if several else "不是指标目录中的名称或别名"
    harvest.fault("unknown_metric", sheet, cell, f"“{name}”", expected, "请按下发的表样填写，或确认它对应哪个指标")


def refuse_area(
    table: Table, row: int, column: Column, name: str, match: Match, names: Names, harvest: Harvest
) -> None:
    several = "、".join(names.places[code].name for code in match.candidates)
    near = names.suggest_area(name)
    asked = f"（是否指{near}？）" if near else ""
    expected = f"同时是 {several} 的名称，无法确定" if several else f"不是本区的单位名称或别名{asked}"
    harvest.fault(
        "unknown_area", table.sheet, address(row, column.index), f"“{name}”", expected, "请填写全称，或确认它是哪个单位"
    )


def refuse_column(table: Table, column: Column, harvest: Harvest) -> None:
    """A column of figures that nobody knows is a problem; one that holds words is left aside, and said if nothing
    names it."""
    if not column.path:
        _say_words(table, column, harvest)
    if not holds_figures(table, column) or (not column.path and _counts_rows(table, column)):
        return
    found, expected = f"“{column.flattened}”", "不是指标目录中的名称或别名"
    if not column.path:
        found, expected = f"{name_column(column.index)}列有数", "，却没有表头"
    cell = address(table.header_rows[-1], column.index)
    harvest.fault(
        "unknown_metric", table.sheet, cell, found, expected, "请按下发的表样填写，或确认它对应哪个指标、是否不读"
    )


def _say_words(table: Table, column: Column, harvest: Harvest) -> None:
    """Words below no header, right of what names the rows, may stand for a figure."""
    if holds_figures(table, column) or not any(other.path for other in table.columns if other.index < column.index):
        return
    for row in table.data_rows:
        text = read_cell(table.grid, row, column.index)
        if text.kind == "held" and bare_name(clean(text.text)) not in table.row_paths[row]:
            found, remedy = f"“{text.text}”这一列没有表头", "如是要报的数，请写明是哪个指标并填数字"
            harvest.fault("unnamed_words", table.sheet, address(row, column.index), found, "，没有读取", remedy, "warn")
            return


def _counts_rows(table: Table, column: Column) -> bool:
    """Whether a column before all that has a header only numbers the rows."""
    if any(other.path for other in table.columns if other.index < column.index):
        return False
    numbers = [read_cell(table.grid, row, column.index).number for row in table.data_rows]
    # One alone may be a figure.
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def refuse_sense(table: Table, row: int, column: Column, sense: Sense, metric: Metric, harvest: Harvest) -> None:
    """A figure for another stretch of time than its metric is asked for."""
    harvest.fault(
        "other_sense",
        table.sheet,
        address(row, column.index),
        f"“{read_cell(table.grid, row, column.index).text}”是{SENSE_ZH[sense]}",
        f"，{metric.label_zh}应填{BASIS_ZH[metric.basis]}数",
        "请按口径填写后重新报送",
    )


def refuse_again(table: Table, row: int, first: int, column: Column, metric: Metric, harvest: Harvest) -> None:
    """A second row for the same place, month and metric, though it says the same."""
    found = f"“{read_cell(table.grid, row, column.index).text}”"
    expected = f"与第{first}行是同一单位、同一月份的{metric.label_zh}"
    remedy = "请只保留一行，或写明各是哪个单位的数"
    harvest.fault("stated_twice", table.sheet, address(row, column.index), found, expected, remedy)


def refuse_misplaced(table: Table, row: int, wordy: Sequence[Column], idle: bool, harvest: Harvest) -> None:
    """Figures where words belong: units are never any, and names and totals are none in a row without others."""
    columns = [column.index for column in wordy if idle or column.names[-1] in UNIT_NAMES]
    if cells := [(row, index) for index in columns if read_cell(table.grid, row, index).kind == "number"]:
        refuse_unread(table.grid, cells, harvest)


def refuse_unread(grid: Grid, cells: Sequence[tuple[int, int]], harvest: Harvest, severity: Severity = "block") -> None:
    """Figures where nobody looks for any."""
    several = f"等{len(cells)}个数" if len(cells) > 1 else ""
    found, expected = f"“{clean(grid.value(*cells[0]))}”{several}", "不在表里填数的地方，没有读取"
    remedy = "请放进表里，写清是哪个指标的数；不报送的请删去"
    harvest.fault("unread_figure", grid.name, address(*cells[0]), found, expected, remedy, severity)


def holds_figures(table: Table, column: Column) -> bool:
    return any(read_cell(table.grid, row, column.index).kind == "number" for row in table.data_rows)


def is_asked(grid: Grid, row: int, column: int, metric: Metric, area: Area, harvest: Harvest) -> bool:
    """Whether an area is asked for a figure. One that is not, and is no zero of a form filled to the end, is said.

    An area that only holds others states their sum, which is checked apart.
    """
    value = read_cell(grid, row, column)
    cell = address(row, column)
    if metric.basis == "ledger":
        remedy = "如数不对，请更正整改台账"
        harvest.fault(
            "from_ledger",
            grid.name,
            cell,
            f"{metric.label_zh}“{value.text}”",
            "由整改台账统计，没有读取",
            remedy,
            "warn",
        )
        return False
    if area.asked_for(metric):
        return True
    if value.number != 0 and value.kind in ("number", "held") and not area.only_holds:
        remedy = "请核对是哪个单位、哪个指标的数"
        harvest.fault("not_asked", grid.name, cell, f"“{value.text}”", f"：{area.name}不填报{metric.label_zh}", remedy)
    return False
