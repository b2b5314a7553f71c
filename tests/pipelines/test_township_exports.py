"""Ranking lists, pivot tables and exports of systems: what figures they give, or what is said of them."""

import pytest

from tests.pipelines.townships import LECTURES, MEMBERS, TRAINEES, figures, said, take

BOTH = {
    (LECTURES, 202506, "jichuan"): 3.0,
    (TRAINEES, 202506, "jichuan"): 40.0,
    (LECTURES, 202506, "yuyin"): 5.0,
    (TRAINEES, 202506, "yuyin"): 20.0,
}
ROWS = "霁川镇|3|40\n榆荫街道|5|20"


@pytest.mark.parametrize(
    "head",
    [
        "行标签|求和项:讲党课次数|求和项:培训人次",
        "单位名称|讲党课次数|培训人次\nORG_NAME|LECTURE_NUM|TRAIN_NUM",
        "单位名称|讲党课次数|培训人次\nName of unit|Lectures given|Persons trained",
        "org_name|lectures|trained\n单位名称|讲党课次数|培训人次",
    ],
)
def test_exports_name_their_fields_in_their_own_way(head: str) -> None:
    harvest = take(f"{head}\n{ROWS}", file="2025年6月.xlsx")
    assert figures(harvest) == BOTH
    assert said(harvest) == []


@pytest.mark.parametrize("field", ["计数项:讲党课次数", "平均值项:讲党课次数", "最大值项:讲党课次数"])
def test_counts_and_means_of_a_pivot_table_are_not_its_sums(field: str) -> None:
    harvest = take(f"行标签|{field}|求和项:培训人次\n{ROWS}\n总计|8|60", file="2025年6月.xlsx")
    assert [(problem.rule, problem.cell) for problem in harvest.problems] == [("unknown_metric", "B1")]


def test_a_pivot_table_with_months_across() -> None:
    harvest = take(
        "指标|讲党课次数||\n|||\n求和项:数值|列标签||\n行标签|5月|6月|总计\n霁川镇|1|2|3\n榆荫街道|2|2|4\n总计|3|4|7",
        file="2025年讲党课次数.xlsx",
    )
    assert figures(harvest) == {
        (LECTURES, 202505, "jichuan"): 1.0,
        (LECTURES, 202506, "jichuan"): 2.0,
        (LECTURES, 202505, "yuyin"): 2.0,
        (LECTURES, 202506, "yuyin"): 2.0,
    }
    assert said(harvest) == []


def test_ranks_beside_figures_are_left_aside() -> None:
    harvest = take(
        "2025年6月讲党课情况排名||||\n位次|单位|讲党课次数（次）|上月位次|升降\n1|榆荫街道|5|2|↑1\n并列2|霁川镇|3|1|↓1",
        "A1:E1",
    )
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0, (LECTURES, 202506, "yuyin"): 5.0}
    assert {(problem.rule, problem.severity) for problem in harvest.problems} == {("other_period", "warn")}


def test_figures_beside_last_years_below_month_and_year() -> None:
    harvest = take(
        "霁川镇2025年6月|||||\n项目|单位|本月||本年累计|\n||实际|上年同期|实际|上年同期\n讲党课次数|次|3|2|18|15\n"
        "违反中央八项规定精神查处人数|人|1|0|4|2",
        "A1:F1 A2:A3 B2:B3 C2:D2 E2:F2",
    )
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0, ("eight_rules_persons", 202506, "jichuan"): 4.0}


def test_a_month_beside_the_months_so_far_is_its_own() -> None:
    harvest = take(
        "霁川镇2025年||\n项目|6月|1-6月\n讲党课次数|3|18\n违反中央八项规定精神查处人数|1|4\n党员总数|500|500", "A1:C1"
    )
    assert figures(harvest) == {
        (LECTURES, 202506, "jichuan"): 3.0,
        ("eight_rules_persons", 202506, "jichuan"): 4.0,
        (MEMBERS, 202506, "jichuan"): 500.0,
    }
    assert said(harvest) == []


def test_a_list_of_tasks_does_not_give_others_figures_to_one_place() -> None:
    tasks = "2025年6月任务清单||||\n序号|工作任务|责任单位|数量|备注\n1|讲党课次数|{0}|3|\n2|培训人次|{1}|20|"
    others = take(tasks.format("霁川镇", "榆荫街道"), "A1:E1", "霁川镇.xlsx")
    assert figures(others) == {}
    assert said(others) == [
        "月报 › C4：“榆荫街道”是另一个单位，看不出这一行的数是谁的。请一个单位一张表，或把单位逐行列出后重新报送。"
    ]
    own = take(tasks.format("霁川镇", "组织部"), "A1:E1", "霁川镇.xlsx")
    assert figures(own) == {(LECTURES, 202506, "jichuan"): 3.0, (TRAINEES, 202506, "jichuan"): 20.0}


def test_notes_among_the_rows_state_nothing() -> None:
    harvest = take(
        "霁川镇2025年6月||\n项目|单位|数量\n讲党课次数|次|3\n（注：含党委书记2次）||\n培训人次|人次|40\n说明：含线上||",
        "A1:C1",
    )
    assert figures(harvest) == {(LECTURES, 202506, "jichuan"): 3.0, (TRAINEES, 202506, "jichuan"): 40.0}
    assert said(harvest) == []
