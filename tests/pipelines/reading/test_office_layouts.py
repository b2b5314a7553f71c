"""Tables as Party-building offices and townships make them."""

from datetime import date

import pytest

from pipelines.reading.grid import Grid
from pipelines.reading.tables import find_tables
from tests.pipelines.reading.drawn import list_headers, name_rows, read, sort_rows


def test_statistics_of_party_members_whose_columns_are_lettered() -> None:
    (table,) = read(
        """
第一表 两年党员数综合比较|||||
||||单位：名|
项目|编号|总数|其中||
|||女|少数民族|35岁及以下
甲|乙|A|B|C|D
总计|1|120|30|4|20
机关|2|50|10|1|5
事业单位|3|70|20|3|15
填表人：|||审核人：||
""",
        "A1:F1 A3:A4 B3:B4 C3:C4 D3:F3",
    )
    assert sort_rows(table) == "..hh.tdd."
    assert list_headers(table) == "项目|编号|总数|其中/女|其中/少数民族|其中/35岁及以下"
    assert (table.labels["单位"], table.total_parts) == ("名", {6: (7, 8)})


@pytest.mark.parametrize("numbers", ["甲|1|2|3=1+2", "栏次|（1）|（2）|（3）", "甲|A|B|C"])
def test_a_row_that_says_how_columns_are_counted_is_no_data(numbers: str) -> None:
    (table,) = read(f"乡镇|男|女|合计\n{numbers}\n甲镇|1|2|3\n乙镇|4|5|9")
    assert sort_rows(table) == "h.dd"


def test_labels_without_a_colon_above_and_below() -> None:
    (table,) = read(
        """
基层党建月报表||||
填报单位（盖章）|霁川镇||填报时间|2025年6月
序号|项目|单位|数量|备注
1|讲党课次数|次|3|
2|培训人次|人次|20|
审核人|王某||制表人|李某
""",
        "A1:E1",
    )
    assert (sort_rows(table), table.title) == ("..hdd.", ("基层党建月报表",))
    assert table.labels == {"填报单位": "霁川镇", "填报时间": "2025年6月", "审核人": "王某", "制表人": "李某"}


@pytest.mark.parametrize("line", ["单位：甲镇党委||单位：元", "单位：元||单位：甲镇党委", "单位：甲镇党委\n||单位：元"])
def test_two_labels_of_one_name_are_a_place_and_a_measure(line: str) -> None:
    (table,) = read(f"党费表||\n{line}\n支部|应缴|实缴\n东村支部|900|900", "A1:C1")
    assert table.labels == {"单位": "甲镇党委", "计量单位": "元"}


def test_a_list_headed_by_the_reporting_unit_is_no_label() -> None:
    (table,) = read("填报单位|党员总数\n霁川镇|300\n榆荫街道|200")
    assert (sort_rows(table), table.labels) == ("hdd", {})


def test_labels_in_cells_of_their_own() -> None:
    (table,) = read(
        """
2025年6月基层党建工作情况统计表|||||
填报单位（盖章）：|霁川镇党委||负责人：|王某|
填报时间：|2025年7月2日||||
序号|指标|单位|本月数|本年累计|备注
1|讲党课次数|次|3|18|
填报人：李某|||审核人：赵某||联系电话：
""",
        "A1:F1",
    )
    assert sort_rows(table) == "...hd."
    assert table.labels == {
        "填报单位": "霁川镇党委", "负责人": "王某", "填报时间": "2025年7月2日", "填报人": "李某", "审核人": "赵某",
        "联系电话": "",
    }  # fmt: skip


def test_a_period_that_the_office_program_made_a_date_stands_above_the_header() -> None:
    (table,) = find_tables(
        Grid("表", [["月报"], [None, None, date(2025, 6, 1)], ["项目", "单位", "数量"], ["党员", "名", 3]])
    )
    assert (table.title, table.header_rows) == (("月报", "2025-06-01"), (3,))


def test_three_levels_with_a_leaf_at_each() -> None:
    (table,) = read(
        """
单位|党员情况||||支部情况|
|总数|其中||发展|数量|达标
||女|少数民族|||
甲镇|100|40|2|5|10|8
乙镇|200|80|4|6|12|9
合计|300|120|6|11|22|17
""",
        "A1:A3 B1:E1 F1:G1 B2:B3 C2:D2 E2:E3 F2:F3 G2:G3",
    )
    assert sort_rows(table) == "hhhddt"
    assert list_headers(table) == (
        "单位|党员情况/总数|党员情况/其中/女|党员情况/其中/少数民族|党员情况/发展|支部情况/数量|支部情况/达标"
    )


