"""趋势 and 排名 in the browser: a chart begins anew and no more, and what is said is what is drawn."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.seeing import CHART, list_cut, open_page
from tests.journeys.test_faces import downloaded, drawn, printed

SHARE = "/trend?metric=branches_up_to_standard&form=share&period=2025-06"
_LINES = "graph => (graph.layout.shapes || []).map(shape => shape.line.dash)"


def test_a_control_chart_begins_anew_for_a_reason_and_no_more(page: Page) -> None:
    open_page(page, f"{SHARE}&units=yinghu")
    chart = page.locator(f"#trend-control {CHART}")
    expect(chart).to_be_visible()
    assert chart.evaluate(_LINES) == []
    # By keyboard alone: the room opens, the month and the reason are chosen, Enter sends them.
    page.locator("#react-entry-point summary", has_text="重新起算").press("Enter")
    page.get_by_label("从哪个月起").select_option("202405")
    reason = page.get_by_label("重新起算的理由")
    reason.fill("两村合并")
    reason.press("Enter")
    summary = page.locator("#trend-summary")
    expect(summary).to_contain_text("萤湖镇自2024年5月重新起算（两村合并）")
    assert chart.evaluate(_LINES) == ["dash"]
    lines = downloaded(page, "trend-control-download")
    assert [line["期间"] for line in lines if line["重新起算"]] == ["2024年5月"]
    room = page.locator("#react-entry-point details")
    if room.get_attribute("open") is None:
        room.locator("summary").click()
    expect(room).to_contain_text("组织部 2024年5月重新起算：两村合并")
    withdraw = page.get_by_label("撤销的理由")
    withdraw.fill("合并推迟")
    withdraw.press("Enter")
    expect(summary).not_to_contain_text("重新起算")
    assert chart.evaluate(_LINES) == []
    expect(room).to_contain_text("撤销：合并推迟")


def test_limits_and_signals_are_the_table_and_the_csv(page: Page) -> None:
    open_page(page, f"{SHARE}&units=luting")
    lines = downloaded(page, "trend-control-download")
    traces = {trace["name"]: trace for trace in drawn(page, "trend-control")}
    assert traces["鹭汀镇"]["x"] == [line["期间"] for line in reversed(lines)]
    high = [line["期间"] for line in reversed(lines) if re.search("高于|上升|上限", line["信号"])]
    assert high
    assert traces["信号：偏高"]["x"] == high
    rows = printed(page, "trend-control-table")
    assert [row[5] for row in rows] == [line["信号"] or "—" for line in lines]


def test_a_movement_says_why_and_its_parts_add_up(page: Page) -> None:
    open_page(page, "/ranking?metric=trainees&form=rate&period=2025-06")
    lines = downloaded(page, "ranking-download")
    causes = ("本单位", "其他单位", "报送变化", "更正")
    moved = [line for line in lines if line["位次变化"] not in ("", "0")]
    assert moved
    for line in moved:
        assert int(line["位次变化"]) == sum(int(line[f"其中：{cause}"]) for cause in causes)
    said = [row[-1] for row in printed(page, "ranking-table")]
    for line, words in zip(lines, said, strict=True):
        for cause in causes:
            part = int(line[f"其中：{cause}"] or 0)
            assert (f"{cause}{part:+d}".replace("-", "−") in words) == bool(part), (line, words)


def test_both_pages_fit(page: Page) -> None:
    for width, height in ((1366, 768), (1920, 1080), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        for address in (SHARE, "/ranking?metric=trainees&form=rate&period=2025-06"):
            open_page(page, address)
            expect(page.locator(CHART).first).to_be_visible()
            assert list_cut(page) == [], (width, address)
