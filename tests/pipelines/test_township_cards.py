"""Cards as townships send them: names and figures beside each other, pair after pair."""

import pytest

from tests.pipelines.townships import LECTURES, MEMBERS, TRAINEES, figures, said, take

BRANCHES = "party_branches"


@pytest.mark.parametrize("place", ["单位", "乡镇", "镇名", "单位名称"])
def test_a_card_is_read_pair_by_pair(place: str) -> None:
    harvest = take(
        f"2025年6月基本情况卡|||\n{place}|霁川镇|党员总数（名）|300\n讲党课次数（次）|5|培训人次（万人次）|0.2\n"
        "党支部数（个）||书记|甲",
        "A1:D1",
    )
    assert harvest.layouts == ["卡片，名称和数成对横排"]
    assert figures(harvest) == {
        (MEMBERS, 202506, "jichuan"): 300.0,
        (LECTURES, 202506, "jichuan"): 5.0,
        (TRAINEES, 202506, "jichuan"): 2000.0,
    }
    assert said(harvest) == []


@pytest.mark.parametrize("between", ["", "|||\n", "2025年6月基本情况卡|||\n"])
def test_cards_down_a_sheet_are_each_of_their_place(between: str) -> None:
    harvest = take(
        "2025年6月基本情况卡|||\n单位|霁川镇|党员总数|300\n讲党课次数|5|培训人次|20\n"
        f"{between}单位|榆荫街道|党员总数|200\n讲党课次数|6|培训人次|30"
    )
    assert figures(harvest) == {
        (MEMBERS, 202506, "jichuan"): 300.0,
        (LECTURES, 202506, "jichuan"): 5.0,
        (TRAINEES, 202506, "jichuan"): 20.0,
        (MEMBERS, 202506, "yuyin"): 200.0,
        (LECTURES, 202506, "yuyin"): 6.0,
        (TRAINEES, 202506, "yuyin"): 30.0,
    }
    assert said(harvest) == []


def test_a_card_with_merged_cells_and_three_pairs_a_row() -> None:
    harvest = take(
        "2025年6月情况卡||||||\n单位|霁川镇|||||\n党员总数||300|党支部数|12|讲党课次数|5\n培训人次||20||||",
        "A1:G1 B2:G2 A3:B3 A4:B4",
    )
    assert figures(harvest) == {
        (MEMBERS, 202506, "jichuan"): 300.0,
        (BRANCHES, 202506, "jichuan"): 12.0,
        (LECTURES, 202506, "jichuan"): 5.0,
        (TRAINEES, 202506, "jichuan"): 20.0,
    }


def test_a_villages_card_is_not_its_townships() -> None:
    harvest = take("霁川镇2025年6月村情卡|||\n村名|东村|党支部数|2\n党员总数|45|讲党课次数|3", "A1:D1")
    assert figures(harvest) == {}
    assert [(problem.rule, problem.cell) for problem in harvest.problems] == [("unknown_area", "B2")]


@pytest.mark.parametrize(
    ("row", "rule", "cell"),
    [
        ("培训人次|约20|党支部数|12", "not_a_number", "B3"),
        ("培训人次|20|村集体收入|12", "unknown_metric", "C3"),
        ("培训人次|20|时间|2025年5月", "period_conflict", "D3"),
        ("培训人次（万元）|20|党支部数|12", "unit_mismatch", "B3"),
    ],
)
def test_what_a_card_does_not_say_clearly_is_refused(row: str, rule: str, cell: str) -> None:
    harvest = take(f"2025年6月情况卡|||\n单位|霁川镇|党员总数|300\n{row}", "A1:D1")
    assert [(problem.rule, problem.severity, problem.cell) for problem in harvest.problems] == [(rule, "block", cell)]


def test_a_list_of_one_row_with_blanks_is_no_card() -> None:
    harvest = take("2025年6月汇总表||\n乡镇|培训人次|讲党课次数\n霁川镇|不适用|", "A1:C1")
    assert [seen.state for seen in harvest.observations.values()] == ["not_applicable"]
    assert said(harvest) == []


def test_two_places_in_a_row_are_not_guessed() -> None:
    harvest = take("2025年6月|||\n单位|霁川镇|单位|榆荫街道\n党员总数|300|讲党课次数|10\n培训人次|50|党支部数|20")
    assert figures(harvest) == {}
    assert [problem.rule for problem in harvest.problems] == ["unclear_layout"]
