"""A declared mapping: which columns of a sender's own table are which metrics.

A TOML file::

    sheet = "fp_diqu"                       # optional: without it every sheet
    month = "2011-12"                       # optional: else as the table or the command says
    areas = ["区（县）", "镇名称", "村名称"]    # from outer to inner; the innermost reports

    [columns]
    '"两委"班子/发展新党员(人)' = "new_members"

Columns that are not named are left aside, whatever stands in them.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path, PurePath

from pydantic import Field, ValidationError

from data.definitions import Code, Declared, Words
from data.names import fold_name
from pipelines.harmonising import Names
from pipelines.reading.grid import address
from pipelines.reading.tables import Column, Table
from pipelines.tidying.complaints import is_asked, say_hidden
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.periods import find_month, months_named, texts_about_period
from pipelines.tidying.totals import check_totals


class MappingFault(Exception):
    """A mapping that is not one; the text names the file and what is wrong."""


class ColumnMapping(Declared):
    """The columns of a table by their flattened headers."""

    areas: tuple[Words, ...] = Field(min_length=1)
    columns: dict[str, Code] = Field(min_length=1)
    sheet: str = ""
    month: str = ""


def load_mapping(path: Path) -> ColumnMapping:
    """Read a mapping's file; ``MappingFault`` where it is none."""
    try:
        mapping = ColumnMapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, ValidationError, UnicodeDecodeError) as error:
        raise MappingFault(f"{path.name}：不是有效的列对应文件（{error}）") from error
    if mapping.month and find_month(mapping.month) is None:
        raise MappingFault(f"{path.name} › month：“{mapping.month}”应写作 2025-06 的样子")
    return mapping


def read_mapped(
    tables: Sequence[Table], mapping: ColumnMapping, names: Names, harvest: Harvest, month: int | None = None
) -> None:
    """What a workbook's tables state under a mapping. Declared columns that are not there are problems."""
    for code in mapping.columns.values():
        if code not in names.catalogue:
            harvest.fault("unknown_metric", "", "", f"列对应里的“{code}”", "不是指标目录中的代码", "请改正列对应文件")
    for table in tables:
        if mapping.sheet not in ("", table.sheet):
            continue
        columns = {fold_name(column.flattened): column for column in table.columns}
        wanted = [*mapping.areas, *mapping.columns]
        absent = [header for header in wanted if fold_name(header) not in columns]
        if len(absent) == len(wanted):
            continue
        for header in absent:
            harvest.fault(
                "column_absent", table.sheet, "", f"没有“{header}”一列", "，列对应里写有它", "请核对表头或列对应"
            )
        if not absent and not harvest.problems:
            _read_table(table, mapping, columns, names, harvest, month)
    if not harvest.layouts and not harvest.problems:
        harvest.fault("nothing_found", mapping.sheet, "", "没有找到列对应所说的表", "", "请核对工作表名和表头")


def _read_table(
    table: Table, mapping: ColumnMapping, columns: dict[str, Column], names: Names, harvest: Harvest, month: int | None
) -> None:
    month = _month_of(table, mapping, harvest, month)
    if month is None:
        return
    harvest.layouts.append("按列对应")
    say_hidden(table, harvest)
    areas = [columns[fold_name(header)] for header in mapping.areas]
    figures = {columns[fold_name(header)]: names.catalogue[code] for header, code in mapping.columns.items()}
    for row in table.data_rows:
        place = _place_of(table, row, areas, names, month, harvest)
        if place is None:
            continue
        for column, metric in figures.items():
            if is_asked(table.grid, row, column.index, metric, names.places[place], harvest):
                harvest.take(table.grid, row, column.index, metric, month, place, column.unit)
    metrics = {column.index: metric for column, metric in figures.items()}
    check_totals(table, table.total_parts, metrics, harvest)


def _place_of(table: Table, row: int, columns: list[Column], names: Names, month: int, harvest: Harvest) -> str | None:
    """The innermost place, each found below the one before."""
    found: str | None = None
    for depth, column in enumerate(columns):
        text = table.grid.shown(row, column.index)
        if text is None or not str(text).strip():
            return None if depth == len(columns) - 1 else found
        match = names.match_area(str(text), parent=found, month=month)
        if match.code is None:
            cell = address(row, column.index)
            harvest.fault("unknown_area", table.sheet, cell, f"“{text}”", "不是区划中的名称或别名", "请核对区划文件")
            return None
        found = match.code
    return found


def _month_of(table: Table, mapping: ColumnMapping, harvest: Harvest, given: int | None) -> int | None:
    declared = given or (find_month(mapping.month) if mapping.month else None)
    if declared is not None:
        return declared
    named = {month for _, month in months_named(texts_about_period(table, PurePath(harvest.file).stem))}
    if len(named) == 1:
        return named.pop()
    harvest.fault(
        "unknown_period", table.sheet, "", "没有写明是哪一个月", "的数", "请在列对应里写 month 或用 --month 指定"
    )
    return None
