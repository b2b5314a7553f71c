"""Layouts told apart without being named, and figures that stand for another time or are not asked for."""

from collections.abc import Sequence
from typing import Any

import pytest

from pipelines.gathering import read_content
from pipelines.reading.grid import Grid, Merge
from pipelines.reading.tables import find_tables
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.tables import tidy
from tests.pipelines.forms import NAMES, book, form, summary


def read(content: bytes, name: str = "报表.xlsx") -> Harvest:
    return read_content(content, name, NAMES)


def figures(harvest: Harvest) -> dict[tuple[str, int, str], float | None]:
    return {key: observation.value for key, observation in harvest.observations.items()}


def said(harvest: Harvest) -> list[str]:
    return [str(problem).removeprefix(f"{harvest.file} › ") for problem in harvest.problems]


def sheet(*rows: Sequence[Any]) -> bytes:
    return book(月报=rows)


def test_places_down_and_months_of_one_metric_across() -> None:
    harvest = read(
        sheet(
            ["2025年讲党课次数统计表"], ["乡镇", "1月", "2月"], ["霁川镇", 3, 4], ["榆荫街道", None, 0], ["合计", 3, 5]
        )
    )
    assert harvest.layouts == ["乡镇竖排、各月横排"]
    assert figures(harvest) == {
        ("party_lectures", 202501, "jichuan"): 3.0,
        ("party_lectures", 202502, "jichuan"): 4.0,
        ("party_lectures", 202502, "yuyin"): 0.0,
    }
    assert said(harvest) == ["月报 › C5：合计“5”与各行之和 4 不等（讲党课次数）。请核对各行和合计后重新报送。"]


def test_metrics_down_and_places_across() -> None:
    harvest = read(
        sheet(
            ["2025年6月报表"],
            ["项目", "单位", "霁川镇", "榆荫街道"],
            ["讲党课次数", "次", 3, 4],
            ["培训人次", "人次", 20, None],
        )
    )
    assert harvest.layouts == ["指标竖排、乡镇横排"]
    assert figures(harvest) == {
        ("party_lectures", 202506, "jichuan"): 3.0,
        ("party_lectures", 202506, "yuyin"): 4.0,
        ("trainees", 202506, "jichuan"): 20.0,
    }


def test_months_over_metrics_each_keep_their_month() -> None:
    harvest = read(
        sheet(
            ["2025年情况"],
            ["乡镇", "1月", None, "2月", None],
            [None, "讲党课次数", "培训人次", "讲党课次数", "培训人次"],
            ["霁川镇", 1, 10, 2, 20],
        )
    )
    assert figures(harvest) == {
        ("party_lectures", 202501, "jichuan"): 1.0,
        ("trainees", 202501, "jichuan"): 10.0,
        ("party_lectures", 202502, "jichuan"): 2.0,
        ("trainees", 202502, "jichuan"): 20.0,
    }


def test_a_list_of_places_and_metrics_in_rows_is_not_guessed() -> None:
    rows = [["讲党课次数", "霁川镇", 3], ["培训人次", "霁川镇", 20], ["讲党课次数", "榆荫街道", 4]]
    harvest = read(sheet(["霁川镇2025年6月"], ["指标", "单位名称", "数值"], *rows))
    assert figures(harvest) == {}
    assert said(harvest) == [
        "月报 › A2：认出 3 行指标、3 行单位、1 列数量，看不出数与指标、单位、月份怎样对应。"
        "请使用下发的表样填写，或确认表上各栏对应什么。"
    ]


def test_a_responsible_office_beside_each_metric_is_not_whose_figure_it_is() -> None:
    harvest = read(
        sheet(
            ["填报单位：霁川镇", None, "填报期间：2025年6月"],
            ["项目", "牵头单位", "数量"],
            ["讲党课次数", "区委组织部", 3],
            ["培训人次", "区委组织部", 20],
        )
    )
    assert figures(harvest) == {
        ("party_lectures", 202506, "jichuan"): 3.0,
        ("trainees", 202506, "jichuan"): 20.0,
    }


BOTH: list[list[Any]] = [
    ["填报单位：霁川镇", None, "填报期间：2025年6月"],
    ["项目", "本月数", "本年累计", "上年同期", "同比（%）"],
    ["讲党课次数", 3, 18, 2, 50],
    ["违反中央八项规定精神查处人数", 1, 7, 5, None],
]


def test_each_metric_is_read_in_its_own_sense() -> None:
    harvest = read(sheet(*BOTH))
    assert figures(harvest) == {
        ("party_lectures", 202506, "jichuan"): 3.0,
        ("eight_rules_persons", 202506, "jichuan"): 7.0,
    }
    assert [(problem.rule, problem.severity, problem.cell) for problem in harvest.problems] == [
        ("other_period", "warn", "D2"),
        ("other_period", "warn", "E2"),
    ]


