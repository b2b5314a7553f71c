"""What makes a table's layout doubtful though its axes were found: then nothing of it is read."""

from collections.abc import Callable, Iterator

from pipelines.harmonising import Names, titles_subset
from pipelines.reading.grid import address
from pipelines.reading.header_rows import can_head, is_figure, list_filled
from pipelines.reading.preambles import is_label_line, is_note_line
from pipelines.reading.series_heads import FREQUENCY_NAMES
from pipelines.reading.tables import Column, Table
from pipelines.reading.texts import bare_name, clean
from pipelines.tidying.axes import TALKING_HEADERS, Axes, named_area
from pipelines.tidying.periods import is_stretch, is_year, read_month_header, split_month
from pipelines.tidying.qualifiers import find_qualifiers
from pipelines.tidying.senses import names_other, read_sense
from pipelines.tidying.surroundings import Surroundings

ONE_KIND = "请一列只填一种内容，或使用下发的表样填写后重新报送"
MONTHLY = frozenset({"月", "月度", "每月", "月频"})
#: Headers of columns that name something within a township.
INNER_HEADERS = (
    "村", "村名", "村名称", "行政村", "村（社区）", "村(社区)", "村社区", "社区", "村居", "村（居）", "村组",
    "村民小组", "网格", "支部", "党支部", "支部名称", "党支部名称", "党组织", "党组织名称",
)  # fmt: skip


def refuse_doubtful(table: Table, axes: Axes, around: Surroundings) -> bool:
    """Say the first thing that makes the layout doubtful; whether there is one."""
    doubt = next(_list_doubts(table, axes, around), None)
    if doubt is None:
        return False
    row, column, why, remedy = doubt
    found = f"“{clean(table.grid.shown(row, column))}”"
    around.harvest.fault("unclear_layout", table.sheet, address(row, column), found, why, remedy)
    return True


def _list_doubts(table: Table, axes: Axes, around: Surroundings) -> Iterator[tuple[int, int, str, str]]:
    names = around.names
    for row, column in _find_frequencies(table):
        yield row, column, "不是每月一个数", "请只留下按月的数后重新报送"
    for row, column in _find_heads(table):
        yield row, column, "一行像是另一张表的表头，看不出下面的数属于哪张表", "请一张工作表只放一张表后重新报送"
    for row, column in _find_titles(table, titles_subset):
        yield row, column, "看不出下面的数是不是全部的", "请在标题写明是全部的数，或在表头写明各栏是什么的数"
    for row, column in _find_other_titles(table, axes) if not around.harvest.planned else ():
        yield row, column, "看不出下面是不是本月实际发生的数", "请在标题或表头写明是本月数后重新报送"
    for row, column in (*_find_months(table, around), *_find_times(table, axes, around)):
        yield row, column, "一节是另一个月的数", "请一个月一张表，或把各月横排"
    for row, column, why in find_qualifiers(table, axes, around):
        yield row, column, why, "请只填单位本月的全部数，其余的删去后重新报送"
    for row, column in _find_inner(table, axes):
        yield row, column, "不是区划中的单位，它的数不能算作上一级的", "请按乡镇（街道）汇总后报送，或在区划中补上它"
    if axes.area_rows and not axes.metric_rows:
        rivals = _find_rivals(table, axes, names)
        if rivals is not None:
            yield table.data_rows[0], rivals.index, "也是一列单位，看不出哪一列数属于它", ONE_KIND
        for column in _find_owners(axes, names):
            yield table.header_rows[0], column, "是单位名称，下面各行又是单位，看不出数属于谁", ONE_KIND
    elif axes.metrics_across:
        for column in _find_owners(axes, names):
            yield (
                table.header_rows[0],
                column,
                "是单位名称，看不出下面的数是否都属于它",
                "请一个单位一张表，或把单位逐行列出",
            )
    if axes.metric_rows:
        for row, column in _find_second_names(table, names):
            yield row, column, "是第二列指标，看不出哪一列数属于它", ONE_KIND
        for row, column in _find_others(axes, around):
            yield row, column, "是另一个单位，看不出这一行的数是谁的", "请一个单位一张表，或把单位逐行列出后重新报送"
        for row, column in _find_sections(table, axes, names):
            yield row, column, "一节里的指标看不出是否都属于这个单位", "请一个单位一张表，或把单位逐列列出"
    if axes.metric_rows and axes.areas_across:
        for row, column in _find_words(table, axes):
            yield row, column, "夹在各单位的数中间，看不出数属于谁", ONE_KIND


def _find_heads(table: Table) -> Iterator[tuple[int, int]]:
    """Notes between the rows of figures that read as a header."""
    for row in table.note_rows:
        filled = list_filled(table.grid, row)
        within = table.first_data_row < row < table.last_data_row
        if within and can_head(table.grid, row) and not is_note_line(filled) and not is_label_line(filled):
            yield row, filled[0][0]


def _find_frequencies(table: Table) -> Iterator[tuple[int, int]]:
    """Columns of series that by their description are not monthly: 频率 年."""
    for row in (row for row in table.note_rows if row < table.first_data_row):
        first, *rest = list_filled(table.grid, row)
        if clean(first[1]) in FREQUENCY_NAMES:
            yield from ((row, column) for column, raw in rest if clean(raw) not in MONTHLY)


