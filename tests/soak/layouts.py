"""Layouts: a cross of figures as a sheet, with everything that may stand around and between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from hypothesis import strategies as st

from pipelines.demo.pages import Cell, Page
from tests.soak.crosses import Cross

TITLES = ("附件1", "基层党建工作情况统计表", "（征求意见稿）", "2019年修订")
NOTES = (
    ("注：没有发生的填0。",),
    ("注：", "1.党员含预备党员，2023年共12名。", "2.其余从略"),
    ("数据来源：各乡镇上报。",),
    ("填表人：　　　审核人：　　　填报时间：2025年7月3日",),
)
#: Columns that say something about a row; numbers are put into all but the first two, and are nobody's figures.
EXTRAS = (
    "备注",
    "说明",
    "上年同期",
    "同比增减",
    "去年同期数",
    "年度目标",
    "排名",
    "占比",
    "完成率",
    "2019年",
    "其中：女",
)


@dataclass(frozen=True)
class Layout:
    """How a cross is laid out. Sets hold positions: of rows and of columns, each counted within the table."""

    top: int
    left: int
    titles: tuple[str, ...]
    merges_title: bool
    labels: str  # one cell, one row, two rows, below
    blank_before: bool
    serial: bool
    unit: str  # column, name, none
    group: str  # banner, column, merged, none
    extras: tuple[str, ...]
    order: tuple[int, ...]
    merges_header: bool
    total: str  # none, first, last
    total_name: str
    gaps: frozenset[int]
    gutters: frozenset[int]
    again: int
    folded: bool
    notes: tuple[str, ...]
    note_gap: bool


layouts = st.builds(
    Layout,
    top=st.integers(0, 2),
    left=st.integers(0, 2),
    titles=st.lists(st.sampled_from(TITLES), max_size=2, unique=True).map(tuple),
    merges_title=st.booleans(),
    labels=st.sampled_from(("one cell", "one row", "two rows", "below")),
    blank_before=st.booleans(),
    serial=st.booleans(),
    unit=st.sampled_from(("column", "name", "none")),
    group=st.sampled_from(("none", "banner", "column", "merged")),
    extras=st.lists(st.sampled_from(EXTRAS), max_size=2, unique=True).map(tuple),
    order=st.one_of(st.just(()), st.permutations(range(8)).map(tuple)),
    merges_header=st.booleans(),
    total=st.sampled_from(("none", "first", "last")),
    total_name=st.sampled_from(("合计", "总 计", "小计", "全区合计")),
    gaps=st.frozensets(st.integers(0, 9), max_size=2),
    gutters=st.one_of(st.just(frozenset()), st.frozensets(st.integers(0, 9), max_size=2)),
    again=st.integers(0, 8),
    folded=st.integers(0, 5).map(lambda drawn: drawn == 5),
    notes=st.sampled_from(((), *NOTES)),
    note_gap=st.booleans(),
)
#: A sheet as the district's own forms are, of which nothing may be refused.
PLAIN = Layout(
    top=0,
    left=0,
    titles=("基层党建工作情况统计表",),
    merges_title=True,
    labels="one row",
    blank_before=False,
    serial=True,
    unit="column",
    group="none",
    extras=("备注",),
    order=(),
    merges_header=True,
    total="last",
    total_name="合计",
    gaps=frozenset(),
    gutters=frozenset(),
    again=0,
    folded=False,
    notes=("注：没有发生的填0。",),
    note_gap=False,
)


@dataclass(frozen=True)
class _Column:
    """A column before it has a place: its header's path, and what stands in each row and in the total's."""

    path: tuple[str, ...]
    cells: tuple[Cell, ...]
    total: Cell = None
    merges: bool = False


def lay_out(cross: Cross, layout: Layout, page: Page | None = None, top: int = 0) -> Page:
    """Draw a cross on a page, from a row on."""
    page = page or Page("报表")
    columns = _list_columns(cross, layout)
    blocks = [list(range(len(cross.rows)))]
    half = (len(cross.rows) + 1) // 2
    if layout.folded and layout.group in ("none", "column") and layout.total == "none" and len(cross.rows) > 1:
        blocks = [blocks[0][:half], blocks[0][half:]]
    width = len(columns) * len(blocks)
    left = layout.left + 1
    row = _draw_preamble(page, cross, layout, top + layout.top + 1, left, width)
    gutters = [place + left for place in layout.gutters] if len(blocks) == 1 else []
    places = [at for at in range(left, left + width + len(gutters)) if at not in gutters][:width]
    depth = max(len(column.path) for column in columns)
    header = (columns * len(blocks), places, depth, layout)
    row = _draw_header(page, row, *header)
    lines = _list_lines(cross, layout)
    for count, (kind, index) in enumerate(lines):
        if count in layout.gaps and kind != "merged":
            row += 1
        if layout.again and count == layout.again and kind == "row" and count + 1 < len(lines):
            row = _draw_header(page, row, *header)
        if kind == "banner":
            page.span(row, places[0], row, places[-1], cross.rows[index].group, "text")
        elif kind == "total":
            for at, column in zip(places, columns, strict=True):
                page.put(row, at, column.total)
        elif len(blocks) == 1 or index < half:
            for block in blocks[: 1 + (len(blocks) > 1 and half + index < len(cross.rows))]:
                start = len(columns) * blocks.index(block)
                for at, column in zip(places[start:], columns, strict=False):
                    page.put(row, at, column.cells[block[index]], "number")
        else:
            continue
        row += 1
    if layout.group == "merged":
        _merge_groups(page, columns, places)
    row += layout.note_gap
    if layout.labels == "below" and cross.area:
        page.put(row, left, f"填报单位：{cross.area}", "label")
        row += 1
    for note in layout.notes:
        page.put(row, left, note, "note")
        row += 1
    return page


def _list_lines(cross: Cross, layout: Layout) -> list[tuple[str, int]]:
    lines: list[tuple[str, int]] = []
    for index, row in enumerate(cross.rows):
        if layout.group == "banner" and row.group and (not index or cross.rows[index - 1].group != row.group):
            lines.append(("banner", index))
        lines.append(("row", index))
    if cross.totals and layout.total != "none":
        lines.insert(0 if layout.total == "first" else len(lines), ("total", 0))
    return lines


def _draw_preamble(page: Page, cross: Cross, layout: Layout, row: int, left: int, width: int) -> int:
    titles = [*layout.titles, f"{cross.metric}统计表"] if cross.metric else [*layout.titles]
    for title in titles:
        if layout.merges_title:
            page.span(row, left, row, left + width - 1, title, "title")
        else:
            page.put(row, left, title, "title")
        row += 1
    area = f"填报单位：{cross.area}" if cross.area and layout.labels != "below" else ""
    name = "填报期间" if "月" in cross.month else "年度"
    month = f"{name}：{cross.month}" if cross.month else ""
    said = [label for label in (area, month) if label]
    if said and layout.labels == "two rows":
        for label in said:
            page.put(row, left, label, "label")
            row += 1
    elif said:
        joined = ["　　　　".join(said)] if layout.labels == "one cell" else said
        for offset, label in enumerate(joined):
            page.put(row, left + offset * 2, label, "label")
        row += 1
    return row + layout.blank_before


def _list_columns(cross: Cross, layout: Layout) -> list[_Column]:
    count = len(cross.rows)
    groups = tuple(row.group for row in cross.rows)
    units = tuple(row.unit for row in cross.rows)
    named = layout.unit == "name"
    names = tuple(f"{row.name}（{row.unit}）" if named and row.unit else row.name for row in cross.rows)
    columns = [_Column((cross.corner,), names, layout.total_name)]
    if layout.group in ("column", "merged") and any(groups):
        columns.insert(0, _Column(("类别",), groups, merges=layout.group == "merged"))
    if layout.serial:
        columns.insert(0, _Column(("序号",), tuple(range(1, count + 1))))
    # A figure in 元 says so somewhere: nobody could know it otherwise.
    if any(units) and (layout.unit == "column" or (layout.unit == "none" and "元" in units)):
        columns.append(_Column(("计量单位",), units))
    for place, head in enumerate(cross.heads):
        total = cross.totals[place] if cross.totals else None
        columns.append(_Column(head, tuple(cross.cells[row, place] for row in range(count)), total))
    for extra in layout.extras:
        told = tuple(f"见附件{row}" if extra in ("备注", "说明") else 70 + row for row in range(count))
        columns.append(_Column((extra,), told))
    ranks = dict(enumerate(layout.order))
    return [column for _, column in sorted(enumerate(columns), key=lambda pair: ranks.get(pair[0], pair[0]))]


def _draw_header(
    page: Page, row: int, columns: Sequence[_Column], places: Sequence[int], depth: int, layout: Layout
) -> int:
    paired = list(zip(places, columns, strict=True))
    for level in range(depth):
        for path, group in groupby(paired, key=lambda pair: pair[1].path[: level + 1]):
            members = list(group)
            if len(path) <= level:
                continue
            first, last = members[0][0], members[-1][0]
            leaf = len(members[0][1].path) == level + 1
            bottom = row + depth - 1 if leaf and layout.merges_header else row + level
            if leaf and len(members) > 1:
                for at, _ in members:
                    page.span(row + level, at, bottom, at, path[level], "header")
            elif layout.merges_header:
                page.span(row + level, first, bottom, last, path[level], "header")
            else:
                page.put(row + level, first, path[level], "header")
    return row + depth


def _merge_groups(page: Page, columns: Sequence[_Column], places: Sequence[int]) -> None:
    """Merge equal neighbours of a group's column, down."""
    for at, column in zip(places, columns, strict=True):
        if not column.merges:
            continue
        rows = [row for (row, place), (value, _) in sorted(page.cells.items()) if place == at and value]
        rows = [row for row in rows if page.cells[row, at][0] in column.cells]
        for _, run in groupby(enumerate(rows), key=lambda pair: (pair[1] - pair[0], page.cells[pair[1], at][0])):
            members = [row for _, row in run]
            for row in members[1:]:
                del page.cells[row, at]
            if len(members) > 1:
                page.merges.append((members[0], at, members[-1], at))
