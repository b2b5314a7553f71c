"""A page's summary goes into a message as it stands."""

from playwright.sync_api import Page, expect

from tests.journeys.seeing import RANKING, open_page


def test_the_summary_can_be_copied(page: Page) -> None:
    open_page(page, RANKING)
    summary = page.locator("#react-entry-point .page-head-hint").inner_text()
    button = page.get_by_role("button", name="复制文字")
    button.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    expect(button).to_be_visible(timeout=10_000)
    open_page(page, "/definitions")
    search = page.get_by_label("搜索")
    search.focus()
    page.keyboard.press("Control+V")
    expect(search).to_have_value(summary)
