"""Where tables begin and end down a sheet: preamble, header, body, notes and footers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.reading.grid import Grid
from pipelines.reading.header_rows import (
    Filled,
    can_head,
    heads_group,
    is_figure,
    list_filled,
    numbers_columns,
)
from pipelines.reading.preambles import (
    is_bare_label_line,
    is_date_line,
    is_footer_line,
    is_label_line,
    is_note_line,
    is_page_line,
    is_title_line,
    read_label_line,
)
from pipelines.reading.series_heads import find_head
from pipelines.reading.texts import (
    clean,
    is_day,
    is_mark,
    is_remark,
    is_total,
    is_unit,
    names_section,
    read_labels,
)
from pipelines.reading.values import read_value

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
        if (is_title_line(filled) or is_label_line(filled) or is_date_line(filled)) and not _measures(grid, row):
            preamble.append(filled)
        elif can_head(grid, row):
            if preamble and preamble[-1] == list_filled(grid, row - 1) and heads_group(grid, row - 1, row):
                preamble.pop()
                row -= 1
            header, last, notes = find_head(grid, row)
            if _stands_above_header(grid, filled, last + 1):
                preamble.append(filled)
                continue
            if numbers_columns(list_filled(grid, last + 1)):
                last += 1
            return Stretch(preamble[-MAX_PREAMBLE:], header, last, notes=list(notes), end=last)
    return None


def _measures(grid: Grid, row: int) -> bool:
    """Whether a row is a header with the unit in its corner (单位：%), right above its figures."""
    filled, below = list_filled(grid, row), list_filled(grid, row + 1)
    return (
        len(filled) > 1
        and is_unit(clean(filled[0][1]))
        and not any(isinstance(raw, str) and read_labels(raw) for _, raw in filled[1:])
        and len(below) > 1
        and not can_head(grid, row + 1)
    )


def _stands_above_header(grid: Grid, filled: Filled, below: int) -> bool:
    """Whether scattered texts (附件1 … 2025年6月) are no header, since a fuller one follows below."""
    for row in range(below, min(below + MAX_PREAMBLE, grid.rows + 1)):
        under = list_filled(grid, row)
        if not under or is_title_line(under) or is_label_line(under) or is_date_line(under):
            continue
        if is_bare_label_line(filled):
            return is_bare_label_line(under) or (can_head(grid, row) and not any(is_figure(raw) for _, raw in under))
        scattered = all(right - left > 1 for (left, _), (right, _) in pairwise(filled))
        fuller = len(under) >= 2 * len(filled) or (scattered and len(under) > len(filled))
        return fuller and can_head(grid, row) and not any(is_figure(raw) for _, raw in under)
    return False


def _read_body(grid: Grid, stretch: Stretch) -> None:
    heads = [_texts(list_filled(grid, row)) for row in stretch.header]
    columns = _columns(list_filled(grid, stretch.header[0]))
    above = [_texts(filled) for filled in stretch.preamble]
    figures: set[int] = set()
    gap = in_notes = False
    row = stretch.header_end + 1
    while row <= grid.rows:
        filled = list_filled(grid, row)
        if not filled:
            gap = True
        elif is_page_line(filled, above):
            pass
        elif _reads(filled, heads[0]) and _columns(filled) != columns:
            # The same words in other columns head another table: this one's columns would read it wrong.
            return
        elif (gap or in_notes or is_title_line(filled) or is_label_line(filled)) and not _repeats(
            grid, row, heads, columns, above
        ):
            # Without a blank row or a note between, only words where figures stood tell a header from data.
            if (gap or in_notes or figures) and _begins_table(grid, row, figures):
                return
            in_notes = _read_line(stretch, row, filled, gap=gap, in_notes=in_notes)
        elif _reads(filled, heads[0]):
            row = _pass_header(grid, row, heads)
        elif not any(_reads(filled, line) for line in above):
            in_notes = _read_line(stretch, row, filled, gap=gap, in_notes=in_notes)
        if stretch.body[-1:] == [row]:
            gap = False
            figures.update(column for column, raw in filled[1:] if is_figure(raw))
        stretch.end = row
        row += 1
    _take_remarks(grid, stretch)


def _pass_header(grid: Grid, row: int, heads: Sequence[tuple[str, ...]]) -> int:
    """The last row of a header that comes again, though perhaps not all of it does."""
    for head in heads[1:]:
        if not _reads(list_filled(grid, row + 1), head):
            return row
        row += 1
    return row + 1 if numbers_columns(list_filled(grid, row + 1)) else row


def _read_line(stretch: Stretch, row: int, filled: Filled, *, gap: bool, in_notes: bool) -> bool:
    """Put a row where it belongs; whether the next ones may go on with notes. A row with figures is data anywhere."""
    if in_notes and any(read_value(raw).kind == "number" for _, raw in filled[1:]):
        in_notes = False
    if is_footer_line(filled):
        stretch.labels |= read_label_line(filled)[0]
        return in_notes
    if in_notes or is_note_line(filled) or (gap and _is_aside(filled)):
        stretch.notes.append(row)
        return True
    stretch.body.append(row)
    return False


def _take_remarks(grid: Grid, stretch: Stretch) -> None:
    """Sentences right below the data, without a blank row between, are notes too, and so is who signs when."""
    signed = 0
    while stretch.body:
        filled = list_filled(grid, stretch.body[-1])
        text = clean(filled[0][1]) if is_title_line(filled) or is_label_line(filled) else ""
        if not (is_remark(text) or _explains_mark(grid, stretch, text) or (text and signed == filled[0][0])):
            break
        signed = filled[0][0] if is_day(text) else 0
        stretch.notes.insert(0, stretch.body.pop())
    stretch.notes.sort()


def _explains_mark(grid: Grid, stretch: Stretch, text: str) -> bool:
    """Whether a text begins with a mark (①) that a header or a name bears at its end."""
    if not is_mark(text[:1]):
        return False
    heads = [raw for row in stretch.header for _, raw in list_filled(grid, row)]
    names = [raw for row in stretch.body[:-1] for _, raw in list_filled(grid, row)[:3]]
    return any(isinstance(raw, str) and clean(raw).endswith(text[0]) for raw in (*heads, *names))


def _texts(filled: Filled) -> tuple[str, ...]:
    return tuple(clean(raw) for _, raw in filled)


def _columns(filled: Filled) -> list[int]:
    return [column for column, _ in filled]


def _reads(filled: Filled, texts: tuple[str, ...]) -> bool:
    return len(filled) == len(texts) and all(clean(raw) == text for (_, raw), text in zip(filled, texts, strict=True))


def _is_aside(filled: Filled) -> bool:
    """A lone sentence after a blank row; a section's heading or a total there goes on with the table."""
    text = clean(filled[0][1])
    return is_title_line(filled) and not names_section(text) and not is_total(text)


