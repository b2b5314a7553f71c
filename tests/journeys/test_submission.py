"""报送, from a file on the clerk's desk to an accepted figure, on an instance that starts empty."""

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.bench.server import serving
from tests.journeys.seeing import control, list_cut, open_page
from tests.pipelines.forms import CATALOGUE, PLACES, book, form

ASKED = [metric for metric in CATALOGUE.metrics if metric.asked and PLACES["jichuan"].asked_for(metric)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONTH = "2025年1月"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served."""
    with serving(tmp_path_factory.mktemp("desk")) as served:
        yield f"{served}/submission"


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": XLSX, "buffer": content}


def figures(unit: str, members: int, **more: object) -> FilePayload:
    """A small form of a unit, with nothing wrong in it."""
    return payload(f"{unit}.xlsx", form(("党员总数", "名", members), unit=unit, month=MONTH))


def hand_in(page: Page, *files: FilePayload) -> None:
    """Choose files, and wait until all of them have been read."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选择文件").click()
    chooser.value.set_files(list(files))
    expect(page.locator(".sending-whole")).to_contain_text(f"已交来 {len(files)} / {len(files)} 个")
    for file in files:
        expect(upload(page, Path(file["name"]).name)).not_to_contain_text(re.compile("排队等候|正在读取"))


def upload(page: Page, name: str) -> Locator:
    """The newest row of a file."""
    return page.locator(".uploads tbody tr", has_text=name).first


def cell(page: Page, unit: str) -> Locator:
    """How a unit stands with the month."""
    return page.locator(f".matrix .standing[title^='{unit}{MONTH}：']")


def test_good_bad_and_hostile_files_each_end_with_their_own_word(page: Page, address: str, tmp_path: Path) -> None:
    open_page(page, address)
    bad = form(("党员总数", "名", 500), ("培训人次", "人次", -3), unit="萤湖镇", month=MONTH)
    persons = book(名单=[["序号", "身份证号"], [1, "340000200001010000"]])
    hand_in(
        page,
        figures("霁川镇", 480),
        payload("萤湖镇.xlsx", bad),
        payload("名单.xlsx", persons),
        payload("../../坏.xlsx", b"PK\x03\x04" + bytes(300)),
    )
    expect(upload(page, "霁川镇.xlsx")).to_contain_text("通过（等待接收）")
    expect(upload(page, "萤湖镇.xlsx")).to_contain_text("有问题")
    expect(upload(page, "名单.xlsx")).to_contain_text("被拒收")
    expect(upload(page, "坏.xlsx")).to_contain_text("被拒收")
    expect(cell(page, "霁川镇")).to_have_text("…待审")
    expect(cell(page, "萤湖镇")).to_have_text("✕未报")

    upload(page, "萤湖镇.xlsx").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("萤湖镇.xlsx")
    place = page.get_by_role("button", name="月报 › D5")
    place.click()
    marked = page.locator("#react-entry-point .sheet-block")
    expect(marked).to_have_text("-3")
    expect(marked).to_be_focused()
    expect(marked).to_be_in_viewport()
    control(page, "severity").select_option("warn")
    expect(page.get_by_text("没有符合条件的问题")).to_be_visible()
    assert "severity=warn" in page.url
    control(page, "severity").select_option("block")
    expect(place).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载标出问题的表格").click()
    copy = tmp_path / "copy.xlsx"
    waiting.value.save_as(copy)
    comment = openpyxl.load_workbook(copy)["月报"]["D5"].comment
    assert comment is not None
    assert "“-3”小于最小值 0" in comment.text
    page.get_by_role("link", name="回到报送").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("报送")
    assert "severity" not in page.url


def test_returned_sent_again_and_accepted_the_matrix_follows(page: Page, address: str) -> None:
    open_page(page, address)
    hand_in(page, figures("鹭汀镇", 610))
    expect(cell(page, "鹭汀镇")).to_have_text("…待审")
    page.get_by_role("link", name="鹭汀镇 2025年1月").click()
    page.get_by_label("退回的理由").fill("党员总数与上月相差过大，请核对")
    page.get_by_role("button", name="退回").click()
    expect(page.locator(".page-head-hint .standing")).to_have_text("↩已退回")
    expect(page.get_by_text("退回 组织部：党员总数与上月相差过大，请核对")).to_be_visible()
    page.get_by_role("link", name="回到报送").click()
    expect(cell(page, "鹭汀镇")).to_have_text("↩退回")

    again = form(("党员总数", "名", 601), unit="鹭汀镇", month=MONTH)
    hand_in(page, payload("鹭汀镇（重报）.xlsx", again))
    expect(cell(page, "鹭汀镇")).to_have_text("…待审")
    upload(page, "鹭汀镇（重报）.xlsx").get_by_role("link").click()
    expect(page.get_by_role("heading", name="接收后会变的数")).to_be_visible()
    changes = page.get_by_role("region", name="共 1 个数")
    expect(changes.locator("tbody tr")).to_have_count(1)
    expect(changes).to_contain_text("601")
    page.get_by_role("button", name="接收", exact=True).click()
    expect(page.locator(".page-head-hint .standing")).to_have_text("✓已接收")
    page.get_by_role("link", name="回到报送").click()
    expect(cell(page, "鹭汀镇")).to_have_text(re.compile("按时|迟报"))


