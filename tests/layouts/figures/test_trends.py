from layouts.figures.times import period_axis
from layouts.figures.trends import trend_lines
from layouts.palette import CARD
from tests.layouts.figures import frames
from tests.layouts.seeing import catalogue, heading

TRAINEES = catalogue()["trainees"]


def test_lines_are_the_frames_values_and_a_missing_month_is_a_gap() -> None:
    figure = trend_lines(frames.trend(), frames.band(), TRAINEES, whole="q")
    lines = {trace["name"]: trace for trace in figure["data"]}
    assert lines["青梧区"]["y"] == [10.0, 11.0, 12.0]
    assert lines["城关镇"]["y"] == [20.0, None, 22.0]
    assert lines["城关镇"]["connectgaps"] is False
    assert "断开处：未报" in heading(figure)


def test_a_point_leads_to_the_figure_that_it_shows() -> None:
    lines = {trace["name"]: trace for trace in trend_lines(frames.trend(), frames.band(), TRAINEES, whole="q")["data"]}
    assert lines["城关镇"]["customdata"] == ["trainees~2025-10~a", "trainees~2025-11~a", "trainees~2025-12~a"]
    assert lines["青梧区"]["customdata"][0] == "trainees~2025-10~q"
    rates = trend_lines(frames.trend(), frames.band(), TRAINEES, form="rate", whole="q", mean=True)["data"]
    assert rates[-1]["customdata"][0] == "trainees~2025-10~a~rate"
    assert [trace["name"] for trace in rates if "customdata" in trace] == ["城关镇"]


def test_a_period_not_yet_complete_is_hollow() -> None:
    figure = trend_lines(frames.trend(), frames.band(), TRAINEES, whole="q")
    line = next(trace for trace in figure["data"] if trace["name"] == "青梧区")
    assert [colour == CARD for colour in line["marker"]["color"]] == [False, False, True]
    assert "空心点：该期尚未报齐" in heading(figure)
    assert "末期已报 14/16" in heading(figure)
    assert line["hovertext"][-1] == "青梧区：12人次（已报 14/16）"


def test_the_middle_half_is_closed_around_each_unbroken_stretch() -> None:
    figure = trend_lines(frames.trend(), frames.band(), TRAINEES, whole="q")
    shade = figure["data"][0]
    assert shade["name"] == "各乡镇（街道）的中间一半"
    assert shade["x"] == ["2025年10月", "2025年10月", None, "2025年12月", "2025年12月", None]
    assert shade["y"] == [13.0, 8.0, None, 15.0, 9.0, None]


def test_a_cumulative_line_that_falls_in_january_says_why() -> None:
    assert "重新累计" not in heading(trend_lines(frames.trend(), frames.band(), TRAINEES, whole="q"))
    year_to_date = frames.trend().assign(period=frames.trend()["period"] + "c")
    assert "每年1月重新累计" in heading(trend_lines(year_to_date, frames.band(), TRAINEES, whole="q"))


def test_the_mean_of_a_unit_is_called_so() -> None:
    figure = trend_lines(frames.trend(), frames.band(), TRAINEES, whole="q", mean=True)
    assert "青梧区（已报单位平均）" in [trace["name"] for trace in figure["data"]]


def test_units_differ_by_dash_and_symbol_not_colour_alone() -> None:
    base = frames.trend()
    more = base[base["area"] == "a"].assign(area="b", name="青石镇")
    figure = trend_lines(frames.pd.concat([base, more]), frames.band(), TRAINEES, whole="q")
    first, second = (trace for trace in figure["data"] if trace["name"] in ("城关镇", "青石镇"))
    assert first["marker"]["symbol"] != second["marker"]["symbol"]
    assert first["line"]["color"] != second["line"]["color"]


def test_many_months_are_marked_by_quarter_with_the_year_once() -> None:
    codes = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    axis = period_axis(codes)
    assert axis["ticktext"] == ["1月<br>2024年", "4月", "7月", "10月", "1月<br>2025年", "4月", "7月", "10月"]
    assert len(axis["categoryarray"]) == 24


def test_longer_periods_are_named_as_the_field_does() -> None:
    assert period_axis(["2024Q4", "2025Q1"])["ticktext"] == ["四季度<br>2024年", "一季度<br>2025年"]
    assert period_axis(["2024H2", "2025H1"])["ticktext"] == ["下半年<br>2024年", "上半年<br>2025年"]
    assert period_axis(["2024", "2025"])["ticktext"] == ["2024年", "2025年"]
    assert period_axis(["2025-01c", "2025-02c"])["ticktext"] == ["1月<br>2025年", "1—2月"]


def test_a_period_that_has_not_ended_has_its_place_on_the_axis() -> None:
    axis = period_axis(["2025Q1", "2025Q2"], ["2025年第一季度", "2025年第二季度（未满）"])
    assert axis["categoryarray"] == ["2025年第一季度", "2025年第二季度（未满）"]
    assert axis["tickvals"] == axis["categoryarray"]
    assert axis["ticktext"] == ["一季度<br>2025年", "二季度"]
