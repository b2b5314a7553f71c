"""The two containers of spreadsheets, looked at before anything reads them whole."""

import io
import zipfile
import zlib

from pipelines.reading.refusals import broken, encrypted, too_large, unknown_kind

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: A packed file may not grow beyond this, whatever its size on disk.
MAX_UNPACKED = 300 * 1024 * 1024

#: What the standard library raises over a damaged package.
DAMAGES = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError)


def check_package(content: bytes, name: str) -> None:
    """Raise Refusal where the zip is broken, bursts its bounds or is no spreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except DAMAGES as error:
        raise broken(name) from error
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise too_large(name, "解压后的内容过大", f"，不能超过{MAX_UNPACKED // 1024 // 1024}MB")
    if not any(entry.filename.lower().startswith("xl/workbook.") for entry in entries):
        raise unknown_kind(name, "内容是压缩包或其他文档，不是表格")


def _stream_name(text: str) -> bytes:
    return text.encode("utf-16-le") + b"\x00\x00"


def check_streams(content: bytes, name: str) -> None:
    """Raise Refusal where the compound file holds a locked workbook or no workbook."""
    if _stream_name("EncryptedPackage") in content:
        raise encrypted(name)
    if _stream_name("Workbook") not in content and _stream_name("Book") not in content:
        raise unknown_kind(name, "内容不是 Excel 表格")
