"""One frame, many faces: chart, table and CSV of each page say the same."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from callbacks import compare, definitions, overview, ranking, trend
from callbacks.pages import PAGES
from callbacks.served import Served
from callbacks.trend import view as trend_view
from data.periods import Period
from data.selection import Selection
from data.store import Store
from layouts.prerender import to_html
from pipelines.exporting import header_of
from tests.callbacks.faces import bars_of, csv_of, numbers, part, rows_of
from tests.layouts.seeing import kinds, text_of, with_class


def choose(**more: object) -> Selection:
    given = {"area": "qingwu", "metric": "trainees", "period": Period.parse("2025-12"), **more}
    return Selection(**given)  # type: ignore[arg-type]


VIEWS = (
    choose(),
    choose(form="rate"),
    choose(metric="eight_rules_persons", period=Period.parse("2025-12c")),
    choose(metric="branches_up_to_standard", form="share", period=Period.parse("2025Q4")),
    choose(metric="priority_villages", peers="镇", period=Period.parse("2024")),
)


@pytest.mark.parametrize("selection", VIEWS, ids=lambda s: f"{s.metric}-{s.form}-{s.period.code}")
def test_ranking_says_the_same_in_bars_table_and_csv(district: Store, selection: Selection) -> None:
    metric = district.catalogue[selection.metric]
    decimals = metric.decimals_of(selection.form)
    header = f"{metric.label(selection.form)}（{metric.unit_of(selection.form)}）"
    lines = csv_of(ranking.SERVED, district, selection, "units")
    bars = bars_of(part(ranking.SERVED, district, selection, "bars", "figure"))
    table = rows_of(part(ranking.SERVED, district, selection, "table", "children"))
    names = {area.name: area.code for area in district.places.areas}
    reported = [line for line in lines if line[header] not in ("未报", "不适用")]
    assert {names[line["单位"]]: pytest.approx(float(line[header])) for line in reported} == bars
    at = 1 if metric.judged else 0
    assert [row[at] for row in table] == [line["单位"] for line in lines]
    printed = numbers([row[at + 1] for row in table], decimals)
    assert printed == [round(float(line[header]), decimals) if line in reported else line[header] for line in lines]
    if metric.judged:
        assert [row[0].removeprefix("并列") for row in table] == [line["名次"] or "—" for line in lines]
        assert any(line["名次"] == "1" for line in lines)
    else:
        assert {line["名次"] for line in lines} == {""}


def test_intervals_bands_and_places_say_the_same_in_charts_table_and_csv(district: Store) -> None:
    selection = choose(metric="rectify_overdue", form="share")
    lines = [line for line in csv_of(ranking.SERVED, district, selection, "units") if line["95%区间下限（%）"]]
    names = {area.name: area.code for area in district.places.areas}
    ends = {names[line["单位"]]: (float(line["95%区间下限（%）"]), float(line["95%区间上限（%）"])) for line in lines}
    drawn: dict[str, Any] = {
        area: (pytest.approx(value - below), pytest.approx(value + above))
        for trace in part(ranking.SERVED, district, selection, "bars", "figure")["data"]
        if trace["type"] == "bar"
        for area, value, below, above in zip(
            trace["y"], trace["x"], trace["error_x"]["arrayminus"], trace["error_x"]["array"], strict=True
        )
    }
    assert ends == drawn
    assert len(ends) == 16
    table = rows_of(part(ranking.SERVED, district, selection, "table", "children"))
    for row, line in zip(table, lines, strict=False):
        best, worst = line["名次区间：最好"], line["名次区间：最差"]
        assert row[3] == (f"第{best}名" if best == worst else f"第{best}–{worst}名之间差异不显著")
    funnel = part(ranking.SERVED, district, selection.but(chart="funnel"), "bars", "figure")
    placed = {
        datum.split("~")[2]: (x, y, trace["name"])
        for trace in funnel["data"]
        for datum, x, y in zip(
            trace.get("customdata", []), trace["x"], trace["y"], strict=bool(trace.get("customdata"))
        )
    }
    words = {"差": "95%控制限内", "偏": "95%与99.8%之间，可以留意", "显": "99.8%控制限外，差异显著"}
    assert placed == {
        names[line["单位"]]: (
            float(line["分母"]),
            pytest.approx(float(line["问题逾期率（%）"])),
            words[line["与整体相比"][0]],
        )
        for line in lines
    }


def test_two_silent_townships_are_listed_and_not_ranked(district: Store) -> None:
    lines = csv_of(ranking.SERVED, district, choose(), "units")
    header = "培训人次（人次）"
    assert Counter(line[header] == "未报" for line in lines) == {False: 14, True: 2}
    assert [line["名次"] for line in lines if line[header] == "未报"] == ["", ""]
    foot = text_of(part(ranking.SERVED, district, choose(), "foot", "children"))
    silent = [line["单位"] for line in lines if line[header] == "未报"]
    assert f"未报、不参加排名：{'、'.join(silent)}" in foot


def test_discipline_is_neither_coloured_nor_called_first(district: Store) -> None:
    selection = choose(metric="eight_rules_persons", period=Period.parse("2025-12c"))
    figure = part(ranking.SERVED, district, selection, "bars", "figure")
    colours = {trace["marker"]["color"] for trace in figure["data"] if trace["type"] == "bar"}
    assert len(colours) == 1
    said = part(ranking.SERVED, district, selection, "summary", "children")
    assert "第1名" not in said
    assert "末位" not in said


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("headlines", {"figures", "months"}),
        ("sources", {"ledger"}),
        ("leaders", {"figures"}),
        ("heat", {"figures"}),
        ("long", {"figures"}),
    ],
)
def test_a_download_asks_for_what_it_holds_and_no_more(
    district: Store, monkeypatch: pytest.MonkeyPatch, table: str, asked: set[str]
) -> None:
    heard: set[str] = set()
    for name in ("figures", "months", "coverage", "corrections", "ledger"):
        question = getattr(Store, name)

        def hear(*given: object, name: str = name, question: Callable[..., object] = question) -> object:
            heard.add(name)
            return question(*given)

        monkeypatch.setattr(Store, name, hear)
    csv_of(overview.SERVED, district, choose(), table)
    assert heard == asked


def test_definitions_found_are_the_csv(district: Store) -> None:
    selection = choose(search="培训")
    lines = csv_of(definitions.SERVED, district, selection, "metrics")
    shown = with_class(part(definitions.SERVED, district, selection, "themes", "children"), "definition")
    assert len(shown) == len(lines) > 2
    assert len(csv_of(definitions.SERVED, district, choose(), "metrics")) == len(district.catalogue.metrics)
    assert "30 个数" in text_of(part(definitions.SERVED, district, choose(), "summary", "children"))


def test_the_snapshot_holds_every_metric_of_every_unit(district: Store) -> None:
    long = csv_of(overview.SERVED, district, choose(), "long")
    wide = csv_of(overview.SERVED, district, choose(), "wide")
    assert len(wide) == 1 + 16 + 4
    assert len(long) == len(wide) * sum(len(metric.forms) for metric in district.catalogue.metrics)
    members = {line["单位"]: line["数值"] for line in long if line["指标代码"] == "party_members"}
    raw = {(line["指标代码"], line["单位"]): line["数值"] for line in long if line["看法"] == "原值"}
    names = {header_of(m.label_zh, m.unit): m.code for m in district.catalogue.metrics}
    assert {(names[header], line["单位"]): line[header] for line in wide for header in names} == raw
    assert {line["单位"]: line["党员总数（名）"] for line in wide} == members
    assert Counter(members.values())["未报"] == 2
    assert members["组织部"] == "不适用"


def test_anybody_can_work_out_the_snapshot_s_ratios(district: Store) -> None:
    ratios = [line for line in csv_of(overview.SERVED, district, choose(), "long") if line["看法"] != "原值"]
    reported = [line for line in ratios if line["分母"] not in ("", "0")]
    assert len(reported) > 250
    for line in reported:
        worked_out = float(line["分子"]) * float(line["倍数"]) / float(line["分母"])
        assert float(line["数值"]) == pytest.approx(worked_out, rel=1e-9)
    assert {line["数值"] for line in ratios if line not in reported} == {"未报", "不适用"}
    shown = csv_of(ranking.SERVED, district, choose(form="rate"), "units")
    rates = {line["单位"]: line["数值"] for line in ratios if line["指标"] == "每百名党员培训人次"}
    assert [rates[line["单位"]] for line in shown] == [line["每百名党员培训人次（人次/百名党员）"] for line in shown]


@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
def test_every_page_shows_an_empty_store(nothing: Store, served: Served) -> None:
    selection = Selection("qingwu", "trainees", Period(2025, 1, "month"))
    html = to_html(served.page.layout(served.page.draw(served.view(nothing, selection))))
    assert "nan" not in html.lower()
    for table in served.tables:
        csv_of(served, nothing, selection, table)


@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
@pytest.mark.parametrize("code", ["2023-01", "2024Q2", "2025H2", "2024", "2025-07c"])
def test_every_page_shows_every_kind_of_period(district: Store, served: Served, code: str) -> None:
    selection = choose(period=Period.parse(code))
    html = to_html(served.page.layout(served.page.draw(served.view(district, selection))))
    assert "nan" not in html.lower().replace("nanny", "")


def test_trend_lines_are_the_table_and_the_csv(district: Store) -> None:
    selection = choose(form="rate", units=("yinghu", "luting"))
    lines = csv_of(trend.SERVED, district, selection, "lines")
    figure = part(trend.SERVED, district, selection, "lines", "figure")
    table = rows_of(part(trend.SERVED, district, selection, "table", "children"))
    assert [row[0] for row in table] == [line["期间"] for line in lines]
    assert len(lines) == 25
    for name, column in (("青梧区", 1), ("萤湖镇", 2), ("鹭汀镇", 3)):
        held = [line[f"{name}（人次/百名党员）"] for line in lines]
        drawn = next(trace for trace in figure["data"] if trace.get("name") == name)
        assert [None if y is None else pytest.approx(y) for y in drawn["y"]] == [
            None if value == "未报" else float(value) for value in reversed(held)
        ]
        printed = [row[column] for row in table]
        assert printed == [value if value == "未报" else f"{float(value):.1f}" for value in held]


def test_a_silent_month_is_a_gap_and_never_zero(district: Store) -> None:
    silent = next(
        line["单位"] for line in csv_of(ranking.SERVED, district, choose(), "units") if "未报" in line.values()
    )
    code = next(area.code for area in district.places.areas if area.name == silent)
    figure = part(trend.SERVED, district, choose(units=(code,)), "lines", "figure")
    drawn = next(trace for trace in figure["data"] if trace.get("name") == silent)
    assert drawn["y"][-1] is None
    assert drawn["y"][-2] is not None


def test_comparison_bars_and_differences_are_the_csv(district: Store) -> None:
    selection = choose(units=("yinghu", "luting", "jichuan"))
    lines = csv_of(compare.SERVED, district, selection, "bars")
    figure = part(compare.SERVED, district, selection, "bars", "figure")
    now = next(trace for trace in figure["data"] if "本期" in trace["name"])
    assert [float(line["2025年12月（人次）"]) for line in lines] == list(now["y"])
    assert [line["单位"] for line in lines] == ["萤湖镇", "鹭汀镇", "霁川镇", "同类中位数"]
    table = rows_of(part(compare.SERVED, district, selection, "differences", "children"))
    differences = csv_of(compare.SERVED, district, selection, "differences")
    assert len(table) == len(differences) > 3
    for row, line in zip(table, differences, strict=True):
        assert row[0].startswith(line["指标"])
        assert float(row[1]) == pytest.approx(float(line["同类中位数"]), abs=0.06)
        for cell, name in zip(row[2:], ("萤湖镇", "鹭汀镇", "霁川镇"), strict=True):
            shown = cell.split(" ")[0].replace(",", "")
            assert float(shown) == pytest.approx(float(line[name]), abs=0.51 if shown.isdigit() else 0.06)


def test_the_middle_is_that_of_those_who_reported(district: Store) -> None:
    lines = csv_of(ranking.SERVED, district, choose(form="rate"), "units")
    values = sorted(float(v) for line in lines if (v := line["每百名党员培训人次（人次/百名党员）"]) != "未报")
    middle = (values[6] + values[7]) / 2
    differences = csv_of(compare.SERVED, district, choose(units=("yinghu",)), "differences")
    line = next(line for line in differences if line["指标"] == "每百名党员培训人次")
    assert float(line["同类中位数"]) == pytest.approx(middle)


def test_a_chart_begins_anew_with_no_month_after_the_period(district: Store) -> None:
    assert trend_view(district, Selection("qingwu", "trainees", Period.parse("2024-03"))).months[-1] == 202403


def test_a_ranking_leads_to_that_by_targets_where_a_metric_takes_one(district: Store) -> None:
    for metric, links in (("trainees", ["/targets?area=qingwu&period=2025-12&metric=trainees"]), ("rectify_done", [])):
        selection = choose(metric=metric, form="rate" if links else "share")
        foot = part(ranking.SERVED, district, selection, "foot", "children")
        assert [link.href for link in kinds(foot, "Link")] == links
