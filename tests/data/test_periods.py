"""Months and what is made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import GRAINS, Begun, Grain, Period, month_label, months_between, shift_month

MONTHS = st.builds(lambda year, month: year * 100 + month, st.integers(1950, 2099), st.integers(1, 12))
PERIODS = st.builds(Period.of_month, MONTHS, st.sampled_from(GRAINS))


@pytest.mark.parametrize(
    ("code", "label", "first", "last", "previous", "year_ago"),
    [
        ("2025-06", "2025年6月", 202506, 202506, "2025-05", "2024-06"),
        ("2025-01", "2025年1月", 202501, 202501, "2024-12", "2024-01"),
        ("2025Q1", "2025年第一季度", 202501, 202503, "2024Q4", "2024Q1"),
        ("2025Q4", "2025年第四季度", 202510, 202512, "2025Q3", "2024Q4"),
        ("2025H1", "2025年上半年", 202501, 202506, "2024H2", "2024H1"),
        ("2025H2", "2025年下半年", 202507, 202512, "2025H1", "2024H2"),
        ("2025", "2025年", 202501, 202512, "2024", "2024"),
        ("2025-06c", "2025年1—6月", 202501, 202506, "2025-05c", "2024-06c"),
        ("2025-01c", "2025年1月", 202501, 202501, "2024-12c", "2024-01c"),
    ],
)
def test_a_period_says_what_it_covers_and_what_it_is_compared_with(
    code: str, label: str, first: int, last: int, previous: str, year_ago: str
) -> None:
    period = Period.parse(code)
    assert (period.code, period.label) == (code, label)
    assert (period.first_month, period.last_month) == (first, last)
    assert (period.months[0], period.months[-1]) == (first, last)
    assert (period.previous().code, period.year_ago().code) == (previous, year_ago)


@pytest.mark.parametrize(
    "code", ["", "2025-13", "2025-00", "2025-6", "2025Q5", "2025H3", "2025Q1c", "1825", "25-06", "2025-06x", "2025-０6"]
)
def test_what_is_no_period_is_refused_with_the_reason(code: str) -> None:
    with pytest.raises(ValueError, match=f"^“{code}”(不是期间；可写作 2025-06、2025Q2|的月份应在 01 到 12 之间)"):
        Period.parse(code)


@pytest.mark.parametrize(
    ("month", "by", "shifted"),
    [(202501, -1, 202412), (202412, 1, 202501), (202506, 0, 202506), (202503, -15, 202312), (202503, 22, 202701)],
)
def test_months_are_counted_over_the_end_of_a_year(month: int, by: int, shifted: int) -> None:
    assert shift_month(month, by) == shifted


def test_months_between_are_listed_with_both_ends() -> None:
    assert months_between(202411, 202502) == [202411, 202412, 202501, 202502]
    assert months_between(202502, 202501) == []
    assert month_label(202506) == "2025年6月"


@given(MONTHS, st.integers(-500, 500))
def test_going_there_and_back_leads_home(month: int, by: int) -> None:
    assert shift_month(shift_month(month, by), -by) == month
    assert len(months_between(month, shift_month(month, abs(by)))) == abs(by) + 1


@given(PERIODS)
def test_a_code_reads_back_as_the_period_it_was_written_from(period: Period) -> None:
    assert Period.parse(period.code) == period


@given(MONTHS, st.sampled_from(GRAINS))
def test_the_period_of_a_month_holds_it(month: int, grain: Grain) -> None:
    period = Period.of_month(month, grain)
    assert month in period.months
    assert Period.of_month(period.last_month, grain) == period


@given(PERIODS)
def test_a_period_lies_within_a_year_and_is_as_long_as_its_grain(period: Period) -> None:
    assert {month // 100 for month in period.months} == {period.year}
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12, "ytd": period.number}
    assert len(period.months) == length[period.grain]


@given(PERIODS)
def test_the_previous_period_ends_where_this_one_begins(period: Period) -> None:
    previous = period.previous()
    assert previous.grain == period.grain
    if period.grain == "ytd":
        assert previous.last_month == shift_month(period.last_month, -1)
    else:
        assert shift_month(previous.last_month, 1) == period.first_month
        assert len(previous.months) == len(period.months)


@given(PERIODS)
def test_a_year_ago_every_month_was_a_year_earlier(period: Period) -> None:
    assert period.year_ago().months == [month - 100 for month in period.months]


def test_a_period_that_has_not_ended_holds_its_months_so_far() -> None:
    begun = Begun(2025, 3, "quarter", 202508)
    assert (begun.months, begun.last_month, begun.label) == ([202507, 202508], 202508, "2025年第三季度（未满）")
    assert begun.year_ago() == Begun(2024, 3, "quarter", 202408)
    assert begun != Period(2025, 3, "quarter")
