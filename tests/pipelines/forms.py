"""Small workbooks for intake tests, written cell by cell."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from data.catalogue_loading import load_catalogue
from data.places import load_places
from pipelines.harmonising import Names

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = load_catalogue(ROOT / "data" / "catalogue")
PLACES = load_places(ROOT / "data" / "places" / "demo.toml", CATALOGUE)
NAMES = Names(CATALOGUE, PLACES)


def book(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of sheets, each a list of rows from A1 on."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as written:
        for name, rows in sheets.items():
            sheet = written.add_worksheet(name)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if value is not None:
                        sheet.write(row, column, value)
    return content.getvalue()


def form(
    *lines: tuple[str, str, Any], unit: str = "霁川镇", month: str = "2025年6月", title: str = "基层党建月报表"
) -> bytes:
    """A monthly form: metrics down. Its first figure stands in D4."""
    return book(
        月报=[
            [title],
            [f"填报单位：{unit}", None, None, f"填报期间：{month}"],
            ["序号", "项目", "单位", "数量", "备注"],
            *([index, name, counted, value] for index, (name, counted, value) in enumerate(lines, start=1)),
        ]
    )


def summary(rows: Sequence[Sequence[Any]], title: str = "2025年6月基层党建汇总表") -> bytes:
    """One sheet for all: places down, 党员总数 and 培训人次 across. Its first figure stands in B3."""
    return book(汇总=[[title], ["单位", "党员总数（名）", "培训人次（人次）"], *rows])
