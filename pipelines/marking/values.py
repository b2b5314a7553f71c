"""Whether a copy says what the original does, and what the library leaves out of it: the last results of formulas,
and a number's last digit.

Without its result a formula reads as one that was never calculated, and nothing here calculates.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import to_excel

from pipelines.reading.grid import Grid, Raw
from pipelines.reading.values import Value, read_cell
from pipelines.reading.workbook import Workbook

#: A formula's cell as the library writes it.
_FORMULA = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v ?/>(?:</v>)?</c>')
#: A number; the library rounds it to 16 digits.
_NUMBER = re.compile(r'(<c r="([A-Z]+)(\d+)"[^>]*? t="n"><v>)[^<]*(</v></c>)')
_ERROR = re.compile(r"#[A-Z/0]+[!?]?|#N/A")


def restore_values(saved: bytes, grids: Mapping[str, Grid], epoch: datetime) -> bytes:
    """The saved workbook with the values as they were read: ``grids``, by the file's part that holds each sheet."""
    restored = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved)) as package,
        zipfile.ZipFile(restored, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for entry in package.infolist():
            body = package.read(entry)
            if entry.filename in grids:
                body = _fill_in(body.decode(), grids[entry.filename], epoch).encode()
            written.writestr(entry, body, zipfile.ZIP_DEFLATED)
    return restored.getvalue()


def says_the_same(copy: Workbook, original: Workbook) -> bool:
    """Whether two files read the same, but for the name of a text file's sheet."""
    ours, theirs = ((*book.sheets, *book.hidden) for book in (copy, original))
    return len(ours) == len(theirs) and all(map(_shows_the_same, ours, theirs))


def _shows_the_same(one: Grid, other: Grid) -> bool:
    rows, columns = max(one.rows, other.rows), max(one.columns, other.columns)
    hidden = [(grid.hidden, grid.hidden_rows, grid.hidden_columns) for grid in (one, other)]
    return hidden[0] == hidden[1] and all(
        _agree(read_cell(one, row, column), read_cell(other, row, column))
        for row in range(1, rows + 1)
        for column in range(1, columns + 1)
    )


def _agree(one: Value, other: Value) -> bool:
    """Formulas never calculated may be written in another way."""
    return one == other or all(value.kind == "held" and value.text.startswith("=") for value in (one, other))


def _fill_in(xml: str, grid: Grid, epoch: datetime) -> str:
    def fill(found: re.Match[str]) -> str:
        letters, row, attributes, formula = found.groups()
        raw = grid.value(int(row), column_index_from_string(letters))
        if isinstance(raw, str) and raw.startswith("="):
            return found[0]
        kind, text = _write_result(raw, epoch)
        return f'<c r="{letters}{row}"{attributes} t="{kind}">{formula}<v>{text}</v></c>'

    def write_out(found: re.Match[str]) -> str:
        before, letters, row, after = found.groups()
        raw = grid.value(int(row), column_index_from_string(letters))
        return f"{before}{raw!r}{after}" if isinstance(raw, float) and not raw.is_integer() else found[0]

    return _NUMBER.sub(write_out, _FORMULA.sub(fill, xml))


def _write_result(raw: Raw, epoch: datetime) -> tuple[str, str]:
    """A result's type and text as the file format has them. No result is the empty text."""
    if raw is None:
        return "str", ""
    if isinstance(raw, bool):
        return "b", str(int(raw))
    if isinstance(raw, date | time | timedelta):
        return "n", str(to_excel(raw, epoch))
    if isinstance(raw, str):
        return ("e" if _ERROR.fullmatch(raw) else "str"), escape(raw)
    return "n", repr(raw)
