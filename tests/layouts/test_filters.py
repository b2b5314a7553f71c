"""The units that can be picked."""

import pytest

from data.periods import Period
from data.selection import Selection
from layouts.filters import chart_options, choose_units
from layouts.prerender import to_html
from tests.layouts.seeing import catalogue, kinds, text_of
from tests.pipelines.derived import PLACES, WITH_VILLAGES

SELECTION = Selection("q", "sessions", Period.parse("2025-02"))


def test_all_units_of_the_area_can_be_picked_whatever_the_peers() -> None:
    ticks = kinds(choose_units("对比单位", PLACES, SELECTION.but(peers="镇"), ["e"]), "Checklist")[0]
    assert [(option["value"], option["label"]) for option in ticks.options] == [
        ("a", "a镇"),
        ("b", "b镇"),
        ("c", "c镇"),
        ("d", "d镇"),
        ("e", "e乡"),
        ("f", "f乡"),
    ]
    assert ticks.value == ["e"]


def test_a_funnel_can_be_chosen_where_there_is_chance_and_a_denominator() -> None:
    metrics = catalogue()
    for code, form, rests in (
        ("trainees", "rate", True),
        ("rectify_done", "raw", True),
        ("rectify_done", "share", False),
    ):
        bars, area, funnel, plain = chart_options(metrics[code], form)
        assert (bars["value"], bars["disabled"]) == ("bars", False)
        assert (area["value"], area["disabled"]) == ("map", False)
        assert (funnel["value"], funnel["disabled"]) == ("funnel", rests)
        assert (plain["value"], plain["disabled"]) == ("chance", rests)


def test_a_unit_from_elsewhere_can_be_let_go() -> None:
    ticks = kinds(choose_units("对比单位", WITH_VILLAGES, SELECTION, ["a1"]), "Checklist")[0]
    assert ticks.options[-1]["label"] == "a1村"


@pytest.mark.parametrize(("chosen", "resting"), [("abcde", []), ("abcde1", ["f"])])
def test_with_six_picked_the_others_rest(chosen: str, resting: list[str]) -> None:
    codes = [code if code != "1" else "b1" for code in chosen]
    picker = choose_units("对比单位", WITH_VILLAGES, SELECTION, codes)
    ticks = kinds(picker, "Checklist")[0]
    assert [option["value"] for option in ticks.options if option["disabled"]] == resting
    assert f"已选 {len(codes)}，最多 6" in text_of(picker)


def test_what_is_picked_can_be_read_before_any_script() -> None:
    html = to_html(choose_units("对比单位", PLACES, SELECTION, ["b"]))
    assert html.count('type="checkbox"') == 6
    assert 'disabled checked><label class="form-check-label">b镇</label>' in html
