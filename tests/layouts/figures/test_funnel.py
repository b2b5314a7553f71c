from typing import Any

from data.definitions import Metric
from layouts.figures.base import Figure
from layouts.figures.funnel import funnel_plot
from layouts.palette import BETTER, INK, UNJUDGED, WORSE
from tests.layouts.figures import frames
from tests.layouts.seeing import catalogue, heading, hovers

OVERDUE = catalogue()["rectify_overdue"]
SANCTIONED = catalogue()["eight_rules_sanctioned"]


def draw(metric: Metric = OVERDUE, **more: Any) -> Figure:
    return funnel_plot(
        frames.chance([31.0, 16.0, 8.0, 1.0], [2, 1, 0, -2], [4, 3, 2, 1]),
        frames.limits(),
        metric,
        form="share",
        period="2025年12月",
        covered=4,
        expected=5,
        whole=8.0,
        whole_name="青梧区",
        size_name="发现问题总数",
        size_unit="个",
        trace=lambda area: f"rectify_overdue~202512~{area}",
        **more,
    )


def points(figure: Figure) -> dict[str, dict[str, Any]]:
    """The traces of units, by their words in the key."""
    return {trace["name"]: trace for trace in figure["data"] if trace["mode"] != "lines"}


def test_units_stand_at_their_size_and_figure_and_say_where_they_are_by_symbol() -> None:
    drawn = points(draw())
    within, between, beyond = drawn.values()
    assert list(drawn) == ["95%控制限内", "95%与99.8%之间，可以留意", "99.8%控制限外，差异显著"]
    assert (within["x"], within["y"], within["text"]) == ([30.0], [8.0], [""])
    assert (between["x"], between["y"], between["text"]) == ([20.0], [16.0], ["B镇"])
    assert (beyond["x"], beyond["y"], beyond["text"]) == ([10.0, 40.0], [31.0, 1.0], ["A镇", "D镇"])
    assert len({trace["marker"]["symbol"] for trace in drawn.values()}) == 3


def test_better_and_worse_are_said_of_judged_metrics_only() -> None:
    assert points(draw())["99.8%控制限外，差异显著"]["marker"]["color"] == [WORSE, BETTER]
    plain = points(draw(SANCTIONED))
    assert plain["99.8%控制限外，差异显著"]["marker"]["color"] == [INK, INK]
    assert plain["95%控制限内"]["marker"]["color"] == [UNJUDGED]


def test_limits_run_along_the_sizes_around_the_area() -> None:
    lines = [trace for trace in draw()["data"] if trace["mode"] == "lines"]
    assert [line["y"] for line in lines] == [[2.0, 4.0], [20.0, 12.0], [0.0, 2.0], [30.0, 18.0], [8.0, 8.0]]
    assert {tuple(line["x"]) for line in lines} == {(10.0, 40.0)}
    assert [line["name"] for line in lines if line["showlegend"]] == ["95%控制限", "99.8%控制限", "青梧区 8.0%"]
    assert "青梧区 8.0%" in heading(draw())


def test_points_lead_to_their_cells_and_say_all_there_is() -> None:
    figure = draw(highlights=["c"])
    assert points(figure)["95%控制限内"]["customdata"] == ["rectify_overdue~202512~c"]
    assert points(figure)["95%控制限内"]["text"] == ["C镇"]
    assert hovers(figure)[0] == (
        "<b>C镇</b><br>2025年12月 问题逾期率：8.0%<br>95%区间：6.0–12.0%<br>发现问题总数：30个<br>95%控制限内"
    )
