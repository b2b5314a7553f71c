"""From bars to the funnel and back, with the chart in the address: what it shows, and where its points lead."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.seeing import control, list_cut, navigate, open_page

SHARE = "/ranking?metric=branches_up_to_standard&form=share&period=2024-06"
_KINDS = "graph => graph.data.map(trace => trace.mode ?? trace.type)"


def drawn_as(page: Page) -> set[str]:
    """What the chart is made of: ``bar``; ``lines`` and ``markers+text``."""
    return set(page.locator("#ranking-bars .js-plotly-plot").evaluate(_KINDS))


def test_bars_to_funnel_and_back(page: Page) -> None:
    open_page(page, SHARE)
    caution = page.locator("#ranking-cautions")
    expect(caution).to_contain_text("细线是95%区间")
    assert drawn_as(page) == {"bar", "text"}
    expect(page.locator("#ranking-table").get_by_text("差异不显著").first).to_be_visible()
    control(page, "chart").select_option("funnel")
    expect(page).to_have_url(re.compile("chart=funnel"))
    expect(caution).to_contain_text("横轴是党支部数")
    expect(caution).to_contain_text("误判一个单位的机会不超过0.2%")
    assert drawn_as(page) == {"lines", "markers+text"}
    control(page, "chart").select_option("chance")
    expect(caution).to_contain_text("控制限未放宽")
    page.go_back()
    expect(caution).to_contain_text("控制限已按此放宽")
    expect(control(page, "chart")).to_have_value("funnel")
    control(page, "chart").select_option("bars")
    expect(caution).to_contain_text("细线是95%区间")
    assert "chart=" not in page.url
    assert drawn_as(page) == {"bar", "text"}


def test_a_link_with_the_funnel_is_followed(page: Page) -> None:
    open_page(page, f"{SHARE}&chart=funnel&units=youpo")
    expect(control(page, "chart")).to_have_value("funnel")
    assert drawn_as(page) == {"lines", "markers+text"}
    assert list_cut(page) == []
    navigate(page, "趋势")
    expect(page).to_have_url(re.compile("/trend.*units=youpo"))
    assert "chart=" not in page.url


def test_a_point_leads_to_its_cells(page: Page) -> None:
    open_page(page, f"{SHARE}&chart=funnel")
    point = page.locator("#ranking-bars .scatterlayer .point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("dialog", name="数据来源")).to_be_visible()
    expect(page).to_have_url(re.compile(r"trace=branches_up_to_standard%7E2024-06%7E\w+%7Eshare"))


def test_a_metric_without_chance_is_drawn_as_bars_and_says_why(page: Page) -> None:
    open_page(page, f"{SHARE}&chart=funnel")
    control(page, "metric").select_option("trainees")
    expect(page.locator("#ranking-cautions")).to_contain_text("培训人次是行政计数，报多少就是多少，没有偶然波动")
    assert drawn_as(page) == {"bar"}
    expect(control(page, "chart")).to_have_value("bars")
    expect(control(page, "chart").locator("option:disabled", has_text="不适用")).to_have_count(2)
    expect(control(page, "form")).to_have_value("raw")
    control(page, "metric").select_option("branches_up_to_standard")
    expect(page.locator("#ranking-cautions")).to_contain_text("横轴是党支部数")
    expect(control(page, "chart")).to_have_value("funnel")
