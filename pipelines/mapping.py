"""A mapping: what a person has told of the columns, rows and places of a sender's own table.

Confirmed on the page it is kept as JSON for that sender's layout; declared by hand it is a TOML file::

    sheet = "fp_diqu"                       # optional: without it every sheet
    month = "2011-12"                       # optional: else as the table or the command says
    areas = ["区（县）", "镇名称", "村名称"]    # from outer to inner; the innermost reports
    metric = "party_lectures"               # optional: what a table of places by months is about
    rest = "aside"                          # what is not named here: left aside, or "read" as without a mapping

    [columns]                               # headers to metrics; "" is left aside, "数量" holds the rows' figures
    '"两委"班子/发展新党员(人)' = "new_members"
    [rows]                                  # the same for the names of rows
    [places]                                # names to area codes, in rows, headers and 填报单位
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints, ValidationError, model_validator

from data.areas import AreaCode
from data.declarations import Declared
from data.definitions import Code, Words
from data.names import fold_name
from pipelines.harmonising import Match, Names
from pipelines.reading.grid import address
from pipelines.reading.tables import Table
from pipelines.tidying.axes import match_row, read_heading
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.headings import ASIDE, FIGURES, Told, fold_heading, key_columns, key_rows
from pipelines.tidying.periods import find_month

Meaning = Annotated[str, StringConstraints(pattern=f"^([a-z][a-z0-9_]*|{FIGURES}|)$", max_length=40)]


class MappingFault(Exception):
    """A mapping that is not one; the text names the file and what is wrong."""


class TableMapping(Declared):
    """What the headings of one table mean: headers flattened, rows by their path (党员情况/35岁以下)."""

    areas: tuple[Words, ...] = ()
    columns: dict[Words, Meaning] = {}
    rows: dict[Words, Meaning] = {}
    places: dict[Words, AreaCode | Literal[""]] = {}
    metric: Code | Literal[""] = ""
    sheet: str = ""
    month: str = ""
    rest: Literal["aside", "read"] = "aside"

    @model_validator(mode="after")
    def _says_something(self) -> "TableMapping":
        if not (self.columns or self.rows or self.places or self.metric):
            raise ValueError("columns、rows、places、metric 至少要写一项")
        if self.month and find_month(self.month) is None:
            raise ValueError(f"month：“{self.month}”应写作 2025-06 的样子")
        return self

    @cached_property
    def told_columns(self) -> dict[str, str]:
        return {fold_heading(header): meaning for header, meaning in self.columns.items()}

    @cached_property
    def told_rows(self) -> dict[str, str]:
        return {fold_name(name): meaning for name, meaning in self.rows.items()}

    @cached_property
    def told_places(self) -> dict[str, str]:
        """Names to codes, without those that are left aside."""
        return {name: code for name, code in self.places.items() if code}

    @property
    def metrics(self) -> Iterator[str]:
        """Every code of a metric that it names."""
        told = [*self.columns.values(), *self.rows.values(), self.metric]
        return (code for code in told if code not in (ASIDE, FIGURES))


@dataclass(frozen=True)
class Applied:
    """A mapping on a table: what is told of its columns and rows, and the names with the sender's own."""

    told: Told
    names: Names


def load_mapping(path: Path) -> TableMapping:
    """Read a mapping's file; ``MappingFault`` where it is none."""
    try:
        return TableMapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, ValidationError, UnicodeDecodeError) as error:
        raise MappingFault(f"{path.name}：不是有效的列对应文件（{error}）") from error


def pick_tables(tables: Sequence[Table], mapping: TableMapping, harvest: Harvest) -> list[Table]:
    """The tables that a declared mapping is about: those of its sheet with any of the columns or rows that it names.

    That there is none is a problem.
    """
    picked = [table for table in tables if mapping.sheet in ("", table.sheet) and _concerns(table, mapping)]
    if not picked:
        harvest.fault("nothing_found", mapping.sheet, "", "没有找到列对应所说的表", "", "请核对工作表名和表头")
    return picked


def _concerns(table: Table, mapping: TableMapping) -> bool:
    headers = set(key_columns(table).values())
    named = mapping.told_columns.keys() | {fold_heading(header) for header in mapping.areas}
    rows = mapping.told_rows.keys() & set(key_rows(table).values())
    return bool(named & headers or rows or not (named or mapping.rows))


