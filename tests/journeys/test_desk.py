"""报送 with several at the desk: what the page shows stays where the reader has it, and follows what others did."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bench.server import serving
from tests.journeys.seeing import open_page
from tests.journeys.test_submission import figures, hand_in


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served."""
    with serving(tmp_path_factory.mktemp("desk")) as served:
        yield f"{served}/submission"


def test_what_somebody_else_settled_is_said_and_shown(
    page: Page, browser: Browser, address: str, faults: list[str]
) -> None:
    open_page(page, address)
    hand_in(page, figures("霁川镇", 480))
    page.get_by_role("link", name="霁川镇 2025年1月").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("霁川镇.xlsx")
    context = browser.new_context()
    other = context.new_page()
    open_page(other, page.url)
    other.get_by_role("button", name="接收", exact=True).click()
    expect(other.locator(".page-head-hint .standing")).to_have_text("✓已接收")
    context.close()
    page.get_by_label("退回的理由").fill("请核对")
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("第1号报送已经接收，不能退回")
    expect(page.get_by_role("status")).to_be_in_viewport()
    expect(page.locator(".page-head-hint .standing")).to_have_text("✓已接收")
    expect(page.locator(".act")).to_have_count(0)
    assert [fault for fault in faults if "409" not in fault] == []
    faults.clear()


def test_several_are_accepted_at_once(page: Page, address: str) -> None:
    open_page(page, address)
    hand_in(page, figures("霜林镇", 410), figures("椒岩乡", 220))
    page.get_by_label("选霜林镇 2025年1月").check()
    page.get_by_label("选椒岩乡 2025年1月").check()
    page.get_by_role("button", name="接收所选").click()
    expect(page.locator(".uploads tbody tr", has_text="已接收")).to_have_count(3)
    expect(page.get_by_label("选霜林镇 2025年1月")).to_have_count(0)


def test_a_month_is_locked_and_reopened(page: Page, address: str) -> None:
    open_page(page, address)
    months = page.get_by_role("region", name="截止日期和锁定")
    row = months.locator("tbody tr", has_text="2025年1月")
    row.get_by_text("锁定…").click()
    expect(row).to_contain_text("还没有报的：")
    row.get_by_role("button", name="锁定2025年1月").click()
    expect(row).to_contain_text("已锁定")
    expect(page.locator(".matrix thead th", has_text="25-01")).to_contain_text("已锁定")
    row.get_by_text("重新开放…").click()
    row.get_by_label("重新开放2025年1月的理由").fill("更正漏报")
    row.get_by_role("button", name="重新开放2025年1月").click()
    expect(row.get_by_text("锁定…", exact=True)).to_be_visible()
    row.get_by_label("2025年1月截止日期").fill("2025-02-08")
    row.get_by_role("button", name="改期").click()
    expect(page.get_by_role("region", name="报送情况").locator("[title*='截止 2025-02-08']").first).to_be_attached()


def test_a_refused_act_keeps_what_was_written(page: Page, address: str, faults: list[str]) -> None:
    open_page(page, address)
    hand_in(page, figures("鹭汀镇", 610))
    page.get_by_role("link", name="鹭汀镇 2025年1月").click()
    reason = page.get_by_label("退回的理由")
    reason.fill("   ")
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("理由")
    expect(reason).to_have_value("   ")
    faults.clear()


def test_files_that_come_in_leave_the_reader_where_he_was(page: Page, address: str) -> None:
    open_page(page, address)
    many = [figures("霁川镇", 500 + number) for number in range(12)]
    hand_in(page, *[{**one, "name": f"{number}.xlsx"} for number, one in enumerate(many)])
    listed = page.get_by_role("region", name="最近交来的文件")
    listed.evaluate("box => box.scrollTop = 150")
    unit = page.locator(".blank-form").get_by_label("单位")
    unit.select_option("luting")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选择文件").click()
    chooser.value.set_files([figures("萤湖镇", 300)])
    expect(listed.locator("tbody tr", has_text="萤湖镇.xlsx")).to_have_text(re.compile("等待接收"))
    assert listed.evaluate("box => box.scrollTop") > 100
    expect(unit).to_have_value("luting")