def _repeats(
    grid: Grid, row: int, heads: Sequence[tuple[str, ...]], columns: Sequence[int], above: Sequence[tuple[str, ...]]
) -> bool:
    """Whether the same title and header come again in the same columns, as after a page break."""
    while row <= grid.rows and (is_page_line(filled := list_filled(grid, row), above) or _texts(filled) in above):
        row += 1
    filled = list_filled(grid, row)
    return _texts(filled) == heads[0] and _columns(filled) == columns


def _begins_table(grid: Grid, row: int, figures: Collection[int]) -> bool:
    """Whether titles, a header and a row with figures follow from here.

    ``figures``: the columns that held figures above; a header has words there, a list's next row has none.
    A title or labels (填报期间：) right above it make any header one.
    """
    titled = False
    for head in range(row, min(row + MAX_PREAMBLE, grid.rows) + 1):
        filled = list_filled(grid, head)
        if not filled and titled:
            continue
        if not filled or is_note_line(filled):
            return False
        if is_title_line(filled) or is_label_line(filled) or is_bare_label_line(filled):
            titled |= not names_section(clean(filled[0][1]))
            continue
        if not can_head(grid, head) or any(is_figure(raw) for _, raw in filled):
            return False
        if figures and not titled and not any(column in figures for column, _ in filled):
            return False
        return _holds_figures(grid, find_head(grid, head)[1] + 1)
    return False


def _holds_figures(grid: Grid, first: int) -> bool:
    """Whether a row with figures follows, with nothing but blank rows and headings of sections before it."""
    for row in range(first, min(first + MAX_PREAMBLE, grid.rows + 1)):
        filled = list_filled(grid, row)
        if filled and (not is_title_line(filled) or is_note_line(filled)):
            return len(filled) >= 2 and any(is_figure(raw) for _, raw in filled)
    return False
