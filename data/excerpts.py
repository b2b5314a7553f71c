"""Excerpts: the part of a sheet that a reader needs to see what is wrong with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: its address, its text, how many columns it covers, and what is wrong with it.

    ``severity`` is ``block`` or ``warn``, empty where nothing is wrong. ``certainty`` and ``meaning`` say of a heading
    how sure it is and what it stands for.
    """

    cell: str
    text: str
    width: int = 1
    severity: str = ""
    wrong: str = ""
    certainty: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet; ``left_out`` rows stand between it and the one shown before. ``part`` is what the row was
    recognised as (data.headings.Part), where that is to be shown."""

    row: int
    spots: tuple[Spot, ...]
    left_out: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some rows of a sheet under the letters of its columns; what is left out is counted."""

    sheet: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    rows_below: int = 0
    columns_beyond: int = 0
