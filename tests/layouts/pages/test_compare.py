"""对比, over a district counted by hand: its charts, table and CSVs say the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from callbacks.compare import SERVED
from data.periods import Period
from data.selection import Selection
from data.store import Store
from layouts.prerender import to_html
from tests.callbacks.faces import csv_of, part, rows_of
from tests.layouts.seeing import kinds, text_of
from tests.pipelines.derived import everywhere, store_of

SELECTION = Selection("q", "sessions", Period.parse("2025-02"), units=("c", "f"))
FIGURES = {
    ("sessions", 202402): everywhere([9, 9, 9, 9, 9, 9]),
    ("sessions", 202501): everywhere([1, 2, 3, 4, 5, 6]),
    ("sessions", 202502): {"a": 2.0, "b": 4.0, "c": 6.0, "d": 9.0, "e": 0.0},
    ("members", 202501): everywhere([100, 100, 200, 300, 100, 100]),
    ("members", 202502): everywhere([100, 100, 200, 300, 100, 100]),
    ("sites", 202502): everywhere([50, 20, 20, 30, 10, 0]),
    ("cases", 202501): everywhere([0] * 6),
    ("cases", 202502): everywhere([1, 0, 2, 0, 0, 3]),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with store_of(tmp_path_factory.mktemp("compare"), FIGURES) as filled:
        yield filled


def test_bars_are_their_csv(store: Store) -> None:
    assert [list(line.values()) for line in csv_of(SERVED, store, SELECTION, "bars")] == [
        ["c镇", "6", "3", "9"],
        ["f乡", "未报", "6", "9"],
        ["同类中位数", "4", "3.5", "9"],
    ]
    drawn = part(SERVED, store, SELECTION, "bars", "figure")["data"]
    assert {trace["name"][:2]: trace["y"] for trace in drawn} == {
        "去年": [9.0, 9.0, 9.0],
        "上期": [3.0, 6.0, 3.5],
        "本期": [6.0, None, 4.0],
    }


def test_panels_are_their_csv(store: Store) -> None:
    lines = csv_of(SERVED, store, SELECTION, "history")
    drawn = part(SERVED, store, SELECTION, "history", "figure")["data"]
    for name, trace in (("c镇", drawn[1]), ("f乡", drawn[3])):
        held = [line["培训（个）"] for line in lines if line["单位"] == name]
        assert [float(value) if value != "未报" else None for value in held] == trace["y"]
        assert held[-2:] == {"c镇": ["3", "6"], "f乡": ["6", "未报"]}[name]
    assert [line["同类中位数（个）"] for line in lines if line["单位"] == "c镇"][-2:] == ["3.5", "4"]


def test_the_table_of_differences_is_its_csv(store: Store) -> None:
    lines = {line["指标"]: line for line in csv_of(SERVED, store, SELECTION, "differences")}
    rows = {row[0].split(" ")[0]: row[1:] for row in rows_of(part(SERVED, store, SELECTION, "differences", "children"))}
    assert list(rows) == list(lines)
    rate = lines["每百名培训"]
    assert [rate[key] for key in ("同类中位数", "c镇", "c镇与中位数之差", "f乡", "f乡与中位数之差")] == [
        "3",
        "3",
        "0",
        "未报",
        "",
    ]
    assert rows["每百名培训"] == ["3.0", "3.0 0.0", "未报"]
    share = lines["示范点占比"]
    assert [share[key] for key in ("计量单位", "同类中位数", "c镇", "f乡与中位数之差")] == ["%", "10", "10", "-10"]
    assert rows["示范点占比"] == ["10.0", "10.0 0.0", "0.0 −10.0"]


def test_every_figure_of_a_unit_leads_to_its_origin(store: Store) -> None:
    table = part(SERVED, store, SELECTION, "differences", "children")
    traces = [
        link.href.split("trace=")[1].replace("%7E", "~") for link in kinds(table, "Link") if "trace=" in link.href
    ]
    assert "sessions~2025-02~c~rate" in traces
    assert "cases~2025-02~f" in traces
    assert "sessions~2025-02~f~rate" not in traces


def test_one_unit_stands_against_the_middle_of_its_peers(store: Store) -> None:
    alone = SELECTION.but(units=("e",), peers="镇")
    assert [list(line.values())[:2] for line in csv_of(SERVED, store, alone, "bars")] == [
        ["e乡", "0"],
        ["同类中位数", "5"],
    ]
    assert part(SERVED, store, alone, "summary", "children") == "2025年2月培训：e乡 0个；同类中位数 5.0个。"


def test_a_quarter_that_lacks_a_month_says_so(store: Store) -> None:
    table = part(SERVED, store, SELECTION.but(period=Period.parse("2025Q1")), "differences", "children")
    assert "未报齐（2/3个月）" in text_of(table)


def test_discipline_is_neither_coloured_nor_called_better(store: Store) -> None:
    view = SERVED.view(store, SELECTION.but(metric="cases"))
    html = to_html(SERVED.page.layout(SERVED.page.draw(view)))
    for word in ("change-better", "change-worse", "优", "第1名", "领先", "落后"):
        assert word not in html
    assert part(SERVED, store, SELECTION.but(metric="cases"), "summary", "children") == (
        "2025年2月案件：c镇 2个，f乡 3个；同类中位数 0.5个。"
    )


def test_a_period_without_figures_says_so(store: Store) -> None:
    before = SELECTION.but(period=Period.parse("2023-05"))
    assert part(SERVED, store, before, "bars", "figure")["data"] == []
    assert part(SERVED, store, before, "history", "figure")["data"] == []
    assert part(SERVED, store, before, "summary", "children") == "2023年5月所选单位还没有培训的数据。"


def test_an_empty_store_has_its_empty_states(tmp_path: Path) -> None:
    with store_of(tmp_path, {}) as nothing:
        assert part(SERVED, nothing, SELECTION, "bars", "figure")["data"] == []
        assert csv_of(SERVED, nothing, SELECTION, "history") == []
