"""The address of a view: what was selected, and nothing else."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue_loading import load_catalogue
from data.periods import GRAINS, Period, months_between
from data.places import load_places
from data.selection import MAXIMUM_UNITS, Selection
from data.settings import Settings

CATALOGUE = load_catalogue(Settings().catalogue_dir)
PLACES = load_places(Settings().places_file, CATALOGUE)
MONTHS = months_between(202301, 202512)


def parse(address: str, months: list[int] = MONTHS) -> tuple[Selection, list[str]]:
    return Selection.parse(dict(parse_qsl(address.removeprefix("?"))), CATALOGUE, PLACES, months)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    metric = draw(st.sampled_from(CATALOGUE.metrics))
    area = draw(st.sampled_from(PLACES.areas)).code
    text = st.text(st.characters(exclude_categories=["Cs"]))
    return Selection(
        area=area,
        metric=metric.code,
        period=Period.of_month(draw(st.sampled_from(MONTHS)), draw(st.sampled_from(GRAINS))),
        form=(form := draw(st.sampled_from(metric.forms))),
        peers=draw(st.sampled_from([None, *PLACES.peer_kinds(area)])),
        units=tuple(
            draw(st.lists(st.sampled_from([area.code for area in PLACES.areas]), max_size=MAXIMUM_UNITS, unique=True))
        ),
        grain=draw(st.sampled_from(GRAINS)),
        search=draw(text.map(lambda words: words[:40])),
        score=draw(text.map(lambda words: words[:40])),
        weights=draw(st.sampled_from(["", "training:25", "training:0,lectures:12.5"])),
        sort=draw(st.sampled_from(["", "trainees", "-trainees"])),
        trace=draw(text.map(lambda words: words[:120])),
        chart=draw(st.sampled_from(metric.charts(form))),
    )


@given(selections())
def test_an_address_reads_back_as_the_view_it_was_written_from(selection: Selection) -> None:
    assert parse(selection.query()) == (selection, [])


@given(
    st.dictionaries(
        st.sampled_from(["area", "metric", "period", "form", "peers", "units", "grain", "chart"]), st.text()
    )
)
def test_any_address_leads_to_a_view_that_exists(query: dict[str, str]) -> None:
    selection, _ = Selection.parse(query, CATALOGUE, PLACES, MONTHS)
    assert selection.area in PLACES
    assert selection.form in CATALOGUE[selection.metric].forms
    assert all(unit in PLACES for unit in selection.units)
    assert parse(selection.query()) == (selection, [])


def test_an_empty_address_is_the_district_in_its_last_month() -> None:
    selection, notices = parse("")
    assert selection == Selection(area="qingwu", metric="party_members", period=Period(2025, 12, "month"))
    assert notices == []


def test_parts_at_their_default_are_left_out_of_the_address() -> None:
    selection, _ = parse("?metric=trainees&form=raw&grain=month")
    assert selection.query() == "?area=qingwu&period=2025-12&metric=trainees"


def test_a_link_changes_what_it_names_and_keeps_the_rest() -> None:
    selection, notices = parse("?area=qingwu&period=2025Q2&metric=trainees&form=rate&peers=镇&units=jichuan,luting")
    assert notices == []
    assert selection.query(period=Period.parse("2025-06c"), trace="trainees~202506~jichuan") == (
        "?area=qingwu&period=2025-06c&metric=trainees&form=rate&peers=%E9%95%87"
        "&units=jichuan%2Cluting&trace=trainees~202506~jichuan"
    )
    assert selection.query() == selection.but(trace="").query()


@pytest.mark.parametrize(
    ("address", "query", "notice"),
    [
        (
            "?area=nowhere",
            "?area=qingwu&period=2025-12&metric=party_members",
            "没有代码为“nowhere”的地区，已改为青梧区。",
        ),
        (
            "?metric=luck",
            "?area=qingwu&period=2025-12&metric=party_members",
            "没有代码为“luck”的指标，已改为默认指标。",
        ),
        (
            "?period=soon",
            "?area=qingwu&period=2025-12&metric=party_members",
            "“soon”不是期间；可写作 2025-06、2025Q2、2025H1、2025 或 2025-06c（1—6月累计）；已改为2025年12月。",
        ),
        (
            "?period=2025-13",
            "?area=qingwu&period=2025-12&metric=party_members",
            "“2025-13”的月份应在 01 到 12 之间；已改为2025年12月。",
        ),
        (
            "?period=2026Q1",
            "?area=qingwu&period=2025Q4&metric=party_members",
            "2026年第一季度没有数据，已改为2025年第四季度。",
        ),
        ("?period=2022", "?area=qingwu&period=2025&metric=party_members", "2022年没有数据，已改为2025年。"),
        ("?form=score", "?area=qingwu&period=2025-12&metric=party_members", "没有名为“score”的看法，已改为原值。"),
        (
            "?sort=-nothing",
            "?area=qingwu&period=2025-12&metric=party_members",
            "没有代码为“nothing”的指标，热力表未按它排序。",
        ),
        ("?peers=国", "?area=qingwu&period=2025-12&metric=party_members", "没有名为“国”的同类，已改为全部。"),
        ("?chart=pie", "?area=qingwu&period=2025-12&metric=party_members", "没有名为“pie”的图，已改为条形图。"),
        ("?grain=day", "?area=qingwu&period=2025-12&metric=party_members", "没有名为“day”的期间，已改为按月。"),
        (
            "?units=jichuan,nowhere,jichuan",
            "?area=qingwu&period=2025-12&metric=party_members&units=jichuan",
            "有的单位不存在或超过 6 个，未全部显示。",
        ),
        (
            "?units=jichuan,luting,youpo,qiaodu,yinghu,shuanglin,liaopu",
            "?area=qingwu&period=2025-12&metric=party_members&units=jichuan%2Cluting%2Cyoupo%2Cqiaodu%2Cyinghu%2Cshuanglin",
            "有的单位不存在或超过 6 个，未全部显示。",
        ),
    ],
)
def test_what_cannot_be_read_falls_back_and_is_said(address: str, query: str, notice: str) -> None:
    selection, notices = parse(address)
    assert notices == [notice]
    assert selection.query() == query


def test_every_part_that_cannot_be_read_has_its_own_sentence() -> None:
    assert len(parse("?area=x&metric=x&period=x&form=x&peers=x&units=x&grain=x&chart=x")[1]) == 8


def test_a_form_or_peers_carried_over_from_another_page_are_dropped_without_a_word() -> None:
    selection, notices = parse("?metric=field_studies&form=rate&area=jichuan&peers=镇")
    assert (selection.form, selection.peers, notices) == ("raw", None, [])


@pytest.mark.parametrize(
    ("code", "months", "read"),
    [
        ("2025", [202501, 202506], "2025"),
        ("2025H2", [202501, 202507], "2025H2"),
        ("2025H2", [202501, 202506], "2025H1"),
        ("2025-07", [202501, 202506], "2025-06"),
        ("2025-07c", [202501, 202506], "2025-06c"),
        ("2025Q1", [202503, 202506], "2025Q1"),
        ("2024Q4", [202501, 202506], "2025Q2"),
        ("1999-01", [], "1999-01"),
        ("", [], "2025-01"),
    ],
)
def test_a_period_is_shown_if_any_of_it_holds_figures(code: str, months: list[int], read: str) -> None:
    selection, notices = parse(f"?period={code}", months)
    assert selection.period.code == read
    assert len(notices) == (0 if code in ("", read) else 1)


def test_long_words_in_the_address_are_cut() -> None:
    selection, _ = parse(f"?search={'查' * 50}&trace={'t' * 200}")
    assert (len(selection.search), len(selection.trace)) == (40, 120)


def test_weights_stand_in_one_spelling_and_what_is_none_is_said() -> None:
    selection, notices = parse("weights=training:25.0,lectures:0&score=party")
    assert (selection.weights, selection.score, notices) == ("training:25,lectures:0", "party", [])
    assert "weights=training%3A25%2Clectures%3A0" in selection.query()
    assert "weights" not in selection.elsewhere()
    broken, said = parse("weights=training:120,lectures:3")
    assert broken.weights == "lectures:3"
    assert said == ["有的权重看不懂，应是 0 到 100 的数，已按原定的计算。"]


def test_a_chart_is_kept_where_the_metric_has_it_and_dropped_without_a_word_elsewhere() -> None:
    kept, _ = parse("?metric=rectify_done&form=share&chart=funnel")
    assert kept.query() == "?area=qingwu&period=2025-12&metric=rectify_done&form=share&chart=funnel"
    assert kept.elsewhere() == "?area=qingwu&period=2025-12&metric=rectify_done&form=share"
    for address in ("?metric=rectify_done&chart=funnel", "?metric=trainees&form=rate&chart=funnel"):
        dropped, notices = parse(address)
        assert (dropped.chart, notices) == ("", [])
