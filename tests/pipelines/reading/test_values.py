"""What a cell says, case by case."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.grid import Raw
from pipelines.reading.values import Value, read_value

NUMBERS: list[tuple[Raw, float]] = [
    (0, 0.0),
    (0.0, 0.0),
    (12, 12.0),
    (-0.8, -0.8),
    ("0", 0.0),
    (" 34 ", 34.0),
    ("\u3000２８\u3000", 28.0),
    ("1,234", 1234.0),
    ("１，２３４．５", 1234.5),
    ("12,345,678.90", 12345678.9),
    ("(3)", -3.0),
    ("（1,200）", -1200.0),
    ("-4.4", -4.4),
    ("－4.4", -4.4),
    ("−4.4", -4.4),
    ("+5", 5.0),
    ("12.5%", 12.5),
    ("80％", 80.0),
    (".5", 0.5),
    ("1 234", 1234.0),
    ("1 234 567.5", 1234567.5),
    ("- 5", -5.0),
    ("12 %", 12.0),
]
BLANK: list[Raw] = [None, "", " ", "\u3000\n"]
NOT_APPLICABLE: list[Raw] = ["不适用", " 不 适 用 ", "/", "／", "N/A"]
MISSING: list[Raw] = ["-", "—", "－", "——", "--", "未报", "null", "NULL", "无数据", "NaN"]
HELD: list[tuple[Raw, str]] = [
    ("约30", "约30"),
    ("30余", "30余"),
    ("7(28)", "7(28)"),
    ("6.3(6.1)", "6.3(6.1)"),
    ("2.50-4.00", "2.50-4.00"),
    ("#REF!", "#REF!"),
    ("#DIV/0!", "#DIV/0!"),
    ("#N/A", "#N/A"),
    ("△3", "△3"),
    ("无", "无"),
    ("12人", "12人"),
    ("1\n2", "1\n2"),
    ("12 5", "12 5"),
    ("1 234 5", "1 234 5"),
    ("1. 5", "1. 5"),
    ("3万", "3万"),
    ("1,2", "1,2"),
    ("1,23,456", "1,23,456"),
    ("1e3", "1e3"),
    ("1.2.3", "1.2.3"),
    ("(-3)", "(-3)"),
    ("((3))", "((3))"),
    ("三", "三"),
    ("①", "①"),
    ("12①", "12①"),
    ("5²", "5²"),
    ("٣", "٣"),
    (True, "是"),
    (False, "否"),
    (date(2025, 6, 30), "2025-06-30"),
    (datetime(2025, 6, 30), "2025-06-30"),
    (datetime(2025, 6, 30, 8, 5), "2025-06-30 08:05"),
    (time(8, 5), "08:05:00"),
    (float("inf"), "inf"),
    (1e15, "1000000000000000.0"),
]


@pytest.mark.parametrize(("raw", "number"), NUMBERS)
def test_figures_are_read_however_they_are_typed(raw: Raw, number: float) -> None:
    value = read_value(raw)
    assert (value.kind, value.number) == ("number", number)


@pytest.mark.parametrize("raw", BLANK)
def test_blank_is_not_zero(raw: Raw) -> None:
    assert read_value(raw) == Value("blank", None, "")


@pytest.mark.parametrize("raw", NOT_APPLICABLE)
def test_a_figure_may_not_apply(raw: Raw) -> None:
    assert (read_value(raw).kind, read_value(raw).number) == ("not_applicable", None)


@pytest.mark.parametrize("raw", MISSING)
def test_a_figure_may_be_unreported(raw: Raw) -> None:
    assert (read_value(raw).kind, read_value(raw).number) == ("missing", None)


@pytest.mark.parametrize(("raw", "text"), HELD)
def test_anything_else_is_held_with_its_text(raw: Raw, text: str) -> None:
    assert read_value(raw) == Value("held", None, text)


def test_the_text_of_a_whole_number_has_no_fraction() -> None:
    assert read_value(12.0).text == "12"
    assert read_value(" 12.5% ").text == "12.5%"


@given(st.integers(-(10**14), 10**14), st.booleans(), st.booleans())
def test_a_typed_number_reads_back(number: int, separators: bool, wide: bool) -> None:
    text = f"{number:,}" if separators else str(number)
    if wide:
        text = text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789,-"})
    assert read_value(text).number == float(number)
    assert read_value(float(number)).number == float(number)


@given(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False),
    st.sampled_from(["{:,}", "{:f}", " {:f} ", "\u3000{:,}\n"]),
    st.sampled_from(["", "%", "％"]),
    st.booleans(),
)
def test_a_typed_fraction_reads_back(number: Decimal, shape: str, sign: str, brackets: bool) -> None:
    text = f"（{shape.format(-number).strip()}）" if brackets and number < 0 else shape.format(number)
    value = read_value(text + sign if not brackets or number >= 0 else text)
    assert (value.kind, value.number) == ("number", float(number))


@given(st.text(max_size=12))
def test_only_text_with_a_digit_becomes_a_number(text: str) -> None:
    value = read_value(text)
    assert (value.number is not None) == (value.kind == "number")
    if value.kind == "number":
        assert any(sign.isdigit() for sign in text)
