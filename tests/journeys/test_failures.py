"""When something of ours goes wrong the reader is told calmly, and what he had stays."""

from playwright.sync_api import Page, expect

from tests.journeys.seeing import RANKING, control, open_page

CALLBACK = "**/_dash-update-component**"


def test_failing_server_is_said_and_the_page_stays(page: Page, faults: list[str]) -> None:
    open_page(page, RANKING)
    page.route(CALLBACK, lambda route: route.fulfill(status=500, body="broken"))
    control(page, "metric").select_option("party_lectures")
    expect(page.get_by_role("status")).to_contain_text("服务器没有完成刚才的操作")
    expect(page.get_by_role("heading", level=1)).to_have_text("培训人次排名")
    page.unroute(CALLBACK)
    control(page, "metric").select_option("field_studies")
    expect(page.get_by_role("heading", level=1)).to_have_text("专题调研次数排名")
    expect(page.get_by_role("status")).to_be_empty()
    assert faults
    faults.clear()


def test_lost_connection_is_said(page: Page, faults: list[str]) -> None:
    open_page(page, RANKING)
    page.route(CALLBACK, lambda route: route.abort())
    control(page, "metric").select_option("party_lectures")
    expect(page.get_by_role("status")).to_contain_text("连不上服务器")
    expect(page.get_by_role("heading", level=1)).to_have_text("培训人次排名")
    faults.clear()
