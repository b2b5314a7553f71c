"""The chart of a score's ranks: what it draws of the frame, and that many rows close up."""

import pandas as pd

from layouts.figures.base import Figure, height_of
from layouts.figures.scores import CLOSE_ROW_HEIGHT, score_ranges
from tests.layouts.figures.frames import standings


def draw(table: pd.DataFrame) -> Figure:
    return score_ranges(table, title="考核", period="2025年1—6月", vary=0.2)


def test_ranges_places_and_vetoes_are_told_apart() -> None:
    ranges, places, vetoed = draw(standings())["data"]
    assert (ranges["base"], ranges["x"]) == ([0.75, 1.75, 0.75], [1.5, 0.5, 0.5])
    assert (places["y"], places["x"]) == (["u0", "u2"], [1, 1])
    assert (vetoed["name"], vetoed["y"], vetoed["marker"]["symbol"]) == ("一票否决", ["u1"], "x")
    assert ranges["hovertext"][1] == "1镇<br>2025年1—6月第2名，89.00分<br>权重变动±20%：第2名<br>一票否决：逾期"


def test_each_group_has_its_heading_over_its_units() -> None:
    axis = draw(standings())["layout"]["yaxis"]
    assert axis["ticktext"] == ["<b>甲组</b>", "0镇", "1镇", "<b>乙组</b>", "2镇"]


def test_who_has_no_place_is_not_drawn() -> None:
    table = standings()
    table.loc[0, ["rank", "best", "worst"]] = pd.NA
    assert draw(table)["data"][0]["y"] == ["u1", "u2"]


def test_nobody_ranked_is_said() -> None:
    figure = draw(standings().iloc[:0])
    assert figure["layout"]["annotations"][0]["text"] == "2025年1—6月没有可以排名的得分"


def test_many_units_close_up() -> None:
    assert height_of(draw(standings(101))) < 103 * CLOSE_ROW_HEIGHT + 200
