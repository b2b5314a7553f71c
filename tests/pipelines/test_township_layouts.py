"""Workbooks as townships send them: what figures they give, or what is said of them."""

import pytest

from data.definitions import Catalogue
from pipelines.gathering import read_content
from pipelines.harmonising import Names
from pipelines.reading.grid import Grid
from pipelines.tidying.harvest import Harvest
from tests.pipelines.forms import NAMES, book
from tests.pipelines.reading.drawn import write
from tests.pipelines.townships import LECTURES, MEMBERS, TRAINEES, figures, said, take


def test_tables_below_each_other_share_the_labels_and_the_title_above() -> None:
    harvest = take(
        "2025年6月报表||\n填报单位：霁川镇||\n一、党员||\n项目|单位|数量\n党员总数|名|300\n二、培训||\n项目|单位|数量\n培训人次|人次|20",
        "A1:C1 A3:C3 A6:C6",
    )
    assert figures(harvest) == {(MEMBERS, 202506, "jichuan"): 300.0, (TRAINEES, 202506, "jichuan"): 20.0}


def test_a_table_that_names_a_place_of_its_own_takes_no_other() -> None:
    harvest = take(
        "2025年6月||\n表1 霁川镇||\n项目|单位|数量\n党员总数|名|300\n||\n表2 大青镇||\n项目|单位|数量\n党员总数|名|2",
        "A1:C1 A2:C2 A6:C6",
    )
    assert figures(harvest) == {(MEMBERS, 202506, "jichuan"): 300.0}
    assert said(harvest) == ["月报：没有写明是哪个单位的数。请填写“填报单位”后重新报送。"]


def test_one_sheet_for_each_township() -> None:
    rows = [["2025年6月月报"], ["项目", "单位", "数量"], ["培训人次", "人次", 20]]
    harvest = read_content(book(霁川镇=rows, 榆荫街道=rows), "报表.xlsx", NAMES)
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 20.0, (TRAINEES, 202506, "yuyin"): 20.0}


def test_pairs_of_names_and_figures_across_are_not_guessed() -> None:
    harvest = take(
        "2025年6月基本情况|||\n镇名|霁川镇|区名|榆荫街道\n党员总数（名）|300|讲党课次数（次）|10\n培训人次（人次）|50|党支部数（个）|20",
        "A1:D1",
    )
    assert figures(harvest) == {}
    assert said(harvest) == [
        "月报 › C3：“讲党课次数（次）”是第二列指标，看不出哪一列数属于它。"
        "请一列只填一种内容，或使用下发的表样填写后重新报送。"
    ]


def test_words_between_the_figures_of_places_are_not_guessed() -> None:
    harvest = take("2025年6月|||\n项目|霁川镇|情况|榆荫街道\n党员总数|300|户籍人口|10\n讲党课次数|5|农户|7")
    assert said(harvest) == [
        "月报 › C3：“户籍人口”夹在各单位的数中间，看不出数属于谁。请一列只填一种内容，或使用下发的表样填写后重新报送。"
    ]


def test_two_lists_glued_side_by_side_are_not_read_as_one() -> None:
    harvest = take(
        "2025年6月|||\n乡镇|党员总数（名）|单位|培训人次（人次）\n霁川镇|300|榆荫街道|20\n榆荫街道|200|霁川镇|10"
    )
    assert figures(harvest) == {}
    assert said(harvest) == [
        "月报 › C3：“榆荫街道”也是一列单位，看不出哪一列数属于它。请一列只填一种内容，或使用下发的表样填写后重新报送。"
    ]


@pytest.mark.parametrize("header", ["村", "行政村", "村（社区）"])
def test_villages_that_nobody_knows_are_not_their_township(header: str) -> None:
    harvest = take(f"2025年6月||\n镇|{header}|党员总数（名）\n霁川镇|东村|100\n榆荫街道|西村|200")
    assert figures(harvest) == {}
    assert said(harvest) == [
        "月报 › B3：“东村”不是区划中的单位，它的数不能算作上一级的。请按乡镇（街道）汇总后报送，或在区划中补上它。"
    ]


def test_two_rows_of_one_place_are_said_though_they_agree() -> None:
    harvest = take("2025年6月|\n机构|党员总数（名）\n霁川镇|100\n霁川镇党委|100\n榆荫街道|200")
    assert said(harvest) == [
        "月报 › B4：“100”与第3行是同一单位、同一月份的党员总数。请只保留一行，或写明各是哪个单位的数。"
    ]


def test_one_row_of_one_place() -> None:
    harvest = take("月报表||\n填报单位：霁川镇||2025年6月\n党员总数|讲党课次数|培训人次\n300|3|20", "A1:C1")
    assert figures(harvest) == {
        (MEMBERS, 202506, "jichuan"): 300.0,
        (LECTURES, 202506, "jichuan"): 3.0,
        (TRAINEES, 202506, "jichuan"): 20.0,
    }


def test_one_row_that_names_somebody_else_is_not_taken_for_the_sender() -> None:
    harvest = take("月报表||\n填报单位：霁川镇||2025年6月\n机构|党员总数|讲党课次数\n东村|300|3", "A1:C1")
    assert figures(harvest) == {}


