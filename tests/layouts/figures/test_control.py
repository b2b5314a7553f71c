"""The control chart: signals by shape and word, limits, where it begins anew, what is not all in."""

from typing import Any

import pandas as pd

from layouts.figures.control import control_chart
from layouts.palette import BETTER, CARD, INK, UNJUDGED, WORSE
from tests.layouts.figures import frames
from tests.layouts.seeing import catalogue

TRAINEES, PERSONS = catalogue()["trainees"], catalogue()["eight_rules_persons"]
HIGH = "连续7个月高于均值"


def draw(frame: pd.DataFrame, **more: Any) -> dict[str, Any]:
    return control_chart(frame, more.pop("metric", TRAINEES), name="城关镇", **more)


def line(figure: dict[str, Any], name: str) -> dict[str, Any]:
    return next(trace for trace in figure["data"] if trace["name"] == name)


def test_signals_are_triangles_with_their_words() -> None:
    figure = draw(frames.control())
    high, low = line(figure, "信号：偏高"), line(figure, "信号：偏低")
    assert (high["x"], high["y"]) == (["2025年10月", "2025年11月"], [15.0, 16.0])
    assert (high["marker"]["symbol"], high["marker"]["color"]) == ("triangle-up", BETTER)
    assert (low["x"], low["marker"]["symbol"], low["marker"]["color"]) == (["2025年12月"], "triangle-down", WORSE)
    words = [note for note in figure["layout"]["annotations"] if "重新起算" not in note["text"]]
    assert [(note["text"], note["x"], note["yanchor"]) for note in words] == [
        (HIGH, "2025年11月", "bottom"),
        ("低于控制下限", "2025年12月", "top"),
    ]
    assert HIGH in high["hovertext"][0]
    assert HIGH in line(figure, "城关镇")["hovertext"][1]


def test_what_is_not_judged_is_never_better_or_worse() -> None:
    figure = draw(frames.control(), metric=PERSONS)
    assert {line(figure, f"信号：{word}")["marker"]["color"] for word in ("偏高", "偏低")} == {UNJUDGED}


def test_an_incomplete_point_is_hollow_and_said() -> None:
    figure = draw(frames.control())
    marker = line(figure, "城关镇")["marker"]
    assert (marker["color"], marker["line"]["width"]) == ([INK, INK, INK, CARD], [0, 0, 0, 2])
    assert "空心点：该期尚未报齐" in figure["layout"]["title"]["subtitle"]["text"]
    assert "尚未报齐" in line(figure, "城关镇")["hovertext"][3]


def test_limits_break_where_the_chart_begins_anew_with_its_reason() -> None:
    figure = draw(frames.control())
    mean = line(figure, "均值")
    assert mean["x"] == ["2025年9月", "2025年10月", None, "2025年11月", "2025年12月"]
    assert mean["y"] == [10.0, 10.0, None, 14.0, 14.0]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [1.5]
    assert figure["layout"]["shapes"][0]["line"]["dash"] == "dash"
    assert figure["layout"]["annotations"][0]["text"] == "重新起算：两村合并"
    long = draw(frames.control().assign(rebased=["", "", "换届后新建支部并且口径也有所调整", ""]))
    assert long["layout"]["annotations"][0]["text"] == "重新起算：换届后新建支部并且口径也有所…"


def test_without_limits_only_the_points() -> None:
    frame = frames.control().assign(mean=frames.NAN, lower=frames.NAN, upper=frames.NAN, side=0, signal="", rebased="")
    assert [trace["name"] for trace in draw(frame)["data"]] == ["城关镇"]


def test_a_year_to_date_stands_over_last_year() -> None:
    frame = frames.control().assign(period=["2025-09c", "2025-10c", "2025-11c", "2025-12c"])
    figure = draw(frames.label(frame))
    assert [trace["name"] for trace in figure["data"]] == ["上年同期", "城关镇"]
    assert figure["data"][0]["y"] == [None, 8.0, 9.0, 9.5]


def test_a_click_leads_to_the_point_s_figure() -> None:
    figure = draw(frames.control(), trace=lambda period: f"trainees~{period}~a")
    assert line(figure, "城关镇")["customdata"][0] == "trainees~2025-09~a"
    assert line(figure, "信号：偏低")["customdata"] == ["trainees~2025-12~a"]
    assert line(draw(frames.control(), mean=True), "城关镇（已报单位平均）")["customdata"] == []
