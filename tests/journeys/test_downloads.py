"""Downloads as a reader takes them: click, save, open; and a number followed into the very file it came from."""

import csv
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page

from tests.bench.server import ROOT
from tests.journeys.seeing import open_page


def rows_on(page: Page, box: str) -> list[list[str]]:
    """The texts of a table's body on the page."""
    return [
        [cell.inner_text().strip() for cell in row.locator("th,td").all()]
        for row in page.locator(f"{box} tbody tr").all()
    ]


def test_csv_is_what_the_table_shows(page: Page, tmp_path: Path) -> None:
    open_page(page, "/ranking?metric=trainees&form=rate&period=2025-11")
    shown = rows_on(page, "#ranking-table")
    with page.expect_download() as waiting:
        page.locator("#ranking-download a").click()
    name = waiting.value.suggested_filename
    assert name == "排名_每百名党员培训人次_青梧区_2025年11月.csv"
    path = tmp_path / name
    waiting.value.save_as(path)
    assert path.read_bytes()[:3] == b"\xef\xbb\xbf"
    assert path.read_bytes().count(b"\r\n") == 17
    frame = pd.read_csv(path)
    assert frame["单位"].tolist() == [row[1] for row in shown]
    printed = [row[2] for row in shown]
    assert [f"{value:.1f}" for value in frame["每百名党员培训人次（人次/百名党员）"]] == printed
    with path.open(encoding="utf-8-sig", newline="") as content:
        lines = list(csv.reader(content))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert not [field for line in lines for field in line if field.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(("name", "rows"), [("long", 21 * (61 + 9 + 30)), ("wide", 21)])
def test_snapshot_of_the_period(page: Page, tmp_path: Path, name: str, rows: int) -> None:
    open_page(page, "/?period=2025-12")
    with page.expect_download() as waiting:
        page.locator(f"#overview-downloads a[href*='{name}']").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    frame = pd.read_csv(path)
    assert len(frame) == rows
    column = "党员总数（名）" if name == "wide" else "数值"
    assert (frame[column].astype(str) == "未报").any()


def test_a_number_leads_into_the_file_itself(page: Page, instance: Path) -> None:
    open_page(page, "/ranking?metric=trainees&period=2025-11")
    page.locator("#ranking-table tbody tr").first.locator("a.trace-link").click()
    drawer = page.locator(".drawer")
    drawer.wait_for()
    names = [name.inner_text() for name in drawer.locator("dt").all()]
    facts = dict(zip(names, [fact.inner_text() for fact in drawer.locator("dd").all()], strict=True))
    name, cell = drawer.locator(".address").inner_text().split(" › ")
    assert re.fullmatch(r"[A-Z]+\d+", cell)
    path = next((instance / "demo").glob(facts["文件"]))
    shown = page.locator("#ranking-table tbody tr").first.locator("a.trace-link").inner_text()
    if path.suffix != ".xlsx":
        pytest.fail("the leader of this month sends a workbook; choose another row if the demo changes")
    sheet = openpyxl.load_workbook(path, read_only=True)[name]
    stated = str(sheet[cell].value).strip()
    assert float(stated.replace(",", "")) == float(shown.replace(",", "")) == float(facts["数值"].replace(",", ""))
    assert facts["原文"].strip("“”") == stated
    assert str(ROOT) not in drawer.inner_text()
