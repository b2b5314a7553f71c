"""Text files (.csv, .tsv) as one sheet of texts."""

import csv
import io
import re

from pipelines.reading.bounds import check_text_size
from pipelines.reading.grid import CONTROLS, Grid
from pipelines.reading.refusals import broken, empty, is_page, unknown_kind, unreadable_text

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: GB18030 rather than GBK: rare characters in the names of townships need it.
_ENCODINGS = ("utf-8", "gb18030")
_DELIMITERS = (",", ";", "\t", "|")
#: A page, a page with its pictures, or a workbook in the XML of 2003: what programs save under the name .xls.
_PAGE = re.compile(
    r"<\s*(!doctype\s+html|html|head|body|table|meta|\?mso-application|workbook)\b|^MIME-Version:", re.IGNORECASE
)
_HEAD = 4096


def read_text_sheet(content: bytes, name: str) -> tuple[Grid, str]:
    """The file as a sheet without a name, and its encoding; every cell is text, as the file has it.

    Raises Refusal: file_html, file_kind (no text at all), text_encoding, file_empty, file_too_large, file_broken.
    """
    text, encoding = _decode(content, name)
    if _PAGE.search(text[:_HEAD]):
        raise is_page(name)
    if not text.strip():
        raise empty(name)
    text = CONTROLS.sub("", text)
    delimiter = _find_delimiter(text)
    check_text_size(1 + max(text.count("\n"), text.count("\r")), text.count(delimiter), name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return Grid("", [list(line) for line in reader]), encoding
    except csv.Error as error:
        # A quotation mark without its partner swallows the rest of a long file.
        raise broken(name) from error


def _decode(content: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            try:
                return content.decode(encoding), encoding
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
        if CONTROLS.search(text[:_HEAD]):
            raise unknown_kind(name, "内容不是文字也不是表格")
        return text, encoding
    raise unreadable_text(name)


def _decode_unmarked_utf16(content: bytes, name: str) -> tuple[str, str]:
    # A comma or a line's end is one byte beside a zero; which side says the order.
    for encoding, sign in (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n")):
        if sign in content:
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not CONTROLS.search(text[:_HEAD]):
                return text, encoding
    raise unknown_kind(name, "内容不是文字也不是表格")


def _find_delimiter(text: str) -> str:
    """The delimiter that splits most of the first lines; a comma where none does."""
    lines = [line for line in text[:_HEAD].splitlines()[:20] if line.strip()]
    counts = {sign: sum(sign in line for line in lines) for sign in _DELIMITERS}
    best = max(counts, key=lambda sign: (counts[sign], sum(line.count(sign) for line in lines)))
    return best if counts[best] else ","
