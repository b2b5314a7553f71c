"""Real workbooks read as a person reads them."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.reading.records import describe_workbook
from pipelines.reading.tables import Table, find_tables
from pipelines.reading.workbook import open_workbook

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
GOLDENS = SAMPLES / "goldens.json"
FILES = 11

pytestmark = pytest.mark.skipif(not GOLDENS.exists(), reason="样表不在 ../shared/samples")


def load_goldens() -> list[dict[str, Any]]:
    goldens: list[dict[str, Any]] = json.loads(GOLDENS.read_text("utf-8")) if GOLDENS.exists() else []
    return goldens


def test_all_samples_are_here() -> None:
    assert len(load_goldens()) == FILES


@pytest.mark.parametrize("golden", load_goldens(), ids=lambda golden: golden["file"])
def test_sample_reads_as_its_golden(golden: dict[str, Any]) -> None:
    path = SAMPLES / golden["file"]
    records = describe_workbook(open_workbook(path.read_bytes(), path.name))
    # The other sheets of a file are not recorded.
    (record,) = (record for record in records if record["table"]["sheet"] == golden["table"]["sheet"])
    assert record["file"] == golden["file"]
    assert record["table"] == golden["table"]
    assert record["flattened_headers"] == golden["flattened_headers"]
    cells = {(cell["row"], cell["col"]): cell["value"] for cell in record["cells"]}
    for cell in golden["cells"]:
        assert cells[cell["row"], cell["col"]] == cell["value"]


def read_sample(name: str, sheet: str) -> list[Table]:
    path = SAMPLES / name
    book = open_workbook(path.read_bytes(), path.name)
    return find_tables(next(found for found in book.sheets if found.name == sheet))


def test_vertical_form_gives_full_names() -> None:
    (table,) = read_sample("gz_party_form_vertical.xls", "村表")
    assert table.title == ("党组织和党员情况明细表",)
    assert table.labels == {"扶贫“双到”年月": ""}
    assert table.row_paths[5] == ("村组织情况", "支部数")
    assert table.row_paths[24] == ("党员情况", "年龄分布", "36-45岁")
    assert table.row_paths[49] == ("党支部活动情况", "活动类别", "民主生活会")
    assert (table.row_units[5], table.row_units[24], table.row_units[49]) == ("个", "人", "次")
    assert 24 in table.part_rows
    assert 5 not in table.part_rows


def test_folded_list_comes_apart_into_two_tables() -> None:
    left, right = read_sample("te_70cities_side_by_side.xlsx", "Sheet")
    assert (left.row_paths[3], right.row_paths[3]) == (("北京",), ("唐山",))
    assert [column.index for column in right.columns] == [5, 6, 7, 8]


def test_sections_are_carried_as_groups() -> None:
    (table,) = read_sample("te_migrants_by_region.xlsx", "Sheet")
    assert table.row_paths[3] == ("按输出地分", "东部地区")
    assert table.row_paths[8] == ("按输入地分", "在东部地区")


def test_merged_cells_show_everywhere() -> None:
    (table,) = read_sample("cumcm2024c_fujian1.xlsx", "乡村种植的农作物")
    assert table.grid.shown(15, 4) == table.grid.value(2, 4)
    assert table.grid.value(15, 4) is None
    assert table.notes[0].startswith("注：(1)")


def test_a_row_of_units_is_the_unit() -> None:
    (table,) = read_sample("te_cpi_2024_01.xlsx", "1月CPI")
    assert [(column.names, column.unit) for column in table.columns] == [
        ((), ""),
        (("环比涨跌幅",), "%"),
        (("同比涨跌幅",), "%"),
    ]
    assert table.row_paths[13] == ("按类别分", "粮食")
