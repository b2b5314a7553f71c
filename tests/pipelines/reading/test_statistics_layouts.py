"""Tables as statistics offices publish them: bulletins, yearbooks, price lists, indices."""

from tests.pipelines.reading.drawn import list_headers, name_rows, read, sort_rows


def test_two_columns_with_headings_that_only_classify() -> None:
    (table,) = read("""
指标|2024年1—5月同比增长（%）
固定资产投资（不含农户）|4.0
其中：国有控股|7.1
按构成分|
    建筑安装工程|3.9
分产业|
    第一产业|3.0
    第二产业|12.5
分登记注册类型|
    内资企业|4.2
""")
    assert sort_rows(table) == "hddsdsddsd"
    assert name_rows(table) == [
        "固定资产投资（不含农户）", "国有控股", "按构成分/建筑安装工程", "分产业/第一产业", "分产业/第二产业",
        "分登记注册类型/内资企业",
    ]  # fmt: skip


def test_a_heading_that_only_stands_further_left_than_what_it_heads() -> None:
    (table,) = read("""
指标|5月同比增长（%）|1—5月同比增长（%）
规模以上工业增加值|5.6|6.2
主要行业增加值||
  农副食品加工业|-0.8|1.2
企业效益||
  利润率（%）|2.0|3.1
产品销售率（%）|96.5|-
""")
    assert sort_rows(table) == "hdsdsdd"


def test_words_below_words_are_data_where_no_figure_follows() -> None:
    (corner,) = read("|方案一|方案二\n类型|文字|文字\n做法|公开|公开")
    (foreign,) = read("模型|机构\nGPT|OpenAI\n文心一言|百度")
    assert (sort_rows(corner), sort_rows(foreign)) == ("hdd", "hdd")


def test_a_place_that_begins_like_a_classification_is_data() -> None:
    (table,) = read("""
乡镇|党员|支部
分水镇||
分宜镇|20|2
按察街道||
""")
    assert sort_rows(table) == "hddd"


def test_prices_under_banners_with_a_note() -> None:
    (table,) = read(
        """
产品名称|单位|本期价格（元）|比上期价格涨跌（元）|涨跌幅（%）
一、黑色金属||||
螺纹钢（Φ20mm，HRB400E）|吨|3850.4|-63.9|-1.6
二、有色金属||||
电解铜（1#）|吨|68861.6|345.4|0.5
注：上期为2024年2月中旬。||||
""",
        "A2:E2 A4:E4 A6:E6",
    )
    assert sort_rows(table) == "hsdsdn"
    assert name_rows(table) == ["黑色金属/螺纹钢（Φ20mm，HRB400E）", "有色金属/电解铜（1#）"]
    assert [column.unit for column in table.columns] == ["", "", "元", "元", "%"]
    assert table.row_units == {3: "吨", 5: "吨"}


def test_an_index_whose_only_group_stands_beside_a_blank_corner() -> None:
    rows = """
单位：%||||
|PMI|||
||生产|新订单|从业人员
2023年7月|49.3|50.2|49.5|48.1
8月|49.7|51.9|50.2|48.0
"""
    (down,) = read(rows, "A2:A3 B2:B3")
    assert (sort_rows(down), list_headers(down)) == (".hhdd", "|PMI|生产|新订单|从业人员")
    (across,) = read(rows, "A2:A3 B2:E2")
    assert (sort_rows(across), list_headers(across)) == (".hhdd", "|PMI|PMI/生产|PMI/新订单|PMI/从业人员")
    assert across.labels == {"单位": "%"}
    assert name_rows(across) == ["2023年7月", "8月"]


def test_incomes_with_two_figures_in_a_cell_and_numbered_rows_after_a_classification() -> None:
    (table,) = read("""
指标|绝对量（元）|比上年增长（%）（括号内为实际增速）
（一）全国居民人均可支配收入|39218|6.3(6.1)
按常住地分：||
    城镇居民|51821|5.1(4.8)
按收入来源分：||
    工资性收入|22053|7.1
（二）全国居民人均可支配收入中位数|33036|5.3
注：||
①全国居民人均可支配收入=城镇居民人均可支配收入*城镇人口比重||
②括号中数据为实际增速，其他为名义增速||
""")
    assert sort_rows(table) == "hdsdsddnnn"
    assert name_rows(table) == [
        "全国居民人均可支配收入", "按常住地分/城镇居民", "按收入来源分/工资性收入", "全国居民人均可支配收入中位数",
    ]  # fmt: skip


def test_profits_by_group_with_parts_that_are_only_indented() -> None:
    (table,) = read(
        """
分 组|营业收入||利润总额|
|1—12月（亿元）|同比增长（%）|1—12月（亿元）|同比增长（%）
总 计|1334390.8|1.1|76858.3|-2.3
其中：采矿业|58718.3|-8.3|12392.4|-19.7
      制造业|1160474.2|1.3|57643.6|-2.0
其中：国有控股企业|359423.9|1.5|22623.1|-3.4
注：||||
1. 经济类型分组之间存在交叉，故各经济类型企业数据之和大于总计。||||
2. 本表部分指标存在总计不等于分项之和情况||||
""",
        "A1:A2 B1:C1 D1:E1",
    )
    assert sort_rows(table) == "hhtdddnnn"
    assert list_headers(table) == (
        "分组|营业收入/1—12月（亿元）|营业收入/同比增长（%）|利润总额/1—12月（亿元）|利润总额/同比增长（%）"
    )
    # They overlap, and nobody says that they are all of the total: it is no sum of theirs.
    assert (table.part_rows, table.total_parts) == (frozenset({4, 5, 6}), {3: ()})