def test_a_statistical_form_with_its_box_of_numbers() -> None:
    harvest = take("""
|||表    号：|X101表
|||制定机关：|国家统计局
|||有效期至：|2027年1月
填报单位：霁川镇（盖章）        2025年6月||||
指标名称|计量单位|代码|本月|1-本月
甲|乙|丙|1|2
讲党课次数|次|01|3|18
违反中央八项规定精神查处人数|人|02|1|7
单位负责人：||填表人：||报出日期：2025年7月3日
""")
    assert figures(harvest) == {
        (LECTURES, 202506, "jichuan"): 3.0,
        ("eight_rules_persons", 202506, "jichuan"): 7.0,
    }
    assert said(harvest) == []


def test_last_year_and_change_beside_this_month_are_said_and_left() -> None:
    harvest = take(
        "2025年6月||||\n单位|讲党课次数|||\n|本月|上年同月|同比±%|1-本月\n霁川镇|3|2|50|18\n榆荫街道|4|2|100|20",
        "A2:A3 B2:E2",
    )
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0, (LECTURES, 202506, "yuyin"): 4.0}
    assert [(problem.severity, problem.cell) for problem in harvest.problems] == [("warn", "C3"), ("warn", "D3")]


def test_a_part_of_something_else_is_not_the_part_of_that_name() -> None:
    rows = "党员总数|名|300\n其中：35岁以下|名|50"
    harvest = take(f"填报单位：组织部||填报期间：2025年6月\n项目|单位|数量\n提拔干部|名|9\n其中：35岁以下|名|5\n{rows}")
    assert figures(harvest) == {
        ("promoted_cadres", 202506, "qingwu-organisation"): 9.0,
        ("promoted_under_35", 202506, "qingwu-organisation"): 5.0,
    }
    assert "月报 › C6：“35岁以下”不是指标目录中的名称或别名。请按下发的表样填写，或确认它对应哪个指标。" in said(
        harvest
    )


@pytest.mark.parametrize("unit", ["万", "千人", "人/村"])
def test_a_unit_that_nobody_knows_is_not_passed_over(unit: str) -> None:
    harvest = take(f"霁川镇2025年6月||\n项目|单位|数量\n培训人次|{unit}|20")
    assert figures(harvest) == {}
    assert said(harvest) == [f"月报 › C3：培训人次的单位写作“{unit}”，应为“人次”。请改正表头或换算后重新报送。"]


def test_places_over_metrics_without_a_row_for_each_are_not_guessed() -> None:
    harvest = take(
        "2025年||||\n月份|霁川镇||榆荫街道|\n|讲党课次数|培训人次|讲党课次数|培训人次\n1月|1|10|2|20",
        "A2:A3 B2:C2 D2:E2",
    )
    assert said(harvest) == [
        "月报 › B2：“霁川镇”是单位名称，看不出下面的数是否都属于它。请一个单位一张表，或把单位逐行列出。"
    ]


def test_sections_of_places_are_not_all_the_senders() -> None:
    rows = "霁川镇||\n讲党课次数|次|3\n榆荫街道||\n培训人次|人次|4"
    harvest = take(f"填报单位：区委组织部||2025年6月\n项目|单位|数量\n{rows}", "A3:C3 A5:C5")
    assert figures(harvest) == {}
    assert said(harvest) == [
        "月报 › A3：“霁川镇”一节里的指标看不出是否都属于这个单位。请一个单位一张表，或把单位逐列列出。"
    ]


def test_sections_of_departments_say_only_who_answers() -> None:
    harvest = take("填报单位：霁川镇||2025年6月\n项目|单位|数量\n组织部||\n讲党课次数|次|3", "A3:C3")
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0}


def test_a_sheet_that_explains_the_metrics_states_nothing() -> None:
    meanings = [["指标名称", "指标解释"], ["讲党课次数", "书记讲党课的次数"], ["培训人次", "按人次计"]]
    form = [["霁川镇2025年6月月报"], ["项目", "单位", "数量"], ["讲党课次数", "次", 3]]
    harvest = read_content(book(填报说明=meanings, 月报=form), "报表.xlsx", NAMES)
    assert (figures(harvest), said(harvest)) == ({(LECTURES, 202506, "jichuan"): 3.0}, [])


def test_codes_are_no_figures_and_no_names() -> None:
    harvest = take(
        "2025年6月|||\n区划代码|单位名称|统一编号|党员总数（名）\n330102001|霁川镇|5|300\n330102002|榆荫街道|6|200"
    )
    assert figures(harvest) == {(MEMBERS, 202506, "jichuan"): 300.0, (MEMBERS, 202506, "yuyin"): 200.0}
    assert said(harvest) == []


@pytest.mark.parametrize("name", ["平均", "全区平均", "平均数", "占比"])
def test_rows_derived_from_the_places_are_left(name: str) -> None:
    harvest = take(f"2025年6月|\n单位|党员总数（名）\n霁川镇|300\n榆荫街道|200\n{name}|250\n合计|500")
    assert figures(harvest) == {(MEMBERS, 202506, "jichuan"): 300.0, (MEMBERS, 202506, "yuyin"): 200.0}
    assert said(harvest) == []


