"""Shapes of tables that forms come in."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reading.grid import Grid, Merge, Raw
from pipelines.reading.tables import Table, find_tables


def read(*lines: list[Raw], merges: tuple[Merge, ...] = ()) -> list[Table]:
    return find_tables(Grid("表", lines, merges))


def flattened(table: Table) -> list[str]:
    return [column.flattened for column in table.columns]


def test_list_with_title_labels_total_and_footer() -> None:
    (table,) = read(
        ["甲区基层党建汇总表", None, None, None],
        ["填报单位：", "甲区委组织部", "填报时间：2025年6月", "单位：人"],
        [None] * 4,
        ["序号", "乡镇", "党员（人）", "支部\n（个）"],
        [1.0, "吕田镇", "１，２３４", 56.0],
        [2.0, "良口镇", None, None],
        ["合计", None, 1234.0, 56.0],
        ["填表人：", None, "审核人：张三", None],
        merges=(Merge(1, 1, 1, 4), Merge(7, 1, 7, 2)),
    )
    assert table.title == ("甲区基层党建汇总表",)
    assert table.labels == {
        "填报单位": "甲区委组织部", "填报时间": "2025年6月", "单位": "人", "填表人": "", "审核人": "张三",
    }  # fmt: skip
    assert table.header_rows == (4,)
    assert [(column.index, column.names, column.unit) for column in table.columns] == [
        (1, ("序号",), ""),
        (2, ("乡镇",), ""),
        (3, ("党员",), "人"),
        (4, ("支部",), "个"),
    ]
    assert (table.data_rows, table.total_rows) == ((5, 6), (7,))
    assert table.row_paths[6] == ("良口镇",)


def test_unit_that_filled_in_nothing_is_no_section() -> None:
    (table,) = read(["乡镇", "党员", "支部"], ["三村村", None, None], ["一心村", None, None], ["东坑村", 1.0, 2.0])
    assert (table.data_rows, table.section_rows) == ((2, 3, 4), ())


def test_groups_of_a_text_file_reach_over_the_blanks_beside_them() -> None:
    (table,) = read(
        ["乡镇", "党员", "", "支部"],
        ["", "男(人)", "女(人)", "数(个)"],
        ["甲镇", "3", "4", "5"],
    )
    assert table.header_rows == (1, 2)
    assert flattened(table) == ["乡镇", "党员/男(人)", "党员/女(人)", "支部/数(个)"]
    assert table.data_rows == (3,)


def test_row_of_units_below_plain_headers() -> None:
    (table,) = read(["乡镇", "党员", "经费"], [None, "人", "万元"], ["甲镇", "3", "4"])
    assert [(column.names, column.unit) for column in table.columns[1:]] == [(("党员",), "人"), (("经费",), "万元")]


def test_months_across() -> None:
    (table,) = read(
        ["序号", "项目", "单位", "2025年", None, None],
        [None, None, None, "1月", "2月", "3月"],
        [1.0, "党员总数", "名", "34", 35.0, "-"],
        [2.0, "其中：女党员", "名", "4", 5.0, None],
        merges=(Merge(1, 4, 1, 6), Merge(1, 1, 2, 1), Merge(1, 2, 2, 2), Merge(1, 3, 2, 3)),
    )
    assert flattened(table) == ["序号", "项目", "单位", "2025年/1月", "2025年/2月", "2025年/3月"]
    assert table.row_paths == {3: ("党员总数",), 4: ("女党员",)}
    assert table.row_units == {3: "名", 4: "名"}
    assert table.part_rows == {4}


@pytest.mark.parametrize("numbers", [["甲", "乙", 1.0, 2.0], ["栏次", None, "1", "2"], [1.0, 2.0, 3.0, 4.0]])
def test_a_row_that_counts_the_columns_is_no_data(numbers: list[Raw]) -> None:
    (table,) = read(["序号", "乡镇", "党员", "支部"], numbers, [1.0, "甲镇", 1.0, 2.0], [2.0, "乙镇", 3.0, 4.0])
    assert (table.header_rows, table.data_rows) == ((1,), (3, 4))


def test_a_first_row_of_data_may_begin_like_a_count() -> None:
    (table,) = read(["序号", "乡镇", "党员", "支部"], [1.0, "甲镇", 2.0, 3.0], [2.0, "乙镇", 3.0, 4.0])
    assert table.data_rows == (2, 3)


@pytest.mark.parametrize(
    "above", [["附件1", None, None, None, "2025年6月"], ["甲县", None, "月报", None, "6月"], ["表三", "2025年"]]
)
def test_scattered_texts_above_a_header_are_no_header(above: list[Raw]) -> None:
    (table,) = read(
        above,
        ["党建统计表", None, None, None, None],
        ["乡镇", "党员", "支部", "经费", "其他"],
        ["甲镇", 1.0, 2.0, 3.0, 4.0],
    )
    assert (table.header_rows, table.data_rows) == ((3,), (4,))
    assert table.title == (*(text for text in above if text), "党建统计表")


def test_months_typed_as_dates_head_columns() -> None:
    (table,) = read(["项目", date(2025, 1, 1), date(2025, 2, 1)], ["党员", 1.0, 2.0])
    assert (flattened(table), table.data_rows) == (["项目", "2025-01-01", "2025-02-01"], (2,))


def test_subtotals_count_the_rows_before_them() -> None:
    (table,) = read(
        ["乡镇", "村", "党员"],
        ["甲镇", "东村", 1.0],
        [None, "西村", 2.0],
        ["甲镇小计", None, 3.0],
        ["乙镇", "南村", 4.0],
        ["小计", None, 4.0],
        ["合计", None, 7.0],
    )
    assert (table.data_rows, table.total_rows) == ((2, 3, 5), (4, 6, 7))
    assert table.total_parts == {4: (2, 3), 6: (5,), 7: (2, 3, 5)}


def test_subtotals_may_stand_above_their_rows() -> None:
    (table,) = read(
        ["乡镇", "党员"], ["合计", 7.0], ["小计", 3.0], ["甲镇", 1.0], ["乙镇", 2.0], ["小计", 4.0], ["丙镇", 4.0]
    )
    assert table.total_parts == {2: (4, 5, 7), 3: (4, 5), 6: (7,)}


@pytest.mark.parametrize("second", [None, "党员"])
def test_an_item_goes_by_its_groups_column_too(second: str | None) -> None:
    (table,) = read(
        ["类别", "项目", "单位", "数量"],
        ["党员", "总数", "名", 5.0],
        [second, "女", "名", 2.0],
        ["支部", "总数", "个", 3.0],
    )
    assert table.row_paths == {2: ("党员", "总数"), 3: ("党员", "女"), 4: ("支部", "总数")}


def test_rough_figures_below_a_lone_name_are_no_header() -> None:
    (table,) = read(
        ["乡镇", "党员"],
        ["甲镇", 5.0],
        ["乙镇", None],
        ["丙镇", "7(28)"],
        ["丁镇", 3.0],
        [None] * 2,
        ["戊镇", "约30"],
        ["己镇", 1.0],
    )
    assert table.data_rows == (2, 3, 4, 5, 7, 8)


WORDS = ["甲镇", "党员", "合计", "小计", "注：", "（人）", "一", "其中：", "7(28)", "填报单位："]
RAWS = st.one_of(st.none(), st.integers(0, 9), st.sampled_from(WORDS))
MERGES = st.builds(
    lambda top, left, down, right: Merge(top, left, top + down, left + right),
    st.integers(1, 6), st.integers(1, 4), st.integers(0, 2), st.integers(0, 3),
)  # fmt: skip


@given(st.lists(st.lists(RAWS, min_size=4, max_size=4), max_size=9), st.lists(MERGES, max_size=3))
@settings(deadline=None)
def test_any_sheet_is_sorted_row_by_row(lines: list[list[Raw]], merges: list[Merge]) -> None:
    tables = find_tables(Grid("表", lines, merges))
    by_header: dict[int, list[Table]] = {}
    for table in tables:
        sorts = (table.header_rows, table.data_rows, table.total_rows, table.section_rows, table.note_rows)
        rows = [row for sort in sorts for row in sort]
        assert len(rows) == len(set(rows))
        assert set(table.row_paths) == {*table.data_rows, *table.total_rows}
        assert {row for parts in table.total_parts.values() for row in parts} <= set(table.data_rows)
        by_header.setdefault(table.header_rows[0], []).append(table)
    # Tables one below another share no row; those abreast of each other do.
    stacks = [
        {row for table in abreast for row in (*table.data_rows, *table.total_rows)} for abreast in by_header.values()
    ]
    assert sum(map(len, stacks)) == len(set().union(*stacks))


def test_a_row_of_units_may_say_so() -> None:
    (table,) = read(["乡镇", "党员", "支部"], ["单位", "人", "个"], ["甲镇", 3.0, 4.0])
    assert [(column.names, column.unit) for column in table.columns] == [
        (("乡镇",), ""),
        (("党员",), "人"),
        (("支部",), "个"),
    ]
    assert table.data_rows == (3,)


def test_a_blank_form_says_how_far_it_is_drawn() -> None:
    grid = Grid("表", [["乡镇", "党员"]], drawn_rows=6)
    (table,) = find_tables(grid)
    assert (table.first_data_row, table.last_data_row, table.data_rows) == (2, 6, ())


def test_vertical_form_without_merges_inherits_the_group_above() -> None:
    (table,) = read(
        ["序号", "项目", "", "单位", "数量"],
        ["一", "党员情况", "", "", ""],
        ["1", "党员总数", "", "名", "30"],
        ["2", "年龄", "35岁以下", "名", "10"],
        ["", "", "36岁以上", "名", "20"],
    )
    assert table.section_rows == (2,)
    assert table.row_paths[5] == ("党员情况", "年龄", "36岁以上")
    assert table.row_paths[3] == ("党员情况", "党员总数")


def test_sections_nest_in_sections() -> None:
    (table,) = read(
        ["项目", "单位", "数量"],
        ["一、党员", None, None],
        ["（一）年龄", None, None],
        ["35岁以下", "名", 3.0],
        ["二、支部", None, None],
        ["支部数", "个", 2.0],
    )
    assert table.row_paths == {4: ("党员", "年龄", "35岁以下"), 6: ("支部", "支部数")}


def test_sheets_without_a_table_give_none() -> None:
    assert read() == []
    assert read(["只有一句话"]) == []
    assert read([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]) == []


@pytest.mark.parametrize("header", ["计量单位", "单位名", None])
def test_a_column_of_units_is_one_whatever_its_header(header: str | None) -> None:
    (table,) = read(["项目", header, "数量"], ["村集体收入", "元", 38200.0], ["党员总数", "名", 12.0])
    assert table.row_units == {2: "元", 3: "名"}


def test_a_column_of_units_may_hold_something_else_too() -> None:
    (table,) = read(["项目", "？？", "数量"], ["村集体收入", "元", 38200.0], ["党员总数", "？？", 12.0])
    assert table.row_units == {2: "元", 3: "？？"}


def test_units_left_of_an_empty_column_belong_to_the_figures_right_of_it() -> None:
    (table,) = read(["类别", "计量单位", None, "项目", "数量"], ["经济", "元", None, "村集体收入", 38200.0])
    assert table.row_units == {2: "元"}
