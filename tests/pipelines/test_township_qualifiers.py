"""Words beside a row's figures: which make them the figures of something else, and which only talk about them."""

from collections.abc import Callable

import pytest

from pipelines.tidying.harvest import Harvest
from tests.pipelines.townships import LECTURES, TRAINEES, figures, said, take

BRANCHES = "party_branches"


def places_down(header: str, text: str) -> Harvest:
    return take(f"2025年6月|||\n乡镇|{header}|培训人次|党支部数\n霁川镇|{text}|3|9", "A1:D1")


def places_down_behind(header: str, text: str) -> Harvest:
    return take(f"2025年6月|||\n乡镇|培训人次|党支部数|{header}\n霁川镇|3|9|{text}", "A1:D1")


def metrics_down(header: str, text: str) -> Harvest:
    return take(f"霁川镇2025年6月||\n项目|{header}|数量\n培训人次|{text}|3\n党支部数|{text}|9", "A1:C1")


def metrics_down_behind(header: str, text: str) -> Harvest:
    return take(f"霁川镇2025年6月||\n项目|数量|{header}\n培训人次|3|{text}\n党支部数|9|{text}", "A1:C1")


OTHERS = [
    ("季度", "一季度"), ("年份", "2024"), ("年度", "2024年"), ("时间", "2025年5月"), ("时间", "5月"),
    ("日期", "2025-05-31"), ("日期", "2025-05-12"), ("统计时间", "2025年1-5月"), ("期别", "上年同期"),
    ("口径", "本年累计"), ("数据类型", "计划数"), ("类别", "目标"), ("类别", "农村"), ("性别", "女"), ("范围", "机关"),
    ("对象", "村干部"), ("方式", "线上"), ("备注", "上年数"), ("村", "东村"), ("党支部", "东村支部"),
]  # fmt: skip
TALK = [
    ("时间", "2025年6月"), ("年度", "2025"), ("日期", "2025-07-02"), ("完成时限", "2025年5月"), ("类型", "镇"),
    ("口径", "本期"), ("备注", "含机关"), ("是否达标", "是"), ("所属片区", "北片"), ("主管部门", "组织部"),
    ("状态", "已审核"),
]  # fmt: skip


@pytest.mark.parametrize("lay", [places_down, places_down_behind, metrics_down, metrics_down_behind])
@pytest.mark.parametrize(("header", "text"), OTHERS)
def test_figures_of_another_time_plan_or_part_are_not_the_months(
    lay: Callable[[str, str], Harvest], header: str, text: str
) -> None:
    harvest = lay(header, text)
    assert figures(harvest) == {}
    assert [(problem.rule, problem.severity) for problem in harvest.problems] == [("unclear_layout", "block")]


@pytest.mark.parametrize("lay", [places_down, places_down_behind, metrics_down, metrics_down_behind])
@pytest.mark.parametrize(("header", "text"), TALK)
def test_words_about_a_row_are_no_doubt(lay: Callable[[str, str], Harvest], header: str, text: str) -> None:
    harvest = lay(header, text)
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 3.0, (BRANCHES, 202506, "jichuan"): 9.0}
    assert said(harvest) == []


def test_the_message_names_the_cell() -> None:
    assert said(places_down("性别", "女")) == [
        "月报 › B3：“女”只是一部分，不能当作全部的数。请只填单位本月的全部数，其余的删去后重新报送。"
    ]


@pytest.mark.parametrize("header", ["单位", "计量单位"])
def test_a_unit_beside_the_figures_of_places_counts(header: str) -> None:
    harvest = take(f"2025年6月||\n乡镇|{header}|培训人次\n霁川镇|万人次|0.3", "A1:C1")
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 3000.0}


def test_places_in_a_column_called_unit_are_no_units() -> None:
    harvest = take("2025年6月|\n单位|培训人次\n霁川镇|3\n霜林镇党委|4\n合计|7", "A1:B1")
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 3.0, (TRAINEES, 202506, "shuanglin"): 4.0}
    assert said(harvest) == []


def test_a_year_beside_months_across_may_not_contradict_theirs() -> None:
    sheet = "讲党课次数|||\n乡镇|年度|5月|6月\n霁川镇|{0}|3|4"
    assert figures(take(sheet.format(2024), file="2025年.xlsx")) == {}
    taken = {(LECTURES, 202505, "jichuan"): 3.0, (LECTURES, 202506, "jichuan"): 4.0}
    assert figures(take(sheet.format(2025), file="2025年.xlsx")) == taken
