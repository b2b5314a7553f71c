"""What is known of a sheet before it is built as a grid."""

from dataclasses import dataclass, field

from pipelines.reading.number_formats import Format


@dataclass
class Survey:
    """How far a sheet's cells reach, what it holds in place of figures, and what of it a reader does not see.

    ``errors``: (row, column), counted from 1 -> #REF! and the like, or the formula that was never calculated.
    ``drawn_rows``: how far it is formatted, empty cells included, by its own account.
    ``formats``: cells whose format shows another number than they hold. ``hidden_columns``: first and last of
    each range, which may reach to the end of the sheet. ``double_bytes``: texts are Chinese in the way of 1995.
    ``margins``: printed headers and footers.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    drawn_rows: int = 0
    formats: dict[tuple[int, int], Format] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    double_bytes: bool = False
    margins: str = ""
