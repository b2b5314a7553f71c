"""A first look into old workbooks (.xls): a compound file whose stream is a run of records."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.reading.containers import OLE2

_TEXTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_END = 0xFFFFFFFA
_BOUND_SHEET, _BOOL_OR_ERROR, _FORMULA = 0x85, 0x205, 0x6
_BOFS = frozenset({0x9, 0x209, 0x409, 0x809})
_DIMENSIONS = 0x200
_FORMAT_ROWS, _FORMAT_COLUMNS = 65_536, 256
#: Records of one cell that holds something; the last kind is a run of numbers in a row.
_RUN = 0xBD
_CELLS = frozenset({0x6, 0x203, 0x204, 0x205, 0x206, 0x406, 0x27E, 0xFD, 0xD6, _RUN})
_STREAMS = ("Workbook", "Book")
_HEADER_BYTES = 512
_ENTRY_BYTES = 128


@dataclass
class Survey:
    """How far a sheet's cells reach, and what it holds in place of figures.

    ``errors``: (row, column), counted from 1 -> #REF! and the like, or the formula that was never calculated.
    ``drawn_rows``: how far it is formatted, empty cells included, by its own account.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    drawn_rows: int = 0


def survey_old(content: bytes) -> tuple[Survey, ...]:
    """What is known of each sheet of an .xls file, in the file's order.

    A damaged file gives what was found up to the damage: whether it opens at all is not decided here.
    """
    sheets: dict[int, Survey] = {}
    sheet = Survey()
    for at, kind, body in _list_records(_read_stream(content)):
        if kind == _BOUND_SHEET and len(body) >= 4:
            sheets[struct.unpack_from("<I", body)[0]] = Survey()
        elif kind in _BOFS:
            # Charts inside a sheet begin with the same record but stand in no list of sheets.
            sheet = sheets.get(at, sheet)
        elif kind == _DIMENSIONS and len(body) >= 14:
            # Formatted but empty cells count here, so only what no sheet of this format can have is believed.
            rows, columns = struct.unpack_from("<4xI2xH", body)
            sheet.drawn_rows = rows
            if rows > _FORMAT_ROWS or columns > _FORMAT_COLUMNS:
                sheet.rows, sheet.columns = max(sheet.rows, rows), max(sheet.columns, columns)
        elif kind in _CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _RUN else column
            sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, last + 1)
            if (code := _error_code(kind, body)) in _TEXTS:
                sheet.errors[row + 1, column + 1] = _TEXTS[code]
    return tuple(sheets.values())


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
