"""Which month a figure is for, wherever and however a township writes it."""

import pytest

from pipelines.gathering import read_content
from tests.pipelines.forms import NAMES, book
from tests.pipelines.reading.drawn import write
from tests.pipelines.townships import LECTURES, MEMBERS, TRAINEES, figures, said, take


@pytest.mark.parametrize("months", [("1月", "2月"), ("1", "2"), ("2025年1月", "2025-02"), ("一月", "二月份")])
def test_months_down_and_metrics_of_one_place_across(months: tuple[str, str]) -> None:
    harvest = take(
        f"霁川镇2025年情况||\n月份|讲党课次数（次）|培训人次（人次）\n{months[0]}|3|20\n{months[1]}|4|30\n合计|7|50",
        "A1:C1",
    )
    assert harvest.layouts == ["各月竖排、指标横排"]
    assert figures(harvest) == {
        (LECTURES, 202501, "jichuan"): 3.0,
        (TRAINEES, 202501, "jichuan"): 20.0,
        (LECTURES, 202502, "jichuan"): 4.0,
        (TRAINEES, 202502, "jichuan"): 30.0,
    }
    assert said(harvest) == []


@pytest.mark.parametrize(
    "rows",
    [
        "1月|3|1\n2月|4|3\n1-2月合计|7|3",
        "1月|3|1\n2月|4|3\n1—2月|7|3",
        "1|3|1\n2|4|3\n2025年1-2月累计|7|3",
        "2025-01|3|1\n2025-02|4|3\n1至2月小计|7|3",
    ],
)
def test_a_running_total_among_the_months_is_only_a_check(rows: str) -> None:
    harvest = take(f"霁川镇2025年||\n月份|讲党课次数（次）|违反中央八项规定精神查处人数（人）\n{rows}", "A1:C1")
    assert figures(harvest) == {
        (LECTURES, 202501, "jichuan"): 3.0,
        (LECTURES, 202502, "jichuan"): 4.0,
        ("eight_rules_persons", 202501, "jichuan"): 1.0,
        ("eight_rules_persons", 202502, "jichuan"): 3.0,
    }
    assert said(harvest) == []


def test_running_totals_are_checked_each_against_its_own_months() -> None:
    rows = "1月|3\n2月|4\n3月|1\n一季度|9\n4月|2\n1-4月累计|10\n5月|2\n6月|2\n二季度合计|7\n上半年|14"
    harvest = take(f"霁川镇2025年|\n月份|讲党课次数（次）\n{rows}", "A1:B1")
    assert [figures(harvest)[LECTURES, 202500 + month, "jichuan"] for month in range(1, 7)] == [3, 4, 1, 2, 2, 2]
    assert [sentence.split("。")[0] for sentence in said(harvest)] == [
        "月报 › B6：合计“9”与各行之和 8 不等（讲党课次数）",
        "月报 › B11：合计“7”与各行之和 6 不等（讲党课次数）",
    ]


def test_months_that_add_up_are_no_running_figures() -> None:
    rows = "1月|1\n2月|2\n1-2月合计|3"
    harvest = take(f"霁川镇2025年|\n月份|违反中央八项规定精神查处人数（人）\n{rows}", "A1:B1")
    assert said(harvest) == [
        "月报 › B5：累计“3”与2月的“2”不等，违反中央八项规定精神查处人数各月应填累计数。请按口径填写后重新报送。"
    ]


@pytest.mark.parametrize("rows", ["1-2月|7\n3月|1", "2月|4\n1-2月合计|7", "1月|3\n3月|4\n1-3月累计|7"])
def test_several_months_whose_own_rows_are_not_there_are_no_month(rows: str) -> None:
    harvest = take(f"霁川镇2025年|\n月份|讲党课次数（次）\n{rows}", "A1:B1")
    assert [(problem.rule, problem.severity) for problem in harvest.problems] == [("unknown_period", "block")]


