"""Excerpts: the part of a sheet that a reader needs to see what is wrong with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: its address, its text, how many columns it covers, and what is wrong with it.

    ``severity`` is ``block`` or ``warn``, empty where nothing is wrong.
    """

    cell: str
    text: str
    width: int = 1
    severity: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet; ``left_out`` rows stand between it and the one shown before."""

    row: int
    spots: tuple[Spot, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some rows of a sheet under the letters of its columns; what is left out is counted."""

    sheet: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    rows_below: int = 0
    columns_beyond: int = 0
