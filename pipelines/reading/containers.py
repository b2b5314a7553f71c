"""The two containers of spreadsheets, looked at before anything reads them whole."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from pipelines.reading import bounds
from pipelines.reading.bounds import check_package_size
from pipelines.reading.refusals import broken, embeds, encrypted, links, unknown_kind

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LISTED = b"PK\x01\x02"
#: No byte of a deflated stream yields more.
_MOST_INFLATION = 1032
_CHUNK = 1 << 22

#: What the standard library raises over a damaged package.
DAMAGES = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, ValueError, EOFError, OSError)


def check_package(content: bytes, name: str) -> None:
    """Raise Refusal where the zip is broken, bursts its bounds, is no spreadsheet or holds more than one."""
    # Counted before they are listed: a list of a million names would itself be large.
    check_package_size(content.count(_LISTED), 0, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
        unpacked = max(sum(entry.file_size for entry in entries), _unpack(content, entries))
    except DAMAGES as error:
        raise broken(name) from error
    check_package_size(len(entries), unpacked, name)
    parts = [entry.filename.replace("\\", "/").lower() for entry in entries]
    if len(set(parts)) < len(parts) or any(".." in part.split("/") for part in parts):
        raise broken(name)
    # The reader tries other formats on what is no sound workbook of this one.
    if "xl/workbook.xml" not in parts or {"xl/workbook.bin", "content.xml"} & set(parts):
        raise unknown_kind(name, "内容是压缩包或其他文档，不是表格")
    if any(part.startswith("xl/externallinks/") for part in parts):
        raise links(name)
    if any(part.startswith(("xl/embeddings/", "xl/activex/")) for part in parts):
        raise embeds(name)


def _unpack(content: bytes, entries: Sequence[zipfile.ZipInfo]) -> int:
    """How many bytes the entries hold, whatever they state; 0 where they are too small to hold too many.

    Counting ends beyond the bound.
    """
    if sum(entry.compress_size for entry in entries) * _MOST_INFLATION <= bounds.MAX_UNPACKED:
        return 0
    size = 0
    for entry in entries:
        names, extra = struct.unpack_from("<HH", content, entry.header_offset + 26)
        start = entry.header_offset + 30 + names + extra
        packed = content[start : start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            size += len(packed)
            continue
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            raise zipfile.BadZipFile(entry.filename)
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while size <= bounds.MAX_UNPACKED and (part := inflater.decompress(packed, _CHUNK)):
            size += len(part)
            packed = inflater.unconsumed_tail
    return size


def _stream_name(text: str) -> bytes:
    return text.encode("utf-16-le") + b"\x00\x00"


def check_streams(content: bytes, name: str) -> None:
    """Raise Refusal where the compound file holds a locked workbook, no workbook or more than one."""
    if _stream_name("EncryptedPackage") in content:
        raise encrypted(name)
    if _stream_name("Workbook") not in content and _stream_name("Book") not in content:
        raise unknown_kind(name, "内容不是 Excel 表格")
    if _stream_name("\x01Ole10Native") in content:
        raise embeds(name)