def test_each_place_has_its_own_running_total() -> None:
    harvest = take(
        "讲党课情况||\n乡镇|月份|讲党课次数（次）\n霁川镇|2025年1月|3\n|2025年2月|4\n|1-2月|7\n"
        "榆荫街道|2025年1月|5\n|2025年2月|6\n|1-2月累计|12\n合计|2025年1月|8\n合计|2025年2月|10",
        "A1:C1 A3:A5 A6:A8",
    )
    assert list(figures(harvest).values()) == [3, 4, 5, 6]
    assert [problem.cell for problem in harvest.problems] == ["C8"]


def test_a_running_total_beside_the_months_is_none_of_them() -> None:
    harvest = take("2025年讲党课次数|||\n乡镇|1月|2月|1-2月合计\n霁川镇|1|2|3")
    assert figures(harvest) == {(LECTURES, 202501, "jichuan"): 1.0, (LECTURES, 202502, "jichuan"): 2.0}
    assert said(harvest) == []


@pytest.mark.parametrize("merges", ["A1:C1 A3:A4", "A1:C1"])
def test_a_year_beside_the_months_holds_until_the_next(merges: str) -> None:
    harvest = take("霁川镇情况||\n年度|月份|讲党课次数（次）\n2024年|11月|3\n|12月|4\n2025|1月|5", merges)
    assert figures(harvest) == {
        (LECTURES, 202411, "jichuan"): 3.0,
        (LECTURES, 202412, "jichuan"): 4.0,
        (LECTURES, 202501, "jichuan"): 5.0,
    }


def test_months_that_begin_anew_without_a_year_are_not_guessed() -> None:
    harvest = take("霁川镇情况||\n年度|月份|讲党课次数（次）\n2024年|12月|4\n|1月|5")
    assert figures(harvest) == {(LECTURES, 202412, "jichuan"): 4.0}
    assert said(harvest) == ["月报 › B4：“1月”不是写明了年份的一个月。请逐行写明年月，如 2025年6月，按月填报。"]


def test_half_a_year_among_the_months_is_not_a_month() -> None:
    harvest = take("霁川镇2025年||\n月份|讲党课次数|培训人次\n6月|3|10\n上半年|4|20", "A1:C1")
    assert [problem.cell for problem in harvest.problems] == ["A4"]


def test_places_down_each_with_its_months() -> None:
    harvest = take(
        "讲党课情况||\n乡镇|月份|讲党课次数（次）\n霁川镇|2025年1月|3\n|2025年2月|4\n榆荫街道|2025年1月|5\n|2025年2月|6",
        "A1:C1 A3:A4 A5:A6",
    )
    assert figures(harvest) == {
        (LECTURES, 202501, "jichuan"): 3.0,
        (LECTURES, 202502, "jichuan"): 4.0,
        (LECTURES, 202501, "yuyin"): 5.0,
        (LECTURES, 202502, "yuyin"): 6.0,
    }


def test_months_down_and_places_of_one_metric_across() -> None:
    harvest = take("2025年讲党课次数||\n月份|霁川镇|榆荫街道\n1月|3|10\n2月|4|20\n合计|7|30", "A1:C1")
    assert harvest.layouts == ["各月竖排、乡镇横排"]
    assert figures(harvest) == {
        (LECTURES, 202501, "jichuan"): 3.0,
        (LECTURES, 202501, "yuyin"): 10.0,
        (LECTURES, 202502, "jichuan"): 4.0,
        (LECTURES, 202502, "yuyin"): 20.0,
    }


PERIODS = ["2025年6月", "2025.06", "2025-6", "二〇二五年六月", "二○二五年六月份", "２０２５年６月", "（2025年6月份）"]


@pytest.mark.parametrize("period", PERIODS)
def test_a_period_in_any_spelling(period: str) -> None:
    harvest = take(f"霁川镇月报||\n{period}||\n项目|单位|数量\n培训人次|人次|20", "A1:C1 A2:C2")
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 20.0}


