"""A first look into old workbooks (.xls): a compound file whose stream is a run of records."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.reading.comments import Comment, strip_codes
from pipelines.reading.compound_files import read_stream
from pipelines.reading.number_formats import BUILT_IN, Format, classify_format
from pipelines.reading.old_notes import Notes
from pipelines.reading.old_texts import CHINESE, CODE_PAGE, read_bytes
from pipelines.reading.survey import Survey

_TEXTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BOUND_SHEET, _BOOL_OR_ERROR, _FORMULA = 0x85, 0x205, 0x6
_BOFS = frozenset({0x9, 0x209, 0x409, 0x809})
_DIMENSIONS = 0x200
_FORMAT_ROWS, _FORMAT_COLUMNS = 65_536, 256
#: Records of one cell that holds something; the last kind is a run of numbers in a row.
_RUN = 0xBD
_CELLS = frozenset({0x6, 0x203, 0x204, 0x205, 0x206, 0x406, 0x27E, 0xFD, 0xD6, _RUN})
#: Printed headers and footers.
_MARGINS = frozenset({0x14, 0x15})
_STYLE, _NUMBER_FORMAT, _ROW, _COLUMN_RANGE = 0xE0, 0x41E, 0x208, 0x7D
_ROW_HIDDEN = 0x20
#: The version of files since 1997, whose texts are Unicode.
_UNICODE = b"\x00\x06"
#: Names another workbook, since 1997 and before.
_BOOK, _BOOK_OF_1995 = 0x1AE, 0x17
#: What stands in place of a name for the file itself and for the functions of an add-in.
_OWN_BOOKS = frozenset({b"\x01\x04", b"\x01\x3a"})


@dataclass(frozen=True)
class OldSurvey:
    """What is known of an .xls file: its sheets in their order, all comments, whether it refers to other files."""

    sheets: tuple[Survey, ...]
    comments: tuple[Comment, ...]
    linked: bool


def survey_old(content: bytes) -> OldSurvey:
    """What is known of an .xls file before it is read.

    A damaged file gives what was found up to the damage: whether it opens at all is not decided here.
    """
    sheets: dict[int, Survey] = {}
    sheet = Survey()
    # Formats come before the styles that use them, styles before the cells.
    known: dict[int, Format | None] = dict(BUILT_IN)
    styles: list[Format | None] = []
    notes = Notes()
    formatted = unicode = linked = double_bytes = False
    for at, kind, body in _list_records(read_stream(content)):
        if kind == _BOUND_SHEET and len(body) >= 4:
            sheets[struct.unpack_from("<I", body)[0]] = Survey(double_bytes=double_bytes)
        elif kind in _BOFS:
            # Charts inside a sheet begin with the same record but stand in no list of sheets.
            sheet = sheets.get(at, sheet)
            unicode = body[:2] == _UNICODE
        elif kind == _DIMENSIONS and len(body) >= 14:
            # Formatted but empty cells count here, so only what no sheet of this format can have is believed.
            rows, columns = struct.unpack_from("<4xI2xH", body)
            sheet.drawn_rows = rows
            if rows > _FORMAT_ROWS or columns > _FORMAT_COLUMNS:
                sheet.rows, sheet.columns = max(sheet.rows, rows), max(sheet.columns, columns)
        elif kind in _CELLS and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _RUN else column
            sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, last + 1)
            if (code := _error_code(kind, body)) in _TEXTS:
                sheet.errors[row + 1, column + 1] = _TEXTS[code]
            if formatted:
                _take_formats(sheet, kind, body, styles)
        elif kind == _STYLE and len(body) >= 4:
            styles.append(known.get(struct.unpack_from("<2xH", body)[0]))
            formatted = formatted or styles[-1] is not None
        elif kind == _NUMBER_FORMAT and len(body) >= 5:
            known[struct.unpack_from("<H", body)[0]] = classify_format(_read_text(body[2:], unicode))
        elif kind == _ROW and len(body) >= 16 and struct.unpack_from("<12xI", body)[0] & _ROW_HIDDEN:
            sheet.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMN_RANGE and len(body) >= 10 and struct.unpack_from("<8xH", body)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            sheet.hidden_columns.append((first + 1, last + 1))
        elif kind == CODE_PAGE:
            double_bytes = body == CHINESE and not unicode
        elif kind in (_BOOK, _BOOK_OF_1995):
            linked = linked or _names_other_book(kind, body, unicode)
        elif kind in _MARGINS and len(body) >= 3 and (text := strip_codes(_read_text(body, unicode))):
            notes.comments.append(Comment("", text, "页眉页脚"))
        else:
            notes.hear(kind, body, unicode)
    notes.end()
    return OldSurvey(tuple(sheets.values()), tuple(notes.comments), linked)


def _names_other_book(kind: int, body: bytes, unicode: bool) -> bool:
    """Whether a record stands for another workbook or program, rather than for the file itself."""
    if not unicode:
        return kind == _BOOK_OF_1995 and body[1:2] == b"\x01"
    if kind != _BOOK or len(body) < 5 or body[2:4] in _OWN_BOOKS:
        return False
    # A name of one NUL or one blank stands for the sheet itself.
    return not (body[2:4] == b"\x01\x00" and body[5:6] in (b"\x00", b" "))


def _take_formats(sheet: Survey, kind: int, body: bytes, styles: Sequence[Format | None]) -> None:
    row, column = struct.unpack_from("<HH", body)
    # A run of numbers has six bytes for each, the style first.
    for place, at in enumerate(range(4, len(body) - 2, 6) if kind == _RUN else (4,), column):
        style = struct.unpack_from("<H", body, at)[0]
        if style < len(styles) and (form := styles[style]):
            sheet.formats[row + 1, place + 1] = form


def _read_text(body: bytes, unicode: bool) -> str:
    """A text behind its length, one or two bytes for each character; files of 1995 have no other."""
    if not unicode:
        return read_bytes(body[1 : 1 + body[0]])
    length, wide = struct.unpack_from("<HB", body)
    return body[3:].decode("utf-16-le" if wide & 1 else "latin-1", "replace")[:length]


def _error_code(kind: int, body: bytes) -> int:
    """The code of an error, or -1 for a truth value, a number or a text."""
    if kind == _BOOL_OR_ERROR:
        return body[6] if len(body) >= 8 and body[7] == 1 else -1
    if kind != _FORMULA:
        return -1
    return body[8] if len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff" else -1


def _list_records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
