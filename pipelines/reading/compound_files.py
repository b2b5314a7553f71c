"""Compound files: what old office programs save, a small file system of sectors in chains."""

import struct
from collections.abc import Sequence

from pipelines.reading.containers import OLE2

_END = 0xFFFFFFFA
_STREAMS = ("Workbook", "Book")
_HEADER_BYTES = 512
_ENTRY_BYTES = 128


def read_stream(content: bytes) -> bytes:
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
