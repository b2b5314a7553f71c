"""趋势, over a district counted by hand: its chart, table and CSV say the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from callbacks.trend import SERVED
from data.periods import Period
from data.selection import Selection
from data.store import Store
from layouts.prerender import to_html
from tests.callbacks.faces import csv_of, part, rows_of
from tests.layouts.seeing import kinds, text_of
from tests.pipelines.derived import everywhere, store_of

SELECTION = Selection("q", "sessions", Period.parse("2025-03"), units=("a", "f"))
FIGURES = {
    ("sessions", 202501): everywhere([1, 2, 3, 4, 5, 6]),
    ("sessions", 202502): {"a": 2.0, "b": 4.0, "c": 6.0, "d": 7.0},
    ("sessions", 202503): everywhere([3, 0, 0, 0, 0, 12]),
    ("members", 202501): everywhere([100] * 6),
    ("members", 202502): everywhere([100] * 6),
    ("members", 202503): everywhere([200] * 6),
    ("cases", 202501): everywhere([0] * 6),
    ("cases", 202502): everywhere([0, 0, 1, 0, 0, 0]),
    ("cases", 202503): everywhere([1, 0, 2, 0, 0, 3]),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with store_of(tmp_path_factory.mktemp("trend"), FIGURES) as filled:
        yield filled


def test_chart_table_and_csv_are_one_view(store: Store) -> None:
    lines = csv_of(SERVED, store, SELECTION, "lines")
    names = ["林溪区（已报单位平均）", "a镇", "f乡"]
    assert [[line[header] for header in ("期间", *(f"{name}（个）" for name in names))] for line in lines] == [
        ["2025年3月", "2.5", "3", "12"],
        ["2025年2月", "4.75", "2", "未报"],
        ["2025年1月", "3.5", "1", "6"],
    ]
    assert [line["同类中位数（个）"] for line in lines] == ["0", "5", "3.5"]
    assert rows_of(part(SERVED, store, SELECTION, "table", "children")) == [
        ["2025年3月", "2.5", "3", "12", "0.0", "0.0", "2.2"],
        ["2025年2月", "4.8", "2", "未报", "3.5", "5.0", "6.2"],
        ["2025年1月", "3.5", "1", "6", "2.2", "3.5", "4.8"],
    ]
    drawn = {trace["name"]: trace["y"] for trace in part(SERVED, store, SELECTION, "lines", "figure")["data"]}
    assert [drawn[name] for name in names] == [[3.5, 4.75, 2.5], [1.0, 2.0, 3.0], [6.0, None, 12.0]]


def test_a_townships_figure_leads_to_its_cell_and_a_mean_to_none(store: Store) -> None:
    links = kinds(part(SERVED, store, SELECTION, "table", "children"), "Link")
    assert [text_of(link) for link in links] == ["3", "12", "2", "1", "6"]
    assert "trace=sessions~2025-03~a" in links[0].href.replace("%7E", "~")
    rate = kinds(part(SERVED, store, SELECTION.but(form="rate"), "table", "children"), "Link")
    assert "trace=sessions~2025-03~q~rate" in rate[0].href.replace("%7E", "~")


def test_a_quarter_that_lacks_a_month_says_so(store: Store) -> None:
    table = part(SERVED, store, SELECTION.but(grain="quarter"), "table", "children")
    assert [row[:4] for row in rows_of(table)] == [["2025年第一季度", "8.0", "6", "未报齐（2/3个月）"]]


def test_the_summary_says_two_figures_and_claims_no_trend(store: Store) -> None:
    assert part(SERVED, store, SELECTION, "summary", "children") == (
        "林溪区已报单位平均培训：2025年3月 2.5个，2025年1月 3.5个。"
        "a镇只有3个月的数，不足8个月，不画控制限，不判断趋势。"
    )
    silent = part(SERVED, store, SELECTION.but(period=Period.parse("2025-02")), "summary", "children")
    assert silent.startswith(
        "林溪区已报单位平均培训：2025年2月 4.8个，2025年1月 3.5个；末期2个单位未报：e乡、f乡。a镇只有2个月的数"
    )


def test_discipline_is_drawn_as_any_other_line(store: Store) -> None:
    drawn = part(SERVED, store, SELECTION.but(metric="cases"), "lines", "figure")["data"]
    judged = part(SERVED, store, SELECTION, "lines", "figure")["data"]
    colours = [{trace["name"]: trace["line"].get("color") for trace in traces} for traces in (drawn, judged)]
    assert colours[0] == colours[1]
    assert len(colours[0]) == 5
    html = to_html(SERVED.page.layout(SERVED.page.draw(SERVED.view(store, SELECTION.but(metric="cases")))))
    for word in ("优", "better", "worse", "上升", "下降"):
        assert word not in html


def test_what_nobody_reported_is_said(store: Store) -> None:
    selection = SELECTION.but(metric="weak")
    assert part(SERVED, store, selection, "lines", "figure")["data"] == []
    assert part(SERVED, store, selection, "summary", "children") == "所选时间林溪区还没有难点村的数据。"
    assert {line["a镇（个）"] for line in csv_of(SERVED, store, selection, "lines")} == {"未报"}


def test_an_empty_store_has_its_empty_state(tmp_path: Path) -> None:
    with store_of(tmp_path, {}) as nothing:
        assert "没有可以显示的数据" in text_of(part(SERVED, nothing, SELECTION, "table", "children"))
        assert csv_of(SERVED, nothing, SELECTION, "lines") == []


def test_the_control_chart_its_table_and_csv_are_one_view(tmp_path: Path) -> None:
    history = {("sessions", 202400 + month): everywhere([month % 3] * 5 + [0]) for month in range(1, 13)}
    history["sessions", 202412] = {"a": 30.0}
    selection = SELECTION.but(period=Period.parse("2024-12"), units=("a",))
    with store_of(tmp_path, history) as store:
        lines = csv_of(SERVED, store, selection, "control")
        table = rows_of(part(SERVED, store, selection, "control-table", "children"))
        drawn = part(SERVED, store, selection, "control", "figure")["data"]
        points = next(trace for trace in drawn if trace["name"] == "a镇")
        assert [row[0] for row in table] == [line["期间"] for line in lines]
        assert [row[1] for row in table] == [line["a镇（个）"] for line in lines]
        assert points["y"] == [float(line["a镇（个）"]) for line in reversed(lines)]
        assert points["customdata"][0] == "sessions~2024-01~a"
        for row, line in zip(table, lines, strict=True):
            assert row[2:6] == [
                f"{float(line['均值（个）']):.1f}",
                "—",
                f"{float(line['控制上限（个）']):.1f}",
                line["信号"] or "—",
            ]
        assert (lines[0]["信号"], lines[0]["规则"]) == ("高于控制上限", "超出控制限")
        whole = csv_of(SERVED, store, selection.but(units=()), "control")
        assert (whole[0]["是否报齐"], whole[0]["信号"]) == ("未报齐", "")
        first = rows_of(part(SERVED, store, selection.but(units=()), "control-table", "children"))[0]
        assert first[1] == "30.0未报齐"
