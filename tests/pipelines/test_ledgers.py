"""What is said of a rectification ledger that cannot be taken: each cell once, and blank cells by their column."""

from typing import Any

from pipelines.gathering import read_content
from tests.pipelines.forms import NAMES, book

HEADERS = ("编号", "问题来源", "问题摘要", "责任单位", "发现日期", "整改时限", "状态", "完成日期")
SOUND = ("甲-1", "自查", "记录不全", "霁川镇", "2025-06-03", "2025-07-01", "正在整改", None)


def say(*rows: tuple[Any, ...]) -> list[str]:
    harvest = read_content(book(台账=[["整改台账"], HEADERS, *rows]), "台账.xlsx", NAMES)
    return [str(problem).removeprefix("台账.xlsx › 台账 › ") for problem in harvest.problems]


def test_a_sound_item_is_taken_without_a_word() -> None:
    assert say(SOUND) == []


def test_blank_cells_are_named_by_their_column() -> None:
    assert say((None, None, "记录不全", None, "—", None, None, None)) == [
        "A3：编号空着，每一项都要有。请补填后重新报送。",
        "D3：责任单位空着，应为本区的单位名称或别名。请填写责任单位全称。",
        "B3：问题来源空着，应为主题教育、书记点评、市委检查、自查、防风险守底线之一。请改正后重新报送。",
        "G3：状态空着，应为未启动、正在整改、已整改、已销号之一。请改正后重新报送。",
        "E3：“—”，每一项都要有日期。请写作 2025-06-30 的样子。",
    ]


def test_what_is_written_wrong_is_said_once() -> None:
    assert say((*SOUND[:4], "六月初", None, "已整改", None)) == [
        "E3：“六月初”不是日期。请写作 2025-06-30 的样子。",
        "H3：完成日期空着，状态却是“已整改”。请补填完成日期或改正状态。",
    ]
    assert say((None, *SOUND[1:]), (None, *SOUND[1:])) == [
        "A3：编号空着，每一项都要有。请补填后重新报送。",
        "A4：编号空着，每一项都要有。请补填后重新报送。",
    ]


def test_a_row_with_anything_but_what_was_chosen_beforehand_is_an_item() -> None:
    assert say(SOUND, (None, "自查", None, None, None, None, "未启动", None)) == []
    assert say(SOUND, (None, None, None, None, None, "2025-07-09", None, None))[:2] == [
        "A4：编号空着，每一项都要有。请补填后重新报送。",
        "C4：问题摘要空着，每一项都要有。请补填后重新报送。",
    ]
