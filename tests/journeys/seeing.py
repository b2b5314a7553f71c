"""What a reader looks for on a page, and how he chooses."""

import json

from playwright.sync_api import Locator, Page, expect

RANKING = "/ranking?metric=trainees"
CHART = ".js-plotly-plot"


def open_page(page: Page, address: str) -> None:
    """Go to an address and wait until the live page stands."""
    page.goto(address)
    expect(page.locator("#react-entry-point main")).to_be_attached()
    expect(page.locator("#first-view")).to_have_count(0)


def control(page: Page, name: str) -> Locator:
    """The control whose value stands in the address under a name."""
    spelled = json.dumps({"name": name, "type": "control"}, separators=(",", ":"))
    return page.locator(f"[id='{spelled}']")


def navigate(page: Page, title: str) -> None:
    """Follow the navigation to another page."""
    page.get_by_role("navigation", name="页面").get_by_role("link", name=title, exact=True).click()


_CUT = """() => [document.documentElement, ...document.querySelectorAll(".table-box")]
  .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.getAttribute("aria-label") || box.tagName)"""


def list_cut(page: Page) -> list[str]:
    """The tables, or the page itself, that are wider than their room."""
    found: list[str] = page.evaluate(_CUT)
    return found
