"""The address is the view: controls write it, links carry it, back undoes, and nobody sees another's."""

import json
import re

from playwright.sync_api import Browser, Page, Request, expect

from layouts.pages.ranking import PAGE
from tests.journeys.seeing import CHART, RANKING, control, navigate, open_page


def test_metric_changes_address_chart_and_table_and_back_undoes(page: Page) -> None:
    open_page(page, RANKING)
    title = page.get_by_role("heading", level=1)
    control(page, "metric").select_option("party_lectures")
    expect(title).to_have_text("讲党课次数排名")
    expect(page.locator(CHART).first).to_contain_text("讲党课次数")
    expect(page.locator("table caption")).to_contain_text("讲党课次数")
    assert page.url.endswith("/ranking?metric=party_lectures")
    control(page, "metric").select_option("field_studies")
    expect(title).to_have_text("专题调研次数排名")
    page.go_back()
    expect(title).to_have_text("讲党课次数排名")
    expect(control(page, "metric")).to_have_value("party_lectures")
    page.go_back()
    expect(title).to_have_text("培训人次排名")
    expect(control(page, "metric")).to_have_value("trainees")
    assert page.url.endswith(RANKING)
    page.go_forward()
    expect(title).to_have_text("讲党课次数排名")


def test_change_of_metric_asks_for_each_part_once(page: Page) -> None:
    open_page(page, RANKING)
    asked: list[str] = []

    def sent(request: Request) -> None:
        if request.method == "POST":
            asked.extend(f"{part['id']}.{part['property']}" for part in json.loads(request.post_data or "")["outputs"])

    page.on("request", sent)
    control(page, "metric").select_option("party_lectures")
    expect(page.get_by_role("heading", level=1)).to_have_text("讲党课次数排名")
    expect(page.locator(CHART).first).to_contain_text("讲党课次数")
    page.wait_for_timeout(500)
    assert sorted(asked) == sorted(f"ranking-{part.name}.{part.prop}" for part in PAGE.parts)


def test_period_and_its_grain(page: Page) -> None:
    open_page(page, RANKING)
    summary = page.locator("#react-entry-point .page-head-hint")
    control(page, "period").select_option("2025-06")
    expect(summary).to_contain_text("2025年6月")
    control(page, "span").select_option("quarter")
    expect(summary).to_contain_text("2025年第二季度")
    assert page.url.endswith(f"{RANKING}&period=2025Q2")
    expect(control(page, "period")).to_have_value("2025Q2")
    quarters = control(page, "period").locator("option[value]:not([value=''])").all_text_contents()
    assert quarters[:3] == ["2025年第四季度", "2025年第三季度", "2025年第二季度"]
    control(page, "span").select_option("ytd")
    expect(summary).to_contain_text("2025年1—6月")
    page.go_back()
    page.go_back()
    page.go_back()
    expect(summary).to_contain_text("2025年12月")
    expect(control(page, "span")).to_have_value("month")
    expect(control(page, "period")).to_have_value("2025-12")


def test_peer_group(page: Page) -> None:
    open_page(page, RANKING)
    everybody = page.locator("tbody tr").count()
    control(page, "peers").select_option("街道")
    expect(page).to_have_url(re.compile("peers="))
    expect(page.locator("tbody tr")).not_to_have_count(everybody)
    names = page.locator("tbody th").all_text_contents()
    assert names
    assert all(name.endswith("街道") for name in names)
    control(page, "peers").select_option(label="全部乡镇（街道）")
    expect(page.locator("tbody tr")).to_have_count(everybody)
    assert page.url.endswith(RANKING)


