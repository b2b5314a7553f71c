"""Comments and text boxes of old workbooks (.xls), which are kept apart from the cells."""

import struct

from pipelines.reading.comments import Comment
from pipelines.reading.grid import address
from pipelines.reading.old_texts import read_bytes

NOTE, _OBJECT, _TEXT, _CONTINUED = 0x1C, 0x5D, 0x1B6, 0x3C
#: The row of a record that goes on with the comment before it, in files of 1995.
_GOES_ON = 0xFFFF


class Notes:
    """Hears of every record in its order and keeps the comments.

    Since 1997 a comment's text belongs to a drawn object, and its cell comes behind with that object's number. An
    object that no cell asks for is a text box; each sheet numbers its own anew.
    """

    def __init__(self) -> None:
        self.comments: list[Comment] = []
        self._texts: dict[int, str] = {}
        self._object = 0
        #: How many characters of the object's text are still to come.
        self._missing = 0

    def hear(self, kind: int, body: bytes, unicode: bool) -> None:
        if kind == _OBJECT and len(body) >= 8:
            self._object = struct.unpack_from("<6xH", body)[0]
            self._keep_box(self._object)
        elif kind == _TEXT and len(body) >= 12:
            self._missing = struct.unpack_from("<10xH", body)[0]
        elif kind == _CONTINUED and self._missing and body:
            # Each piece says anew whether its characters have one or two bytes.
            text = body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")[: self._missing]
            self._texts[self._object] = self._texts.get(self._object, "") + text
            self._missing -= len(text)
        elif kind == NOTE and len(body) >= 8 and unicode:
            row, column, number = struct.unpack_from("<HH2xH", body)
            self.comments.append(Comment(address(row + 1, column + 1), self._texts.pop(number, "")))
        elif kind == NOTE and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            text = read_bytes(body[6:])
            if row == _GOES_ON and self.comments:
                last = self.comments.pop()
                self.comments.append(Comment(last.cell, last.text + text))
            else:
                self.comments.append(Comment(address(row + 1, column + 1), text))

    def end(self) -> None:
        """Hear that no more records come."""
        for number in list(self._texts):
            self._keep_box(number)

    def _keep_box(self, number: int) -> None:
        if text := self._texts.pop(number, ""):
            self.comments.append(Comment("", text, "文本框"))
