"""One frame, many faces, in the browser: after a choice, what charts hold, tables print and downloads say is equal."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from callbacks.pages import PAGES
from data.periods import month_label
from tests.journeys.seeing import control, open_page

UNITS = "units=yinghu,luting,jichuan"
#: The unit of 每百名党员培训人次.
RATE = "（人次/百名党员）"
_DRAWN = """graph => graph.data.map(trace => ({
  name: trace.name, x: Array.from(trace.x), y: Array.from(trace.y)
}))"""


def open_june(page: Page, address: str, download: str) -> None:
    """Open a page at November and choose June by its control, so that what is seen came by callbacks."""
    open_page(page, address)
    control(page, "period").select_option("2025-06")
    expect(page.locator(f"#{download} a").first).to_have_attribute("href", re.compile("period=2025-06"))


def drawn(page: Page, graph: str) -> list[dict[str, Any]]:
    """The traces that a chart holds, each with its name and its coordinates."""
    traces: list[dict[str, Any]] = page.locator(f"#{graph} .js-plotly-plot").evaluate(_DRAWN)
    assert traces
    return traces


def bars(traces: Iterable[dict[str, Any]]) -> dict[str, float]:
    """The values of horizontal bars by what they stand for."""
    return {name: value for trace in traces for name, value in zip(trace["y"], trace["x"], strict=True)}


def printed(page: Page, table: str) -> list[list[str]]:
    """The texts of a table's body."""
    rows: list[list[str]] = page.locator(f"#{table} tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )
    assert rows
    return rows


def downloaded(page: Page, link: str) -> list[dict[str, str]]:
    """The rows of the file behind a part's link."""
    address = page.locator(f"#{link} a").first.get_attribute("href")
    assert address
    return read_csv(page, address)


def read_csv(page: Page, address: str) -> list[dict[str, str]]:
    """The rows of a download, by header."""
    content = page.request.get(address).body()
    assert content[:3] == b"\xef\xbb\xbf"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def number(text: str) -> float:
    return float(text.replace(",", ""))


def test_ranking(page: Page) -> None:
    open_june(page, "/ranking?metric=trainees&form=rate&period=2025-11", "ranking-download")
    lines = downloaded(page, "ranking-download")
    names: dict[str, str] = dict(
        page.locator("#ranking-table tbody tr").evaluate_all(
            "rows => rows.map(row => [row.querySelector('a.trace-link').href.match(/~(\\w+)~rate/)[1],"
            " row.cells[1].innerText.trim()])"
        )
    )
    values = {line["单位"]: float(line[f"每百名党员培训人次{RATE}"]) for line in lines}
    shown = {names[code]: value for code, value in bars(drawn(page, "ranking-bars")).items()}
    assert shown == pytest.approx(values)
    assert len(shown) == 16
    table = printed(page, "ranking-table")
    assert [row[1] for row in table] == [line["单位"] for line in lines]
    assert [row[2] for row in table] == [f"{value:,.1f}" for value in values.values()]
    assert [row[0].removeprefix("并列") for row in table] == [line["名次"] for line in lines]


def test_compare(page: Page) -> None:
    open_june(page, f"/compare?metric=trainees&form=rate&period=2025-11&{UNITS}", "compare-differences-download")
    lines = downloaded(page, "compare-bars-download")
    assert [line["单位"] for line in lines] == ["萤湖镇", "鹭汀镇", "霁川镇", "同类中位数"]
    columns = dict(zip(("本期", "上期", "去年同期"), list(lines[0])[1:], strict=True))
    traces = {trace["name"].split("（")[0]: trace for trace in drawn(page, "compare-bars")}
    for name, header in columns.items():
        assert traces[name]["x"] == ["yinghu", "luting", "jichuan", "~"]
        assert traces[name]["y"] == pytest.approx([float(line[header]) for line in lines]), name
    history = downloaded(page, "compare-history-download")
    own = [trace["y"] for trace in drawn(page, "compare-history") if trace["name"] == "本单位"]
    assert [value for line in own for value in line] == pytest.approx(
        [float(line[f"每百名党员培训人次{RATE}"]) for line in history]
    )
    differences = downloaded(page, "compare-differences-download")
    for row, line in zip(printed(page, "compare-differences"), differences, strict=True):
        assert row[0].startswith(line["指标"])
        assert number(row[2].split()[0]) == pytest.approx(float(line["萤湖镇"]), abs=0.06), line["指标"]


def test_trend(page: Page) -> None:
    open_june(page, f"/trend?metric=trainees&form=rate&period=2025-11&{UNITS}", "trend-download")
    lines = downloaded(page, "trend-download")
    traces = {trace["name"]: trace for trace in drawn(page, "trend-lines")}
    table = printed(page, "trend-table")
    assert [row[0] for row in table] == [line["期间"] for line in lines]
    assert lines[0]["期间"] == "2025年6月"
    for place, name in enumerate(("青梧区", "萤湖镇", "鹭汀镇", "霁川镇"), start=1):
        values = {line["期间"]: float(line[f"{name}{RATE}"]) for line in lines}
        assert dict(zip(traces[name]["x"], traces[name]["y"], strict=True)) == pytest.approx(values)
        assert [number(row[place]) for row in table] == [round(value, 1) for value in values.values()]


def test_rectification(page: Page) -> None:
    open_june(page, "/rectification?period=2025-11", "rectification-due-download")
    columns = {"已整改": "已整改（个）", "整改中（未到期）": "整改中未到期（个）", "逾期未整改": "逾期（个）"}
    for figure, key in (("sources", "问题来源"), ("units", "责任单位")):
        lines = downloaded(page, f"rectification-{figure}-download")
        for trace in drawn(page, f"rectification-{figure}"):
            assert bars([trace]) == {line[key]: int(line[columns[trace["name"]]]) for line in lines}
        counts = ["发现（个）", *columns.values()]
        for row, line in zip(printed(page, f"rectification-{figure}-table"), lines, strict=True):
            assert row == [line[key], *(line[count] for count in counts), f"{float(line['整改完成率（%）']):.1f}%"]
    for table in ("overdue", "due"):
        numbers = [line["编号"] for line in downloaded(page, f"rectification-{table}-download")]
        assert [row[0] for row in printed(page, f"rectification-{table}")] == numbers


def test_targets(page: Page) -> None:
    open_june(page, "/targets?metric=trainees&period=2025-11", "targets-download")
    lines = downloaded(page, "targets-download")
    table = printed(page, "targets-table")
    # The area itself is the last.
    assert len(lines) == 17
    assert lines[-1]["单位"] == "青梧区"
    for row, line in zip(table, lines, strict=True):
        assert row[:2] == [line["名次"] or "—", line["单位"]]
        assert number(row[2]) == float(line["年度目标（人次）"])
        assert number(row[3]) == float(line["2025年1—6月（人次）"])
        assert line["状态"] in " ".join(row)


def test_score(page: Page) -> None:
    open_june(page, "/score?period=2025-11", "score-download")
    lines = {line["单位"]: line for line in downloaded(page, "score-download")}
    table = printed(page, "score-standings")
    assert len(table) == len(lines) == 16
    for row in table:
        line = lines[row[1]]
        assert row[0].removeprefix("并列") == line["名次"]
        assert number(row[2].split()[0]) == pytest.approx(float(line["得分"]), abs=0.051)
        assert line["等次"] in row


def test_overview(page: Page) -> None:
    open_june(page, "/?period=2025-11", "overview-heat-download")
    lines = downloaded(page, "overview-sources-download")
    done = next(trace for trace in drawn(page, "overview-bars") if trace["name"] == "已整改")
    assert bars([done]) == {line["问题来源"]: int(line["已整改（个）"]) for line in lines}
    leaders = downloaded(page, "overview-leaders-download")
    named = dict.fromkeys(line["指标"] for line in leaders)
    for label, row in zip(named, printed(page, "overview-leaders"), strict=True):
        assert row[0].startswith(label)
        for line in (line for line in leaders if line["指标"] == label):
            named_there = re.search(r"等\d+个", row[1 if line["靠前或靠后"] == "靠前" else 2])
            assert named_there or line["单位"] in row[1 if line["靠前或靠后"] == "靠前" else 2], line
    headlines = {line["指标"]: float(line["数值"]) for line in downloaded(page, "overview-headlines-download")}
    cards = page.locator("#overview-themes .headline-label").all_inner_texts()
    figures = page.locator("#overview-themes .headline-figure").all_inner_texts()
    assert {name: number(re.sub(r"[^\d,.]", "", text)) for name, text in zip(cards, figures, strict=True)} == headlines
    held: dict[str, list[str]] = {}
    for line in downloaded(page, "overview-heat-download"):
        held.setdefault(line["单位"], []).append(line["数值"])
    table = printed(page, "overview-heat")
    assert [row[0] for row in table] == list(held)
    for row in table:
        for cell, value in zip(row[1:], held[row[0]], strict=True):
            shown = re.split(r"[（\s]", cell)[0]
            assert shown == value or number(shown) == pytest.approx(float(value), abs=0.51), row


def test_profile(page: Page) -> None:
    open_june(page, "/profile?units=yinghu&period=2025-11", "profile-figures-download")
    lines = downloaded(page, "profile-figures-download")
    table = printed(page, "profile-themes")
    assert len(table) == len(lines) > 25
    for row, line in zip(table, lines, strict=True):
        assert row[0].startswith(line["指标"])
        place, _, asked = row[2].removeprefix("并列").partition("\n")
        assert place == (f"第{line['名次']}名" if line["名次"] else "—")
        assert asked.startswith(f"共{line['参加排名的单位数']}个" if line["名次"] else "")
        value, _, count = row[1].partition("\n")
        assert value == line["数值"] or number(value) == pytest.approx(float(line["数值"]), abs=0.06)
        if count:
            assert number(count.removesuffix(line["原值计量单位"])) == float(line["原值"])


def test_submission(page: Page) -> None:
    open_page(page, "/submission")
    address = page.locator("a[href^='/download/submission/reporting']").get_attribute("href")
    assert address
    lines = read_csv(page, address)
    shown = page.locator("table.matrix [title*='：']").evaluate_all("marks => marks.map(mark => mark.title)")
    assert sorted(title.split("，")[0] for title in shown) == sorted(
        f"{line['单位']}{month_label(int(line['月份']))}：{line['报送情况']}" for line in lines
    )
    assert len(lines) > 100


def test_definitions(page: Page) -> None:
    open_page(page, "/definitions")
    control(page, "search").fill("培训")
    control(page, "search").press("Enter")
    expect(page).to_have_url(re.compile("search="))
    expect(page.locator("#definitions-download a")).to_have_attribute("href", re.compile("search="))
    names = [line["指标"] for line in downloaded(page, "definitions-download")]
    shown = page.locator("#definitions-themes .definition")
    expect(shown).to_have_count(len(names))
    assert 2 < len(names) < 42
    assert [text for name, text in zip(names, shown.all_inner_texts(), strict=True) if name not in text] == []


def test_every_page_is_looked_at() -> None:
    looked = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert {served.page.code for served in PAGES if served.tables} <= looked
