"""Any table, written in any of the shapes that forms come in, reads back as it was written."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reading.grid import Raw
from pipelines.reading.tables import find_tables
from pipelines.reading.values import read_value
from pipelines.reading.workbook import open_workbook

WORDS = st.text("党员支部村社区培训经费帮扶干部数人次户", min_size=2, max_size=5)
UNITS = st.sampled_from(["", "（人）", "(户)", "（万元）", "（人次）"])
CELLS = st.one_of(
    st.none(), st.integers(0, 10**6), st.sampled_from(["不适用", "-", "7(28)", "1,234", "１２", " 3 ", "约30", "12.5%"])
)


@dataclass(frozen=True)
class Node:
    """A header's cell with what stands below it."""

    text: str
    below: tuple["Node", ...] = ()

    @property
    def depth(self) -> int:
        return 1 + max((node.depth for node in self.below), default=0)

    @property
    def width(self) -> int:
        return sum(node.width for node in self.below) or 1

    def paths(self) -> Iterator[tuple[str, ...]]:
        if not self.below:
            yield (self.text,)
        for node in self.below:
            for path in node.paths():
                yield (self.text, *path)


@dataclass(frozen=True)
class Form:
    """A list of places with everything that may stand around it."""

    left: int
    titles: tuple[str, ...]
    merges_titles: bool
    label: str
    blank_before: bool
    serial: bool
    groups: tuple[Node, ...]
    rows: tuple[tuple[Raw, ...], ...]
    total: str
    total_first: bool
    gap: bool
    notes: tuple[str, ...]


@st.composite
def headers(draw: st.DrawFn) -> tuple[Node, ...]:
    def make(depth: int) -> Node:
        if depth > 1 and draw(st.booleans()):
            return Node(draw(WORDS), tuple(make(depth - 1) for _ in range(draw(st.integers(1, 3)))))
        return Node(draw(WORDS) + draw(UNITS))

    depth = draw(st.integers(1, 3))
    nodes = tuple(make(depth) for _ in range(draw(st.integers(1, 4))))
    # Two like paths would be one name for two columns, which no form means.
    return (*nodes, *(() if len(set(all_paths(nodes))) == sum(node.width for node in nodes) else (Node("重复"),)))


def all_paths(nodes: tuple[Node, ...]) -> list[tuple[str, ...]]:
    return [path for node in nodes for path in node.paths()]


@st.composite
def forms(draw: st.DrawFn) -> Form:
    groups = draw(headers())
    width = sum(node.width for node in groups)
    rows = draw(st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=5))
    return Form(
        left=draw(st.integers(0, 2)),
        titles=tuple(
            draw(st.lists(st.sampled_from(["党建情况统计表", "（2025年6月）", "附件1"]), max_size=2, unique=True))
        ),
        merges_titles=draw(st.booleans()),
        label=draw(st.sampled_from(["", "填报单位：甲区", "填报时间：2025年6月"])),
        blank_before=draw(st.booleans()),
        serial=draw(st.booleans()),
        groups=groups,
        rows=tuple(rows),
        total=draw(st.sampled_from(["", "合计", "小 计", "总计", "全区合计"])),
        total_first=draw(st.booleans()),
        gap=draw(st.booleans()),
        notes=tuple(draw(st.sampled_from([(), ("注：本表含离退休。",), ("注：", "1.党员含预备党员", "2.其余从略")]))),
    )


@dataclass
class Written:
    """Where things came to stand, counted from 1."""

    content: bytes
    header: tuple[int, ...]
    paths: list[tuple[str, ...]]
    data: list[int]
    totals: list[int]
    notes: list[int]


def write(form: Form) -> Written:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("月报")
    fixed = (Node("序号"), Node("乡镇")) if form.serial else (Node("乡镇"),)
    nodes = (*fixed, *form.groups)
    last = form.left + sum(node.width for node in nodes) - 1
    at = 0
    for title in form.titles:
        merge(sheet, at, form.left, at, last if form.merges_titles else form.left, title)
        at += 1
    if form.label:
        sheet.write(at, form.left, form.label)
        at += 1
    at += form.blank_before
    depth = max(node.depth for node in nodes)
    write_header(sheet, at, form.left, depth, nodes)
    header = tuple(range(at + 1, at + depth + 1))
    at += depth
    lines: list[tuple[str, tuple[Raw, ...]]] = [("data", (f"第{place}镇", *row)) for place, row in enumerate(form.rows)]
    if form.total:
        lines.insert(0 if form.total_first else len(lines), ("total", (form.total, *[7] * len(form.rows[0]))))
    places: dict[str, list[int]] = {"data": [], "total": []}
    for kind, cells in lines:
        places[kind].append(at + 1)
        write_row(sheet, at, form.left, ((len(places["data"]) if kind == "data" else None), *cells)[1 - form.serial :])
        at += 1
    at += form.gap
    for note in form.notes:
        sheet.write(at, form.left, note)
        at += 1
    book.close()
    noted = list(range(at - len(form.notes) + 1, at + 1))
    return Written(stream.getvalue(), header, all_paths(nodes), places["data"], places["total"], noted)


def merge(sheet: Any, top: int, left: int, bottom: int, right: int, text: str) -> None:
    if (top, left) == (bottom, right):
        sheet.write(top, left, text)
    else:
        sheet.merge_range(top, left, bottom, right, text)


def write_header(sheet: Any, top: int, left: int, depth: int, nodes: tuple[Node, ...]) -> None:
    for node in nodes:
        merge(sheet, top, left, top if node.below else top + depth - 1, left + node.width - 1, node.text)
        write_header(sheet, top + 1, left, depth - 1, node.below)
        left += node.width


def write_row(sheet: Any, row: int, left: int, cells: tuple[Raw, ...]) -> None:
    for column, cell in enumerate(cells, left):
        if cell is not None:
            sheet.write(row, column, cell)


@given(forms())
@settings(max_examples=150, deadline=None)
def test_a_written_list_reads_back(form: Form) -> None:
    written = write(form)
    (grid,) = open_workbook(written.content, "a.xlsx").sheets
    (table,) = find_tables(grid)
    assert table.header_rows == written.header
    assert [column.path for column in table.columns] == written.paths
    assert (list(table.data_rows), list(table.total_rows)) == (written.data, written.totals)
    assert list(table.note_rows) == written.notes
    assert table.title == form.titles
    assert [f"{key}：{value}" for key, value in table.labels.items()] == ([form.label] if form.label else [])
    columns = [column.index for column in table.columns][-len(form.rows[0]) :]
    for row, cells in zip(table.data_rows, form.rows, strict=True):
        assert table.row_paths[row] == (f"第{table.data_rows.index(row)}镇",)
        assert [read_value(table.grid.value(row, column)) for column in columns] == [read_value(cell) for cell in cells]
