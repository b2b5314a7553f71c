"""A first visit: readable before any script, light, without a question to the server, nothing from outside."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from callbacks.pages import PAGES
from tests.journeys.seeing import CHART, open_page

PATHS = [served.page.path for served in PAGES]


def test_headline_figures_are_readable_without_any_script(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("青梧区基层党建总览")
    expect(page.locator(".headline-card, .headline").first).to_contain_text(re.compile(r"培训人次\s*\d"))
    page.get_by_role("link", name="排名", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("党员总数排名")
    assert page.locator("tbody tr").count() == 16
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_first_visit_is_light_and_asks_nothing(page: Page, base_url: str, path: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    open_page(page, path)
    page.wait_for_load_state("networkidle")
    served = [answer for answer in answers if answer.url.startswith("http")]
    assert {urlsplit(answer.url).netloc for answer in served} == {urlsplit(base_url).netloc}
    assert [answer.url for answer in served if answer.request.method != "GET" or answer.status != 200] == []
    assert 5 < len(served) <= 25
    assert 100_000 < sum(sizes) <= 800_000


@pytest.mark.parametrize("path", PATHS)
def test_repeat_visit_fetches_only_the_page_itself(page: Page, path: str) -> None:
    open_page(page, path)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    kept: set[str] = set()
    wire.on("Network.requestServedFromCache", lambda event: kept.add(event["requestId"]))

    def answered(event: dict[str, Any]) -> None:
        if not event["response"].get("fromDiskCache") and event["requestId"] not in kept:
            asked.append(event["response"]["url"])

    wire.on("Network.responseReceived", answered)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert [urlsplit(url).path for url in asked if url.startswith("http")] == [path]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (820, 1180)])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_the_screen(page: Page, path: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_charts_speak_chinese_and_have_no_cloud_button(page: Page) -> None:
    open_page(page, "/ranking")
    chart = page.locator(CHART).first
    expect(chart).to_be_visible()
    titles = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.dataset.title)")
    assert titles == ["下载图表为PNG格式"]


def test_no_word_of_dash_between_first_view_and_live_page(page: Page) -> None:
    page.add_init_script(
        "window.bare = 0; const watch = () => {"
        " if (document.body && document.getElementById('react-entry-point')"
        "   && !/党建/.test(document.body.innerText)) window.bare += 1;"
        " requestAnimationFrame(watch); }; requestAnimationFrame(watch);"
    )
    open_page(page, "/")
    page.wait_for_timeout(300)
    assert page.evaluate("window.bare") == 0


def test_unknown_address_leads_back(page: Page, faults: list[str]) -> None:
    answer = page.goto("/nirgends")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("#react-entry-point").get_by_role("heading", level=1)).to_have_text("没有这个页面")
    page.get_by_role("link", name="回到总览").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("青梧区基层党建总览")
    assert all("404" in fault for fault in faults)
    faults.clear()
