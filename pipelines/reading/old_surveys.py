"""A first look into old workbooks (.xls): a compound file whose stream is a run of records."""

import struct
from collections.abc import Iterator, Sequence

from pipelines.reading.containers import OLE2
from pipelines.reading.number_formats import BUILT_IN, Format, classify_format
from pipelines.reading.survey import Survey

_TEXTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_END = 0xFFFFFFFA
_BOUND_SHEET, _BOOL_OR_ERROR, _FORMULA = 0x85, 0x205, 0x6
_BOFS = frozenset({0x9, 0x209, 0x409, 0x809})
_DIMENSIONS = 0x200
_FORMAT_ROWS, _FORMAT_COLUMNS = 65_536, 256
#: Records of one cell that holds something; the last kind is a run of numbers in a row.
_RUN = 0xBD
_CELLS = frozenset({0x6, 0x203, 0x204, 0x205, 0x206, 0x406, 0x27E, 0xFD, 0xD6, _RUN})
_STYLE, _NUMBER_FORMAT, _ROW, _COLUMN_RANGE = 0xE0, 0x41E, 0x208, 0x7D
_ROW_HIDDEN = 0x20
#: The version of files since 1997, whose texts are Unicode.
_UNICODE = b"\x00\x06"
_STREAMS = ("Workbook", "Book")
_HEADER_BYTES = 512
_ENTRY_BYTES = 128


def survey_old(content: bytes) -> tuple[Survey, ...]:
    """What is known of each sheet of an .xls file, in the file's order.

    A damaged file gives what was found up to the damage: whether it opens at all is not decided here.
    """
    sheets: dict[int, Survey] = {}
    sheet = Survey()
    # Formats come before the styles that use them, styles before the cells.
    known: dict[int, Format | None] = dict(BUILT_IN)
    styles: list[Format | None] = []
    formatted = unicode = False
    for at, kind, body in _list_records(_read_stream(content)):
        if kind == _BOUND_SHEET and len(body) >= 4:
            sheets[struct.unpack_from("<I", body)[0]] = Survey()
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
    return tuple(sheets.values())


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
        return body[1 : 1 + body[0]].decode("gb18030", "replace")
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


def _read_stream(content: bytes) -> bytes:
    """The workbook's stream; b"" where there is none. Excel's are never small enough for the mini stream."""
    if len(content) < _HEADER_BYTES or not content.startswith(OLE2):
        return b""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        return b""
    table = _read_table(content, size)
    directory = _read_chain(content, size, table, struct.unpack_from("<I", content, 48)[0])
    for at in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        entry = directory[at : at + _ENTRY_BYTES]
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        if name in _STREAMS:
            start, length = struct.unpack_from("<II", entry, 116)
            return _read_chain(content, size, table, start)[:length]
    return b""


def _read_table(content: bytes, size: int) -> list[int]:
    """The sector that follows each sector."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    more, left = struct.unpack_from("<II", content, 68)
    for _ in range(min(left, len(content) // size)):
        listed = _read_sector(content, size, more)
        if more >= _END or len(listed) < size:
            break
        *extra, more = struct.unpack(f"<{size // 4}I", listed)
        sectors += extra
    table: list[int] = []
    for sector in sectors:
        listed = _read_sector(content, size, sector) if sector < _END else b""
        if len(listed) == size:
            table += struct.unpack(f"<{size // 4}I", listed)
    return table


def _read_chain(content: bytes, size: int, table: Sequence[int], sector: int) -> bytes:
    parts = []
    # A chain that runs in a circle ends with the file's own number of sectors.
    for _ in range(len(content) // size + 1):
        if sector >= len(table):
            break
        parts.append(_read_sector(content, size, sector))
        sector = table[sector]
    return b"".join(parts)


def _read_sector(content: bytes, size: int, sector: int) -> bytes:
    return content[(sector + 1) * size : (sector + 2) * size]
