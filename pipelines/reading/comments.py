"""What stands in the comments of cells, which the reader of workbooks does not read."""

import html
import re
import zipfile
from dataclasses import dataclass

_PART = re.compile(r"xl/(?:comments\d*|comments/[^/]+|threadedcomments/[^/]+)\.xml", re.IGNORECASE)
_COMMENT = re.compile(
    rb"<(?:\w+:)?(?:comment|threadedComment)\b[^<>]*?\bref=[\"']([A-Za-z]+\d+)[\"'][^<>]*>"
    rb"([^<]*+(?:<(?!/(?:\w+:)?(?:comment|threadedComment)>)[^<]*+)*+)<",
)
_TAG = re.compile(rb"<[^<>]*>")


@dataclass(frozen=True)
class Comment:
    """A cell's comment; which sheet the cell is on is not told."""

    cell: str
    text: str


def read_comments(package: zipfile.ZipFile) -> tuple[Comment, ...]:
    """The comments of a package (.xlsx, .xlsm), sheet by sheet."""
    parts = [package.read(name) for name in package.namelist() if _PART.fullmatch(name.replace("\\", "/"))]
    return tuple(
        Comment(cell.decode().upper(), html.unescape(_TAG.sub(b"", text).decode("utf-8", "replace")))
        for part in parts
        for cell, text in _COMMENT.findall(part)
    )
