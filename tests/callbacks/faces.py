"""The faces of a page, as a reader gets them: what charts draw, tables print and downloads hold."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from callbacks.served import Served
from data.selection import Selection
from data.store import Store
from pipelines.exporting import write_csv
from tests.layouts.seeing import kinds, text_of


def part(served: Served, store: Store, selection: Selection, name: str, prop: str) -> Any:
    """One part of a page as its callback gives it."""
    values = served.page.draw(served.view(store, selection))
    return next(v for v, p in zip(values, served.page.parts, strict=True) if (p.name, p.prop) == (name, prop))


def rows_of(table: Any) -> list[list[str]]:
    """The texts of a table's body, row by row."""
    body = kinds(table, "Tbody")[0]
    return [[text_of(cell) for cell in row.children] for row in kinds(body, "Tr")]


def csv_of(served: Served, store: Store, selection: Selection, table: str) -> list[dict[str, str]]:
    """A download's rows by header, read as a spreadsheet program would."""
    offered = served.tables[table](store, selection)
    content = write_csv(offered.frame, offered.columns)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def bars_of(figure: dict[str, Any]) -> dict[str, float]:
    """The values of horizontal bars by what they stand for."""
    return {
        str(name): value
        for trace in figure["data"]
        if trace.get("type") == "bar"
        for name, value in zip(trace["y"], trace["x"], strict=True)
        if value is not None
    }


def numbers(texts: Sequence[str], decimals: int) -> list[float | str]:
    """Numbers as printed, words as they are."""
    return [
        round(float(text.replace(",", "").replace("−", "-")), decimals) if _is_number(text) else text for text in texts
    ]


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace("−", "").replace(".", "", 1).isdigit()
