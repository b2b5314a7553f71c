from layouts.figures.ranking import ranking_bars
from layouts.palette import BETTER, WORSE
from tests.layouts.figures import frames
from tests.layouts.seeing import catalogue, heading, hovers

TRAINEES = catalogue()["trainees"]
EIGHT_RULES = catalogue()["eight_rules_persons"]
VALUES = [90.0, 80.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0]


def test_bars_are_the_frames_values_in_its_order() -> None:
    figure = ranking_bars(frames.ranking(VALUES, [*range(1, 9)]), TRAINEES, period="2025年12月", covered=8, expected=9)
    drawn = {y: x for trace in figure["data"] for y, x in zip(trace["y"], trace["x"], strict=True)}
    assert drawn == dict(zip("abcdefgh", VALUES, strict=True))
    assert figure["layout"]["yaxis"]["categoryarray"] == list("abcdefgh")
    assert figure["layout"]["yaxis"]["ticktext"][:2] == ["1 A镇", "2 B镇"]


def test_who_did_not_report_has_no_bar_and_no_zero() -> None:
    figure = ranking_bars(frames.ranking([3.0, 0.0], [1, 2]), TRAINEES, period="2025年12月", covered=2, expected=3)
    drawn = {y: x for trace in figure["data"] for y, x in zip(trace["y"], trace["x"], strict=True)}
    assert drawn == {"a": 3.0, "b": 0.0}


def test_first_and_last_few_are_marked_by_colour_pattern_and_word() -> None:
    figure = ranking_bars(frames.ranking(VALUES, [*range(1, 9)]), TRAINEES, period="2025年12月", covered=8, expected=9)
    marked = {trace["name"]: (trace["y"], trace["marker"]["color"]) for trace in figure["data"]}
    assert marked["前2名"] == (["a", "b"], BETTER)
    assert marked["后2名"] == (["g", "h"], WORSE)
    assert figure["data"][-1]["marker"]["pattern"]["shape"] == "/"
    assert figure["layout"]["showlegend"] is True


def test_a_tie_that_reaches_beyond_the_few_is_not_marked() -> None:
    ranks = [1, 1, 1, 4, 5, 6, 6, 6]
    figure = ranking_bars(frames.ranking(VALUES, [*ranks]), TRAINEES, period="2025年12月", covered=8, expected=9)
    assert [trace["name"] for trace in figure["data"]] == ["其余"]


def test_without_judgement_nobody_is_first_or_coloured() -> None:
    frame = frames.ranking(VALUES, [None] * 8)
    figure = ranking_bars(frame, EIGHT_RULES, period="2025年1—12月", covered=8, expected=9)
    assert len(figure["data"]) == 1
    assert figure["data"][0]["marker"]["color"] not in (BETTER, WORSE)
    assert figure["layout"]["yaxis"]["ticktext"][0] == "A镇"
    assert figure["layout"]["showlegend"] is False
    assert not any("名" in text for text in hovers(figure))


def test_the_areas_own_figure_is_said_and_drawn() -> None:
    frame = frames.ranking([9.0, 5.0], [1, 2])
    figure = ranking_bars(
        frame,
        TRAINEES,
        form="rate",
        period="2025年12月",
        covered=2,
        expected=3,
        whole=6.5,
        line=6.5,
        whole_name="青梧区",
    )
    assert "已报 2/3" in heading(figure)
    assert "青梧区 6.5 人次/百名党员" in heading(figure)
    assert figure["layout"]["shapes"][0]["x0"] == 6.5
    assert figure["layout"]["annotations"][0]["text"] == "青梧区 6.5"


def test_a_total_is_said_and_the_mean_drawn() -> None:
    frame = frames.ranking([9.0, 5.0], [1, 2])
    figure = ranking_bars(frame, TRAINEES, period="2025年12月", covered=2, expected=3, whole=14, line=7.0)
    assert "全区 14人次" in heading(figure)
    assert figure["layout"]["annotations"][0]["text"] == "已报单位平均 7.0"


def test_the_picked_unit_is_outlined_and_named_in_bold() -> None:
    frame = frames.ranking([9.0, 5.0], [1, 2])
    figure = ranking_bars(frame, TRAINEES, period="2025年12月", covered=2, expected=3, highlights=["b"])
    assert figure["layout"]["yaxis"]["ticktext"] == ["1 A镇", "<b>▸ 2 B镇</b>"]
    assert figure["data"][0]["marker"]["line"]["width"] == [0, 2.5]


def test_hovers_say_figure_rank_and_change() -> None:
    frame = frames.ranking([1234.0, 5.0], [1, 2])
    figure = ranking_bars(frame, TRAINEES, period="2025年12月", covered=2, expected=3)
    assert hovers(figure)[0] == "<b>A镇</b><br>2025年12月 培训人次：1,234人次<br>第1名（已报2个）<br>环比 +2（+2.5%）"


def test_intervals_are_thin_lines_across_the_ends_and_figures_stand_behind_them() -> None:
    frame = frames.chance([90.0, 40.0], [0, 0], [1, 2])
    figure = ranking_bars(frame, catalogue()["rectify_done"], form="share", period="2025年12月", covered=2, expected=3)
    bars, figures = figure["data"]
    assert (bars["error_x"]["arrayminus"], bars["error_x"]["array"]) == ([2.0, 2.0], [4.0, 4.0])
    assert "text" not in bars
    assert (figures["x"], figures["text"]) == ([94.0, 44.0], ["\u200290.0", "\u200240.0"])
    assert figure["layout"]["xaxis"]["range"][1] > 94
    assert hovers(figure)[1] == (
        "<b>B镇</b><br>2025年12月 问题整改率：40.0%<br>95%区间：38.0–44.0%<br>第2名（已报2个）"
        "<br>名次区间：第1–2名之间<br>环比 +1.5（+2.5%）"
    )


def test_a_hundred_rows_close_up() -> None:
    frame = frames.ranking([float(value) for value in range(50, 0, -1)], [*range(1, 51)])
    few = ranking_bars(frame.head(20), TRAINEES, period="2025年12月", covered=20, expected=20)
    many = ranking_bars(frame.head(50), TRAINEES, period="2025年12月", covered=50, expected=50)
    assert many["layout"]["height"] - few["layout"]["height"] == 50 * 20 - 20 * 30