def test_a_unit_may_be_the_last_word_of_a_name() -> None:
    harvest = take("2025年6月||\n单位|培训|\n|期数|人次\n霁川镇|3|120\n榆荫街道|4|150", "A2:A3 B2:C2")
    assert figures(harvest) == {
        ("training_sessions", 202506, "jichuan"): 3.0,
        (TRAINEES, 202506, "jichuan"): 120.0,
        ("training_sessions", 202506, "yuyin"): 4.0,
        (TRAINEES, 202506, "yuyin"): 150.0,
    }


@pytest.mark.parametrize(("one", "other"), [("机关", "农村"), ("城市社区", "农村党员"), ("男", "女")])
def test_a_count_of_some_is_not_the_count_of_all(one: str, other: str) -> None:
    harvest = take(f"2025年6月||\n单位|{one}|{other}\n|党员总数|党支部数\n霁川镇|30|5\n榆荫街道|20|4", "A2:A3")
    assert figures(harvest) == {}


def test_a_section_of_some_is_not_that_of_all() -> None:
    harvest = take(
        "填报单位：霁川镇||2025年6月\n项目|单位|数量\n一、农村||\n党员总数|名|30\n二、工作||\n讲党课次数|次|3"
    )
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0}
    assert said(harvest) == [
        "月报 › C4：“农村/党员总数”不是指标目录中的名称或别名。请按下发的表样填写，或确认它对应哪个指标。"
    ]


def test_marks_of_notes_are_no_part_of_a_name() -> None:
    harvest = take("2025年6月||\n单位|党员总数（名）*|培训人次①（人次）\n霁川镇*|300|20\n*含开发区||\n①截至月底||")
    assert figures(harvest) == {(MEMBERS, 202506, "jichuan"): 300.0, (TRAINEES, 202506, "jichuan"): 20.0}
    assert said(harvest) == []


def test_a_metric_over_its_figure_and_what_is_derived_from_it() -> None:
    harvest = take(
        "2025年6月||||\n单位|党员总数（名）||培训人次（人次）|\n|总数|同比（%）|本月完成|累计完成\n霁川镇|300|1.2|20|120",
        "A2:A3 B2:C2 D2:E2",
    )
    assert figures(harvest) == {(MEMBERS, 202506, "jichuan"): 300.0, (TRAINEES, 202506, "jichuan"): 20.0}
    assert [(problem.severity, problem.cell) for problem in harvest.problems] == [("warn", "C3")]


def test_the_office_that_helps_is_not_the_place() -> None:
    harvest = take("2025年6月||\n乡镇|帮扶单位|党员总数（名）\n霁川镇|区委组织部|300\n榆荫街道|区纪委监委|200")
    assert figures(harvest) == {(MEMBERS, 202506, "jichuan"): 300.0, (MEMBERS, 202506, "yuyin"): 200.0}


def test_figures_without_a_header_are_said_and_numbers_of_rows_are_not() -> None:
    harvest = take("2025年6月|||\n|乡镇|党员总数（名）|\n1|霁川镇|300|20\n2|榆荫街道|200|10")
    assert said(harvest) == ["月报 › D2：D列有数，却没有表头。请按下发的表样填写，或确认它对应哪个指标、是否不读。"]


@pytest.mark.parametrize("label", ["单位：万元", "2025年6月表（单位：万元）"])
@pytest.mark.parametrize(("unit", "value"), [("元", 1234000.0), ("万元", 123.4), ("个", 123.4)])
def test_a_unit_said_for_the_whole_table_is_converted(label: str, unit: str, value: float) -> None:
    metric = NAMES.catalogue[TRAINEES].model_copy(update={"unit": unit})
    metrics = tuple(metric if known.code == TRAINEES else known for known in NAMES.catalogue.metrics)
    catalogue = Catalogue(themes=NAMES.catalogue.themes, metrics=metrics, fingerprint="test")
    content = write(f"霁川镇2025年6月|\n{label}|\n项目|数量\n培训人次|123.4\n讲党课次数|3")
    harvest = read_content(content, "报表.xlsx", Names(catalogue, NAMES.places))
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): value, (LECTURES, 202506, "jichuan"): 3.0}


@pytest.mark.parametrize(
    ("cell", "unit", "own", "value"),
    [(0.07, "万元", "元", 700.0), (3, "公顷", "亩", 45.0), (1.2, "万人次", "人次", 12000.0), (1500, "米", "公里", 1.5)],
)
def test_a_larger_unit_is_exactly_so_many_of_the_smaller(cell: float, unit: str, own: str, value: float) -> None:
    harvest = Harvest("报表.xlsx")
    metric = NAMES.catalogue[TRAINEES].model_copy(update={"unit": own})
    harvest.take(Grid("月报", [[cell]]), 1, 1, metric, 202506, "jichuan", unit)
    assert [observation.value for observation in harvest.observations.values()] == [value]
