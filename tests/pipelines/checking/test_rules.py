"""Rules on one figure and its year, and on a difference: a running total does not fall, whichever months are known."""

from data.definitions import Catalogue
from tests.pipelines.checking.past import strict, tell, tell_month
from tests.small_district import CATALOGUE


def test_a_running_total_does_not_fall() -> None:
    [fallen] = tell_month("cases", {202505: 9}, 202506, 8)
    assert (fallen.rule, fallen.severity) == ("cumulative_fallen", "warn")
    assert str(fallen).split("：", 1)[1] == (
        "cases本年累计“8”小于上月累计 9，累计数不应减少。"
        "请填 1 月至本月的累计；如上月报错，请先更正上月，确实减少的请说明理由。"
    )
    assert tell_month("cases", {202505: 9}, 202506, 9) == []
    assert [p.severity for p in tell_month("cases", {202505: 9}, 202506, 8, strict(cumulative_fallen="block"))] == [
        "block"
    ]


def test_a_month_between_that_nobody_sent_hides_no_fall() -> None:
    [fallen] = tell_month("cases", {202501: 2, 202502: 9}, 202506, 8)
    assert fallen.expected == "小于2025年2月累计 9，累计数不应减少"
    assert fallen.remedy == "请填 1 月至本月的累计；如2025年2月报错，请先更正2025年2月，确实减少的请说明理由"


def test_a_new_year_begins_anew() -> None:
    assert tell_month("cases", {202411: 9, 202412: 12}, 202501, 1) == []
    assert tell_month("cases", {202411: 9, 202412: 12}, 202502, 1) == []


def test_a_correction_above_a_later_month_is_said() -> None:
    [above] = tell_month("cases", {202505: 9, 202510: 11}, 202506, 12)
    assert (above.rule, above.severity) == ("above_next", "warn")
    assert above.expected == "大于已报的2025年10月累计 11"
    assert tell_month("cases", {202505: 9, 202510: 12}, 202506, 12) == []


def test_within_a_file_the_later_month_speaks() -> None:
    problems = tell({}, {("cases", 202505, "a"): 9, ("cases", 202506, "a"): 8})
    assert [(problem.rule, problem.cell) for problem in problems] == [("cumulative_fallen", "C2")]


def test_a_difference_is_that_of_its_two_sides() -> None:
    rest = CATALOGUE["meetings"].model_copy(
        update={"code": "rest", "label_zh": "rest", "decimals": 1, "difference": ("meetings", "signs")}
    )
    catalogue = Catalogue(themes=CATALOGUE.themes, metrics=(*CATALOGUE.metrics, rest), fingerprint="difference")
    sides: dict[tuple[str, int, str], float | None] = {("meetings", 202506, "a"): 0.5, ("signs", 202506, "a"): 0.2}
    told = [p for p in tell({}, {**sides, ("rest", 202506, "a"): 0.4}, catalogue) if p.rule == "difference_broken"]
    assert [(p.cell, p.found, p.expected) for p in told] == [("C3", "rest“0.4”", "应等于meetings减signs 0.3")]
    # 0.5 - 0.2 is 0.3 to whoever filled in the form, whatever binary fractions make of it.
    right = tell({}, {**sides, ("rest", 202506, "a"): 0.1 + 0.2}, catalogue)
    assert [problem.rule for problem in right if problem.rule == "difference_broken"] == []


def test_the_greatest_value_itself_is_allowed() -> None:
    capped = CATALOGUE["members"].model_copy(update={"maximum": 100.0})
    catalogue = Catalogue(themes=CATALOGUE.themes, metrics=(capped,), fingerprint="capped")
    assert tell_month("members", {}, 202506, 100, catalogue) == []
    [above] = tell_month("members", {}, 202506, 101, catalogue)
    assert (above.rule, above.expected) == ("above_maximum", "大于最大值 100（members）")
