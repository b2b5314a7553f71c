from layouts import words
from tests.layouts.seeing import catalogue


def test_a_state_is_a_word_and_never_a_zero() -> None:
    metric = catalogue()["trainees"]
    assert words.figure(0.0, "reported", metric) == "0人次"
    assert words.figure(float("nan"), "missing", metric) == "未报"
    assert words.figure(float("nan"), "not_applicable", metric) == "不适用"
    assert words.figure(float("nan"), "withheld", metric) == "不公布"
    assert words.figure(float("nan"), "reported", metric) == "未报"


def test_a_period_with_some_of_its_months_says_which_part() -> None:
    assert words.state_word("missing", 2, 3) == "未报齐（2/3个月）"
    assert words.state_word("missing", 0, 3) == "未报"


def test_coverage_names_who_is_missing() -> None:
    assert words.coverage(14, 16) == "已报 14/16"
    assert words.coverage(0, 0) == ""
    assert words.coverage_sentence(14, 16, ["青石镇", "云水乡"]) == "已报 14/16，未报：青石镇、云水乡"


def test_a_rank_says_among_how_many() -> None:
    assert words.rank(3, 14, 2) == "第3名（共14个，2个未报）"
    assert words.rank(2, 16, 0, tied=True) == "并列第2名（共16个）"


def test_movements_and_changes() -> None:
    assert [words.movement(steps) for steps in (2, -1, 0, None, float("nan"))] == ["进位2", "退位1", "持平", "—", "—"]
    assert words.change("环比", 12, 3.44) == "环比 +12（+3.4%）"
    assert words.change("同比", float("nan"), None) == "同比 —"
    assert words.change("同比", -0.5, None, 1) == "同比 −0.5"


def test_a_quotient_shows_how_it_was_made() -> None:
    assert words.quotient(36, 1204, 100) == "36 ÷ 1,204 × 100"
    assert words.quotient(12, 20, 1) == "12 ÷ 20"
    assert words.quotient(float("nan"), 20, 1) == ""
