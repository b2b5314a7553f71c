"""The parts of a sheet by row, as a person is shown them: title, labels, header, data, totals, sections, notes."""

from collections.abc import Iterable, Mapping, Sequence

from data.headings import Part
from pipelines.reading.header_rows import list_filled
from pipelines.reading.preambles import is_label_line
from pipelines.reading.tables import Table


def name_parts(tables: Sequence[Table]) -> list[Mapping[int, Part]]:
    """For each table of one sheet its rows by part, with the lines above its header and below its data.

    What stands between two tables is the lower one's, but for the upper one's notes and signatures.
    """
    named: list[Mapping[int, Part]] = []
    above = 0
    for place, table in enumerate(tables):
        if place and tables[place - 1].header_rows == table.header_rows:
            named.append(dict(named[-1]) | _body(table))
            continue
        end = max((*table.header_rows, *_body(table)))
        below = table.grid.rows if tables[-1].header_rows == table.header_rows else end
        around = [*range(above + 1, table.header_rows[0]), *range(end + 1, below + 1)]
        named.append(_lines(table, around) | _body(table))
        above = end
    return named


def _body(table: Table) -> dict[int, Part]:
    header = range(table.header_rows[0], max(table.header_rows[-1] + 1, min(table.data_rows, default=0)))
    parts: dict[int, Part] = dict.fromkeys(header, "header")
    rows: Iterable[tuple[Part, Sequence[int]]] = (
        ("data", table.data_rows),
        ("total", table.total_rows),
        ("section", table.section_rows),
        ("note", table.note_rows),
    )
    for part, found in rows:
        parts |= dict.fromkeys(found, part)
    return parts


def _lines(table: Table, rows: Iterable[int]) -> dict[int, Part]:
    filled = ((row, list_filled(table.grid, row)) for row in rows)
    return {row: "label" if is_label_line(cells) else "title" for row, cells in filled if cells}