@pytest.mark.parametrize(
    ("title", "sheet", "file"),
    [
        ("霁川镇2025年月报", "6月", "报表.xlsx"),
        ("6月份基层党建月报", "Sheet1", "霁川镇2025年.xlsx"),
        ("六月", "霁川镇", "2025年报表.xlsx"),
    ],
)
def test_a_month_and_its_year_may_stand_apart(title: str, sheet: str, file: str) -> None:
    content = write(f"{title}||\n项目|单位|数量\n培训人次|人次|20", "A1:C1", sheet)
    assert figures(read_content(content, file, NAMES)) == {(TRAINEES, 202506, "jichuan"): 20.0}


def test_a_day_to_report_by_is_no_period() -> None:
    harvest = take("霁川镇2025年月报||\n请于7月5日前报送||\n项目|单位|数量\n培训人次|人次|20", "A1:C1 A2:C2")
    assert said(harvest) == ["月报：没有写明是哪一个月的数。请在“填报期间”写明年月后重新报送。"]


@pytest.mark.parametrize("edition", ["2019年修订", "（2019年6月第二次修订）", "（2019年版）", "2019年6月1日印发"])
def test_when_a_form_was_drawn_up_is_no_time_of_its_figures(edition: str) -> None:
    harvest = take(f"{edition}||\n项目|6月|7月\n培训人次|3|4", "A1:C1", "霁川镇.xlsx")
    assert figures(harvest) == {}
    assert said(harvest)[0] == "月报 › B2：“6月”没有年份。请在标题或“年度”一栏写明年份后重新报送。"
    harvest = take(f"{edition}||\n霁川镇2025年6月||\n项目|单位|数量\n培训人次|人次|20")
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 20.0}


@pytest.mark.parametrize("day", ["2025年7月3日", "2025-07-03", "2025/7/3", "2025年7月1日"])
def test_the_day_of_filling_in_is_no_period(day: str) -> None:
    harvest = take(f"霁川镇月报|||{day}\n项目|单位|数量|\n培训人次|人次|20|")
    assert said(harvest) == ["月报：没有写明是哪一个月的数。请在“填报期间”写明年月后重新报送。"]
    harvest = take(f"霁川镇2025年6月月报|||{day}\n项目|单位|数量|\n培训人次|人次|20|")
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 20.0}


@pytest.mark.parametrize("period", ["截至2025年6月30日", "截至2025年6月15日", "2025年6月30日", "2025-06-30"])
def test_the_day_that_figures_run_up_to_is_a_period(period: str) -> None:
    harvest = take(f"霁川镇月报（{period}）||\n项目|单位|数量\n党员总数|名|300", "A1:C1")
    assert figures(harvest) == {(MEMBERS, 202506, "jichuan"): 300.0}


def test_from_new_year_to_a_day_is_a_running_total() -> None:
    harvest = take("2025年1月1日至6月30日||\n项目|单位|数量\n培训人次|人次|20", "A1:C1", "霁川镇2025年6月.xlsx")
    assert [problem.rule for problem in harvest.problems] == ["other_sense"]


def test_january_to_june_is_a_running_total_wherever_its_year_stands() -> None:
    harvest = take("1-6月情况||\n项目|单位|数量\n培训人次|人次|20", "A1:C1", "霁川镇2025年6月.xlsx")
    assert figures(harvest) == {}
    assert [problem.rule for problem in harvest.problems] == ["other_sense"]


@pytest.mark.parametrize(("number", "month"), [(2025.06, 202506), (202506, 202506), (2025.11, 202511), (2025.1, None)])
def test_a_period_typed_as_a_number(number: float, month: int | None) -> None:
    # 2025.10 typed into a cell is kept as 2025.1, and so is 2025.1.
    rows = [["填报单位：", "霁川镇", "填报期间：", number], ["项目", "单位", "数量"], ["培训人次", "人次", 20]]
    alone = [["霁川镇"], [number], ["项目", "单位", "数量"], ["培训人次", "人次", 20]]
    expected = {(TRAINEES, month, "jichuan"): 20.0} if month else {}
    assert figures(read_content(book(月报=rows), "报表.xlsx", NAMES)) == expected
    assert figures(read_content(book(月报=alone), "报表.xlsx", NAMES)) == expected