def test_navigation_carries_the_selection_along(page: Page) -> None:
    open_page(page, "/ranking?period=2025-03&metric=party_lectures")
    expect(page).to_have_title("排名 · 基层党建数据看板")
    navigate(page, "总览")
    expect(page.get_by_role("heading", level=1)).to_have_text("青梧区基层党建总览")
    expect(page.locator("#react-entry-point .page-head-hint")).to_contain_text("2025年3月")
    expect(page).to_have_title("总览 · 基层党建数据看板")
    assert page.locator("nav a.active").all_text_contents() == ["总览"]
    expect(page.locator("#main")).to_be_focused()
    navigate(page, "排名")
    expect(page.get_by_role("heading", level=1)).to_have_text("讲党课次数排名")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("青梧区基层党建总览")


def test_shared_link_shows_what_its_sender_saw(page: Page, browser: Browser, base_url: str) -> None:
    open_page(page, RANKING)
    control(page, "metric").select_option("party_lectures")
    control(page, "span").select_option("year")
    control(page, "peers").select_option("镇")
    expect(page.locator("table caption")).to_contain_text("讲党课次数（次），2025年")
    expect(page.locator("tbody tr", has_text="街道")).to_have_count(0)
    table = page.locator("tbody").first.inner_text()
    other = browser.new_context(base_url=base_url)
    receiver = other.new_page()
    open_page(receiver, page.url)
    assert receiver.locator("tbody").first.inner_text() == table
    expect(control(receiver, "span")).to_have_value("year")
    expect(control(receiver, "peers")).to_have_value("镇")
    other.close()


def test_two_readers_do_not_see_each_others_choices(page: Page, browser: Browser, base_url: str) -> None:
    other = browser.new_context(base_url=base_url)
    second = other.new_page()
    open_page(page, RANKING)
    open_page(second, RANKING)
    for mine, yours in [("party_lectures", "field_studies"), ("field_studies", "trainees")]:
        control(page, "metric").select_option(mine)
        control(second, "metric").select_option(yours)
        expect(page).to_have_url(re.compile(mine))
        expect(control(second, "metric")).to_have_value(yours)
        expect(control(page, "metric")).to_have_value(mine)
    expect(page.get_by_role("heading", level=1)).to_have_text("专题调研次数排名")
    expect(second.get_by_role("heading", level=1)).to_have_text("培训人次排名")
    other.close()


def test_what_the_address_gets_wrong_is_said_and_goes_with_the_next_choice(page: Page) -> None:
    open_page(page, "/ranking?metric=unheard_of&period=2031-13")
    notice = page.get_by_role("status")
    expect(notice).to_contain_text("没有代码为“unheard_of”的指标")
    expect(notice).to_contain_text("2031-13")
    control(page, "metric").select_option("party_lectures")
    expect(notice).to_be_empty()


def test_filters_can_be_reached_and_used_by_keyboard(page: Page) -> None:
    open_page(page, RANKING)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.get_by_label("比较范围").focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("peers="))
    expect(page.get_by_label("比较范围")).to_be_focused()


#: Holds back the first view's words until they are released, and what is asked for after them for a while.
LATE = """
const ask = window.fetch;
let words = null;
window.fetch = async (url, options) => {
  const answer = await ask(url, options);
  const body = String(options?.body);
  if (words) await new Promise(go => setTimeout(go, 1500));
  else if (body.includes("compare-controls")) {
    words = new Promise(go => (window.release = go));
    console.info("held");
    await words;
  }
  return answer;
};
"""


def test_a_view_that_is_drawn_late_takes_no_choice_back(page: Page) -> None:
    page.add_init_script(LATE)
    open_page(page, "/compare?metric=trainees")
    with page.expect_console_message(lambda message: message.text == "held"):
        page.get_by_label("萤湖镇", exact=True).check()
    page.get_by_label("柚坡镇", exact=True).check()
    page.evaluate("window.release()")
    expect(page.get_by_text("已选 4")).to_be_visible()
    assert page.url.endswith("units=jichuan%2Cluting%2Cyinghu%2Cyoupo")
    expect(page.get_by_label("柚坡镇", exact=True)).to_be_checked()
