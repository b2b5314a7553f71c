"""Finds the axes of a table: which columns and rows are metrics, places or months."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from data.names import fold_name
from pipelines.harmonising import UNKNOWN, Match, Names
from pipelines.reading.header_rows import name_unit
from pipelines.reading.row_names import is_serial
from pipelines.reading.tables import Column, Table
from pipelines.tidying.headings import ASIDE, FIGURES, NOTHING_TOLD, Told
from pipelines.tidying.month_rows import (
    MONTH_HEADERS,
    NUMBER_HEADERS,
    YEAR_HEADERS,
    MonthRows,
    find_month_rows,
    is_month_number,
)
from pipelines.tidying.periods import is_stretch, is_year, join_year, lift_month, lift_running, split_month
from pipelines.tidying.senses import Sense, read_sense

#: The column that holds the figures of a form whose metrics run down the rows.
FIGURE_HEADERS = {"数量", "数值", "数据", "填报数", "填报数据", "实际数", "完成数", "数", "实际", "完成", "实际完成"}
TOTAL_HEADERS = {"合计", "总计", "小计", "全年", "全年合计", "全区", "全区合计"}
#: Where places' names stand even if none of them is known.
AREA_HEADERS = {
    "乡镇",
    "乡镇（街道）",
    "乡镇街道",
    "镇街",
    "单位",
    "单位名称",
    "填报单位",
    "地区",
    "镇名称",
    "村",
    "村名称",
}
#: The column of our own form that shows the month before.
REFERENCE_HEADER = "上期数（供参考）"
#: Columns that say something about a row and hold no figure of ours.
TALKING_HEADERS = {
    "序号", "项目", "指标", "指标名称", "单位", "计量单位", "备注", "说明", "类型", "类别", "填报说明", "编号", "主题",
    "代码", "行次", "行号", *MONTH_HEADERS, *YEAR_HEADERS,
    "口径", REFERENCE_HEADER,
}  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """What a column of figures stands for; what its header leaves open comes from the row or around the table.

    ``month`` is the header's own text, since its year may stand elsewhere.
    """

    column: Column
    match: Match = UNKNOWN
    area: str | None = None
    month: str = ""
    sense: Sense = ""


@dataclass
class Axes:
    """What the columns and rows of a table stand for.

    ``area_rows`` and ``metric_rows`` hold matches by row, ``area_column`` where the places' names stand, and
    ``outer`` the place, by row, that a column before it names: 镇 before 村. ``aside`` are rows that a person left
    aside, ``told`` the columns of which a person has said what they are. ``other`` are columns of figures in another
    sense (上年同期, 同比), ``unknown`` those that nobody knows, ``unnamed`` those without a header, ``wordy`` those
    that say something about a row, where a figure has no place. ``month_rows``: where the rows say which month they
    are for.
    """

    headings: list[Heading] = field(default_factory=list)
    other: list[Column] = field(default_factory=list)
    unknown: list[Column] = field(default_factory=list)
    unnamed: list[Column] = field(default_factory=list)
    wordy: list[Column] = field(default_factory=list)
    metric_rows: dict[int, Match] = field(default_factory=dict)
    area_column: Column | None = None
    area_rows: dict[int, Match] = field(default_factory=dict)
    outer: dict[int, str] = field(default_factory=dict)
    aside: set[int] = field(default_factory=set)
    told: frozenset[int] = frozenset()
    month_rows: MonthRows | None = None

    @property
    def metrics_across(self) -> int:
        return sum(heading.match.code is not None for heading in self.headings)

    @property
    def months_across(self) -> bool:
        return any(heading.month for heading in self.headings)

    @property
    def areas_across(self) -> bool:
        return any(heading.area for heading in self.headings)


def find_axes(
    table: Table, names: Names, told: Told = NOTHING_TOLD, find_owner: Callable[[], str | None] = lambda: None
) -> Axes:
    """Match every header and every row name of a table; what a person has told of them is not matched.

    ``find_owner`` says whose table it is: of several places with one name that below it is meant.
    """
    axes = Axes(told=frozenset(told.columns))
    totals = []
    for column in table.columns:
        leaf = "".join(column.names[-1].split()) if column.names else ""
        if told.columns.get(column.index) == ASIDE:
            continue
        heading = read_heading(column, names, told.columns.get(column.index))
        if heading is not None and heading.sense == "other":
            axes.other.append(column)
        elif heading is not None:
            axes.headings.append(heading)
        elif leaf in TOTAL_HEADERS:
            totals.append(Heading(column))
        elif not column.names:
            axes.unnamed.append(column)
        elif leaf not in TALKING_HEADERS and not is_serial(leaf):
            axes.unknown.append(column)
    spoken_for = {heading.column.index for heading in axes.headings} | told.columns.keys()
    axes.month_rows = find_month_rows(table, [column for column in table.columns if column.index not in spoken_for])
    # 合计 is the figure itself where nothing stands beside it that it could be the total of.
    axes.headings = axes.headings or totals
    above = ""
    for row in table.data_rows:
        meaning = told.rows.get(row)
        match = match_row(table, row, names) if meaning is None else Match(meaning or None)
        if row not in table.part_rows:
            above = match.code or ""
        elif meaning is None and match.code and not _stands_alone(table, row, names):
            match = match if _belongs_to(match.code, above, names) else UNKNOWN
        if match.code:
            axes.metric_rows[row] = match
        elif meaning == ASIDE:
            axes.aside.add(row)
    _find_area_column(axes, table, names, told, cache(find_owner))
    axes.wordy = _list_wordy(axes, table, told)
    return axes


def _list_wordy(axes: Axes, table: Table, told: Told) -> list[Column]:
    figures = (heading.column for heading in axes.headings)
    months = (axes.month_rows.month, axes.month_rows.year) if axes.month_rows else ()
    others = {column.index for column in (*figures, *axes.other, *axes.unknown, *axes.unnamed, *months) if column}
    others |= {index for index, meaning in told.columns.items() if meaning == ASIDE}
    named = {column: column.names[-1] for column in table.columns if column.index not in others}
    return [column for column, leaf in named.items() if leaf != REFERENCE_HEADER and not is_serial(leaf)]


def _stands_alone(table: Table, row: int, names: Names) -> bool:
    """Whether a part's name says without 其中 what it counts: 党纪处分人数 does, 35岁以下 does not."""
    return names.knows_metric(table.row_paths[row][-1])


