"""考核: a weight is moved, and ranks and ranges follow; a score opens down to a cell; a link carries it all."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.seeing import CHART, control, navigate, open_page

SCORE = "/score?period=2025-11"


def places(page: Page) -> dict[str, str]:
    """Each unit's place as the tables say it."""
    rows = page.locator("#score-standings tbody tr")
    texts = [row.locator("th, td").all_inner_texts() for row in rows.all()]
    return {texts_of[1].strip(): texts_of[0].strip() for texts_of in texts}


def weigh(page: Page, name: str, weight: str) -> None:
    """Type a weight and press Enter."""
    control(page, name).fill(weight)
    control(page, name).press("Enter")


def test_a_moved_weight_moves_ranks_and_ranges(page: Page) -> None:
    open_page(page, SCORE)
    rows = page.locator("#score-standings tbody tr")
    before, first = places(page), rows.nth(0).inner_text()
    ranges = page.locator("#score-standings tbody td:nth-of-type(3)").all_inner_texts()
    marks = page.locator(f"{CHART} .ytick text")
    weigh(page, "weight_training", "60")
    expect(page).to_have_url(re.compile(r"weights=training(:|%3A)60"))
    expect(page.locator("#score-controls")).to_contain_text("合计 145，按比例折算成 100")
    expect(page.locator("#score-summary")).to_contain_text("权重已改动")
    expect(rows.nth(0)).not_to_have_text(first)
    assert places(page) != before
    assert page.locator("#score-standings tbody td:nth-of-type(3)").all_inner_texts() != ranges
    groups = ("镇乡组", "街道组")
    assert [name for name in marks.all_text_contents() if name not in groups] == list(places(page))
    expect(control(page, "weight_training")).to_have_value("60")
    page.get_by_role("link", name="恢复原定权重").click()
    expect(page.locator("#score-controls")).to_contain_text("合计 100")
    expect(control(page, "weight_training")).to_have_value("15")
    assert places(page) == before
    assert "weights" not in page.url


def test_a_weight_typed_back_leaves_the_address_as_it_was(page: Page) -> None:
    open_page(page, SCORE)
    weigh(page, "weight_branches", "0")
    expect(page).to_have_url(re.compile(r"weights=branches(:|%3A)0"))
    expect(page.locator("#score-opened tr", has_text="党支部达标率")).to_contain_text("不计")
    page.go_back()
    expect(control(page, "weight_branches")).to_have_value("15")
    expect(page.locator("#score-opened tr", has_text="党支部达标率")).not_to_contain_text("不计")
    weigh(page, "weight_branches", "20")
    expect(page).to_have_url(re.compile(r"weights=branches(:|%3A)20"))
    expect(page.locator("#score-controls")).to_contain_text("合计 105")
    weigh(page, "weight_branches", "15")
    expect(page).not_to_have_url(re.compile("weights"))


def test_a_score_opens_down_to_a_cell(page: Page) -> None:
    open_page(page, SCORE)
    page.locator("#score-standings").get_by_role("link", name="鹭汀镇").click()
    opened = page.locator("#score-opened")
    expect(opened.locator("caption")).to_contain_text("鹭汀镇，")
    opened.locator("tr", has_text="培训人次").first.locator(".trace-link").click()
    drawer = page.get_by_role("dialog", name="数据来源")
    expect(drawer).to_contain_text("鹭汀镇")
    expect(drawer).to_contain_text(re.compile(r"\.(xlsx|xls|csv)"))
    expect(drawer).to_contain_text(re.compile(r"[A-Z]{1,2}\d+"))


def test_a_link_shows_another_reader_the_same(page: Page, browser: Browser, base_url: str) -> None:
    open_page(page, SCORE)
    weigh(page, "weight_training", "40")
    expect(page).to_have_url(re.compile("weights=training"))
    page.locator("#score-standings").get_by_role("link", name="霜林镇").click()
    expect(page.locator("#score-opened caption")).to_contain_text("霜林镇，")
    summary, ranks = page.locator("#score-summary").inner_text(), places(page)
    other = browser.new_page()
    open_page(other, page.url)
    assert (other.locator("#score-summary").inner_text(), places(other)) == (summary, ranks)
    expect(other.locator("#score-opened caption")).to_contain_text("霜林镇，")
    expect(control(other, "weight_training")).to_have_value("40")
    other.close()


def test_another_page_does_not_take_the_weights_along(page: Page) -> None:
    open_page(page, f"{SCORE}&weights=training:40")
    navigate(page, "排名")
    expect(page).to_have_url(re.compile(r"/ranking\?"))
    assert "weights" not in page.url
