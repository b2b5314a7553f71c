"""A sender's own table: refused, explained once on the page, and taken without asking from then on."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.seeing import open_page
from tests.pipelines.forms import book

HEADERS = ("单位", "党员", "在册户口", "培训人次")


def returned(month: int, *headers: str) -> dict[str, Any]:
    """A file as the browser's file chooser takes it."""
    rows = [[f"2025年{month}月党建情况"], headers or HEADERS, ["霁川镇", 500, 12, 9], ["北片", 300, 0, 8]]
    return {"name": f"自用表{month}月.xlsx", "mimeType": "application/octet-stream", "buffer": book(表=rows)}


def hand_in(page: Page, file: dict[str, Any]) -> None:
    """Choose a file on 报送 and wait until it is read."""
    open_page(page, "/submission")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选择文件").click()
    chooser.value.set_files([file])
    expect(page.get_by_role("link", name=file["name"])).to_be_visible()


def test_a_layout_is_explained_once(page: Page) -> None:
    hand_in(page, returned(6))
    page.get_by_role("link", name="自用表6月.xlsx").click()
    page.get_by_role("link", name="说明不认得的名称").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("对应关系：自用表6月.xlsx")
    sheet = page.get_by_role("region", name="工作表 表")
    expect(sheet.get_by_role("row").nth(2)).to_contain_text("表头")
    expect(sheet.get_by_role("row").nth(2)).to_contain_text("可能是：党员总数（名）")
    expect(sheet.get_by_role("row").nth(2)).to_contain_text("未认出")
    expect(page.get_by_label("“党员”是什么")).to_have_value("metric:party_members")
    page.get_by_label("“在册户口”是什么").select_option("不读取")
    page.get_by_label("“北片”是什么").select_option("榆荫街道")
    page.get_by_role("button", name="确认").click()
    expect(page.locator(".page-head-hint")).to_have_text(re.compile("各栏都已认出。.*已重新读取：.*通过"))
    expect(sheet.get_by_role("row").nth(2)).to_contain_text("已确认：党员总数（名）")
    hand_in(page, returned(7))
    expect(page.get_by_role("row", name="自用表7月.xlsx")).to_contain_text("通过")
    hand_in(page, returned(8, "单位", "在册户口", "党员", "培训人次"))
    expect(page.get_by_role("row", name="自用表8月.xlsx")).to_contain_text("有问题")
