from dataclasses import replace

from data.observations import Trace
from data.periods import Period
from layouts.components.corrected import corrections_drawer
from tests.layouts.components.test_origin import CELL, PLACES
from tests.layouts.seeing import catalogue, kinds, text_of, with_class

BEFORE = replace(CELL, value=12.0, file_name="组织部2025年11月月报.xlsx", current=False)


def draw(count: int, *figures: tuple[Trace, ...]) -> str:
    drawer = corrections_drawer(
        Period.parse("2025-12"), PLACES["qingwu"], count, figures, catalogue(), PLACES, "?period=2025-12"
    )
    assert kinds(drawer, "Link")[0].href == "?period=2025-12"
    assert text_of(with_class(drawer, "drawer-subject")) == "青梧区 · 2025年12月收到"
    rows = [[text_of(cell) for cell in row.children] for row in kinds(drawer, "Tr")[1:]]
    return "\n".join([text_of(kinds(drawer, "Caption")), *("|".join(row[:3]) for row in rows)])


def test_a_figure_stands_above_what_it_was() -> None:
    assert draw(1, (CELL, BEFORE)) == (
        "共 1 个数在接收之后又被更正。\n"
        "组织部培训人次 2025年12月|1,234|组织部2025年12月月报.xlsx月报 › D6\n"
        "更正前|12|组织部2025年11月月报.xlsx月报 › D6"
    )


def test_a_long_list_says_where_it_is_cut() -> None:
    assert draw(130, (CELL, BEFORE), (CELL, BEFORE)).startswith("共 130 个数在接收之后又被更正，这里显示前 2 个。")


def test_none_is_said() -> None:
    drawer = corrections_drawer(Period.parse("2025-12"), PLACES["qingwu"], 0, (), catalogue(), PLACES, "?")
    assert "本期没有收到更正。" in text_of(drawer)
