"""Forms as they are printed: accounts, yearbooks in two languages, tables of databases, blanks to fill in by hand."""

import pytest

from tests.pipelines.reading.drawn import list_headers, name_rows, read, sort_rows


def test_accounts_end_in_totals_of_their_own_name() -> None:
    (table,) = read(
        """
2023年一般公共预算收入决算表||
||单位：万元
项    目|预算数|决算数
一、税收收入|180|177
    增值税|70|68
二、非税收入|40|42
本年收入合计|220|219
转移性收入||98
收入总计||317
""",
        "A1:C1",
    )
    assert sort_rows(table) == "..hdddtdt"


def test_the_country_has_a_total_and_assets_are_an_item() -> None:
    (table,) = read("地区|投资额（亿元）|住宅\n全国总计|40632|30824\n东部地区|24838|18542\n资产总计|8371|6649")
    assert sort_rows(table) == "htdd"


def test_parts_marked_as_yearbooks_do() -> None:
    (table,) = read("""
指    标|单位|2022年|2023年
地区生产总值|亿元|412.5|438.9
  #工业|亿元|120.8|128.0
人均地区生产总值|元|73268|78235
""")
    assert (name_rows(table), table.part_rows) == (["地区生产总值", "工业", "人均地区生产总值"], frozenset({3}))


def test_groups_whose_second_row_translates_only_what_stands_beside_them() -> None:
    (table,) = read(
        """
年  份|总人口|按性别分 By Sex|||
Year|Total Population|男 Male||女 Female|
||人口数|比重(%)|人口数|比重(%)
1949|54167|28145|51.96|26022|48.04
1950|55196|28669|51.94|26527|48.06
""",
        "C1:F1 C2:D2 E2:F2",
    )
    assert (sort_rows(table), list_headers(table)) == (
        "hhhdd",
        "年份/Year|总人口/Total Population|按性别分By Sex/男Male/人口数|按性别分By Sex/男Male/比重(%)"
        "|按性别分By Sex/女Female/人口数|按性别分By Sex/女Female/比重(%)",
    )


def test_fields_of_a_database_with_their_names_below() -> None:
    (table,) = read(
        "XZQDM|XZQMC|RK_2\n行政区代码|行政区名称|人口（人）\n440117001|街口街道|120000\n440117002|江埔街道|8"
    )
    assert (sort_rows(table), list_headers(table)) == (
        "hhdd",
        "XZQDM/行政区代码|XZQMC/行政区名称|RK_2/人口（人）",
    )
    (words,) = read("town|type|note|count\n方松街道|街道|无|\n岳阳街道|街道|无|3")
    assert sort_rows(words) == "hdd"


def test_a_row_in_brackets_says_how_to_fill_in() -> None:
    (table,) = read("村|总户数|党员\n（必填）|（户）|（名）\n东村|320|45\n西村|210|30")
    assert sort_rows(table) == "hhdd"
    assert [(column.names, column.unit) for column in table.columns] == [
        (("村",), ""),
        (("总户数",), "户"),
        (("党员",), "名"),
    ]


@pytest.mark.parametrize(
    "numbers", ["甲|乙|9|10", "①|②|③|④=③/②", "栏号|1|2|3＝1＋2", "(1)|(2)|(3)|(4)=(2)+(3)", "|A|B|B/A×100%"]
)
def test_columns_are_counted_in_other_ways(numbers: str) -> None:
    (table,) = read(f"项目|行次|男|女\n{numbers}\n机关|1|5|9\n企业|2|6|8")
    assert sort_rows(table) == "h.dd"


def test_a_village_called_by_its_first_letter_does_not_count_columns() -> None:
    (table,) = read("乡镇|党员|支部\n甲|9|10\n乙|4|5")
    assert sort_rows(table) == "hdd"


def test_a_total_stands_below_the_empty_rows_of_a_form() -> None:
    (table,) = read("乡镇|党员|支部\n||\n||\n合计||\n填表人：||")
    assert (sort_rows(table), table.last_data_row) == ("h..t.", 3)


def test_rows_that_bear_only_a_number_are_still_to_be_filled() -> None:
    (table,) = read("""
软弱涣散党组织排查表||||
序号|乡镇|党组织|问题|措施
1||||
2||||
……||||
填表人：||审核人：||
""")
    assert (sort_rows(table), table.first_data_row, table.last_data_row) == (".h....", 3, 5)
    (part,) = read("序号|乡镇|党员\n1|甲镇|3\n2|乙镇|\n3||\n合计||3")
    assert (sort_rows(part), part.total_parts) == ("hdd.t", {5: (2, 3)})


def test_a_number_beside_a_name_merged_down_is_data() -> None:
    (table,) = read("序号|乡镇|措施\n1|甲镇|一\n2||", "B2:B3")
    assert sort_rows(table) == "hdd"


def test_accounts_in_two_halves_name_their_rows_apart() -> None:
    left, right = read("""
编制单位：东村合作社||||单位：元|
资产|行次|年末数|负债|行次|年末数
流动资产：|||流动负债：||
货币资金|1|52000|短期借款|21|0
应收款项|2|3000|||
""")
    assert (sort_rows(left), name_rows(left)) == (".hsdd", ["流动资产/货币资金", "流动资产/应收款项"])
    assert (sort_rows(right), name_rows(right)) == (".hsd.", ["流动负债/短期借款"])


