"""What was recognised of a workbook, written down table by table so that it can be compared with a record by hand."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pipelines.reading.grid import Grid
from pipelines.reading.tables import Table, find_tables
from pipelines.reading.workbook import Workbook


def describe_workbook(workbook: Workbook) -> list[dict[str, Any]]:
    """One record for each table, of hidden sheets too; a list folded to fit the page is one.

    Keys: ``file``; ``table`` with the rows of each kind; ``flattened_headers``; ``cells``, every cell of the sheet,
    blank ones too, by row and column, with ``format`` at those that show another number; ``hidden``. The sheet of a
    text file goes by its encoding.
    """
    return [
        {"file": workbook.name, **_describe(grid, folded, grid.name or workbook.encoding)}
        for grid in (*workbook.sheets, *workbook.hidden)
        for folded in _list_folded(grid)
    ]


def _list_folded(grid: Grid) -> Iterator[list[Table]]:
    """The sheet's tables, those abreast of each other under the same header together."""
    for _, tables in groupby(find_tables(grid), lambda table: (table.header_rows, _flatten(table))):
        yield list(tables)


def _flatten(table: Table) -> list[str]:
    return [column.flattened for column in table.columns]


def _describe(grid: Grid, folded: Sequence[Table], sheet: str) -> dict[str, Any]:
    return {
        "table": {
            "sheet": sheet,
            "header_rows": list(folded[0].header_rows),
            "first_data_row": min(table.first_data_row for table in folded),
            "last_data_row": max(table.last_data_row for table in folded),
            "n_data_rows": sum(len(table.data_rows) for table in folded),
            "total_rows": sorted({row for table in folded for row in table.total_rows}),
            "section_rows": sorted({row for table in folded for row in table.section_rows}),
            "note_rows": list(folded[0].note_rows),
        },
        "flattened_headers": [name for table in folded for name in _flatten(table)],
        "cells": [
            {"row": row, "col": column, "value": grid.value(row, column)}
            | ({"format": grid.formats[row, column]} if (row, column) in grid.formats else {})
            for row in range(1, grid.rows + 1)
            for column in range(1, grid.columns + 1)
        ],
        "hidden": {"sheet": grid.hidden, "rows": grid.hidden_rows, "columns": grid.hidden_columns},
    }
