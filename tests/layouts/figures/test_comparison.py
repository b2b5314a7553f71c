import pytest

from data.periods import Period
from layouts.figures.comparison import grouped_bars, small_multiples
from tests.layouts.figures import frames
from tests.layouts.seeing import catalogue, heading, hovers

TRAINEES = catalogue()["trainees"]


def test_bars_are_the_frames_values_and_what_is_missing_has_none() -> None:
    figure = grouped_bars(frames.comparison(), TRAINEES, period=Period.parse("2025-12"))
    assert {trace["name"]: trace["y"] for trace in figure["data"]} == {
        "去年同期（2024年12月）": [None, 0.0],
        "上期（2025年11月）": [100.0, 80.0],
        "本期（2025年12月）": [120.0, None],
    }


def test_states_are_said_in_words() -> None:
    figure = grouped_bars(frames.comparison(), TRAINEES, period=Period.parse("2025-12"))
    assert "青石镇未报" in heading(figure)
    assert "<b>城关镇</b><br>2024年12月：不适用" in hovers(figure)
    assert "<b>青石镇</b><br>2025年12月：未报" in hovers(figure)
    assert "<b>青石镇</b><br>2024年12月：0人次" in hovers(figure)


def test_a_bar_leads_to_the_figure_that_it_shows() -> None:
    middle = frames.comparison().head(1).assign(area="", name="同类中位数", value=90.5)
    figure = grouped_bars(
        frames.pd.concat([frames.comparison(), middle]), TRAINEES, form="rate", period=Period.parse("2025-12")
    )
    units = frames.comparison()["area"].tolist()
    assert [trace["customdata"] for trace in figure["data"]] == [
        [*(f"trainees~{period}~{unit}~rate" for unit in units), None] for period in ("2024-12", "2025-11", "2025-12")
    ]


def test_the_middle_of_the_peers_stands_beside_the_units_and_is_none_of_them() -> None:
    middle = frames.comparison().head(1).assign(area="", name="同类中位数", value=90.5)
    figure = grouped_bars(frames.pd.concat([frames.comparison(), middle]), TRAINEES, period=Period.parse("2025-12"))
    assert figure["data"][-1]["y"] == [120.0, None, 90.5]
    assert figure["data"][-1]["text"] == ["120", "", "90.5"]
    assert "<b>同类中位数</b><br>2025年12月：90.5人次" in hovers(figure)
    assert figure["layout"]["xaxis"]["ticktext"] == ["城关镇", "青石镇", "<i>同类中位数</i>"]
    assert "已报 1/2" in heading(figure)


def test_a_middle_without_a_unit_is_no_comparison() -> None:
    middle = frames.comparison().head(1).assign(area="", name="同类中位数")
    assert grouped_bars(middle, TRAINEES, period=Period.parse("2025-12"))["data"] == []


def test_one_unit_is_no_wall_and_six_have_room_for_their_figures() -> None:
    def gap(count: int) -> float:
        rows = frames.pd.concat([frames.comparison().head(1).assign(area=str(n)) for n in range(count)])
        found: float = grouped_bars(rows, TRAINEES, period=Period.parse("2025-12"))["layout"]["bargap"]
        return found

    assert gap(1) > gap(2) > gap(3) > gap(6)
    assert 1 - gap(1) == pytest.approx(0.165)
    assert gap(6) == 0.16


def test_a_large_median_is_round_over_its_bar_and_exact_in_its_hover() -> None:
    middle = frames.comparison().head(1).assign(area="", name="同类中位数", value=1045.5)
    figure = grouped_bars(frames.pd.concat([frames.comparison(), middle]), TRAINEES, period=Period.parse("2025-12"))
    assert figure["data"][-1]["text"][-1] == "1,046"
    assert figure["data"][-1]["y"][-1] == 1045.5
    assert "<b>同类中位数</b><br>2025年12月：1,045.5人次" in hovers(figure)


def test_every_panel_has_one_scale_and_the_median() -> None:
    figure = small_multiples(frames.multiples(), TRAINEES)
    layout = figure["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"] == [0, 6]
    assert [note["text"] for note in layout["annotations"]] == ["<b>城关镇</b>", "<b>青石镇</b>"]
    drawn = [(trace["name"], trace["yaxis"], trace["y"]) for trace in figure["data"]]
    assert drawn == [
        ("同类中位数", "y", [4.0, 4.5]),
        ("本单位", "y", [5.0, None]),
        ("同类中位数", "y2", [4.0, 4.5]),
        ("本单位", "y2", [3.0, 6.0]),
    ]
    assert "断开处：未报" in heading(figure)


def test_panels_do_not_overlap() -> None:
    rows = [frames.multiples().assign(area=code, name=code) for code in "abcdef"]
    layout = small_multiples(frames.pd.concat(rows), TRAINEES)["layout"]
    boxes = [
        (layout[f"xaxis{key}"]["domain"], layout[f"yaxis{key}"]["domain"]) for key in ("", "2", "3", "4", "5", "6")
    ]
    assert len(boxes) == 6
    for index, (x, y) in enumerate(boxes):
        for other_x, other_y in boxes[index + 1 :]:
            assert x[1] <= other_x[0] or other_x[1] <= x[0] or y[1] <= other_y[0] or other_y[1] <= y[0]