def apply_mapping(table: Table, mapping: TableMapping, names: Names, harvest: Harvest) -> Applied | None:
    """What a mapping says of a table; nothing where it does not fit it or contradicts it, which is said."""
    faults = list(_list_unknown(mapping, names))
    faults = faults or [*_list_absent(table, mapping), *_list_contradictions(table, mapping, names)]
    for rule, cell, found, expected in faults:
        harvest.fault(rule, table.sheet, cell, found, expected, "请核对表头，重新确认对应关系")
    if faults:
        return None
    keys, named = key_columns(table), {fold_heading(header): place for place, header in enumerate(mapping.areas)}
    areas = sorted((c for c in table.columns if keys.get(c.index) in named), key=lambda c: named[keys[c.index]])
    columns = {index: mapping.told_columns[key] for index, key in keys.items() if key in mapping.told_columns}
    rows = {row: mapping.told_rows[key] for row, key in key_rows(table).items() if key in mapping.told_rows}
    if mapping.rest == "aside":
        columns = dict.fromkeys(keys, ASIDE) | columns
        rows = dict.fromkeys(table.data_rows if mapping.rows else (), ASIDE) | rows
    aside = frozenset(fold_name(name) for name, code in mapping.places.items() if code == ASIDE)
    return Applied(Told(columns, rows, tuple(areas), aside), names.knowing(mapping.told_places))


_Fault = tuple[str, str, str, str]


def _list_unknown(mapping: TableMapping, names: Names) -> Iterator[_Fault]:
    """Codes that the catalogue or the area tree does not have, or has no more."""
    for code in dict.fromkeys(mapping.metrics):
        if code not in names.catalogue:
            yield "unknown_metric", "", f"对应关系里的“{code}”", "不是指标目录中的代码"
    for code in dict.fromkeys(mapping.told_places.values()):
        if code not in names.places:
            yield "unknown_area", "", f"对应关系里的“{code}”", "不是区划中的代码"


def _list_absent(table: Table, mapping: TableMapping) -> Iterator[_Fault]:
    keys = set(key_columns(table).values())
    for header in (*mapping.areas, *mapping.columns):
        if fold_heading(header) not in keys:
            yield "column_absent", "", f"没有“{header}”一列", "，对应关系里写有它"


def _list_contradictions(table: Table, mapping: TableMapping, names: Names) -> Iterator[_Fault]:
    """Where a mapping says another thing than the sheet does without it."""
    keys = key_columns(table)
    for column in table.columns:
        meaning = mapping.told_columns.get(keys.get(column.index, ""), ASIDE)
        heading = read_heading(column, names) if meaning else None
        if heading is None:
            continue
        cell = address(table.header_rows[-1], column.index)
        if heading.sense == "other":
            yield _contradict(cell, column.flattened, "不是本期的数", meaning, names)
        elif heading.area is not None:
            yield _contradict(cell, column.flattened, f"是{names.places[heading.area].name}的数", meaning, names)
        elif _is_another(heading.match, meaning):
            label = names.catalogue[heading.match.code or ""].label_zh
            yield _contradict(cell, column.flattened, f"是“{label}”", meaning, names)
    for row, key in key_rows(table).items():
        meaning = mapping.told_rows.get(key, ASIDE)
        match = match_row(table, row, names)
        if meaning and _is_another(match, meaning):
            label = names.catalogue[match.code or ""].label_zh
            cell = address(row, table.columns[0].index)
            yield _contradict(cell, "/".join(table.row_paths[row]), f"是“{label}”", meaning, names)
    for name, code in mapping.told_places.items():
        match = names.match_area(name)
        several = "、".join(names.places[one].name for one in match.candidates)
        if several:
            yield "mapping_contradicted", "", f"“{name}”", f"同时是 {several} 的名称，不能只按名称对应"
        elif match.code not in (None, code):
            place = names.places[match.code or ""].name
            yield "mapping_contradicted", "", f"“{name}”", f"是{place}，对应关系里却是{names.places[code].name}"


def _is_another(match: Match, meaning: str) -> bool:
    return match.code is not None and not match.read_as and match.code != meaning


def _contradict(cell: str, text: str, stated: str, meaning: str, names: Names) -> _Fault:
    told = meaning if meaning == FIGURES else names.catalogue[meaning].label_zh
    return "mapping_contradicted", cell, f"“{text}”", f"{stated}，对应关系里却是“{told}”"