def test_those_who_take_the_money_sign_too() -> None:
    (table,) = read("""
党支部|应缴（元）|实缴（元）
东村党支部|320|320
合计|320|320
大写：叁佰贰拾元整||
收款人（签字）：|经办人：|书记：
""")
    assert (sort_rows(table), table.labels) == (
        "hdt..",
        {"大写": "叁佰贰拾元整", "收款人": "", "经办人": "", "书记": ""},
    )


def test_quarters_have_totals_within_the_year() -> None:
    (table,) = read("月份|讲党课（次）\n1月|1\n2月|2\n3月|1\n一季度合计|4\n4月|3\n5月|1\n6月|1\n二季度合计|5\n合计|9")
    assert (sort_rows(table), table.total_parts) == (
        "hdddtdddtt",
        {5: (2, 3, 4), 9: (6, 7, 8), 10: (2, 3, 4, 6, 7, 8)},
    )


def test_units_in_hundred_millions_and_thousands() -> None:
    (table,) = read("指标|播种面积（千公顷）|水（亿立方米）\n原煤（亿吨）|3.8|1\n客运（万人公里）|5|2")
    assert [column.unit for column in table.columns] == ["", "千公顷", "亿立方米"]
    assert (name_rows(table), table.row_units) == (["原煤", "客运"], {2: "亿吨", 3: "万人公里"})


@pytest.mark.parametrize(
    "below", ["（此表一式两份，一份存档）||", "上级党组织意见：||", "2025年  月  日||", "    年    月    日||"]
)
def test_what_is_printed_below_a_form_is_no_section(below: str) -> None:
    (table,) = read(f"项目|自查|考核\n党员教育|38|36\n{below}", "A3:C3")
    assert (sort_rows(table)[:2], table.section_rows, table.data_rows) == ("hd", (), (2,))


def test_the_unit_may_stand_in_the_corner_of_a_header() -> None:
    (table,) = read("5月规模以上工业|\n单位：%|同比增长\n采矿业|3.6\n制造业|6.0")
    assert (sort_rows(table), list_headers(table)) == (".hdd", "单位：%|同比增长")
    (labelled,) = read("单位：名|2025年6月\n乡镇|党员\n甲镇|3")
    assert (sort_rows(labelled), labelled.labels) == (".hd", {"单位": "名"})


def test_subtotals_of_groups_that_are_no_places() -> None:
    (table,) = read("单位|党员\n组织部|20\n统战部|15\n机关小计|35\n甲镇|300\n县（市）小计|300\n总计|335")
    assert (sort_rows(table), table.total_parts) == ("hddtdtt", {4: (2, 3), 6: (5,), 7: (2, 3, 5)})


def test_where_figures_come_from_may_stand_beside_their_day() -> None:
    (table,) = read("指标|2023年|2024年\n党员|300|310\n数据来源：组织部|更新时间：2024年12月|")
    assert sort_rows(table) == "hdn"


@pytest.mark.parametrize("years", ["2015|2020|2023", "2023|2022|2021"])
def test_years_alone_head_columns_beside_a_blank_corner(years: str) -> None:
    (table,) = read(f"|{years}\n发展新动能指数|123.5|391.3|768.1\n其中：创新驱动指数|114.1|192.9|260")
    assert (sort_rows(table), list_headers(table)) == ("hdd", f"|{years}")
    assert read("|2015|2019|2011\n甲镇|1|2|3") == read("|2015|2016\n|1|2") == []


def test_those_who_ask_sign_too() -> None:
    (table,) = read("序号|调查项目|填写\n1|全村总户数（户）|320\n调查员：|调查时间：  年  月  日|")
    assert (sort_rows(table), table.labels) == ("hd.", {"调查员": "", "调查时间": "年  月  日"})


def test_income_and_spending_side_by_side() -> None:
    taken, spent = read("""
收入项目|本月数|累计数|支出项目|本月数|累计数
税收收入|120|600|公共服务|80|390
收入合计|120|600|支出合计|80|390
村党支部书记：|村委会主任：||公开日期：||
""")
    assert (sort_rows(taken), name_rows(taken)) == ("hdt.", ["税收收入"])
    assert (sort_rows(spent), name_rows(spent)) == ("hdt.", ["公共服务"])


def test_groups_over_the_same_headings_are_two_tables_where_each_names_its_rows() -> None:
    taken, spent = read("收入|||支出||\n项目|金额（元）|备注|项目|金额（元）|备注\n租金|52|年|补贴|12|", "A1:C1 D1:F1")
    assert [list_headers(table) for table in (taken, spent)] == [
        "收入/项目|收入/金额（元）|收入/备注",
        "支出/项目|支出/金额（元）|支出/备注",
    ]
    (counted,) = read("乡镇|男|女|干部|男|女\n甲镇|1|2|3|2|1\n乙镇|1|2|3|2|1")
    (ledger,) = read("问题|责任人|时限|措施|责任人|时限\n台账不全|张某|六月|补齐|李某|七月")
    assert (sort_rows(counted), sort_rows(ledger)) == ("hdd", "hd")
