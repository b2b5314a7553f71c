"""Dates in the place of months: what office programs make of 2025年6月, and days that are days."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from pipelines.gathering import read_content
from pipelines.tidying.harvest import Harvest
from tests.pipelines.forms import NAMES
from tests.pipelines.townships import LECTURES, TRAINEES, figures, said

AS_DAY, AS_MONTH = "yyyy-mm-dd", 'yyyy"年"m"月"'


def take_dated(rows: Sequence[Sequence[Any]], shown: str | int = AS_DAY, file: str = "报表.xlsx") -> Harvest:
    """A sheet 月报 whose dates are shown in one format."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("月报")
        form = book.add_format({"num_format": shown})
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value is not None:
                    sheet.write(row, column, value, form if isinstance(value, date) else None)
    return read_content(content.getvalue(), file, NAMES)


def form(day: date, *labels: str) -> list[list[Any]]:
    return [["霁川镇月报"], [None, *labels, day], ["项目", "单位", "数量"], ["培训人次", "人次", 20]]


@pytest.mark.parametrize("shown", [AS_MONTH, "yyyy-mm", "mmm-yy", 17, 57])
def test_a_date_shown_as_its_month_is_a_month(shown: str | int) -> None:
    harvest = take_dated(form(date(2025, 6, 15)), shown)
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 20.0}
    assert said(harvest) == []


def test_a_lone_first_of_a_month_is_taken_for_it_and_doubted() -> None:
    harvest = take_dated(form(date(2025, 6, 1)))
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 20.0}
    assert said(harvest) == [
        "月报 › B2：“2025-06-01”可能是2025年6月，也可能是这一天，按2025年6月读取。"
        "如不是2025年6月的数，请写明年月后重新报送。"
    ]


def test_a_first_of_a_month_says_nothing_against_a_month_that_is_written() -> None:
    harvest = take_dated([["2025年6月"], *form(date(2025, 7, 1))])
    assert figures(harvest) == {(TRAINEES, 202506, "jichuan"): 20.0}
    assert said(harvest) == []


@pytest.mark.parametrize(
    ("label", "month"), [("填报期间：", 202506), ("报告期：", 202506), ("填报日期：", None), ("填报时间：", None)]
)
def test_a_label_says_what_a_first_of_a_month_is(label: str, month: int | None) -> None:
    harvest = take_dated(form(date(2025, 6, 1), label))
    assert figures(harvest) == ({(TRAINEES, month, "jichuan"): 20.0} if month else {})
    assert [problem.rule for problem in harvest.problems] == ([] if month else ["unknown_period"])


def test_the_day_in_a_files_name_is_when_it_was_sent() -> None:
    harvest = take_dated([["霁川镇月报"], ["项目", "数量"], ["培训人次", 20]], file="月报2025-07-01.xlsx")
    assert [problem.rule for problem in harvest.problems] == ["unknown_period"]


def lectures(header: str, *days: Any) -> list[list[Any]]:
    return [["霁川镇"], [header, "讲党课次数"], *([day, count] for count, day in enumerate(days, 1))]


@pytest.mark.parametrize("header", ["月份", "日期", "时间", "统计期间"])
@pytest.mark.parametrize(
    "days",
    [
        (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)),
        (date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)),
        ("2025-01-31", "2025/2/28", "2025.3.31"),
    ],
)
def test_days_down_that_are_all_firsts_or_lasts_are_months(header: str, days: tuple[Any, ...]) -> None:
    harvest = take_dated(lectures(header, *days))
    assert figures(harvest) == {(LECTURES, 202500 + month, "jichuan"): float(month) for month in (1, 2, 3)}
    assert said(harvest) == []


@pytest.mark.parametrize(
    ("header", "days", "cells"),
    [
        ("月份", (date(2025, 3, 1), date(2025, 3, 2), date(2025, 3, 3)), ["A4", "A5"]),
        ("月份", (date(2025, 1, 15), date(2025, 2, 15)), ["A3", "A4"]),
        ("日期", (date(2025, 3, 1), date(2025, 3, 2)), ["A2"]),
        ("日期", (date(2025, 3, 1), date(2025, 3, 31)), ["A2"]),
        ("成立日期", (date(2025, 3, 1), date(2025, 4, 1)), ["A2"]),
    ],
)
def test_days_down_are_no_months(header: str, days: tuple[Any, ...], cells: list[str]) -> None:
    assert [problem.cell for problem in take_dated(lectures(header, *days)).problems] == cells


def test_days_across_that_are_all_lasts_are_months() -> None:
    harvest = take_dated([["霁川镇"], ["项目", date(2025, 1, 31), date(2025, 2, 28)], ["讲党课次数", 3, 4]])
    assert figures(harvest) == {(LECTURES, 202501, "jichuan"): 3.0, (LECTURES, 202502, "jichuan"): 4.0}
    assert said(harvest) == []


def test_a_lone_first_of_a_month_above_a_column_is_doubted() -> None:
    harvest = take_dated([["霁川镇"], ["项目", date(2025, 3, 1)], ["讲党课次数", 3]])
    assert figures(harvest) == {(LECTURES, 202503, "jichuan"): 3.0}
    assert [(problem.rule, problem.severity, problem.cell) for problem in harvest.problems] == [
        ("supposed_month", "warn", "B2")
    ]


def test_days_across_are_no_months() -> None:
    harvest = take_dated([["霁川镇"], ["项目", date(2025, 3, 1), date(2025, 3, 2)], ["讲党课次数", 3, 4]])
    assert [problem.cell for problem in harvest.problems if problem.severity == "block"] == ["C2"]


def series(*described: Sequence[Any]) -> Harvest:
    days = [[date(2025, 2, 28), 4, 0.3], [date(2025, 1, 31), 3, 0.2], ["数据来源：组织部"]]
    return take_dated([["霁川镇"], ["指标名称", "讲党课次数", "培训人次"], *described, *days])


def test_series_as_data_services_hand_them_out() -> None:
    harvest = series(
        ["频率", "月", "月"], ["单位", "次", "万人次"], ["指标ID", "M01", "M02"], ["更新时间", *[date(2025, 3, 2)] * 2]
    )
    assert figures(harvest) == {
        (LECTURES, 202502, "jichuan"): 4.0,
        (TRAINEES, 202502, "jichuan"): 3000.0,
        (LECTURES, 202501, "jichuan"): 3.0,
        (TRAINEES, 202501, "jichuan"): 2000.0,
    }
    assert said(harvest) == []


def test_series_of_years_are_not_read_as_months() -> None:
    harvest = series(["频率", "年", "月"], ["单位", "次", "人次"])
    assert figures(harvest) == {}
    assert said(harvest) == ["月报 › B3：“年”不是每月一个数。请只留下按月的数后重新报送。"]


@pytest.mark.parametrize("header", ["时间", "日期"])
def test_months_written_below_a_word_for_days_are_months(header: str) -> None:
    harvest = take_dated([*lectures(header, "2025年1月", "2025年2月"), ["环比增长", 1], ["平均", 1.5]])
    assert figures(harvest) == {(LECTURES, 202501, "jichuan"): 1.0, (LECTURES, 202502, "jichuan"): 2.0}
    assert [(problem.rule, problem.severity, problem.cell) for problem in harvest.problems] == [
        ("other_period", "warn", "A5"),
        ("other_period", "warn", "A6"),
    ]


def test_days_in_words_are_no_months() -> None:
    harvest = take_dated(lectures("日期", "6月1日", "6月2日"))
    assert [problem.cell for problem in harvest.problems] == ["A2"]
