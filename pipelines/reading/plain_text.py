"""Text files (.csv, .tsv) as one sheet of texts."""

import csv
import io
import re

from pipelines.reading.grid import Grid
from pipelines.reading.refusals import empty, is_page, unknown_kind, unreadable_text

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: GB18030 rather than GBK: rare characters in the names of townships need it.
_ENCODINGS = ("utf-8", "gb18030")
_DELIMITERS = (",", ";", "\t")
_PAGE = re.compile(r"<\s*(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_HEAD = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_text_sheet(content: bytes, name: str) -> Grid:
    """The file as a sheet without a name; every cell is text, as the file has it.

    Raises Refusal: file_html, file_kind (no text at all), text_encoding, file_empty.
    """
    text = _decode(content, name)
    if _PAGE.search(text[:_HEAD]):
        raise is_page(name)
    if not text.strip():
        raise empty(name)
    lines = [list(line) for line in csv.reader(io.StringIO(text, newline=""), delimiter=_find_delimiter(text))]
    return Grid("", lines)


def _decode(content: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise unreadable_text(name) from error
    head = content[:_HEAD]
    if b"\x00" in head:
        return _decode_unmarked_utf16(content, name)
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text[:_HEAD]):
            raise unknown_kind(name, "内容不是文字也不是表格")
        return text
    raise unreadable_text(name)


def _decode_unmarked_utf16(content: bytes, name: str) -> str:
    # A comma or a line's end is one byte beside a zero; which side says the order.
    for encoding, sign in (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n")):
        if sign in content:
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not _CONTROL.search(text[:_HEAD]):
                return text
    raise unknown_kind(name, "内容不是文字也不是表格")


def _find_delimiter(text: str) -> str:
    """The delimiter that splits most of the first lines; a comma where none does."""
    lines = [line for line in text[:_HEAD].splitlines()[:20] if line.strip()]
    counts = {sign: sum(sign in line for line in lines) for sign in _DELIMITERS}
    best = max(counts, key=lambda sign: (counts[sign], sum(line.count(sign) for line in lines)))
    return best if counts[best] else ","
