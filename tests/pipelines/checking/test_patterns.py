"""A figure against its unit's own past: literal messages, and what is not to be asked about."""

import pytest

from data.problems import Problem
from tests.pipelines.checking.past import run, strict, tell, tell_month

#: Eleven months of a flow, January to November 2025: usually 20, between 15 and 26.
USUAL = run(202501, [20, 18, 23, 15, 26, 21, 19, 20, 17, 22, 24])
#: A township's members: they never moved by more than 3.
MEMBERS = run(202501, [880, 881, 879, 882, 882, 883, 881, 880, 882, 884, 883])


def said(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.rule, problem.severity, str(problem).split("：", 1)[1]) for problem in problems]


def test_a_month_far_from_the_usual_is_asked_about() -> None:
    for value, text in ((200, "200"), (70, "70")):
        assert said(tell_month("meetings", USUAL, 202512, value)) == [
            (
                "outlier",
                "warn",
                f"meetings“{text}”，超出平常（近 11 个月看，应在 6 至 42 之间）。请核对；确实如此的，请说明理由。",
            )
        ]
    assert tell_month("meetings", USUAL, 202512, 42) == []
    assert tell_month("meetings", USUAL, 202512, 6) == []


def test_none_where_there_were_always_many_is_asked_about() -> None:
    assert [problem.rule for problem in tell_month("meetings", USUAL, 202512, 0)] == ["outlier"]


def test_the_months_own_amount_of_a_running_total_is_what_is_judged() -> None:
    total = run(202501, [20, 38, 61, 76, 102, 123, 142, 162, 179, 201, 225])
    assert said(tell_month("cases", total, 202512, 325)) == [
        (
            "outlier",
            "warn",
            "cases“325”，本月发生 100，超出平常（近 11 个月看，应在 6 至 42 之间）。请核对；确实如此的，请说明理由。",
        )
    ]
    assert tell_month("cases", total, 202512, 245) == []


def test_a_short_past_is_not_held_against_a_unit() -> None:
    short = run(202505, [20, 18, 23, 15, 26, 21, 19])
    assert tell_month("meetings", short, 202512, 90) == []
    assert [problem.rule for problem in tell_month("meetings", short, 202512, 90, strict(history=7))] == ["outlier"]


def test_a_peak_that_comes_every_year_is_not_asked_about() -> None:
    peak = [5, 6, 60, 4, 5, 7, 5, 4, 6, 5, 4, 5]
    known = run(202301, [*peak, *peak, 6, 4])
    assert tell_month("meetings", known, 202503, 66) == []


def test_a_peak_that_does_not_come_is_asked_about_against_last_year() -> None:
    peak = [5, 6, 60, 4, 5, 7, 5, 4, 6, 5, 4, 5]
    known = run(202301, [*peak, *peak, 6, 4])
    assert said(tell_month("meetings", known, 202503, 8)) == [
        (
            "year_change",
            "warn",
            "meetings“8”，去年同月为 60，相差超出平常（应在 25 至 111 之间）。请核对；确实如此的，请说明理由。",
        )
    ]


def test_a_peak_that_came_once_need_not_come_again() -> None:
    once = run(202401, [5, 6, 60, 4, 5, 7, 5, 4, 6, 5, 4, 5, 6, 4])
    assert tell_month("meetings", once, 202503, 5) == []


def test_a_peak_that_moves_by_a_month_is_not_asked_about() -> None:
    """The Spring Festival falls in January or in February."""
    known = run(202301, [60, 5, 6, 4, 5, 7, 5, 4, 6, 5, 4, 5] * 2)
    assert tell_month("meetings", {**known, 202501: 6}, 202502, 58) == []


def test_a_stock_that_leaps_is_asked_about() -> None:
    assert said(tell_month("members", MEMBERS, 202512, 1250)) == [
        (
            "stock_jump",
            "warn",
            "members“1250”，2025年11月为 883，变动超出以往（近 11 个月每次最多变动 3）。"
            "请核对；确实如此的，请说明理由。",
        )
    ]
    assert [problem.rule for problem in tell_month("members", MEMBERS, 202512, 500)] == ["stock_jump"]
    assert tell_month("members", MEMBERS, 202512, 900) == []


def test_a_stock_that_returns_to_where_it_was_is_not_asked_about() -> None:
    wrong = {**MEMBERS, 202511: 1250}
    assert tell_month("members", wrong, 202512, 883) == []


