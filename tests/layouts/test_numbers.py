import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from layouts.numbers import number, percent, short, signed, signed_percent, tick, ticks, with_unit


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (12345.6, 0, "12,346"),
        (0.526, 2, "0.53"),
        (-3, 0, "−3"),
        (-0.04, 1, "0.0"),
        (1e9, 0, "1,000,000,000"),
    ],
)
def test_a_number_has_thousands_and_its_decimals(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(105571, "10.56万"), (99999, "99,999"), (100000, "10万"), (123456789, "1.23亿"), (-250000, "−25万"), (0, "0")],
)
def test_a_headline_counts_large_figures_in_wan(value: float, text: str) -> None:
    assert short(value) == text


def test_a_small_headline_keeps_its_decimals() -> None:
    assert short(12.34, 1) == "12.3"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(105000, 0, "10.5万"), (10000, 0, "1万"), (2000, 0, "2,000"), (0.5, 1, "0.5"), (2.0, 1, "2"), (0, 1, "0")],
)
def test_an_axis_never_speaks_of_k(value: float, decimals: int, text: str) -> None:
    assert tick(value, decimals) == text


def test_units_stand_close_and_compound_units_apart() -> None:
    assert with_unit(1234, "人次") == "1,234人次"
    assert with_unit(12.34, "%", 1) == "12.3%"
    assert with_unit(0.516, "次/支部", 2) == "0.52 次/支部"


@pytest.mark.parametrize(("value", "text"), [(3, "+3"), (-3, "−3"), (0, "0"), (0.2, "0")])
def test_a_change_says_its_direction(value: float, text: str) -> None:
    assert signed(value) == text


def test_per_cents() -> None:
    assert percent(12.34) == "12.3%"
    assert signed_percent(3.44) == "+3.4%"
    assert signed_percent(-3.44) == "−3.4%"


def test_marks_of_an_axis_are_round() -> None:
    assert ticks(0, 203661) == (
        [0, 50000, 100000, 150000, 200000, 250000],
        ["0", "5万", "10万", "15万", "20万", "25万"],
    )
    assert ticks(0, 1.2) == ([0, 0.5, 1.0, 1.5], ["0", "0.5", "1", "1.5"])


def test_an_axis_without_a_stretch_still_has_one() -> None:
    assert ticks(0, 0)[0][-1] == 1
    assert ticks(7, 7)[0][0] <= 7 <= ticks(7, 7)[0][-1]


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_marks_enclose_what_is_drawn_and_each_reads_differently(low: float, length: float) -> None:
    # An axis shorter than the last digits of its numbers cannot be drawn at all.
    assume(length > abs(low) * 1e-9)
    marks, texts = ticks(low, low + length)
    assert marks[0] <= low + length * 1e-6
    assert marks[-1] >= low + length * (1 - 1e-6)
    assert 2 <= len(marks) <= 12
    if length > abs(low) * 1e-3:
        assert len(set(texts)) == len(texts)
