"""Where a table ends and the next begins."""

from datetime import date

from pipelines.reading.grid import Raw
from tests.pipelines.reading.test_tables import flattened, read


def test_header_repeated_after_a_page_break_is_no_data() -> None:
    page: list[list[Raw]] = [["统计表", None, None], ["乡镇", "党员", "支部"]]
    (table,) = read(*page, ["甲镇", 1.0, 2.0], [None] * 3, *page, ["乙镇", 3.0, 4.0])
    assert table.data_rows == (3, 7)


def test_the_same_header_in_other_columns_heads_another_table() -> None:
    first, second = read(
        ["指标名称", None, "1月", "2月", "3月"],
        ["党员", None, 1.0, 2.0, 3.0],
        ["指标名称", "1月", "2月", "3月", None],
        ["党员", 4.0, 5.0, 6.0, None],
    )
    assert (first.header_rows, first.data_rows) == ((1,), (2,))
    assert (second.header_rows, second.data_rows) == ((3,), (4,))
    assert [column.index for column in second.columns] == [1, 2, 3, 4]


def test_tables_one_below_another_come_apart() -> None:
    first, second = read(
        ["表一", None, None],
        ["乡镇", "党员", "支部"],
        ["甲镇", 1.0, 2.0],
        ["注：表一的注", None, None],
        [None] * 3,
        ["表二", None, None],
        ["村", "户数", "人数"],
        ["东村", 3.0, 4.0],
    )
    assert (first.title, first.data_rows, first.notes) == (("表一",), (3,), ("注：表一的注",))
    assert (second.title, second.data_rows, flattened(second)) == (("表二",), (8,), ["村", "户数", "人数"])


def test_tables_with_an_empty_column_between_come_apart() -> None:
    left, right = read(
        ["乡镇", "党员", None, "村", "户数"],
        ["甲镇", 1.0, None, "东村", 3.0],
        ["乙镇", 2.0, None, None, None],
    )
    assert (flattened(left), left.data_rows) == (["乡镇", "党员"], (2, 3))
    assert (flattened(right), right.data_rows) == (["村", "户数"], (2,))


def test_notes_below_and_data_after_a_blank_row() -> None:
    (table,) = read(
        ["乡镇", "党员", "支部"],
        ["甲镇", 1.0, 2.0],
        [None] * 3,
        ["乙镇", 3.0, 4.0],
        [None] * 3,
        ["以上数据截至月末", None, None],
        ["由各乡镇报送", None, None],
    )
    assert (table.data_rows, table.note_rows) == ((2, 4), (6, 7))


def test_figures_below_a_note_are_data() -> None:
    (table,) = read(
        ["月报表", None, None],
        ["乡镇", "党员", "支部"],
        ["注：请填整数", None, None],
        ["甲镇", 1.0, 2.0],
        ["注：以下为街道", None, None],
        ["乙街道", 3.0, 4.0],
        ["合计", 4.0, 6.0],
    )
    assert (table.data_rows, table.total_rows, table.note_rows) == ((4, 6), (7,), (3, 5))


def test_remarks_right_below_the_data_are_notes() -> None:
    (table,) = read(
        ["乡镇", "党员", "支部"],
        ["甲镇", 1.0, 2.0],
        ["乙镇", None, None],
        ["*数据截至6月30日", None, None],
        ["数据来源：组织部", None, None],
        ["1.党员数含预备党员。", None, None],
    )
    assert (table.data_rows, table.note_rows) == ((2, 3), (4, 5, 6))


def test_a_list_goes_on_after_a_blank_row_though_its_next_row_holds_words_alone() -> None:
    (table,) = read(
        ["编号", "问题来源", "问题摘要", "发现日期"],
        ["A1", "书记点评", "甲", date(2025, 1, 1)],
        [None] * 4,
        ["A2", "自查", "乙", None],
        ["A3", "自查", "丙", date(2025, 1, 1)],
    )
    assert table.data_rows == (2, 4, 5)


def test_a_title_and_header_below_data_begin_a_table_without_a_blank_row() -> None:
    first, second = read(
        ["乡镇", "党员", "支部"],
        ["甲镇", 1.0, 3.0],
        ["表二", None, None],
        ["村", "户数", "人数"],
        ["东村", 2.0, 5.0],
    )
    assert (first.data_rows, second.title, second.header_rows, second.data_rows) == ((2,), ("表二",), (4,), (5,))
