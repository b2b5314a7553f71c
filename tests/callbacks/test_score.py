"""考核 on the demo district: tables, chart, downloads and words say the same; weights stand in the address."""

import re
from pathlib import Path

import pytest

from callbacks.profile import SERVED as PROFILE
from callbacks.score import SERVED, view
from data.catalogue_loading import load_catalogue
from data.periods import Period
from data.places import load_places
from data.score_loading import load_scores
from data.selection import Selection
from data.store import Store, open_store
from pipelines.demo.district import SEED, make_district
from pipelines.demo.targets import plan_targets
from pipelines.target_sheets import take_targets
from tests.callbacks.conftest import ROOT
from tests.callbacks.faces import csv_of, part, rows_of
from tests.filling import fill_store
from tests.layouts.seeing import kinds, text_of

NOVEMBER = Selection("qingwu", "trainees", Period.parse("2025-11"))
DECEMBER = NOVEMBER.but(period=Period.parse("2025-12"))


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demo district with its targets and its score."""
    folder: Path = tmp_path_factory.mktemp("scored")
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    places = load_places(ROOT / "data" / "places" / "demo.toml", catalogue)
    scores = load_scores(ROOT / "data" / "scores", catalogue)
    store = open_store(f"sqlite:///{folder / 'dashboard.db'}", catalogue, places, folder / "files", scores)
    district = make_district(SEED, catalogue, places, silent=2)
    fill_store(store, district)
    for parcel in plan_targets(district):
        take_targets(store, parcel.build(), parcel.name, "组织部", parcel.received_at)
    return store


def standings(store: Store, selection: Selection) -> list[list[str]]:
    tables = part(SERVED, store, selection, "standings", "children")
    return [row for table in tables for row in rows_of(table)]


VIEWS = (NOVEMBER, DECEMBER, NOVEMBER.but(weights="training:40,branches:0"), NOVEMBER.but(peers="街道"))


@pytest.mark.parametrize("selection", VIEWS, ids=lambda s: f"{s.period.code}-{s.weights}-{s.peers}")
def test_table_chart_and_csv_say_the_same(scored: Store, selection: Selection) -> None:
    rows, lines = standings(scored, selection), csv_of(SERVED, scored, selection, "units")
    assert len(rows) == len(lines)
    figure = part(SERVED, scored, selection, "ranges", "figure")
    names = dict(zip(figure["layout"]["yaxis"]["tickvals"], figure["layout"]["yaxis"]["ticktext"], strict=True))
    ranges = {
        names[key]: (base + 0.25, base + length - 0.25)
        for key, base, length in zip(*(figure["data"][0][axis] for axis in ("y", "base", "x")), strict=True)
    }
    places = {names[key]: x for trace in figure["data"][1:] for key, x in zip(trace["y"], trace["x"], strict=True)}
    for row, line in zip(rows, lines, strict=True):
        assert row[0].removeprefix("并列") == line["名次"]
        assert row[1] == line["单位"]
        assert row[2] == f"{float(line['得分']):.2f}"
        assert row[4] == line["等次"]
        best, worst = int(line["名次范围从"]), int(line["名次范围到"])
        assert row[3] == (f"第{best}名" if best == worst else f"第{best}—{worst}名")
        assert (places[line["单位"]], ranges[line["单位"]]) == (int(line["名次"]), (best, worst))
        assert best <= int(line["名次"]) <= worst
        assert bool(line["一票否决"]) == ("一票否决" in row[5])


@pytest.mark.parametrize("selection", VIEWS[:3], ids=lambda s: f"{s.period.code}-{s.weights}")
def test_the_points_of_a_unit_add_up_to_its_score(scored: Store, selection: Selection) -> None:
    points = csv_of(SERVED, scored, selection, "points")
    for line in csv_of(SERVED, scored, selection, "units"):
        own = [row for row in points if row["单位"] == line["单位"]]
        items = sum(float(row["得分"]) for row in own if row["部分"] == "得分项")
        assert items == pytest.approx(float(line["各项得分"]), abs=1e-6)
        assert sum(float(row["分值或否决线"]) for row in own if row["部分"] == "得分项") == pytest.approx(100)
        total = float(line["各项得分"]) + float(line["加分"]) - float(line["扣分"])
        assert float(line["得分"]) == pytest.approx(max(total, 0))


def test_opened_points_lead_to_their_figures(scored: Store) -> None:
    selection = NOVEMBER.but(units=("luting",), weights="training:40")
    table = part(SERVED, scored, selection, "opened", "children")
    lines = [line for line in csv_of(SERVED, scored, selection, "points") if line["单位"] == "鹭汀镇"]
    rows = rows_of(table)
    assert [row[0].removesuffix(line["部分"]) for row, line in zip(rows, lines, strict=True)] == [
        line["项目"] for line in lines
    ]
    links = [link.href for link in kinds(table, "Link")]
    assert "trace=trainees~2025-11c~luting" in links[2]
    assert "trace=branches_up_to_standard~2025-11c~luting~share" in links[5]
    assert all("weights=training%3A40" in link for link in links)
    assert text_of(kinds(table, "Caption")[0]).startswith("鹭汀镇，")


def test_a_profile_shows_the_unit_as_the_score_does(scored: Store) -> None:
    selection = NOVEMBER.but(units=("yinghu",))
    course, points = part(PROFILE, scored, selection, "scores", "children").children[0].children
    lines = csv_of(PROFILE, scored, selection, "course")
    assert [line["截至"] for line in lines] == ["2025年3月", "2025年6月", "2025年9月", "2025年11月"]
    for line, row, link in zip(lines, rows_of(course), kinds(course, "Link"), strict=True):
        month = re.findall(r"period=(\S+?)&", link.href)[0]
        opened = selection.but(period=Period.parse(month))
        assert link.href.startswith("/score?area=qingwu&")
        assert "units=yinghu" in link.href
        assert "萤湖镇，" in text_of(part(SERVED, scored, opened, "opened", "children"))
        there = next(one for one in csv_of(SERVED, scored, opened, "units") if one["单位"] == "萤湖镇")
        assert [line[name] for name in ("得分", "名次", "等次", "一票否决")] == [
            there[name] for name in ("得分", "名次", "等次", "一票否决")
        ]
        assert row[:4] == [line["截至"], f"{float(line['得分']):.2f}", f"第{line['名次']}名共12个", line["等次"]]
    assert [line["一票否决"] for line in lines] == ["问题逾期率超过15%", "", "", ""]
    own = [line for line in csv_of(SERVED, scored, selection, "points") if line["单位"] == "萤湖镇"]
    shown = csv_of(PROFILE, scored, selection, "points")
    assert [{**line, "考核": "基层党建考核"} for line in own] == shown
    assert len(rows_of(points)) == len(own) == 13
    assert all("~yinghu" in link.href for link in kinds(points, "Link"))


def test_a_profile_of_a_street_counts_its_own_group(scored: Store) -> None:
    street = next(area.code for area in scored.places.compared("qingwu", 202511) if area.kind == "街道")
    lines = csv_of(PROFILE, scored, NOVEMBER.but(units=(street,)), "course")
    assert {(line["组别"], line["参加排名的单位数"]) for line in lines} == {("街道组", "4")}


def test_vetoed_and_silent_units_are_named_with_the_reason(scored: Store) -> None:
    lines = csv_of(SERVED, scored, DECEMBER, "units")
    vetoed = [line for line in lines if line["一票否决"]]
    assert [(line["单位"], line["一票否决"], line["等次"]) for line in vetoed] == [
        ("萤湖镇", "问题逾期率超过15%", "较差"),
        ("蓼浦镇", "问题逾期率超过15%", "较差"),
    ]
    towns = [line for line in lines if line["组别"] == "镇乡组"]
    assert towns[-2:] == vetoed
    silent = [line for line in lines if line["未报不得分"]]
    assert [line["单位"] for line in silent] == ["霜林镇", "砚坪镇"]
    assert all("讲党课次数、专题调研次数、培训人次" in line["未报不得分"] for line in silent)
    for line in vetoed + silent:
        assert line["单位"] in view(scored, DECEMBER).summary


def test_streets_give_the_weight_of_what_they_have_not_to_the_rest(scored: Store) -> None:
    lines = csv_of(SERVED, scored, NOVEMBER.but(peers="街道"), "units")
    assert {line["不计"] for line in lines} == {"脱贫户结对帮扶覆盖率"}


def test_words_name_the_first_as_the_table_does(scored: Store) -> None:
    for selection in VIEWS:
        summary = view(scored, selection).summary
        assert ("（权重已改动）" in summary) == bool(selection.weights)
        for line in csv_of(SERVED, scored, selection, "units"):
            if line["名次"] == "1":
                worst = line["名次范围到"]
                said = "仍是第1名" if worst == "1" else f"在第1—{worst}名之间"
                found = f"第1名{line['单位']}（{float(line['得分']):.1f}分），各项权重变动±20%，95%的情形{said}"
                assert found in summary
        assert "末位" not in summary


def test_discipline_is_nowhere_in_a_score(scored: Store) -> None:
    page = " ".join(text_of(value) for value in SERVED.page.draw(view(scored, NOVEMBER)) if not isinstance(value, dict))
    assert not re.search("处分|查处|立案", page.replace("纪律处分类", ""))


def test_importance_of_items_is_offered(scored: Store) -> None:
    lines = csv_of(SERVED, scored, NOVEMBER, "items")
    assert len(lines) == 20
    assert {line["怎样得分"] for line in lines} == {
        "按完成目标的比例",
        "按在同组最低和最高之间的位置",
        "按同组名次",
        "按件扣分",
    }


def test_without_a_score_the_page_says_so(nothing: Store) -> None:
    assert view(nothing, NOVEMBER).summary == "没有声明考核办法。"
    assert "data/scores/" in text_of(part(SERVED, nothing, NOVEMBER, "standings", "children"))
    assert csv_of(SERVED, nothing, NOVEMBER, "units") == []


def test_a_score_of_nothing_yet(tmp_path: Path) -> None:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    places = load_places(ROOT / "data" / "places" / "demo.toml", catalogue)
    scores = load_scores(ROOT / "data" / "scores", catalogue)
    store = open_store(f"sqlite:///{tmp_path / 'new.db'}", catalogue, places, tmp_path / "files", scores)
    lines = csv_of(SERVED, store, NOVEMBER, "units")
    assert {line["得分"] for line in lines} == {"0"}
    assert view(store, NOVEMBER).summary == "2025年1—11月还没有单位报送考核用的数。"
    store.close()
