"""Cells by the sheet's own coordinates."""

import pytest

from pipelines.reading.grid import Grid, Merge, address


@pytest.mark.parametrize(
    ("row", "column", "name"), [(1, 1, "A1"), (14, 3, "C14"), (2, 26, "Z2"), (2, 27, "AA2"), (9, 703, "AAA9")]
)
def test_addresses_are_the_spreadsheets(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


def test_merged_range_shows_its_first_cell() -> None:
    grid = Grid("表", [["甲", "", 1.0], ["", "", 2.0]], [Merge(1, 1, 2, 2)])
    assert [grid.value(2, 2), grid.shown(2, 2), grid.shown(2, 3), grid.value(9, 9)] == [None, "甲", 2.0, None]
    assert (grid.rows, grid.columns) == (2, 3)


def test_range_far_beyond_the_cells_costs_nothing() -> None:
    grid = Grid("表", [["甲"]], [Merge(1, 1, 1_000_000, 16_000)])
    assert grid.merge_at(1, 1) == Merge(1, 1, 1_000_000, 16_000)
    assert grid.merge_at(2, 2) is None
