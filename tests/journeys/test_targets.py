"""目标: a target typed in changes table, counts and history at once; a figure leads to its cells."""

from playwright.sync_api import Page, expect

from tests.journeys.seeing import open_page

TARGETS = "/targets?metric=trainees&period=2025-09"


def test_a_target_is_changed_on_the_page_and_changed_back(page: Page) -> None:
    open_page(page, TARGETS)
    row = page.locator("#targets-table tr", has_text="鹭汀镇")
    expect(row).to_contain_text("完成")
    before = row.locator("td").first.inner_text()
    history = page.locator("#targets-history li")
    for target, standing in (("9,999", "滞后"), (before, "完成")):
        page.get_by_label("改哪个单位的目标").select_option("luting")
        page.get_by_label("新目标").fill(target)
        page.get_by_role("button", name="保存目标").click()
        expect(row).to_contain_text(target)
        expect(row).to_contain_text(standing)
        expect(history.first).to_contain_text("组织部：鹭汀镇")
        expect(history.first).to_contain_text(f"→ {target}")


def test_what_is_no_target_is_said(page: Page, faults: list[str]) -> None:
    open_page(page, TARGETS)
    page.get_by_label("新目标").fill("很多")
    page.get_by_role("button", name="保存目标").click()
    expect(page.get_by_text("霁川镇2025年培训人次的目标“很多”作不了目标")).to_be_visible()
    # The browser notes that the server refused.
    faults.clear()


def test_a_figure_leads_to_its_cells(page: Page) -> None:
    open_page(page, TARGETS)
    page.locator("#targets-table tr", has_text="鹭汀镇").locator(".trace-link").click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("鹭汀镇")
    expect(drawer).to_contain_text("培训人次")
    assert "trace=trainees~2025-09c~luting" in page.url
