"""Groups and sections above names: which only order them, and which make them the names of something else."""

from collections.abc import Callable

import pytest

from pipelines.tidying.harvest import Harvest
from tests.pipelines.townships import TRAINEES, figures, said, take

BRANCHES = "party_branches"
SUBSETS = [
    "村干部", "入党积极分子", "致富带头人", "退役军人", "机关党员情况", "农村", "老党员", "线上", "新增", "减少",
    "达标", "未达标", "市级以上", "镇本级", "甲村", "东村党支部", "东片区", "附：村级",
]  # fmt: skip
TIMES = ["2024年", "2025年", "上半年", "2025年二季度", "全年", "第三季度"]
THEMES = ["教育培训", "党员", "党组织建设", "（一）基本情况", "二、队伍建设情况", "党支部", "其他", "本月", "6月"]


def across(group: str) -> Harvest:
    return take(f"2025年6月||\n单位|{group}|\n|培训人次|党支部数\n霁川镇|3|9", "A1:C1 A2:A3 B2:C2")


def above(group: str) -> Harvest:
    return take(f"霁川镇2025年6月||\n项目|单位|数量\n{group}||\n培训人次|人次|3\n党支部数|个|9", "A1:C1 A3:C3")


def beside(group: str) -> Harvest:
    return take(f"霁川镇2025年6月|||\n类别|项目|单位|数量\n{group}|培训人次|人次|3\n|党支部数|个|9", "A1:D1 A3:A4")


@pytest.mark.parametrize("lay", [across, above, beside])
@pytest.mark.parametrize("group", [*SUBSETS, *TIMES])
def test_a_group_may_count_a_part_or_another_time(lay: Callable[[str], Harvest], group: str) -> None:
    harvest = lay(group)
    taken = {(metric, month) for metric, month, _ in figures(harvest)}
    assert not taken & {(TRAINEES, 202506), (BRANCHES, 202506)}
    assert any(problem.severity == "block" for problem in harvest.problems)


@pytest.mark.parametrize("lay", [across, above, beside])
@pytest.mark.parametrize("group", THEMES)
def test_a_group_may_only_order_the_names(lay: Callable[[str], Harvest], group: str) -> None:
    harvest = lay(group)
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 3.0, (BRANCHES, 202506, "jichuan"): 9.0}
    assert said(harvest) == []


def test_a_group_makes_the_name_of_another_metric() -> None:
    harvest = take("2025年6月|\n单位|达标\n|党支部数\n霁川镇|3", "A1:B1 A2:A3")
    assert list(figures(harvest)) == [("branches_up_to_standard", 202506, "jichuan")]


def test_another_month_beside_the_names_is_said_with_its_cell() -> None:
    harvest = beside("2025年5月")
    assert figures(harvest) == {}
    assert said(harvest) == ["月报 › A3：“2025年5月”一节是另一个月的数。请一个月一张表，或把各月横排。"]


def test_places_down_below_a_group_that_is_a_place_are_not_guessed() -> None:
    assert said(across("鹭汀镇")) == [
        "月报 › B2：“鹭汀镇”是单位名称，下面各行又是单位，看不出数属于谁。"
        "请一列只填一种内容，或使用下发的表样填写后重新报送。"
    ]
    assert len(figures(across("全区"))) == 2


def test_a_section_so_far_leaves_no_figure_out_without_a_word() -> None:
    harvest = above("本年累计")
    assert figures(harvest) == {(BRANCHES, 202506, "jichuan"): 9.0}
    assert said(harvest) == ["月报 › C4：“3”是累计数，培训人次应填本期发生数。请按口径填写后重新报送。"]


@pytest.mark.parametrize("order", [("本月", "本年累计"), ("本年累计", "本月")])
def test_of_two_sections_the_one_that_is_asked_for_is_read(order: tuple[str, str]) -> None:
    counts = {"本月": "培训人次|人次|3\n违反中央八项规定精神查处人数|人|1", "本年累计": "培训人次|人次|18\n"}
    counts["本年累计"] += "违反中央八项规定精神查处人数|人|4"
    text = "\n".join(f"{name}||\n{counts[name]}" for name in order)
    harvest = take(f"霁川镇2025年6月||\n项目|单位|数量\n{text}", "A1:C1 A3:C3 A6:C6")
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 3.0, ("eight_rules_persons", 202506, "jichuan"): 4.0}
    assert said(harvest) == []