def test_a_running_total_is_not_a_month() -> None:
    harvest = read(
        sheet(
            ["2025年6月"],
            ["乡镇", "本年累计", None],
            [None, "讲党课次数", "违反中央八项规定精神查处人数"],
            ["霁川镇", 18, 7],
        )
    )
    assert figures(harvest) == {("eight_rules_persons", 202506, "jichuan"): 7.0}
    assert said(harvest) == ["月报 › B4：“18”是累计数，讲党课次数应填本期发生数。请按口径填写后重新报送。"]


@pytest.mark.parametrize("month", ["2025年1—6月", "2025年上半年"])
def test_a_form_for_half_a_year_holds_running_totals(month: str) -> None:
    harvest = read(form(("讲党课次数", "次", 18), ("违反中央八项规定精神查处人数", "人", 7), month=month))
    assert figures(harvest) == {("eight_rules_persons", 202506, "jichuan"): 7.0}
    assert [(problem.rule, problem.cell) for problem in harvest.problems] == [("other_sense", "D4")]


def test_a_quarter_is_not_a_month() -> None:
    harvest = read(form(("讲党课次数", "次", 18), month="2025年第二季度"))
    assert figures(harvest) == {}
    assert said(harvest) == ["月报：“填报期间”“2025年第二季度”不是一个月的数。请按月填报。"]


def test_last_year_across_is_not_this_month() -> None:
    harvest = read(
        sheet(["2025年6月"], ["乡镇", "上年同期", None], [None, "讲党课次数", "培训人次"], ["霁川镇", 18, 7])
    )
    assert figures(harvest) == {}
    assert [problem.rule for problem in harvest.problems] == ["unclear_layout"]


def test_what_a_unit_is_not_asked_for_is_not_taken() -> None:
    harvest = read(form(("提拔干部", "名", 5), ("签订责任状份数", "份", 0), ("书记点评问题", "个", 4)))
    assert figures(harvest) == {}
    assert [(problem.severity, problem.cell, problem.found + problem.expected) for problem in harvest.problems] == [
        ("block", "D4", "“5”：霁川镇不填报提拔干部"),
        ("warn", "D6", "书记点评问题“4”由整改台账统计，没有读取"),
    ]


def test_the_district_in_the_list_is_a_sum() -> None:
    harvest = read(summary([["青梧区", 900, 15], ["霁川镇", 500, 10], ["榆荫街道", 300, 5]]))
    assert ("party_members", 202506, "qingwu") not in figures(harvest)
    assert said(harvest) == ["汇总 › B3：合计“900”与各行之和 800 不等（党员总数）。请核对各行和合计后重新报送。"]


def test_a_form_and_its_file_may_not_name_two_places() -> None:
    harvest = read(form(("讲党课次数", "次", 3)), "榆荫街道2025年6月.xlsx")
    assert figures(harvest) == {}
    assert said(harvest) == ["月报 › A2：填报单位“霁川镇”与“榆荫街道2025年6月”不是同一个单位。请核对是哪个单位的数。"]


def test_a_label_of_the_unit_of_measure_is_not_a_place() -> None:
    harvest = read(
        sheet(["霁川镇2025年6月月报"], ["单位：次"], ["项目", "数量"], ["讲党课次数", 3], ["培训人次", 4]), "报表.xlsx"
    )
    assert figures(harvest)[("party_lectures", 202506, "jichuan")] == 3.0


def test_a_place_misspelt_is_asked_about_and_not_taken() -> None:
    harvest = read(summary([["榆阴街道", 500, 10]]))
    assert figures(harvest) == {}
    assert said(harvest) == [
        "汇总 › A3：“榆阴街道”不是本区的单位名称或别名（是否指榆荫街道？）。请填写全称，或确认它是哪个单位。"
    ]


@pytest.mark.parametrize(
    ("unit", "other", "typed", "value"),
    [("元", "万元", 12.34, 123400.0), ("元", "元", 12.34, 12.34), ("万元", "元", 7000, 0.7)],
)
def test_money_is_read_in_the_unit_of_the_form(unit: str, other: str, typed: float, value: float) -> None:
    metric = NAMES.catalogue["trainees"].model_copy(update={"unit": unit})
    harvest = Harvest("报表.xlsx")
    harvest.take(Grid("月报", [[typed]]), 1, 1, metric, 202506, "jichuan", other)
    assert [observation.value for observation in harvest.observations.values()] == [value]


@pytest.mark.parametrize(("own", "read"), [("万元", []), ("公里", []), ("人次", [20.0])])
def test_what_is_measured_is_not_read_in_a_unit_that_nobody_knows(own: str, read: list[float]) -> None:
    metric = NAMES.catalogue["trainees"].model_copy(update={"unit": own})
    harvest = Harvest("报表.xlsx")
    harvest.take(Grid("月报", [[20]]), 1, 1, metric, 202506, "jichuan", "？？")
    assert [observation.value for observation in harvest.observations.values()] == read
    assert [problem.rule for problem in harvest.problems] == ([] if read else ["unit_mismatch"])


