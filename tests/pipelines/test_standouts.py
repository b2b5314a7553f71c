"""What stands out of a profile, by hand."""

from typing import Any

import pandas as pd

from pipelines.standouts import AHEAD, BEHIND, WORSENING, describe_standouts, list_standouts

NAN = float("nan")


def side(found: pd.DataFrame, name: str) -> pd.DataFrame:
    return found[found["side"] == name]


def figure(label: str, value: float, **more: Any) -> dict[str, Any]:
    row = {
        "label": label,
        "polarity": "higher",
        "nature": "administrative",
        "value": value,
        "part": value,
        "whole": 1.0,
        "times": 1,
        "rank": 1,
        "ranked": 9,
        "peers_middle": 10.0,
        "peers_spread": 2.698,
        "change": 1.0,
        "year_change": 1.0,
    }
    return {**row, **more}


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def test_far_from_the_peers_middle_is_a_strength_or_a_weakness() -> None:
    found = list_standouts(
        frame(
            figure("甲", 12.0),
            figure("乙", 11.9),
            figure("丙", 16.0),
            figure("丁", 7.0, rank=9),
            figure("戊", 4.0, polarity="lower"),
            figure("己", 99.0, polarity="no_judgement", rank=None),
            figure("庚", 99.0, polarity="none", rank=None),
        )
    )
    assert side(found, AHEAD)["label"].tolist() == ["丙", "戊", "甲"]
    assert side(found, AHEAD)["lead"].tolist() == [3.0, 3.0, 1.0]
    assert side(found, BEHIND)[["label", "lead"]].to_numpy().tolist() == [["丁", -1.5]]
    assert describe_standouts(found) == "明显好于同类的有丙、戊、甲；明显落后同类的有丁。"


def test_what_chance_may_do_is_no_standout() -> None:
    share = {"nature": "proportion", "times": 100, "peers_middle": 7.3, "polarity": "lower"}
    rate = {"nature": "events", "times": 100, "peers_middle": 1.0}
    found = list_standouts(
        frame(
            figure("甲", 0.0, part=0.0, whole=13.0, **share),
            figure("乙", 0.0, part=0.0, whole=130.0, **share),
            figure("丙", 5.0, part=2.0, whole=40.0, **rate),
            figure("丁", 5.0, part=30.0, whole=600.0, **rate),
        )
    )
    assert found["label"].tolist() == ["乙", "丁"]


def test_too_few_peers_or_none_apart_is_no_standout() -> None:
    found = list_standouts(
        frame(figure("甲", 99.0, ranked=4), figure("乙", 99.0, peers_spread=0.0), figure("丙", NAN, rank=None))
    )
    assert len(found) == 0
    assert describe_standouts(found) == "各项指标与同类没有明显差别。"


def test_behind_and_worse_than_before_on_both_counts() -> None:
    found = list_standouts(
        frame(
            figure("甲", 9.0, rank=7, change=-1.0, year_change=-2.0),
            figure("乙", 9.0, rank=6, change=-1.0, year_change=-2.0),
            figure("丙", 9.0, rank=9, change=-1.0, year_change=2.0),
            figure("丁", 12.0, rank=8, change=1.0, year_change=2.0, polarity="lower"),
            figure("戊", 9.0, rank=8, change=NAN, year_change=-2.0),
            figure("己", 9.0, rank=4, ranked=4, change=-1.0, year_change=-1.0),
        )
    )
    assert side(found, WORSENING)["label"].tolist() == ["丁", "甲"]
    assert describe_standouts(found) == ("明显落后同类的有丁；居后且变差的有丁、甲。")


def test_nothing_reported() -> None:
    assert describe_standouts(list_standouts(pd.DataFrame())) == "各项指标与同类没有明显差别。"
