from datetime import date

import pandas as pd

from layouts.components.items import item_table, items_drawer
from tests.layouts.seeing import kinds, text_of, with_class

ITEMS = pd.DataFrame(
    {
        "number": ["ZG-2025-089", "ZG-2025-157"],
        "source": ["主题教育", "自查"],
        "summary": ["台账更新不及时", "制度落实不到位"],
        "area": ["a", "b"],
        "name": ["城关镇", "青石镇"],
        "due_on": [date(2025, 10, 16), None],
        "status": ["已销号", "正在整改"],
        "file_name": ["台账.xlsx", "台账.xlsx"],
        "sheet": ["整改台账", "整改台账"],
        "row": [413, 481],
        "state": ["overdue", "open"],
        "days_overdue": [76, 0],
    }
)


def test_an_item_says_what_where_who_and_until_when() -> None:
    table = item_table(ITEMS, caption="逾期未整改", empty="没有")
    rows = [[text_of(cell) for cell in row.children] for row in kinds(kinds(table, "Tbody")[0], "Tr")]
    assert rows == [
        [
            "ZG-2025-089",
            "台账更新不及时主题教育 · 逾期未整改 · 台账.xlsx › 整改台账 第413行",
            "城关镇",
            "2025-10-16",
            "76",
        ],
        ["ZG-2025-157", "制度落实不到位自查 · 整改中 · 台账.xlsx › 整改台账 第481行", "青石镇", "—", "—"],
    ]


def test_items_are_not_greyed_as_if_unreported() -> None:
    assert with_class(item_table(ITEMS, caption="x", empty="没有"), "row-unreported") == []


def test_columns_are_left_out_where_all_rows_would_say_the_same() -> None:
    table = item_table(ITEMS, caption="x", empty="没有", units=False, late=False)
    assert [text_of(header) for header in kinds(kinds(table, "Thead")[0], "Th")] == ["编号", "问题摘要", "时限"]


def test_no_item_is_said() -> None:
    assert text_of(item_table(ITEMS.iloc[:0], caption="x", empty="没有逾期的问题")) == "没有逾期的问题"


def test_a_drawer_lists_the_items_behind_a_count() -> None:
    drawer = items_drawer("青梧区 · 自查", ITEMS, "?period=2025-12")
    assert kinds(drawer, "Link")[0].href == "?period=2025-12"
    assert text_of(kinds(drawer, "Caption")) == "共 2 项"
    many = pd.concat([ITEMS] * 260, ignore_index=True)
    assert text_of(kinds(items_drawer("青梧区", many, "?"), "Caption")) == "共 520 项，这里显示前 500 项"
