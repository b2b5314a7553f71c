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
