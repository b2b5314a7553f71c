"""What stands beside the cells, which the reader of workbooks does not read: comments, text boxes, headers, footers."""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_PART = re.compile(r"xl/(?:comments\d*|comments/[^/]+|threadedcomments/[^/]+)\.xml", re.IGNORECASE)
_COMMENT = re.compile(
    rb"<(?:\w+:)?(?:comment|threadedComment)\b[^<>]*?\bref=[\"']([A-Za-z]+\d+)[\"'][^<>]*>"
    rb"([^<]*+(?:<(?!/(?:\w+:)?(?:comment|threadedComment)>)[^<]*+)*+)<",
)
_TAG = re.compile(rb"<[^<>]*>")
#: Shapes, charts and diagrams, and the shapes of older programs.
_DRAWING = re.compile(r"xl/(?:drawings|charts|diagrams)/[^/]+\.xml", re.IGNORECASE)
_OLD_DRAWING = re.compile(r"xl/drawings/[^/]+\.vml", re.IGNORECASE)
#: Where a line of a shape's text ends; its pieces have formats of their own and are one text.
_LINE_END = re.compile(rb"</(?:\w+:)?p>|<(?:\w+:)?br\b")
_PIECE = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)<")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^<>]*>([^<]*)<")
#: What a header says of its own form: &L, &12, &K0070C0, &"宋体,常规".
_MARGIN_CODE = re.compile(r"&(?:\"[^\"]*\"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|.)")

Kind = Literal["批注", "文本框", "页眉页脚"]


@dataclass(frozen=True)
class Comment:
    """A cell's comment, or a text that belongs to no cell; which sheet it is on is not told."""

    cell: str
    text: str
    kind: Kind = "批注"


def read_comments(package: zipfile.ZipFile) -> tuple[Comment, ...]:
    """The comments of a package (.xlsx, .xlsm), sheet by sheet, and the lines of its text boxes."""
    return tuple(comment for name in package.namelist() for comment in _read_part(package, name))


def _read_part(package: zipfile.ZipFile, name: str) -> Iterator[Comment]:
    path = name.replace("\\", "/")
    if _PART.fullmatch(path):
        for cell, text in _COMMENT.findall(package.read(name)):
            yield Comment(cell.decode().upper(), _decode(_TAG.sub(b"", text)))
    elif _DRAWING.fullmatch(path):
        for line in _LINE_END.split(package.read(name)):
            if text := b"".join(_PIECE.findall(line)):
                yield Comment("", _decode(text), "文本框")
    elif _OLD_DRAWING.fullmatch(path):
        for box in package.read(name).split(b"<v:textbox")[1:]:
            # What is left of the box's own tag goes with the others.
            text = _TAG.sub(b"", b"<" + box.partition(b"</v:textbox>")[0])
            if text.strip():
                yield Comment("", _decode(text), "文本框")


def read_margins(xml: bytes) -> str:
    """What a sheet's XML says in its printed headers and footers."""
    return "\n".join(strip_codes(_decode(text)) for text in _MARGIN.findall(xml))


def strip_codes(text: str) -> str:
    """A printed header without what it says of its form."""
    return _MARGIN_CODE.sub("", text)


def _decode(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "replace"))