def test_a_warning_is_answered_before_acceptance(page: Page, address: str) -> None:
    open_page(page, address)
    lines = [(metric.label_zh, metric.unit, 0) for metric in ASKED[:-2]]
    hand_in(page, payload("柚坡镇.xlsx", form(*lines, unit="柚坡镇", month=MONTH)))
    for width in (1024, 1200):
        page.set_viewport_size({"width": width, "height": 768})
        open_page(page, address)
        expect(page.locator(".waiting")).to_contain_text("个待说明")
        assert list_cut(page) == []
    upload(page, "柚坡镇.xlsx").get_by_role("link").click()
    accept = page.get_by_role("button", name="接收", exact=True)
    expect(accept).to_be_disabled()
    for field in page.get_by_placeholder("写明为什么这个数是对的").all():
        field.fill("已与乡镇核实")
    page.get_by_role("button", name="保存说明").click()
    expect(page.get_by_text("说明：已与乡镇核实").first).to_be_visible()
    expect(accept).to_be_enabled()
    accept.click()
    expect(page.locator(".page-head-hint .standing")).to_have_text("✓已接收")


def test_one_reason_answers_all_that_were_ticked(page: Page, address: str) -> None:
    open_page(page, address)
    slips = ("主体班、轮训班、专题讲坐期数", "期", 3), ("违反中央八项规定精神查出人数", "人", 2)
    hand_in(page, payload("麦垄乡.xlsx", form(*slips, unit="麦垄乡", month=MONTH)))
    upload(page, "麦垄乡.xlsx").get_by_role("link").click()
    ticks = page.get_by_label(re.compile("^选中“.*一起说明$"))
    expect(ticks).to_have_count(2)
    for tick in ticks.all():
        tick.check()
    page.get_by_label("选中的提醒一起说明").fill("笔误，数无误")
    page.get_by_role("button", name="保存说明").click()
    expect(page.get_by_text("说明：笔误，数无误")).to_have_count(2)
    expect(page.get_by_role("button", name="接收", exact=True)).to_be_enabled()


def test_two_people_hand_in_at_once(page: Page, browser: Browser, address: str) -> None:
    context = browser.new_context()
    other = context.new_page()
    open_page(page, address)
    open_page(other, address)
    same = figures("樵渡镇", 333)
    for one, files in ((page, [same, figures("霜林镇", 320)]), (other, [same, figures("砚坪镇", 310)])):
        with one.expect_file_chooser() as chooser:
            one.get_by_role("button", name="选择文件").click()
        chooser.value.set_files(files)
    for one in (page, other):
        for unit in ("霜林镇", "砚坪镇"):
            expect(upload(one, f"{unit}.xlsx")).to_contain_text("通过（等待接收）")
        states = one.locator(".uploads tbody tr", has_text="樵渡镇.xlsx")
        expect(states.filter(has_text="通过（等待接收）")).to_have_count(1)
        expect(states.filter(has_text="已收过")).to_have_count(1)
    context.close()


def test_files_are_dropped_and_a_blank_form_is_fetched(page: Page, address: str) -> None:
    open_page(page, address)
    with page.expect_download() as waiting:
        page.locator(".blank-form").get_by_label("单位").select_option("jichuan")
        page.locator(".blank-form").get_by_label("月份").select_option("202501")
        page.locator(".blank-form").get_by_role("button", name="下载").click()
    assert waiting.value.suggested_filename == "霁川镇2025-01月报表.xlsx"
    page.evaluate(
        """() => {
          const files = new DataTransfer();
          files.items.add(new File(["空"], "拖来的.csv"));
          const drop = kind => new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true });
          const zone = document.querySelector("#react-entry-point .drop-zone");
          zone.dispatchEvent(drop("dragover"));
          zone.dispatchEvent(drop("drop"));
        }"""
    )
    expect(upload(page, "拖来的.csv")).to_contain_text("有问题")
