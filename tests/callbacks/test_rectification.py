"""整改 on the demo district, as of a day: its bars and lists are its downloads."""

import pytest

from callbacks.addresses import read_address
from callbacks.rectification import SERVED
from callbacks.tracing import draw_trace
from data.periods import Period
from data.selection import Selection
from data.store import Store
from tests.callbacks.faces import csv_of, part, rows_of
from tests.layouts.seeing import kinds, text_of

PARTS = {"已整改": "已整改（个）", "整改中（未到期）": "整改中未到期（个）", "逾期未整改": "逾期（个）"}


def choose(period: str = "2025-12", peers: str | None = None) -> Selection:
    return Selection("qingwu", "trainees", Period.parse(period), peers=peers)


@pytest.mark.parametrize(("name", "key"), [("sources", "问题来源"), ("units", "责任单位")])
@pytest.mark.parametrize("period", ["2025-12", "2023Q1"])
def test_each_part_of_a_bar_is_a_cell_of_the_csv(district: Store, name: str, key: str, period: str) -> None:
    lines = csv_of(SERVED, district, choose(period), name)
    figure = part(SERVED, district, choose(period), name, "figure")
    assert len(lines) > 4
    assert [trace["name"] for trace in figure["data"]] == list(PARTS)
    for trace in figure["data"]:
        assert dict(zip(trace["y"], trace["x"], strict=True)) == {
            line[key]: int(line[PARTS[trace["name"]]]) for line in lines
        }


@pytest.mark.parametrize(("name", "key"), [("sources", "问题来源"), ("units", "责任单位")])
def test_each_count_is_that_of_the_csv_and_leads_to_its_items(district: Store, name: str, key: str) -> None:
    lines = csv_of(SERVED, district, choose(), name)
    table = part(SERVED, district, choose(), f"{name}-table", "children")
    for row, line in zip(rows_of(table), lines, strict=True):
        rate = float(line["整改完成率（%）"])
        assert row == [line[key], *(line[column] for column in ("发现（个）", *PARTS.values())), f"{rate:.1f}%"]
    followed = 0
    for link in kinds(table, "Link")[:24]:
        selection = read_address(district, link.href).selection
        drawer = draw_trace(district, selection)
        assert text_of(kinds(drawer, "Caption")) == f"共 {text_of(link)} 项"
        followed += 1
    assert followed >= 15
    drawn = part(SERVED, district, choose(), name, "figure")["data"][0]["customdata"]
    assert drawn[0] == read_address(district, kinds(table, "Link")[1].href).selection.trace


@pytest.mark.parametrize(
    "name",
    [
        "-items~2025-12~qingwu~source~自查",
        "-items~2025-13~qingwu~source~自查~done",
        "-items~2025-12~nowhere~unit~yinghu~done",
        "-items~2025-12~qingwu~unit~yinghu~closed",
        "-items~2025-12~qingwu~state~yinghu~done",
    ],
)
def test_what_names_no_count_has_no_drawer(district: Store, name: str) -> None:
    assert draw_trace(district, choose().but(trace=name)) is None


def test_an_end_says_found_rate_and_overdue(district: Store) -> None:
    lines = csv_of(SERVED, district, choose(), "sources")
    ends = part(SERVED, district, choose(), "sources", "figure")["layout"]["annotations"]
    for line, end in zip(lines, ends, strict=True):
        late = f" · 逾期{line['逾期（个）']}" if line["逾期（个）"] != "0" else ""
        assert end["text"] == f"{line['发现（个）']}个 · {float(line['整改完成率（%）']):.1f}%{late}"


def test_lists_say_the_state_of_the_day_and_not_a_later_one(district: Store) -> None:
    for name, state in (("overdue", "逾期未整改"), ("due", "整改中")):
        rows = rows_of(part(SERVED, district, choose("2024-06"), name, "children"))
        lines = csv_of(SERVED, district, choose("2024-06"), name)
        assert len(lines) > 0
        for row, line in zip(rows, lines, strict=True):
            origin = f"{line['问题来源']} · {line['状态']} · {line['文件']} › {line['工作表']} 第{line['行']}行"
            assert line["状态"] == state
            assert row[:2] == [line["编号"], line["问题摘要"] + origin]
            assert row[2:4] == [line["责任单位"], line["整改时限"]]


def test_a_peer_group_narrows_the_units_and_says_so(district: Store) -> None:
    towns = csv_of(SERVED, district, choose(peers="街道"), "units")
    assert [line["责任单位"] for line in towns] == ["榆荫街道", "星渚街道", "曲栏街道", "槐序街道"]
    figure = part(SERVED, district, choose(peers="街道"), "units", "figure")
    assert "按责任单位（仅街道）" in figure["layout"]["title"]["text"]
    assert csv_of(SERVED, district, choose(peers="街道"), "sources") == csv_of(SERVED, district, choose(), "sources")


def test_an_empty_ledger_is_said(nothing: Store) -> None:
    assert part(SERVED, nothing, choose(), "summary", "children") == "截至2025年12月31日，青梧区台账没有问题。"
    assert text_of(part(SERVED, nothing, choose(), "overdue", "children")) == "没有逾期的问题"
    assert not part(SERVED, nothing, choose(), "units", "figure")["data"]


def test_the_course_over_a_year_is_that_of_the_csv(district: Store) -> None:
    lines = csv_of(SERVED, district, choose(), "flow")
    figure = part(SERVED, district, choose(), "flow", "figure")
    assert len(lines) == 13
    columns = ("发现（个）", "整改完成（个）", "销号（个）", "月末未完成（个）")
    for trace, column in zip(figure["data"], columns, strict=True):
        assert dict(zip(trace["x"], trace["y"], strict=True)) == {line["月份"]: int(line[column]) for line in lines}
    counts = csv_of(SERVED, district, choose(), "sources")
    assert int(lines[-1]["月末未完成（个）"]) == sum(
        int(line["整改中未到期（个）"]) + int(line["逾期（个）"]) for line in counts
    )
    assert int(lines[-1]["其中逾期（个）"]) == sum(int(line["逾期（个）"]) for line in counts)


def test_ages_and_days_are_those_of_the_csv(district: Store) -> None:
    lines = csv_of(SERVED, district, choose(), "ages")
    for trace in part(SERVED, district, choose(), "ages", "figure")["data"]:
        column = "未到期（个）" if trace["name"] == "整改中（未到期）" else "逾期（个）"
        assert trace["x"] == [int(line[column]) for line in lines]
    spans = csv_of(SERVED, district, choose(), "spans")
    rows = rows_of(part(SERVED, district, choose(), "spans", "children"))
    assert [line["问题来源"] for line in spans][0] == "全部来源"
    for row, line in zip(rows, spans, strict=True):
        assert row[:3] == [line["问题来源"], line["发现（个）"], f"{float(line['完成用时中位数（天）']):.0f}"]
        assert row[3] == f"{float(line['完成用时下限（天）']):.0f}—{float(line['完成用时上限（天）']):.0f}"


def test_what_relapsed_is_listed(district: Store) -> None:
    lines = csv_of(SERVED, district, choose(), "relapsed")
    shown = part(SERVED, district, choose(), "relapsed", "children")
    assert len(lines) > 3
    assert {line["回头看结果"] for line in lines} == {"有反弹，已重新交办"}
    assert f"有反弹{len(lines)}个" in text_of(shown[0])
    assert [row[0] for row in rows_of(shown[1])] == [line["编号"] for line in lines]
