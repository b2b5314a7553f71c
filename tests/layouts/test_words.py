from layouts import words


def test_a_period_with_some_of_its_months_says_which_part() -> None:
    assert words.state_word("missing", 2, 3) == "未报齐（2/3个月）"
    assert words.state_word("missing", 0, 3) == "未报"


def test_coverage_counts_those_asked() -> None:
    assert words.coverage(14, 16) == "已报 14/16"
    assert words.coverage(0, 0) == ""


def test_movements_and_changes() -> None:
    assert [words.movement(steps) for steps in (2, -1, 0, None, float("nan"))] == ["进位2", "退位1", "持平", "—", "—"]
    assert words.change("环比", 12, 3.44) == "环比 +12（+3.4%）"
    assert words.change("同比", float("nan"), None) == "同比 —"
    assert words.change("同比", -0.5, None, 1) == "同比 −0.5"


def test_names_end_somewhere() -> None:
    assert words.name_units(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert words.name_units(["甲", "乙", "丙", "丁"]) == "甲、乙、丙等4个"
