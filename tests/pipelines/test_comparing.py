"""Units beside each other and against the middle of their peers, counted by hand."""

from pathlib import Path

import pandas as pd

from data.periods import Period
from data.selection import Selection
from pipelines.comparing import Comparison, compare, summarise
from tests.pipelines.derived import Figures, everywhere, store_of

FIGURES = {
    ("sessions", 202402): everywhere([9, 9, 9, 9, 9, 9]),
    ("sessions", 202501): everywhere([1, 2, 3, 4, 5, 6]),
    ("sessions", 202502): {"a": 2.0, "b": 4.0, "c": 6.0, "d": 9.0, "e": 0.0},
    ("members", 202502): everywhere([100, 100, 200, 300, 100, 100]),
    ("sites", 202502): everywhere([50, 20, 20, 30, 10, 0]),
}


def comparison(folder: Path, figures: Figures = FIGURES, **more: object) -> Comparison:
    selection = Selection("q", "sessions", Period.parse("2025-02"), **more)  # type: ignore[arg-type]
    with store_of(folder, figures) as store:
        return compare(store, selection)


def test_bars_are_now_before_and_a_year_ago(tmp_path: Path) -> None:
    bars = comparison(tmp_path, units=("c", "f")).bars
    expected = pd.DataFrame(
        {
            "area": ["c", "f", ""],
            "name": ["c镇", "f乡", "同类中位数"],
            "value": [6.0, float("nan"), 4.0],
            "state": ["reported", "missing", "reported"],
            "previous": [3.0, 6.0, 3.5],
            "previous_state": ["reported"] * 3,
            "year_ago": [9.0, 9.0, 9.0],
            "year_ago_state": ["reported"] * 3,
        }
    )
    pd.testing.assert_frame_equal(bars, expected)


def test_differences_are_from_the_median_of_those_that_reported(tmp_path: Path) -> None:
    rows = comparison(tmp_path, units=("a", "f")).differences.set_index("metric")
    # Per 100 members: a 2, b 4, c 3, d 3, e 0; f is silent.
    rate = rows.loc["sessions"]
    assert (rate["form"], rate["label"], rate["unit"]) == ("rate", "每百名培训", "次/百名")
    assert (rate["middle"], rate["peers"]) == (3.0, 5)
    assert (rate["value:a"], rate["gap:a"]) == (2.0, -1.0)
    assert rate["state:f"] == "missing"
    assert rate[["value:f", "gap:f"]].isna().all()
    share = rows.loc["sites"]
    assert (share["form"], share["middle"], share["value:a"], share["gap:f"]) == ("share", 10.0, 50.0, -10.0)


def test_what_no_compared_unit_is_asked_for_is_no_row(tmp_path: Path) -> None:
    metrics = comparison(tmp_path, units=("a", "b")).differences["metric"].tolist()
    assert "meetings" not in metrics
    assert "visits" not in metrics
    assert "cases" in metrics


def test_multiples_follow_the_months_with_the_middle(tmp_path: Path) -> None:
    rows = comparison(tmp_path, units=("d",)).multiples.set_index("period")
    assert rows.index[-2:].tolist() == ["2025-01", "2025-02"]
    assert rows.loc["2025-01", ["value", "middle"]].tolist() == [4.0, 3.5]
    assert rows.loc["2025-02", ["value", "middle"]].tolist() == [9.0, 4.0]


def test_without_a_choice_the_first_two_stand_beside_each_other(tmp_path: Path) -> None:
    assert comparison(tmp_path).units == ("a", "b")


def test_peers_are_the_chosen_group(tmp_path: Path) -> None:
    found = comparison(tmp_path, units=("e",), peers="镇", form="raw")
    assert found.multiples["middle"].iloc[-1] == 5.0
    assert summarise(found) == "2025年2月培训：e乡 0个；同类中位数 5.0个。"


def test_units_that_did_not_report_are_not_said_to_be_zero(tmp_path: Path) -> None:
    assert summarise(comparison(tmp_path, units=("f",))) == "2025年2月所选单位还没有培训的数据。"
