"""From a number on the screen to its cell, and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.seeing import CHART, RANKING, open_page


def test_number_leads_to_its_cell_and_back(page: Page) -> None:
    open_page(page, RANKING)
    number = page.locator("tbody tr").nth(2).locator(".trace-link")
    shown = number.inner_text()
    number.click()
    drawer = page.get_by_role("dialog", name="数据来源")
    expect(drawer).to_contain_text(re.compile(r"\.(xlsx|xls|csv)"))
    expect(drawer).to_contain_text(re.compile(r"[A-Z]{1,2}\d+"))
    expect(drawer).to_contain_text(shown)
    expect(page).to_have_url(re.compile("trace="))
    expect(drawer.get_by_role("link", name="关闭")).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(number).to_be_focused()
    assert "trace=" not in page.url
    page.go_back()
    expect(drawer).to_be_visible()
    page.reload()
    expect(page.locator("#react-entry-point").get_by_role("dialog", name="数据来源")).to_be_visible()


def test_following_a_number_leaves_the_reader_where_he_is(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 500})
    open_page(page, RANKING)
    expect(page.locator(CHART).first).to_be_visible()
    last = page.locator("tbody tr .trace-link").last
    last.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    last.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("scrollY") == before


def test_the_overview_leads_to_what_was_corrected(page: Page) -> None:
    open_page(page, "/?period=2025")
    matter = page.get_by_role("link", name=re.compile("更正了已接收的数"))
    count = re.search(r"共(\d+)个", matter.inner_text())
    assert count
    matter.click()
    drawer = page.get_by_role("dialog", name="数据来源")
    expect(drawer.get_by_role("heading", name="更正的数")).to_be_visible()
    expect(drawer.get_by_text("更正前")).to_have_count(int(count[1]))


def test_a_bar_of_the_ranking_leads_to_its_cells(page: Page) -> None:
    open_page(page, "/ranking?metric=trainees&period=2025-11")
    first = page.locator("#ranking-table tbody tr").first
    bar = page.locator("#ranking-bars .barlayer .trace.bars .point").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#ranking-bars .hovertext")).to_be_visible()
    page.mouse.down()
    page.mouse.up()
    drawer = page.get_by_role("dialog", name="数据来源")
    expect(drawer.locator(".drawer-figure")).to_have_text(first.locator("a.trace-link").inner_text())
    expect(drawer).to_contain_text(first.get_by_role("link").first.inner_text())


@pytest.mark.parametrize(
    ("address", "mark", "said"),
    [
        (
            "/compare?metric=trainees&units=yinghu,luting&period=2025-11",
            "#compare-bars .barlayer .trace.bars:last-child .point",
            "萤湖镇",
        ),
        (
            "/trend?metric=trainees&units=yinghu,luting",
            "#trend-lines .scatterlayer .trace:last-child .points path",
            "鹭汀镇",
        ),
    ],
)
def test_a_bar_or_a_point_of_a_unit_leads_to_its_cells(page: Page, address: str, mark: str, said: str) -> None:
    open_page(page, address)
    drawn = page.locator(mark).first
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hoverlayer .hovertext, .hoverlayer .legend").first).to_be_visible()
    page.mouse.down()
    page.mouse.up()
    drawer = page.get_by_role("dialog", name="数据来源")
    expect(drawer).to_contain_text(said)
    expect(drawer.locator(".drawer-figure")).to_be_visible()


def test_a_bar_and_its_count_lead_to_the_same_items(page: Page) -> None:
    open_page(page, "/rectification")
    drawer = page.get_by_role("dialog", name="数据来源")
    part = page.locator("#rectification-units .barlayer .trace.bars").last.locator(".point").nth(8)
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box
    # The chart listens above its bars.
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#rectification-units .hovertext")).to_contain_text("萤湖镇")
    page.mouse.down()
    page.mouse.up()
    expect(drawer).to_contain_text("萤湖镇 · 逾期未整改 · 截至2025年12月31日")
    listed = drawer.locator("tbody tr").all_inner_texts()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    count = page.locator("#rectification-units-table tr", has_text="萤湖镇").get_by_role("link").last
    assert count.inner_text() == str(len(listed))
    count.click()
    expect(drawer.locator("tbody tr").first).to_be_visible()
    assert drawer.locator("tbody tr").all_inner_texts() == listed
    expect(drawer).to_contain_text(re.compile(r"整改台账.*\.xlsx › 整改台账 第\d+行"))
