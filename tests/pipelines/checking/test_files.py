"""Checks against what the store knows: the other side of a relation, the months before and after, what is absent."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from data.store import Store, open_store
from pipelines.gathering import check_file, gather
from pipelines.taking import Outcome
from tests.pipelines.forms import CATALOGUE, PLACES, form, summary

RUNNING = "违反中央八项规定精神查处人数"


@pytest.fixture
def opened(database: str, tmp_path: Path) -> Iterator[Store]:
    store = open_store(database, CATALOGUE, PLACES, tmp_path / "files")
    yield store
    store.close()


def send(store: Store, folder: Path, *lines: tuple[str, str, Any], month: str = "2025年6月") -> Outcome:
    path = folder / "报表.xlsx"
    path.write_bytes(form(*lines, month=month))
    [outcome] = gather(store, [path], by="组织部", received_at=datetime(2025, 7, 3), accept=True)
    return outcome


def said(outcome: Outcome) -> list[tuple[str, str]]:
    return [(problem.cell, problem.found + problem.expected) for problem in outcome.problems]


def test_a_part_is_judged_by_the_whole_that_the_store_knows(opened: Store, tmp_path: Path) -> None:
    assert send(opened, tmp_path, ("村（社区）数", "个", 20)).status == "taken"
    outcome = send(opened, tmp_path, ("重点难点村（社区）", "个", 21))
    assert said(outcome) == [("D4", "重点难点村（社区）“21”大于村（社区）数 20，部分不能超过整体")]
    assert send(opened, tmp_path, ("重点难点村（社区）", "个", 20)).status == "taken"


def test_a_whole_is_judged_by_the_parts_that_the_store_knows(opened: Store, tmp_path: Path) -> None:
    send(opened, tmp_path, ("村（社区）数", "个", 20), ("重点难点村（社区）", "个", 12))
    outcome = send(opened, tmp_path, ("村（社区）数", "个", 11))
    assert said(outcome) == [("D4", "重点难点村（社区）“12”大于村（社区）数 11，部分不能超过整体")]
    assert send(opened, tmp_path, ("村（社区）数", "个", 11), ("重点难点村（社区）", "个", 3)).status == "taken"


def test_an_overlap_is_judged_once_for_two_corrected_parts(opened: Store, tmp_path: Path) -> None:
    send(
        opened,
        tmp_path,
        (RUNNING, "人", 9),
        ("其中党纪政务处分人数", "人", 5),
        ("党纪处分人数", "人", 4),
        ("政务处分人数", "人", 3),
    )
    outcome = send(opened, tmp_path, ("党纪处分人数", "人", 2), ("政务处分人数", "人", 1))
    expected = "大于党纪处分人数、政务处分人数之和 3，各部分可以交叉，合起来不应少于总数"
    assert said(outcome) == [("D4", f"其中党纪政务处分人数“5”{expected}")]


def test_a_relation_with_an_unknown_side_is_not_judged(opened: Store, tmp_path: Path) -> None:
    assert send(opened, tmp_path, ("重点难点村（社区）", "个", 21)).problems == ()


def test_a_correction_above_the_next_month_is_said(opened: Store, tmp_path: Path) -> None:
    send(opened, tmp_path, (RUNNING, "人", 5), month="2025年5月")
    send(opened, tmp_path, (RUNNING, "人", 7), month="2025年6月")
    outcome = send(opened, tmp_path, (RUNNING, "人", 8), month="2025年5月")
    assert (outcome.status, said(outcome)) == (
        "taken",
        [("D4", f"{RUNNING}本年累计“8”大于已报的2025年6月累计 7")],
    )


def test_what_a_nearly_full_form_leaves_out_is_said(opened: Store, tmp_path: Path) -> None:
    asked = [metric for metric in CATALOGUE.metrics if metric.asked and PLACES["jichuan"].asked_for(metric)]
    lines = [(metric.label_zh, metric.unit, int(metric.code == "party_lectures")) for metric in asked]
    outcome = send(opened, tmp_path, *lines[:-2])
    left = "、".join(metric.label_zh for metric in asked[-2:])
    assert (outcome.status, said(outcome)) == ("taken", [("", f"有 2 个数没有填：霁川镇2025年6月{left}")])
    assert send(opened, tmp_path, *lines).problems == ()


def test_what_is_filled_with_no_number_is_not_said_to_be_left_out(opened: Store, tmp_path: Path) -> None:
    asked = [metric for metric in CATALOGUE.metrics if metric.asked and PLACES["jichuan"].asked_for(metric)]
    lines = [(metric.label_zh, metric.unit, int(metric.code == "party_lectures")) for metric in asked]
    outcome = send(opened, tmp_path, *lines[:-2], (asked[-2].label_zh, asked[-2].unit, "7(28)"))
    assert said(outcome) == [
        ("", f"有 1 个数没有填：霁川镇2025年6月{asked[-1].label_zh}"),
        (f"D{len(asked) + 2}", f"“7(28)”不是一个数（{asked[-2].label_zh}）"),
    ]


def test_a_districts_form_is_held_against_its_townships(opened: Store, tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    townships = [area for area in PLACES.areas if area.tier == "township" and area.valid_in(202506)]
    path.write_bytes(summary([[area.name, 100, 10] for area in townships]))
    [outcome] = gather(opened, [path], by="组织部", received_at=datetime(2025, 7, 3), accept=True)
    assert (outcome.status, outcome.problems) == ("taken", ())
    path.write_bytes(form(("党员总数", "名", 1500), ("讲党课次数", "次", 3), unit="青梧区"))
    assert [str(problem) for problem in check_file(opened, path)] == [
        "汇总.xlsx › 月报 › D4：青梧区党员总数“1500”与所属 16 个单位之和 1600 不等。"
        "请核对各单位的数和总数；总数另有出处的，请说明理由。"
    ]