def _find_titles(table: Table, says: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    for row in range(1, table.header_rows[0]):
        for column, raw in list_filled(table.grid, row):
            if clean(raw) in table.title and says(clean(raw)):
                yield row, column


def _find_other_titles(table: Table, axes: Axes) -> Iterator[tuple[int, int]]:
    """Titles, and headings of sections over places, that speak of plans or changes, where no column says otherwise."""
    if axes.other or any(heading.sense for heading in axes.headings):
        return
    yield from _find_titles(table, names_other)
    for row in table.section_rows if axes.area_rows else ():
        column, raw = list_filled(table.grid, row)[-1]
        if read_sense(bare_name(clean(raw))) == "other":
            yield row, column


def _find_months(table: Table, around: Surroundings) -> Iterator[tuple[int, int]]:
    """Headings of sections that name a month which is not the table's."""
    for row in table.section_rows:
        heading = next((clean(raw) for _, raw in list_filled(table.grid, row)), "")
        named, left = split_month(bare_name(heading))
        if named and not left and read_month_header(named, around.year) != around.month:
            yield row, table.columns[0].index


def _find_times(table: Table, axes: Axes, around: Surroundings) -> Iterator[tuple[int, int]]:
    """Groups and sections above metrics that name a year, or months which are not the table's."""
    for row in axes.metric_rows:
        for part in table.row_paths[row][:-1]:
            named, left = split_month(part)
            other = named and not left and read_month_header(named, around.year) != around.month
            if other or is_year(part) or is_stretch(part):
                yield _locate(table, row, part)


def _locate(table: Table, row: int, part: str) -> tuple[int, int]:
    """The cell that gives a row a part of its name: in the row itself, else the heading of its section."""
    for column in table.columns:
        if bare_name(clean(table.grid.shown(row, column.index))) == part:
            return row, column.index
    return max((above for above in table.section_rows if above < row), default=row), table.columns[0].index


def _find_owners(axes: Axes, names: Names) -> Iterator[int]:
    """Headers of metrics grouped under a place; the whole district only says that all are counted."""
    whole = names.places.root.code if axes.area_rows else ""
    for heading in axes.headings:
        owners = {names.match_area(part).code for part in heading.column.names[:-1]}
        if heading.match.code and owners - {None, whole}:
            yield heading.column.index


def _find_sections(table: Table, axes: Axes, names: Names) -> Iterator[tuple[int, int]]:
    """Rows of metrics below the heading of a township; a department in such a place only answers for them."""
    for row in axes.metric_rows:
        for part in table.row_paths[row][:-1]:
            code = names.match_area(part).code
            if code is not None and names.places[code].tier != "organ":
                yield max((above for above in table.section_rows if above < row), default=row), table.columns[0].index


def _find_others(axes: Axes, around: Surroundings) -> Iterator[tuple[int, int]]:
    """Rows of metrics that name another place than the table's; a department only answers for them."""
    if axes.area_column is None or axes.areas_across:
        return
    places = around.names.places
    for row, match in axes.area_rows.items():
        code = match.code
        if row in axes.metric_rows and code is not None and places[code].tier != "organ" and code != around.area:
            yield row, axes.area_column.index


def _find_rivals(table: Table, axes: Axes, names: Names) -> Column | None:
    """Another column that names places, neither within nor around those found: a list glued beside a list.

    帮扶单位 beside 乡镇 is none, since its header does not say that the row's figures are its own.
    """
    if axes.area_column is None:
        return None
    figures = {heading.column.index for heading in axes.headings}
    for column in table.columns:
        if column.index in (axes.area_column.index, *figures) or (
            named_area(axes.area_column) and not named_area(column)
        ):
            continue
        apart = 0
        for row, match in axes.area_rows.items():
            raw = table.grid.shown(row, column.index)
            other = names.match_area(raw).code if isinstance(raw, str) else None
            if other is None or match.code is None:
                continue
            within = {area.code for code in (other, match.code) for area in names.places.below(code)}
            apart += other != match.code and not {other, match.code} & within
        if 2 * apart >= len(axes.area_rows):
            return column
    return None


def _find_inner(table: Table, axes: Axes) -> Iterator[tuple[int, int]]:
    """Places within the place that a row or the table is of: a 东村 nobody knows beside 霁川镇."""
    left = axes.area_column.index if axes.area_column is not None and not axes.metric_rows else 0
    for column in table.columns:
        if column.index <= left or not column.names or column.names[-1] not in INNER_HEADERS:
            continue
        for row in axes.metric_rows or axes.area_rows:
            raw = table.grid.shown(row, column.index)
            if isinstance(raw, str) and not is_figure(raw) and bare_name(clean(raw)) not in table.row_paths[row]:
                yield row, column.index


def _find_second_names(table: Table, names: Names) -> Iterator[tuple[int, int]]:
    """Names of metrics beside the row's own: 党员总数 300 讲党课次数 10."""
    for row in table.data_rows:
        path = table.row_paths.get(row, ())
        for column in table.columns:
            raw = table.grid.value(row, column.index)
            if isinstance(raw, str) and not is_figure(raw):
                name = bare_name(clean(raw))
                if name not in path and names.knows_metric(name):
                    yield row, column.index


def _find_words(table: Table, axes: Axes) -> Iterator[tuple[int, int]]:
    """Columns of words to the right of the first place's figures."""
    first = min(heading.column.index for heading in axes.headings if heading.area)
    for column in table.columns:
        if column.index <= first or (column.names and column.names[-1] in TALKING_HEADERS):
            continue
        words = [
            row
            for row in table.data_rows
            if isinstance(raw := table.grid.value(row, column.index), str) and not is_figure(raw)
        ]
        if 2 * len(words) > len(table.data_rows):
            yield words[0], column.index
