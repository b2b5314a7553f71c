"""Names as they are written: quoted, and folded so that what a reader takes for the same becomes equal."""

import unicodedata
from collections.abc import Collection
from functools import lru_cache

#: Quotation marks, and signs that nobody sees.
_MARKS = str.maketrans("", "", "“”‘’\"'「」『』《》\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


_INNER = str.maketrans("“”", "‘’")


def quote(name: str) -> str:
    """A name in quotation marks, those within it turned into inner ones: ``“‘两委’意向性人选”``."""
    return f"“{name.translate(_INNER)}”"


def fold_name(name: str, units: Collection[str] = ()) -> str:
    """Drop what does not distinguish a name: blanks, quotes, full-width forms, case, a unit in brackets at the end.

    ``fold_name("培训 人次（人次）", {"人次"}) == "培训人次"``. Brackets that hold something else than one of
    ``units`` stay, since 村（社区） is part of a name.
    """
    plain = _fold(name)
    head, bracket, tail = plain.rpartition("(")
    if bracket and head and tail.endswith(")") and tail[:-1].removeprefix("单位:") in units:
        return head
    return plain


@lru_cache(maxsize=10_000)
def _fold(name: str) -> str:
    """The same headers stand in every sheet, and the catalogue's own names are searched at every visit."""
    return unicodedata.normalize("NFKC", "".join(name.split())).translate(_MARKS).casefold()
