"""The ranking on a map: chosen, read, followed to a cell, and back to bars that fill their room."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.seeing import CHART, RANKING, control, open_page


def test_units_lie_on_the_map_and_lead_to_their_cells(page: Page) -> None:
    open_page(page, f"{RANKING}&form=rate")
    expect(page.locator(f"{CHART} .main-svg").first).to_be_visible()
    control(page, "chart").select_option("map")
    expect(page).to_have_url(re.compile("chart=map"))
    units = page.locator("#react-entry-point .map-unit")
    expect(units).to_have_count(16)
    expect(page.locator(CHART)).to_be_hidden()
    table = page.get_by_role("region", name="每百名党员培训人次").locator("tbody tr").first
    name, figure = table.locator("th").inner_text(), table.locator(".trace-link").inner_text()
    first = units.filter(has_text=name)
    expect(first).to_contain_text(figure)
    expect(first).to_contain_text("第1名，在同类中居前五分之一")
    first.click()
    drawer = page.get_by_role("dialog", name="数据来源")
    expect(drawer).to_contain_text(re.compile(r"\.(xlsx|xls|csv)"))
    page.keyboard.press("Escape")
    control(page, "chart").select_option("bars")
    expect(units).to_have_count(0)
    chart = page.locator(CHART)
    expect(chart).to_be_visible()
    room, drawn = page.locator(".card").first.bounding_box(), chart.locator(".main-svg").first.bounding_box()
    assert room is not None
    assert drawn is not None
    assert room["width"] * 0.85 < drawn["width"] <= room["width"]


def test_a_link_to_the_map_shows_it_before_any_script(page: Page) -> None:
    page.goto(f"{RANKING}&form=rate&chart=map")
    expect(page.locator(".map-unit").first).to_be_visible()
    open_page(page, f"{RANKING}&form=rate&chart=map&units=yinghu")
    expect(page.locator("#react-entry-point .map-marked title")).to_contain_text("萤湖镇")
    control(page, "chart").select_option("bars")
    expect(page.locator(f"{CHART} .main-svg").first).to_be_visible()