def test_parts_are_within_the_row_above_and_no_total_counts_them() -> None:
    (table,) = read("""
单位|党员（名）
甲镇|300
　其中：开发区|100
　　　　老城|50
乙镇|200
合计|500
""")
    assert (table.part_rows, table.total_parts) == (frozenset({3, 4}), {6: (2, 5)})


def test_months_and_running_totals_beside_each_other() -> None:
    (table,) = read(
        """
指标|5月||1—5月|
|绝对量|同比增长（%）|绝对量|同比增长（%）
一、规模以上工业增加值|…|5.6|…|6.2
分三大门类||||
    采矿业|…|3.6|…|2.0
二、服务业生产指数|…|4.8|…|5.0
三、固定资产投资（不含农户）（亿元）|…|…|188006|4.0
其中：民间投资|…|…|96672|0.1
""",
        "A1:A2 B1:C1 D1:E1",
    )
    assert sort_rows(table) == "hhdsdddd"
    assert name_rows(table) == [
        "规模以上工业增加值", "分三大门类/采矿业", "服务业生产指数", "固定资产投资（不含农户）", "民间投资",
    ]  # fmt: skip
    assert (table.row_units[7], table.part_rows) == ("亿元", frozenset({8}))


def test_a_yearbook_in_two_languages_with_blank_rows_between() -> None:
    (table,) = read(
        """
2-6  各地区人口数和出生率（2023年）||
||
地  区|总人口(年末)(万人)|出生率(‰)
Region|Total Population (10 000 persons)|Birth Rate
||
全  国  National Total|140967|6.39
||
北  京  Beijing|2186|5.63
天  津  Tianjin|1364|4.32
||
山  西  Shanxi|3466|6.13
||
注：本表数据为抽样调查推算数。||
""",
        "A1:C1",
    )
    assert sort_rows(table) == "..hh.d.dd.d.n"
    assert table.columns[1].path == ("总人口(年末)(万人)", "Total Population(10 000 persons)")
    assert [column.unit for column in table.columns] == ["", "万人", "‰"]


def test_a_download_with_labels_above_and_its_source_below() -> None:
    (table,) = read("""
数据库：分省年度数据||
指标：年末常住人口(万人)||
地区|2023年|2022年
北京市|2186|2184
天津市|1364|1363
注：2005年以后为常住人口。||
数据来源：国家统计局||
""")
    assert (sort_rows(table), list_headers(table)) == ("..hddnn", "地区|2023年|2022年")
    assert table.labels == {"数据库": "分省年度数据", "指标": "年末常住人口(万人)"}


def test_years_down_and_quarters_across() -> None:
    (table,) = read("""
年份|1季度|2季度|3季度|4季度
2019|6.3|6.0|5.9|5.8
2020|-6.9|3.1|4.8|6.4
注：同比增长速度为与上年同期对比的增长速度。||||
""")
    assert (sort_rows(table), name_rows(table)) == ("hddn", ["2019", "2020"])


def test_years_across_under_one_group() -> None:
    (table,) = read(
        """
地区|常住人口（万人）||
|2021|2022|2023
甲县|30|31|32
乙县|20|21|22
""",
        "A1:A2 B1:D1",
    )
    assert (sort_rows(table), list_headers(table)) == (
        "hhdd",
        "地区|常住人口（万人）/2021|常住人口（万人）/2022|常住人口（万人）/2023",
    )
    assert [column.unit for column in table.columns] == ["", "万人", "万人", "万人"]


def test_months_of_one_group_by_their_numbers_alone() -> None:
    (table,) = read(
        """
2025年讲党课次数统计表||||
乡镇|讲党课次数（按月）|||合计
|1|2|3|
甲镇|1|2|3|6
乙镇|2|2|2|6
""",
        "A1:E1 A2:A3 B2:D2 E2:E3",
    )
    assert (sort_rows(table), list_headers(table)) == (
        ".hhdd",
        "乡镇|讲党课次数（按月）/1|讲党课次数（按月）/2|讲党课次数（按月）/3|合计",
    )


def test_rows_that_describe_series_are_no_header_but_their_units() -> None:
    (table,) = read(
        """
指标名称|社会消费品零售总额|居民消费价格
频率|月|月
单位|亿元|%
来源|统计局|统计局
指标ID|M0001428|M0000612
2025-01-31|4203.5|0.5
2025-02-28|4130.1|-0.7
数据来源：统计局||
"""
    )
    assert sort_rows(table) == "hnhnnddn"
    assert list_headers(table) == "指标名称|社会消费品零售总额/亿元|居民消费价格/%"
    assert [column.unit for column in table.columns] == ["", "亿元", "%"]