@pytest.mark.parametrize("title", ["2025年第2季度", "2025年二季度", "2025年Q2", "2025年5-6月", "2025年下半年"])
def test_a_stretch_in_the_title_is_no_month_though_the_file_names_one(title: str) -> None:
    harvest = take(f"{title}情况||\n项目|单位|数量\n培训人次|人次|20", "A1:C1", "霁川镇2025年6月.xlsx")
    assert figures(harvest) == {}


def test_a_section_for_another_month_is_not_this_month() -> None:
    rows = "2025年5月|\n霁川镇|300\n2025年6月|\n榆荫街道|200"
    harvest = take(f"2025年6月|\n单位|党员总数（名）\n{rows}", "A3:B3 A5:B5")
    assert figures(harvest) == {}
    assert said(harvest) == ["月报 › A3：“2025年5月”一节是另一个月的数。请一个月一张表，或把各月横排。"]


def test_months_typed_as_numbers_head_columns() -> None:
    harvest = take("霁川镇|||\n项目|单位|202501|202502\n讲党课次数|次|3|4")
    assert figures(harvest) == {(LECTURES, 202501, "jichuan"): 3.0, (LECTURES, 202502, "jichuan"): 4.0}


@pytest.mark.parametrize("merges", ["A1:E1 A2:A3 B2:C2 D2:E2", "A1:E1"])
def test_numbers_that_go_on_below_their_years_are_months(merges: str) -> None:
    harvest = take("讲党课次数||||\n乡镇|2024年||2025年度|\n|11|12|1|2\n霁川镇|4|5|6|7", merges)
    assert figures(harvest) == {
        (LECTURES, 202411, "jichuan"): 4.0,
        (LECTURES, 202412, "jichuan"): 5.0,
        (LECTURES, 202501, "jichuan"): 6.0,
        (LECTURES, 202502, "jichuan"): 7.0,
    }
    assert said(harvest) == []


def test_numbers_below_the_word_month_are_those_of_the_titles_year() -> None:
    harvest = take("霁川镇2025年||\n项目|月份|\n|1|2\n讲党课次数（次）|4|5", "A1:C1 A2:A3 B2:C2")
    assert figures(harvest) == {(LECTURES, 202501, "jichuan"): 4.0, (LECTURES, 202502, "jichuan"): 5.0}


@pytest.mark.parametrize(
    ("title", "head"), [("讲党课次数", "1|3|2"), ("讲党课次数", "11|12|13"), ("讲党课次数（按季度）", "1|2|3")]
)
def test_other_numbers_below_a_year_are_no_months(title: str, head: str) -> None:
    harvest = take(f"{title}|||\n乡镇|2025年||\n|{head}\n霁川镇|4|5|6", "A1:D1 A2:A3 B2:D2")
    assert figures(harvest) == {}
    assert [problem.rule for problem in harvest.problems] == ["unclear_layout"]


@pytest.mark.parametrize("title", ["2025年全年", "1-12月"])
def test_a_whole_year_is_a_running_total(title: str) -> None:
    harvest = take(f"{title}情况||\n项目|单位|数量\n培训人次|人次|20", "A1:C1", "霁川镇2025年12月.xlsx")
    assert [problem.rule for problem in harvest.problems] == ["other_sense"]


def test_years_that_contradict_one_another_are_not_chosen_from() -> None:
    harvest = take("2024年讲党课次数||\n乡镇|1月|2月\n霁川镇|1|2", "A1:C1", "2025年讲党课次数.xlsx")
    assert figures(harvest) == {}
    assert said(harvest)[0] == "月报：标题为2024年，文件名为2025年，互相矛盾。请在“填报期间”写明年月后重新报送。"
    harvest = take("霁川镇2024年报表||\n2025年月报||\n项目|1月|2月\n培训人次|1|2")
    assert figures(harvest) == {}
    assert said(harvest)[0] == "月报：标题为2024年，标题为2025年，互相矛盾。请在“填报期间”写明年月后重新报送。"
