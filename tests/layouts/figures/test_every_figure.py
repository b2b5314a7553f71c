"""What holds for all figures alike."""

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from data.periods import Period
from layouts.figures.base import Figure, empty_figure, height_of
from layouts.figures.comparison import grouped_bars, small_multiples
from layouts.figures.control import control_chart
from layouts.figures.funnel import funnel_plot
from layouts.figures.ledger_flow import flow_bars
from layouts.figures.ranking import ranking_bars
from layouts.figures.rectification import age_bars, rectification_bars
from layouts.figures.scores import score_ranges
from layouts.figures.trends import trend_lines
from tests.layouts.figures import frames
from tests.layouts.seeing import catalogue, heading, hovers

TRAINEES = catalogue()["trainees"]
BASIC_BUNDLE = {"bar", "scatter", "pie"}


def rank(frame: pd.DataFrame) -> Figure:
    return ranking_bars(frame, TRAINEES, period="2025年12月", covered=2, expected=3)


def follow(frame: pd.DataFrame) -> Figure:
    return trend_lines(frame, frames.band(), TRAINEES, whole="q")


def group(frame: pd.DataFrame) -> Figure:
    return grouped_bars(frame, TRAINEES, period=Period.parse("2025-12"))


def panel(frame: pd.DataFrame) -> Figure:
    return small_multiples(frame, TRAINEES)


def chart(frame: pd.DataFrame) -> Figure:
    return control_chart(frame, TRAINEES, name="城关镇")


def rectify(frame: pd.DataFrame) -> Figure:
    return rectification_bars(
        frame, key="source", title="各来源整改进展", period="截至2025年12月31日", trace=lambda row, count: ""
    )


def age(frame: pd.DataFrame) -> Figure:
    return age_bars(frame, period="截至2025年12月31日")


def spread(frame: pd.DataFrame) -> Figure:
    return funnel_plot(
        frame,
        frames.limits(),
        catalogue()["rectify_done"],
        form="share",
        period="2025年12月",
        covered=2,
        expected=3,
        whole=8.0,
        whole_name="青梧区",
        size_name="发现问题总数",
        size_unit="个",
        trace=str,
    )


def assess(frame: pd.DataFrame) -> Figure:
    return score_ranges(frame, title="考核", period="2025年12月", vary=0.2)


FIGURES: list[tuple[Callable[[pd.DataFrame], Figure], pd.DataFrame, str]] = [
    (rank, frames.ranking([9.0, 5.0], [1, 2]), "人次"),
    (rank, frames.chance([9.0, 5.0], [0, 0], [1, 2]), "人次"),
    (spread, frames.chance([9.0, 5.0], [0, -2], [1, 2]), "%"),
    (follow, frames.trend(), "人次"),
    (chart, frames.control(), "人次"),
    (group, frames.comparison(), "人次"),
    (panel, frames.multiples(), "人次"),
    (rectify, frames.sources(), "个"),
    (age, frames.ages(), "个"),
    (flow_bars, frames.flow(), "个"),
    (assess, frames.standings(), "名"),
]
every = pytest.mark.parametrize(("draw", "frame", "unit"), FIGURES, ids=lambda value: getattr(value, "__name__", ""))


@every
def test_an_empty_frame_gives_the_calm_figure(
    draw: Callable[[pd.DataFrame], Figure], frame: pd.DataFrame, unit: str
) -> None:
    figure = draw(frame.iloc[:0])
    assert figure["data"] == []
    assert "没有" in figure["layout"]["annotations"][0]["text"]
    assert figure["layout"]["xaxis"]["visible"] is False


@every
def test_only_traces_of_the_basic_bundle(
    draw: Callable[[pd.DataFrame], Figure], frame: pd.DataFrame, unit: str
) -> None:
    assert {trace["type"] for trace in draw(frame)["data"]} <= BASIC_BUNDLE


@every
def test_title_says_unit_and_period(draw: Callable[[pd.DataFrame], Figure], frame: pd.DataFrame, unit: str) -> None:
    assert f"单位：{unit}" in heading(draw(frame))
    assert "2025年12月" in heading(draw(frame))


@every
def test_hovers_say_the_exact_figure_with_its_unit(
    draw: Callable[[pd.DataFrame], Figure], frame: pd.DataFrame, unit: str
) -> None:
    spoken = [text for text in hovers(draw(frame)) if text and "未报" not in text and "不适用" not in text]
    assert spoken
    assert all(unit in text for text in spoken)


@every
def test_hovers_say_the_period(draw: Callable[[pd.DataFrame], Figure], frame: pd.DataFrame, unit: str) -> None:
    figure = draw(frame)
    if figure["layout"].get("hovermode") == "x unified":
        # The box over a trend is headed by the period, which is the axis' own category.
        assert figure["layout"]["xaxis"]["categoryarray"] == ["2025年10月", "2025年11月", "2025年12月"]
    else:
        assert all("年" in text and "月" in text for text in hovers(figure) if text)


@every
def test_figures_are_plain_json_and_keep_the_readers_view(
    draw: Callable[[pd.DataFrame], Figure], frame: pd.DataFrame, unit: str
) -> None:
    figure = draw(frame)
    json.dumps(figure, allow_nan=False)
    assert figure["layout"]["uirevision"]
    assert "Noto Sans CJK SC" in figure["layout"]["font"]["family"]
    assert height_of(figure) > 100


@every
def test_names_are_never_clipped(draw: Callable[[pd.DataFrame], Figure], frame: pd.DataFrame, unit: str) -> None:
    layout: dict[str, Any] = draw(frame)["layout"]
    named = [axis for key, axis in layout.items() if key in ("xaxis", "yaxis") and axis.get("visible", True)]
    assert named
    assert any(axis["automargin"] for axis in named)


def test_the_calm_figure_says_what_is_missing() -> None:
    assert empty_figure("还没有报送")["layout"]["annotations"][0]["text"] == "还没有报送"
