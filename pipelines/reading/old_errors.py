"""Error cells of old workbooks (.xls): a compound file whose stream is a run of records."""

import struct
from collections.abc import Iterator, Sequence

from pipelines.reading.containers import OLE2

_TEXTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_END = 0xFFFFFFFA
_BOUND_SHEET, _BOOL_OR_ERROR, _FORMULA, _BOF = 0x85, 0x205, 0x6, 0x809
_STREAMS = ("Workbook", "Book")
_HEADER_BYTES = 512
_ENTRY_BYTES = 128


def find_old_errors(content: bytes, names: Sequence[str]) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet -> (row, column), counted from 1 -> text; ``names`` are all sheets in the file's order.

    A damaged file gives what was found up to the damage: whether it opens at all is not decided here.
    """
    found: dict[str, dict[tuple[int, int], str]] = {}
    starts: dict[int, str] = {}
    sheet = ""
    for at, kind, body in _list_records(_read_stream(content)):
        if kind == _BOUND_SHEET and len(body) >= 4 and len(starts) < len(names):
            starts[struct.unpack_from("<I", body)[0]] = names[len(starts)]
        elif kind == _BOF:
            # Charts inside a sheet begin with the same record but stand in no list of sheets.
            sheet = starts.get(at, sheet)
        elif kind in (_BOOL_OR_ERROR, _FORMULA) and (code := _error_code(kind, body)) in _TEXTS:
            row, column = struct.unpack_from("<HH", body)
            found.setdefault(sheet, {})[row + 1, column + 1] = _TEXTS[code]
    return found


def _error_code(kind: int, body: bytes) -> int:
    """The code of an error, or -1 for a truth value, a number or a text."""
    if kind == _BOOL_OR_ERROR:
        return body[6] if len(body) >= 8 and body[7] == 1 else -1
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
