"""Where tables begin and end down a sheet: preamble, header, body, notes and footers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.reading.grid import Grid
from pipelines.reading.headers import can_head, find_header_rows, is_figure, list_filled
from pipelines.reading.preambles import Filled, is_footer_line, is_label_line, is_title_line, read_label_line
from pipelines.reading.texts import clean, is_note, names_section

#: Titles and labels above one header; more lines are text, not a table's preamble.
MAX_PREAMBLE = 12


@dataclass
class Stretch:
    """One header's rows of a sheet, over its whole width.

    ``body``: rows that may hold data; ``end``: the last row that belongs here.
    """

    preamble: list[Filled]
    header: tuple[int, ...]
    header_end: int
    body: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    end: int = 0


def find_stretches(grid: Grid) -> list[Stretch]:
    """The tables of a sheet from top to bottom; side-by-side ones are still together."""
    found: list[Stretch] = []
    row = 1
    while (stretch := _find_head(grid, row)) is not None:
        _read_body(grid, stretch)
        found.append(stretch)
        row = stretch.end + 1
    return found


def _find_head(grid: Grid, first: int) -> Stretch | None:
    preamble: list[Filled] = []
    for row in range(first, grid.rows + 1):
        filled = list_filled(grid, row)
        if not filled:
            continue
        if is_title_line(filled) or is_label_line(filled):
            preamble.append(filled)
        elif can_head(grid, row):
            header, last = find_header_rows(grid, row)
            return Stretch(preamble[-MAX_PREAMBLE:], header, last, end=last)
    return None


def _read_body(grid: Grid, stretch: Stretch) -> None:
    heads = [_texts(list_filled(grid, row)) for row in stretch.header]
    above = [_texts(filled) for filled in stretch.preamble]
    gap = in_notes = False
    row = stretch.header_end + 1
    while row <= grid.rows:
        filled = list_filled(grid, row)
        if not filled:
            gap = True
        elif (gap or in_notes) and not _repeats(grid, row, heads, above) and _begins_table(grid, row):
            return
        elif in_notes:
            stretch.notes.append(row)
        elif _reads(filled, heads[0]):
            row += len(heads) - 1
        elif any(_reads(filled, line) for line in above):
            pass
        elif is_note(clean(filled[0][1])) or (gap and _is_remark(filled)):
            in_notes = True
            stretch.notes.append(row)
        elif is_footer_line(filled):
            stretch.labels |= read_label_line(filled)[0]
        else:
            gap = False
            stretch.body.append(row)
        stretch.end = row
        row += 1


def _texts(filled: Filled) -> tuple[str, ...]:
    return tuple(clean(raw) for _, raw in filled)


def _reads(filled: Filled, texts: tuple[str, ...]) -> bool:
    return len(filled) == len(texts) and all(clean(raw) == text for (_, raw), text in zip(filled, texts, strict=True))


def _is_remark(filled: Filled) -> bool:
    """A lone sentence after a blank row; a section's heading there goes on with the table."""
    return is_title_line(filled) and not names_section(clean(filled[0][1]))


def _repeats(grid: Grid, row: int, heads: Sequence[tuple[str, ...]], above: Sequence[tuple[str, ...]]) -> bool:
    """Whether the same title and header come again, as after a page break."""
    while row <= grid.rows and _texts(list_filled(grid, row)) in above:
        row += 1
    return _texts(list_filled(grid, row)) == heads[0]


def _begins_table(grid: Grid, row: int) -> bool:
    """Whether titles, a header and a row with figures follow from here."""
    for head in range(row, min(row + MAX_PREAMBLE, grid.rows) + 1):
        filled = list_filled(grid, head)
        if not filled or is_note(clean(filled[0][1])):
            return False
        if is_title_line(filled) or is_label_line(filled):
            continue
        if not can_head(grid, head) or any(is_figure(raw) for _, raw in filled):
            return False
        below = list_filled(grid, find_header_rows(grid, head)[1] + 1)
        return len(below) >= 2 and any(is_figure(raw) for _, raw in below)
    return False