@pytest.mark.parametrize("merges", ["B1:C1 D1:E1", ""])
def test_groups_over_leaves_whose_first_column_is_named_beside_the_leaves(merges: str) -> None:
    (table,) = read("|党员||干部|\n乡镇|男|女|男|女\n甲镇|1|2|3|4\n乙镇|5|6|7|8", merges)
    assert (sort_rows(table), list_headers(table)) == ("hhdd", "乡镇|党员/男|党员/女|干部/男|干部/女")


def test_a_blank_row_within_a_merged_header() -> None:
    (table,) = read("单位|党员||支部|\n||||\n|男|女|数|率\n甲镇|1|2|3|4", "A1:A3 B1:C1 D1:E1")
    assert (sort_rows(table), list_headers(table)) == ("h.hd", "单位|党员/男|党员/女|支部/数|支部/率")


def test_one_merged_group_among_single_headers_merged_down() -> None:
    (table,) = read(
        """
序号|乡镇|“三会一课”|||主题党日
||支委会|党员大会|党课|
1|甲镇|3|1|1|1
2|乙镇|3|1|1|1
小计||6|2|2|2
""",
        "A1:A2 B1:B2 C1:E1 F1:F2 A5:B5",
    )
    assert sort_rows(table) == "hhddt"
    assert list_headers(table) == "序号|乡镇|“三会一课”/支委会|“三会一课”/党员大会|“三会一课”/党课|主题党日"


def test_words_below_a_header_merged_across_are_data_where_they_fill_the_whole_row() -> None:
    (table,) = read(
        "序号|责任单位|整改措施||时限\n1|甲镇|定方案|开展自查|2025年6月\n2|乙镇|立制度|抓落实|2025年7月", "C1:D1"
    )
    assert sort_rows(table) == "hdd"


PAGE = "乡镇|党员（人）|支部（个）"


@pytest.mark.parametrize(
    "between", ["||\n续表||", "（续表）||", "2025年6月统计表（续表一）||", "第1页 共2页||\n2025年6月统计表||", "||\n||"]
)
def test_a_table_goes_on_after_a_page_break(between: str) -> None:
    (table,) = read(f"2025年6月统计表||\n{PAGE}\n甲镇|1|2\n{between}\n{PAGE}\n乙镇|3|4\n合计|4|6")
    assert (name_rows(table), len(table.total_rows), table.title) == (["甲镇", "乙镇"], 1, ("2025年6月统计表",))


def test_tables_below_each_other_without_a_blank_row() -> None:
    first, second = read(
        """
一、党员情况|||
项目|男|女|合计
在职|10|5|15
二、支部情况|||
项目|机关|农村|合计
数量|3|7|10
""",
        "A1:D1 A4:D4",
    )
    assert (first.title, sort_rows(first)) == (("一、党员情况",), ".hd...")
    assert (second.title, sort_rows(second)) == (("二、支部情况",), "....hd")


def test_titles_of_tables_side_by_side_are_their_own() -> None:
    left, right = read("""
2025年6月||||
霁川镇|||榆荫街道|
项目|数量||项目|数量
讲党课次数|3||讲党课次数|5
""")
    assert (left.title, right.title) == (("2025年6月", "霁川镇"), ("2025年6月", "榆荫街道"))


def test_labels_above_tables_side_by_side_are_of_both() -> None:
    left, right = read("""
填报单位：霁川镇|||填报期间：2025年6月|
项目|数量||名称|人数
讲党课次数|3||党员|5
""")
    assert left.labels == right.labels == {"填报单位": "霁川镇", "填报期间": "2025年6月"}


def test_marks_stamps_and_the_day_below_the_data_are_notes() -> None:
    (table,) = read("""
乡镇|党员*|支部①
甲镇|1|2
乙镇|3|4
*党员含预备党员||
①支部含联合支部||
||甲区组织部
||2025年7月2日
""")
    assert sort_rows(table) == "hddnnnn"


def test_who_signs_below_the_notes_is_no_note() -> None:
    (table,) = read("乡镇|党员\n甲镇|1\n||\n注：1.截至6月底。|\n2.含预备党员|\n单位负责人：|填表人：李某")
    assert sort_rows(table) == "hd.nn."
    assert table.labels == {"单位负责人": "", "填表人": "李某"}


def test_a_roster_of_words() -> None:
    (table,) = read(
        """
党员花名册|||
党支部：东村党支部|||
序号|所在支部|人员类别|备注
1|东村支部|正式党员|
2|西村支部|预备党员|困难党员
""",
        "A1:D1 A2:D2",
    )
    assert (sort_rows(table), table.labels) == ("..hdd", {"党支部": "东村党支部"})
