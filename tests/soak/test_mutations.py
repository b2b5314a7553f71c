"""Cells of good sheets are changed to rubbish: each figure is what its cell states, or something is said."""

from datetime import date, datetime
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from data.observations import Observation
from pipelines.demo.district import District
from pipelines.demo.pages import Cell, Page
from pipelines.reading.grid import address
from pipelines.reading.values import read_value
from pipelines.tidying.harvest import Harvest
from tests.soak.layouts import PLAIN, lay_out, layouts
from tests.soak.test_layouts import ROUNDS, blocking, read, written

#: What nobody means as a name or a label, beside figures in other spellings.
RUBBISH: tuple[Cell, ...] = (
    None, "", "　", "？？", "约30", "7(28)", "2.50-4.00", "#REF!", "#DIV/0!", "12人", "无", "有", "√", "叁拾", "1 2",
    "12..5", "1,23,4", "1，234", "O", "l0", "60%", "5+3", "=A1+B1", "NaN", "inf", "1e5", "0x10", "·5", "5.", ".5", "-",
    "—", "/", "未报", "不适用", "null", "１２", "（5）", "(5)", "-5", "+5", "5①", "5²", "5\n6", "5；6", "\u202e21",
    "😀", "见附件", "同上", "″", "x" * 300, 0, -5, 3.7, 1e20, 999_999,
)  # fmt: skip
#: What is a month or a year in a header or a label, and nothing in a figure's cell.
TIMES: tuple[Cell, ...] = (date(2025, 6, 1), datetime(1900, 1, 5, 12), "12月", "2025年6月", "6/1")


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[District, Page, Page, str]:
    """A sheet, the same with one to three cells changed, and the kind of file."""
    district, cross = draw(written())
    layout = draw(st.one_of(st.just(PLAIN), layouts))
    page = lay_out(cross, layout)
    changed = Page(page.name, dict(page.cells), list(page.merges))
    for place in draw(st.lists(st.sampled_from(sorted(page.cells)), min_size=1, max_size=3, unique=True)):
        role = page.cells[place][1]
        value = draw(st.sampled_from((*RUBBISH, *TIMES) if role == "number" else RUBBISH))
        changed.put(*place, value, "date" if isinstance(value, date) else role)
    return district, page, changed, draw(st.sampled_from(("xlsx", "gb18030")))


def stated_by(cell: Cell) -> tuple[float | None, ...]:
    """What a cell may state: its number, in 万元 or in 元."""
    number = read_value(cell).number
    return (None,) if number is None else (number, float(Decimal(repr(number)) / 10_000))


def by_cell(harvest: Harvest) -> dict[str, Observation]:
    return {seen.cell: seen for seen in harvest.observations.values()}


@ROUNDS
@given(spoilt())
def test_what_is_spoilt_is_said_or_stated(given: tuple[District, Page, Page, str]) -> None:
    district, page, changed, kind = given
    before, after = read(district, page, kind), read(district, changed, kind)
    assume(not blocking(before))
    if blocking(after):
        return
    texts = {address(*place): value for place, (value, _) in changed.cells.items()}
    touched = {address(*place) for place, cell in changed.cells.items() if page.cells[place] != cell}
    units = any(
        page.cells[place][0] in ("元", "万元") for place, cell in changed.cells.items() if page.cells[place] != cell
    )
    was, now = by_cell(before), by_cell(after)
    for cell, seen in now.items():
        assert seen.value in stated_by(texts[cell])
        if cell in was:
            assert (seen.metric, seen.month, seen.area) == (was[cell].metric, was[cell].month, was[cell].area)
            assert seen.value == was[cell].value or cell in touched or units
        else:
            assert cell in touched
    lost = {cell for cell in was.keys() - now.keys() if read_value(texts[cell]).kind not in ("blank", "missing")}
    assert not lost or len(after.problems) > len(before.problems)
