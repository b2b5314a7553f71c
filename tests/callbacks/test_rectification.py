"""整改 on the demo district, as of a day: its bars and lists are its downloads."""

import pytest

from callbacks.rectification import SERVED
from data.periods import Period
from data.selection import Selection
from data.store import Store
from tests.callbacks.faces import csv_of, part, rows_of
from tests.layouts.seeing import text_of

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
            origin = f"{line['问题来源']} · {line['状态']} · {line['工作表']} 第{line['行']}行"
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
