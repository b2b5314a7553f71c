"""Titles and headings that say what the figures below are: what happened, or plans, changes, shares, last year's."""

import pytest

from pipelines.gathering import read_content
from pipelines.hints import Hints
from tests.pipelines.forms import NAMES
from tests.pipelines.reading.drawn import write
from tests.pipelines.townships import LECTURES, MEMBERS, TRAINEES, figures, said, take

TABLE = "单位|讲党课次数|培训人次\n霁川镇|3|40"


@pytest.mark.parametrize(
    "title",
    [
        "2025年6月目标任务分解表",
        "2025年6月汇总表（上年同期数）",
        "2025年6月各项指标比上月增减情况",
        "2025年6月培训任务完成率（%）",
        "2025年6月各单位支部平均数",
        "2025年6月培训计划表",
        "2025年6月预计数",
        "2025年6月上旬情况",
        "2025年6月第2周周报",
        "2025年6月填报示例",
    ],
)
def test_a_title_may_say_that_figures_are_none_of_the_months(title: str) -> None:
    harvest = take(f"{title}||\n{TABLE}", "A1:C1")
    assert figures(harvest) == {}
    assert said(harvest) == [
        f"月报 › A1：“{title}”看不出下面是不是本月实际发生的数。请在标题或表头写明是本月数后重新报送。"
    ]


@pytest.mark.parametrize(
    "title",
    [
        "2025年6月目标任务完成情况表",
        "2025年6月计划执行进度表",
        "2025年6月重点任务统计表",
        "2025年6月目标管理月报表",
        "2025年6月工作计划完成表",
    ],
)
def test_a_title_about_what_was_done_is_no_doubt(title: str) -> None:
    harvest = take(f"{title}||\n{TABLE}", "A1:C1")
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0, (TRAINEES, 202506, "jichuan"): 40.0}


def test_columns_say_which_of_them_the_title_means() -> None:
    harvest = take("2025年6月党员增减情况|||\n单位|党员总数|增减|\n霁川镇|500|5|", "A1:D1")
    assert figures(harvest) == {(MEMBERS, 202506, "jichuan"): 500.0}


def test_targets_are_asked_for_where_targets_are_handed_in() -> None:
    content = write(f"2025年度目标任务||\n{TABLE}", "A1:C1")
    harvest = read_content(content, "报表.xlsx", NAMES, Hints(month=202512, planned=True))
    assert figures(harvest) == {(LECTURES, 202512, "jichuan"): 3.0, (TRAINEES, 202512, "jichuan"): 40.0}


def test_a_section_of_plans_is_left_aside() -> None:
    harvest = take(
        "霁川镇2025年6月||\n项目|单位|数量\n一、完成情况||\n讲党课次数|次|3\n二、下月计划||\n培训人次|人次|50",
        "A1:C1 A3:C3 A5:C5",
    )
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0}
    assert [(problem.rule, problem.cell) for problem in harvest.problems] == [("other_period", "C6")]


def test_a_second_table_of_plans_is_not_read() -> None:
    harvest = take(
        "霁川镇2025年6月||\n项目|单位|数量\n讲党课次数|次|3\n||\n下月计划||\n项目|单位|数量\n培训人次|人次|50",
        "A1:C1 A5:C5",
    )
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0}
    assert [(problem.rule, problem.severity, problem.cell) for problem in harvest.problems] == [
        ("unclear_layout", "block", "A5")
    ]


def test_places_below_a_heading_of_plans_are_not_read() -> None:
    harvest = take("2025年6月||\n单位|讲党课次数|培训人次\n下月计划||\n霁川镇|3|40\n榆荫街道|5|20", "A1:C1 A3:C3")
    assert figures(harvest) == {}
    assert [(problem.rule, problem.cell) for problem in harvest.problems] == [("unclear_layout", "A3")]


def test_a_number_behind_the_word_part_is_no_name() -> None:
    harvest = take(
        "霁川镇2025年6月||\n项目|单位|数量\n一、违反中央八项规定精神查处人数|人|4\n其中：1.党纪政务处分人数|人|3",
        "A1:C1",
    )
    assert list(figures(harvest).values()) == [4.0, 3.0]
    assert said(harvest) == []


def test_the_department_that_answers_for_townships_does_not_hold_them() -> None:
    harvest = take("2025年6月||\n牵头单位|单位|讲党课次数\n组织部|霁川镇|3\n|榆荫街道|5", "A1:C1 A3:A4")
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0, (LECTURES, 202506, "yuyin"): 5.0}


@pytest.mark.parametrize("title", ["村干部培训情况", "农村党员情况", "线上培训月报", "两新组织党建月报", "新增情况"])
def test_a_title_may_say_that_figures_are_of_some_only(title: str) -> None:
    harvest = take(f"霁川镇2025年6月{title}||\n项目|单位|数量\n培训人次|人次|3", "A1:C1")
    assert figures(harvest) == {}
    assert [(problem.rule, problem.cell) for problem in harvest.problems] == [("unclear_layout", "A1")]


INNER = ["东村", "城东社区", "机关党支部", "第一党支部", "第3网格", "东片区", "中心小学党支部"]


@pytest.mark.parametrize("unit", INNER)
@pytest.mark.parametrize("where", ["title", "file", "both"])
def test_a_unit_within_a_township_does_not_speak_for_it(unit: str, where: str) -> None:
    inner, whole = f"霁川镇{unit}2025年6月月报", "霁川镇2025年6月月报"
    title, file = {"title": (inner, "报表"), "file": ("月报", inner), "both": (inner, whole)}[where]
    harvest = take(f"{title}||\n项目|单位|数量\n培训人次|人次|3", "A1:C1", f"{file}.xlsx")
    assert figures(harvest) == {}
    assert [problem.found for problem in harvest.problems] == [f"“{unit}”"]


@pytest.mark.parametrize(
    "title",
    [
        "各村",
        "农村基层党建",
        "驻村工作",
        "基层党支部建设",
        "党支部工作",
        "村（社区）",
        "行政村",
        "党委",
        "驻村干部",
        "乡村振兴",
        "村干部队伍建设",
    ],
)
def test_words_behind_a_place_that_name_no_unit(title: str) -> None:
    harvest = take(f"霁川镇{title}2025年6月情况||\n项目|单位|数量\n培训人次|人次|3", "A1:C1")
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 3.0}
