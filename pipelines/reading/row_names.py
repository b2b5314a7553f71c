"""What each row is called: its name columns, the sections above it, and what stands under 其中."""

from collections.abc import Iterable, Sequence

from pipelines.reading.grid import Grid, Raw
from pipelines.reading.header_rows import UNIT_NAMES
from pipelines.reading.headers import Column
from pipelines.reading.texts import UNITS, clean, is_part, number_style, rank_section

#: Headers of a column that says what a row is, where another before it says to which group it belongs.
ITEM_NAMES = frozenset(
    {"项目", "指标", "项目名称", "指标名称", "内容", "具体内容", "事项", "二级指标", "三级指标", "子项", "分项", "细项"}
)
GROUP_NAMES = ITEM_NAMES | {"类别", "类型", "分类", "大类", "板块", "主题", "一级指标"}
SERIAL_NAMES = frozenset({"序号", "编号", "行次", "行号", "次序", "序", "No", "NO", "No.", "NO."})
_CODES = ("代码", "编码", "编号")
_WIDE = 2


def find_unit_column(grid: Grid, columns: Sequence[Column], body: Iterable[int]) -> int:
    """The column called 计量单位, else, whatever it is called, one that holds units mostly; 0 where none does."""
    called = next((column.index for column in columns if column.path and column.path[-1] in UNIT_NAMES), 0)
    if called:
        return called
    rows = list(body)
    return next((column.index for column in columns if _holds_units(grid, column, rows)), 0)


def _holds_units(grid: Grid, column: Column, rows: Sequence[int]) -> bool:
    texts = [text for row in rows if (text := clean(grid.value(row, column.index)))]
    return bool(texts) and 2 * sum(text in UNITS for text in texts) >= len(texts)


def find_name_columns(grid: Grid, columns: Sequence[Column], body: Iterable[int]) -> tuple[int, ...]:
    """The first column that is no serial number, with those beside it that go on with the name.

    These are unnamed ones (a merged heading) and, after a group's, an item's: 类别 项目. A column that
    holds nothing is none.
    """
    rows = list(body)
    rest = [
        column
        for column in columns
        if (not is_serial(column.path[-1]) if column.path else _is_used(grid, column, rows))
    ]
    names = list(rest[:1])
    for column in rest[1:]:
        goes_on = not column.path or (_is_called(column, ITEM_NAMES) and _is_called(names[-1], GROUP_NAMES))
        if not goes_on or column.index != names[-1].index + 1:
            break
        names.append(column)
    return tuple(column.index for column in names)


def is_serial(header: str) -> bool:
    """Whether a column counts or codes its rows: 序号, 行次, 区划代码."""
    return header in SERIAL_NAMES or header.endswith(_CODES)


def _is_used(grid: Grid, column: Column, rows: Sequence[int]) -> bool:
    """Whether an unnamed column holds something else than the numbers of the rows."""
    texts = [text for row in rows if (text := clean(grid.shown(row, column.index)))]
    numbers = [text for text in texts if text.isdecimal()]
    return bool(texts) and numbers != [str(at) for at in range(1, len(texts) + 1)]


def _is_called(column: Column, names: frozenset[str]) -> bool:
    return bool(column.path) and column.path[-1] in names


def read_names(grid: Grid, row: int, names: Sequence[int], above: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of the name columns; a leaf that stands right of a blank belongs to the group above it."""
    texts: list[str] = []
    for position, column in enumerate(names):
        merge = grid.merge_at(row, column)
        if merge and merge.first_column < column and merge.first_column in names:
            continue
        text = clean(grid.shown(row, column))
        if text:
            texts.append(text)
        elif position == 0 and len(names) > 1 and len(above) > 1:
            texts.extend(above[:-1])
    return tuple(texts)


class Sections:
    """The headings above the row at hand, outermost first.

    A heading ends those of its own depth and deeper. So does a numbered row with figures, numbered as one
    that stood before the heading: below 按来源分, （二） goes on after （一） and not within.
    """

    def __init__(self) -> None:
        self.headings: list[str] = []
        #: The styles of numbering met outside all headings, within the first, within the second…
        self._styles: list[set[str]] = [set()]

    def open(self, heading: str) -> None:
        rank = rank_section(heading)
        outer = [above for above in self.headings if rank_section(above) < rank]
        self._note(len(outer), heading)
        self.headings = [*outer, heading]
        self._styles = [*self._styles[: len(self.headings)], set()]

    def pass_row(self, name: str) -> None:
        """Hear of a row's name, as written."""
        style = number_style(name)
        depth = next((at for at, styles in enumerate(self._styles) if style in styles), len(self.headings))
        self.headings, self._styles = self.headings[:depth], self._styles[: depth + 1]
        self._note(depth, name)

    def _note(self, depth: int, name: str) -> None:
        if style := number_style(name):
            self._styles[depth].add(style)


class Parts:
    """Which rows are parts of one above: 其中：…, and those indented further below it."""

    def __init__(self) -> None:
        self._depth: int | None = None

    def holds(self, raw: Raw, texts: Sequence[str]) -> bool:
        """Whether a row is a part; rows are asked in their order. ``raw``: its first name as the cell has it."""
        depth = measure_indent(raw)
        if any(is_part(text) for text in texts):
            self._depth = depth
            return True
        if self._depth is not None and depth > self._depth:
            return True
        self._depth = None
        return False

    def end(self) -> None:
        self._depth = None


def measure_indent(raw: Raw) -> int:
    """Leading blanks in half widths."""
    text = raw if isinstance(raw, str) else ""
    return sum(_WIDE if sign == "\u3000" else 1 for sign in text[: len(text) - len(text.lstrip())])