def test_a_small_stock_may_move_by_a_few() -> None:
    still = run(202501, [3] * 11)
    assert tell_month("members", still, 202512, 5) == []
    assert [problem.rule for problem in tell_month("members", still, 202512, 30)] == ["stock_jump"]


def test_a_stock_may_leap_as_it_has_leapt() -> None:
    leapt = run(202501, [100] * 5 + [160] * 6)
    assert tell_month("members", leapt, 202512, 215) == []
    assert [problem.rule for problem in tell_month("members", leapt, 202512, 400)] == ["stock_jump"]


def test_a_stock_a_little_beyond_where_it_was_is_not_asked_about() -> None:
    assert tell_month("members", {**MEMBERS, 202503: 1000}, 202512, 1010) == []
    assert tell_month("members", {**MEMBERS, 202503: 700}, 202512, 690) == []


@pytest.mark.parametrize(
    ("value", "factor"),
    [(88_200, "100 倍"), (882_000, "1000 倍"), (88_200_000, "100000 倍"), (8, "100 分之一")],
)
def test_a_slip_of_the_unit_stops_a_stock(value: float, factor: str) -> None:
    assert said(tell_month("members", MEMBERS, 202512, value)) == [
        ("unit_slip", "block", f"members“{value:g}”约为平常（882）的 {factor}，像是单位填错。请核对单位后重新报送。")
    ]


def test_a_slip_of_a_running_total_is_measured_by_what_it_should_have_come_to() -> None:
    """1 200 where 12 would be usual: the month's own 1 190 alone is not near a power of ten times the usual 2."""
    total = run(202501, [2, 4, 5, 7, 8, 10])
    assert said(tell_month("cases", total, 202507, 1200)) == [
        ("unit_slip", "block", "cases“1200”约为平常（12）的 100 倍，像是单位填错。请核对单位后重新报送。")
    ]


def test_few_months_show_a_slip_where_they_agree() -> None:
    assert [p.rule for p in tell_month("members", run(202509, [880, 881, 879]), 202512, 88_000)] == ["unit_slip"]
    assert tell_month("members", run(202510, [880, 881]), 202512, 88_000) == []
    assert tell_month("meetings", run(202509, [1, 4, 2]), 202512, 200) == []


def test_what_was_that_large_before_is_no_slip() -> None:
    """A campaign every few years: the unit itself has shown that it can be so."""
    assert tell_month("meetings", run(202501, [2, 1, 150, 3, 2, 2, 1, 3, 2, 2, 1]), 202512, 160) == []


def test_a_slip_through_a_whole_file_is_seen_by_what_the_store_knows() -> None:
    stated = {("members", month, "a"): value * 100.0 for month, value in run(202507, [880, 881, 882]).items()}
    problems = tell({("members", "a"): run(202401, [880] * 12)}, stated)
    assert [(problem.rule, problem.cell) for problem in problems] == [
        ("unit_slip", "C1"),
        ("unit_slip", "C2"),
        ("unit_slip", "C3"),
    ]


def test_a_table_of_months_is_held_against_itself_where_nothing_else_is_known() -> None:
    stated: dict[tuple[str, int, str], float | None] = {
        ("meetings", month, "a"): value for month, value in run(202501, [20, 18, 23, 15, 2600, 21]).items()
    }
    assert [(problem.rule, problem.cell) for problem in tell({}, stated)] == [("unit_slip", "C5")]


def test_the_catalogue_says_how_strictly() -> None:
    assert tell_month("meetings", USUAL, 202512, 200, strict(outlier="off", year_change="off")) == []
    [blocked] = tell_month("meetings", USUAL, 202512, 200, strict(outlier="block"))
    assert blocked.severity == "block"
    assert tell_month("meetings", USUAL, 202512, 70, strict(strangeness=8)) == []
    # A slip that is not to be said is still an odd figure.
    [odd] = tell_month("members", MEMBERS, 202512, 88_200, strict(unit_slip="off"))
    assert odd.rule == "stock_jump"


def test_where_there_was_never_anything_a_few_are_no_slip() -> None:
    assert tell_month("meetings", run(202501, [0] * 11), 202512, 2) == []
    assert [problem.rule for problem in tell_month("meetings", run(202501, [0] * 11), 202512, 40)] == ["outlier"]
