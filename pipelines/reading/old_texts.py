"""Chinese texts of workbooks of 1995, whose characters have one or two bytes.

The reader of workbooks knows texts of single bytes and those of Unicode, and gives each byte of a Chinese character as
a broken one. So it is told of an alphabet that has a character for every byte, and the bytes are put together again.
"""

from pipelines.reading.grid import Raw

CODE_PAGE = 0x42
#: The number of simplified Chinese as a file states it.
CHINESE = (936).to_bytes(2, "little")
_RECORD = CODE_PAGE.to_bytes(2, "little") + b"\x02\x00"
_BYTEWISE, _BYTEWISE_NUMBER = "iso8859_5", (28595).to_bytes(2, "little")


def part_bytes(content: bytes) -> bytes:
    """The file, stating the alphabet of single bytes."""
    return content.replace(_RECORD + CHINESE, _RECORD + _BYTEWISE_NUMBER, 1)


def join_bytes(raw: Raw) -> Raw:
    """A cell as the file has it, from what was read of single bytes."""
    return read_bytes(raw.encode(_BYTEWISE, "replace")) if isinstance(raw, str) else raw


def read_bytes(text: bytes) -> str:
    return text.decode("gb18030", "replace")