def test_a_form_that_nobody_filled_in_is_refused_and_one_without_events_is_not() -> None:
    assert said(read(form(("讲党课次数", "次", None), ("培训人次", "人次", "未报")))) == [
        "报表.xlsx：表里一个数也没有填，应逐项填写。没有发生填 0，没有这项工作填“不适用”，填好后重新报送。"
    ]
    assert said(read(form(("讲党课次数", "次", 0)))) == []
    assert said(read(form(("讲党课次数", "次", "不适用")))) == []


def test_months_beyond_an_empty_column_go_on_with_the_table() -> None:
    harvest = read(
        sheet(["讲党课次数"], ["乡镇", "2025年1月", None, "2025年2月", "2025年3月"], ["霁川镇", 3, None, 4, 5])
    )
    assert [(month, value) for (_, month, _), value in figures(harvest).items()] == [
        (202501, 3),
        (202502, 4),
        (202503, 5),
    ]


def test_a_column_without_a_header_amid_others_is_no_serial_number() -> None:
    harvest = read(sheet(["2025年6月"], ["乡镇", "讲党课次数", None, "备注"], ["霁川镇", 3, 1], ["榆荫街道", 4, 2]))
    assert said(harvest) == ["月报 › C2：C列有数，却没有表头。请按下发的表样填写，或确认它对应哪个指标、是否不读。"]


@pytest.mark.parametrize("heads", [("2025年1月", "2025年2月"), ("霁川镇", "榆荫街道"), ("本月数", "本年累计")])
def test_figures_without_anything_to_belong_to_are_refused(heads: tuple[str, str]) -> None:
    harvest = read(sheet(["项目", *heads], ["村里的事", 3, 4]))
    assert said(harvest) == [
        "月报 › A1：认出 2 列数量，看不出数与指标、单位、月份怎样对应。请使用下发的表样填写，或确认表上各栏对应什么。"
    ]


@pytest.mark.parametrize("heads", [("2025-01", "202502"), ("2025年1月", "2025.2")])
def test_months_typed_as_text_head_columns(heads: tuple[str, str]) -> None:
    harvest = read(sheet(["讲党课次数"], ["乡镇", *heads], ["霁川镇", 3, 4]))
    assert figures(harvest) == {("party_lectures", 202501, "jichuan"): 3.0, ("party_lectures", 202502, "jichuan"): 4.0}


def test_a_year_stands_above_its_months() -> None:
    rows = [["乡镇", "2024年", None, "2025年"], [None, "11月", "12月", "1月"], ["霁川镇", 3, 4, 5]]
    harvest = read(sheet(["讲党课次数"], *rows))
    assert [(month, value) for (_, month, _), value in figures(harvest).items()] == [
        (202411, 3),
        (202412, 4),
        (202501, 5),
    ]


def test_a_whole_year_is_no_month() -> None:
    rows = [["乡镇", "2024年", "2025年"], [None, "讲党课次数", "培训人次"], ["霁川镇", 36, 40]]
    harvest = read(sheet(["2025年6月"], *rows))
    assert figures(harvest) == {}
    assert [problem.rule for problem in harvest.problems] == ["unclear_layout"]


@pytest.mark.parametrize("covered", [None, 7])
def test_a_figure_merged_over_two_lines_is_neithers(covered: int | None) -> None:
    lines = [["讲党课次数", "次", 5], ["培训人次", "人次", covered]]
    rows = [["霁川镇2025年6月"], ["项目", "单位", "数量"], *lines]
    harvest, grid = Harvest("报表.xlsx"), Grid("月报", rows, [Merge(3, 3, 4, 3)])
    tidy(find_tables(grid), NAMES, harvest)
    assert said(harvest) == ["月报 › C4：合并单元格里的“5”不知属于哪一格。请取消合并，逐格填写后重新报送。"]


@pytest.mark.parametrize("between", [[], [[None]]])
def test_a_table_below_notes_begins_with_its_own_labels(between: list[list[Any]]) -> None:
    above = [["填报单位：霁川镇", None, "年度：2025年"], ["项目", "单位", "1月", "2月"], ["讲党课次数", "次", None, 4]]
    below = [["填报期间：2025年2月"], *between, ["项目", "单位", "榆荫街道"], ["讲党课次数", "次", 7]]
    harvest = read(sheet(*above, ["注：没有发生的填0。"], *below))
    assert figures(harvest) == {("party_lectures", 202502, "jichuan"): 4.0, ("party_lectures", 202502, "yuyin"): 7.0}


def test_a_form_of_which_nothing_is_known_is_not_left_aside_beside_another() -> None:
    harvest = read(
        book(一=[["项目", "数量"], ["村里的事", 3]], 二=[["2025年6月"], ["乡镇", "讲党课次数"], ["霁川镇", 3]])
    )
    assert [(problem.sheet, problem.rule) for problem in harvest.problems] == [("一", "unclear_layout")]
