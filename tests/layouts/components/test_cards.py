from typing import Any

import pandas as pd

from layouts.components.cards import card, figure_card, figure_style, headline_card
from layouts.components.coverage import coverage_strip
from layouts.components.notices import empty_state
from layouts.components.sparklines import sparkline
from layouts.figures.base import empty_figure
from tests.layouts.seeing import catalogue, kinds, text_of, with_class

NAN = float("nan")


def headline(metric: str, **more: Any) -> Any:
    return headline_card(catalogue()[metric], href="/ranking", **more)


def test_a_headline_says_figure_unit_changes_and_coverage() -> None:
    shown = headline(
        "party_members", value=105571.0, state="reported", previous=(12, 3.44), year_ago=(NAN, NAN), note="已报 14/16"
    )
    assert text_of(shown) == "党员总数10.56万名环比▲增加3.4%同比—已报 14/16"
    assert kinds(shown, "Strong")[0].title == "105,571"


def test_a_headline_leads_to_its_ranking_and_its_origin() -> None:
    shown = headline("trainees", value=12.0, state="reported", trace="?trace=x")
    assert [link.href for link in kinds(shown, "Link")] == ["/ranking", "?trace=x"]


def test_a_headline_without_figure_says_why() -> None:
    shown = headline("trainees", value=NAN, state="missing", trace="?trace=x")
    assert text_of(with_class(shown, "headline-figure")) == "未报"
    assert [link.href for link in kinds(shown, "Link")] == ["/ranking"]


def test_a_headline_without_judgement_is_not_coloured() -> None:
    shown = headline("eight_rules_persons", value=3.0, state="reported", previous=(2, 50.0), year_ago=(-2, -50.0))
    assert len(with_class(shown, "change-plain")) == 2


def test_a_small_trend_breaks_where_nothing_was_reported() -> None:
    shown = sparkline([1.0, 2.0, None, 4.0, 3.0], "培训人次近5个月走势")
    assert [line.points for line in kinds(shown, "Polyline")] == ["4.0,32.0 28.0,22.7", "76.0,4.0 100.0,13.3"]
    assert [(dot.cx, dot.cy, dot.className) for dot in kinds(shown, "Circle")] == [("100.0", "13.3", "sparkline-last")]
    alone = sparkline([1.0, None, 2.0, 3.0], "培训人次近4个月走势")
    assert [(dot.cx, dot.r) for dot in kinds(alone, "Circle")] == [("4.0", "1.5"), ("100.0", "3")]


def test_a_small_trend_is_said_as_well() -> None:
    def said(values: list[float | None], words: str) -> str:
        return str(getattr(sparkline(values, words), "aria-label"))

    assert said([1.0, 2.0, None, 4.0], "培训人次近4个月走势") == (
        "培训人次近4个月走势：由1到4，最低1，最高4，其中1期未报"
    )
    assert said([None, None], "培训人次") == "培训人次：没有数据"


def test_a_small_trend_puts_the_lowest_at_the_bottom() -> None:
    assert kinds(sparkline([10.0, 20.0], "数"), "Polyline")[0].points == "4.0,32.0 100.0,4.0"
    assert kinds(sparkline([5.0, 5.0], "数"), "Polyline")[0].points == "4.0,18.0 100.0,18.0"


def test_coverage_names_the_missing_and_marks_each_unit() -> None:
    strip = coverage_strip(
        pd.DataFrame({"name": ["城关镇", "青石镇", "云水乡"], "state": ["已报", "未报", "已报"]}), "乡镇"
    )
    assert text_of(with_class(strip, "coverage-sentence")) == "乡镇已报 2/3，未报：青石镇"
    assert [mark.title for mark in kinds(strip, "Li")] == ["城关镇：已报", "青石镇：未报", "云水乡：已报"]


def test_full_and_empty_coverage() -> None:
    assert "全部报齐" in text_of(coverage_strip(pd.DataFrame({"name": ["城关镇"], "state": ["已报"]}), "乡镇"))
    assert text_of(coverage_strip(pd.DataFrame({"name": [], "state": []}), "乡镇")) == "本期不要求报送"


def test_an_empty_state_says_what_is_missing() -> None:
    assert text_of(empty_state("本期没有逾期问题", "所有问题都在时限内。")) == "本期没有逾期问题所有问题都在时限内。"


def test_cards_have_headings_also_where_the_figure_draws_its_own() -> None:
    assert text_of(kinds(card("排名", "内容", hint="提示"), "H2")) == "排名"
    assert text_of(kinds(card("排名", level=3), "H3")) == "排名"
    assert kinds(figure_card("培训人次", empty_state("没有")), "H2")[0].className == "visually-hidden"
    assert figure_style(empty_figure(height=280)) == {"--figure-height": "280px"}
