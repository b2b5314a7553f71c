"""Rows of tables as Party-building offices make them: totals, sections, groups, parts."""

import pytest

from tests.pipelines.reading.drawn import name_rows, read, sort_rows


def test_totals_first_and_subtotals_above_their_villages() -> None:
    (table,) = read(
        """
镇|村|户数（户）|人口（人）
合计||30|90
甲镇|小计|10|30
|东村|4|12
|西村|6|18
乙镇|小计|20|60
|南村|20|60
""",
        "A2:B2 A3:A5 A6:A7",
    )
    assert (sort_rows(table), table.total_parts) == ("httddtd", {2: (4, 5, 7), 3: (4, 5), 6: (7,)})


@pytest.mark.parametrize("total", ["合计（14个）", "总  计", "全区合计：", "小计(人)"])
def test_totals_may_say_what_they_count(total: str) -> None:
    (table,) = read(f"乡镇|党员\n甲镇|1\n{total}|1")
    assert sort_rows(table) == "hdt"


def test_sections_of_townships_with_their_subtotals() -> None:
    (table,) = read("""
单位|党员总数（名）
一、乡镇|
甲镇|300
小计|300
二、街道|
乙街道|200
小计|200
合计|500
""")
    assert (sort_rows(table), table.total_parts) == ("hsdtsdtt", {4: (3,), 7: (6,), 8: (3, 6)})
    assert name_rows(table) == ["乡镇/甲镇", "街道/乙街道"]


def test_a_classification_stands_within_a_numbered_section() -> None:
    (table,) = read("""
项目|单位|数量
一、党员|||
（一）在册|||
按年龄分||
35岁以下|名|3
（二）流动||
总数|名|2
二、支部||
数量|个|1
""")
    assert sort_rows(table) == "hsssdsdsd"
    assert name_rows(table) == ["党员/在册/按年龄分/35岁以下", "党员/流动/总数", "支部/数量"]


def test_items_numbered_on_through_the_sections_stay_in_theirs() -> None:
    (table,) = read("""
项目|单位|数量
一、党员||
1.总数|名|3
按年龄分||
35岁以下|名|1
2.发展|名|1
二、支部||
3.总数|个|1
""")
    assert sort_rows(table) == "hsdsddsd"
    assert name_rows(table) == ["党员/总数", "党员/按年龄分/35岁以下", "党员/发展", "支部/总数"]


def test_rows_numbered_without_a_header_go_by_their_names() -> None:
    (numbered,) = read("||户数|人口\n1|东村|10|30\n2|西村|20|60")
    (years,) = read("|一季度|二季度\n2023|1|2\n2024|3|4")
    assert (name_rows(numbered), name_rows(years)) == (["东村", "西村"], ["2023", "2024"])


def test_units_counted_in_chinese_numerals_are_no_sections() -> None:
    (table,) = read("序号|单位|党员|支部\n一|甲镇|3|1\n二|乙镇||\n三|丙镇|5|2")
    assert sort_rows(table) == "hddd"


def test_a_form_of_groups_items_and_parts_in_three_columns() -> None:
    (table,) = read(
        """
2025年6月基层党建月报表|||||
类别|项目||单位|本月|累计
组织建设|党支部数||个|20|20
|党员|总数|名|300|300
||其中：女|名|90|90
教育培训|培训班期数||期|1|4
""",
        "A1:F1 B2:C2 A3:A5 B3:C3 B4:B5 B6:C6",
    )
    assert sort_rows(table) == ".hdddd"
    assert name_rows(table) == ["组织建设/党支部数", "组织建设/党员/总数", "组织建设/党员/女", "教育培训/培训班期数"]
    assert (table.row_units[5], table.part_rows) == ("名", frozenset({5}))


def test_empty_columns_between_hold_no_names() -> None:
    (table,) = read("序号||单位名称||党员数\n1||甲镇||100\n2||乙镇||200\n||合计||300")
    assert (sort_rows(table), name_rows(table)) == ("hddt", ["甲镇", "乙镇"])


def test_year_merged_down_with_the_month_beside_it() -> None:
    (table,) = read("年度|月份|讲党课次数（次）\n2024年|11月|3\n|12月|4\n2025年|1月|5\n合计||12", "A2:A3")
    assert (sort_rows(table), [table.grid.shown(row, 1) for row in table.data_rows]) == (
        "hdddt",
        ["2024年", "2024年", "2025年"],
    )


def test_several_months_below_their_own_rows_are_a_total() -> None:
    (table,) = read("月份|产量\n1-2月|7\n3月|4\n4月|5\n3-4月合计|9\n5月|6\n3—5月|15\n6月|1\n二季度|12")
    assert sort_rows(table) == "hdddtdtdt"
    assert dict(table.total_parts) == {5: (3, 4), 7: (3, 4, 6), 9: (4, 6, 8)}