def _belongs_to(code: str, above: str, names: Names) -> bool:
    """Whether a metric called 其中 may stand below another: its whole, a part of the same whole, or one unknown."""
    if not above or names.catalogue[code].part_of is None:
        return True
    return not set(_list_wholes(code, names)).isdisjoint(_list_wholes(above, names))


def _list_wholes(code: str | None, names: Names) -> Iterator[str]:
    """A metric, what it is a part of, and so on."""
    while code is not None:
        yield code
        code = names.catalogue[code].part_of


def read_heading(column: Column, names: Names, meaning: str | None = None) -> Heading | None:
    """The parts of a header in any order: 6月 / 本月 / 培训人次; nothing where a part is left that nobody knows.

    ``meaning`` is what a person has told of the column: then only its month and sense are read.
    """
    month = year = ""
    sense: Sense = ""
    rest: list[str] = []
    numbered = False
    if any(map(is_stretch, column.names)):
        return None
    for level, part in enumerate(column.names):
        if is_year(part):
            year = part
            continue
        if part in NUMBER_HEADERS and level < len(column.names) - 1:
            numbered = True
            continue
        if (year or numbered) and is_month_number(part):
            month = f"{part}月"
            continue
        until, left = lift_running(part)
        named = until
        if not until:
            named, left = split_month(part) if meaning is None else lift_month(part)
        month = named or month
        if said := read_sense(left):
            sense = said
        elif left and not (until and left in TOTAL_HEADERS):
            rest.append(left)
        if until and sense != "other":
            sense = "ytd"
    if year:
        month = join_year(year, month)
    # A column for a whole year is none of a month's.
    if not column.names or (year and not month):
        return None
    if meaning is not None:
        return Heading(column, UNKNOWN if meaning == FIGURES else Match(meaning), None, month, sense)
    match = names.match_metric(*rest) if rest else UNKNOWN
    if rest and not match.code and name_unit(column.path[-1]):
        # 培训 over 期 and 人次: the unit is the name's last word.
        match = names.match_metric("".join((*rest, column.unit)))
    if len(rest) > 1 and not match.code and rest[-1] in FIGURE_HEADERS | {"总数", "总量"}:
        # 党员总数 over 总数 and 同比: the leaf says no more than that it is the figure.
        match = names.match_metric(*rest[:-1])
    if match.code or not rest:
        return Heading(column, match, None, month, sense)
    leaf = "".join(rest[-1].split())
    if leaf in FIGURE_HEADERS:
        return Heading(column, UNKNOWN, None, month, sense)
    area = names.match_area(leaf).code
    return Heading(column, UNKNOWN, area, month, sense) if area else None


def match_row(table: Table, row: int, names: Names) -> Match:
    """The metric of a row's name; a part (其中：…) goes by its name with and without that word."""
    path = table.row_paths.get(row, ())
    if not path:
        return UNKNOWN
    if row in table.part_rows:
        match = names.match_metric(*path[:-1], f"其中{path[-1]}")
        if match.code and not match.read_as:
            return match
    return names.match_metric(*path)


def _find_area_column(axes: Axes, table: Table, names: Names, told: Told, find_owner: Callable[[], str | None]) -> None:
    """The column in which the most rows name a place; the innermost of equals, since 镇 precedes 村.

    A name is looked for below the place that the column before it names, else, if several bear it, below whose the
    table is: two towns may each have a 东村.
    """

    def is_organ(code: str) -> bool:
        return names.places[code].tier == "organ"

    figures = {heading.column.index for heading in axes.headings}
    open_to_places = [
        column for column in table.columns if column.index not in figures and told.columns.get(column.index) != ASIDE
    ]
    for column in told.areas or open_to_places:
        # A department before a township answers for it and does not hold it.
        outer = {row: code for row, match in axes.area_rows.items() if (code := match.code) and not is_organ(code)}
        found: dict[int, Match] = {}
        for row in table.data_rows:
            text = table.grid.shown(row, column.index)
            match = names.match_area(text, outer.get(row)) if isinstance(text, str) else UNKNOWN
            if match.candidates and row not in outer and (owner := find_owner()) is not None:
                below = names.match_area(str(text), owner)
                if below.code:
                    outer[row], match = owner, below
            if match.code:
                found[row] = match
        if told.areas or (found and len(found) >= len(axes.area_rows)):
            axes.area_rows, axes.area_column, axes.outer = found, column, outer
    if axes.area_column is None:
        axes.area_column = next((column for column in open_to_places if named_area(column)), None)
    found_in = axes.area_column
    if found_in is not None:
        axes.unknown = [column for column in axes.unknown if column.index != found_in.index]
        shown = ((row, str(table.grid.shown(row, found_in.index) or "")) for row in table.data_rows)
        axes.aside |= {row for row, name in shown if fold_name(name) in told.places}


def named_area(column: Column) -> bool:
    """Whether a column by its header holds the places whose figures stand in the row."""
    return "".join(column.names[-1:]) in AREA_HEADERS
