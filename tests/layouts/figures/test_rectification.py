from layouts.figures.base import Figure
from layouts.figures.rectification import rectification_bars
from tests.layouts.figures import frames
from tests.layouts.seeing import heading, hovers


def draw() -> Figure:
    return rectification_bars(
        frames.sources(),
        key="source",
        title="各来源整改进展",
        period="截至2025年12月31日",
        trace=lambda row, count: f"{row['source']}~{count}",
    )


def test_parts_are_the_frames_counts_and_told_apart_by_pattern() -> None:
    figure = draw()
    assert {trace["name"]: trace["x"] for trace in figure["data"]} == {
        "已整改": [30, 4, 0],
        "整改中（未到期）": [5, 0, 0],
        "逾期未整改": [1, 0, 0],
    }
    assert [trace["marker"]["pattern"]["shape"] for trace in figure["data"]] == ["", "", "/"]
    assert figure["layout"]["barmode"] == "stack"


def test_ends_say_how_many_and_how_far() -> None:
    figure = draw()
    assert [note["text"] for note in figure["layout"]["annotations"]] == [
        "36个 · 83.3% · 逾期1",
        "4个 · 100.0%",
        "没有问题",
    ]
    assert "共40个" in heading(figure)
    assert "已整改34个（85.0%）" in heading(figure)
    assert "<b>书记点评</b><br>截至2025年12月31日 逾期未整改：1个" in hovers(figure)


def test_a_sliver_bears_no_figure() -> None:
    figure = draw()
    assert [trace["text"] for trace in figure["data"]] == [["30", "4", ""], ["5", "", ""], ["", "", ""]]


def test_each_part_names_its_items() -> None:
    figure = draw()
    assert [trace["customdata"][0] for trace in figure["data"]] == [
        "书记点评~done",
        "书记点评~open",
        "书记点评~overdue",
    ]
    assert all(len(trace["customdata"]) == len(trace["y"]) for trace in figure["data"])
