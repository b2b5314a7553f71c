"""A first look into a workbook, before its sheets are built: how far they reach, where errors stand.

The reader of workbooks builds every sheet as a full rectangle, so one stray cell at the far end of a sheet
would fill the machine's memory. It also leaves a cell blank that holds an error (``#REF!``) or a formula not yet
calculated; but a blank says "not filled in", and these say that somebody's figure is lost, which must be seen.
"""

import html
import io
import re
import zipfile

from pipelines.reading.containers import ZIP
from pipelines.reading.old_surveys import Survey, survey_old

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<", re.DOTALL)
_PLACE = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")
#: A cell with content; formatted but empty ones close at once and may reach the end of the sheet.
_FILLED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*(?<!/)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d+)[\"']")
_ERROR = re.compile(rb"t=[\"']e[\"']")
#: A formula that no program has calculated yet, and whether there may be any.
_PENDING = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_TEXT_RESULT = re.compile(rb"\bt=[\"']str[\"']")
#: A place beyond row 999 or column ZZ; without one a sheet is small whatever else it holds.
_FAR = re.compile(rb"r=[\"'](?:[A-Z]{0,2}\d{4}|[A-Z]{3})")
#: The area that a sheet says it uses, formatted but empty cells included: A1:AE16.
_AREA = re.compile(rb"<(?:\w+:)?dimension\b[^>]*?\bref=[\"'][A-Z]+\d+:[A-Z]+(\d+)[\"']")
_HEAD = 4096
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)=[\"']([^\"']*)[\"']")


def survey(content: bytes) -> tuple[Survey, ...]:
    """What is known of each sheet of a workbook, in the file's order.

    ``rows`` and ``columns`` are 0 for a sheet of which no cell lies far out.
    """
    return _survey_package(content) if content.startswith(ZIP) else survey_old(content)


def _survey_package(content: bytes) -> tuple[Survey, ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        return tuple(
            _survey_sheet(package.read(part)) if part in names else Survey() for part in _list_parts(package, names)
        )


def _survey_sheet(xml: bytes) -> Survey:
    area = _AREA.search(xml, 0, _HEAD)
    drawn = int(area[1]) if area else 0
    errors = _list_errors(xml) if _ERROR.search(xml) else {}
    if _FORMULA.search(xml):
        errors |= _list_pending(xml)
    if not _FAR.search(xml):
        return Survey(errors=errors, drawn_rows=drawn)
    places = _FILLED.findall(xml)
    # Cells need not say where they are; then their rows do, and none lies further right than the file is long.
    rows = max(map(int, {row for _, row in places} or _ROW.findall(xml)), default=0)
    columns = max(map(_column, {letters for letters, _ in places}), default=0)
    return Survey(rows, columns, errors, drawn)


def _list_errors(xml: bytes) -> dict[tuple[int, int], str]:
    return {
        (int(place[2]), _column(place[1])): text.decode("utf-8", "replace")
        for attributes, text in _CELL.findall(xml)
        if (place := _PLACE.search(attributes))
    }


def _list_pending(xml: bytes) -> dict[tuple[int, int], str]:
    """Formulas without a result. One whose result is the empty text is blank, as its author wants it."""
    return {
        (int(place[2]), _column(place[1])): "=" + html.unescape(formula.decode("utf-8", "replace"))
        for attributes, formula in _PENDING.findall(xml)
        if not _TEXT_RESULT.search(attributes) and (place := _PLACE.search(attributes))
    }


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _list_parts(package: zipfile.ZipFile, names: set[str]) -> list[str]:
    """The part that holds each sheet; "" where unknown. Binary workbooks list none."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return []
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in map(_attributes, _RELATION.findall(package.read("xl/_rels/workbook.xml.rels")))
    }
    sheets = map(_attributes, _SHEET.findall(package.read("xl/workbook.xml")))
    return [_part(targets.get(sheet.get("r:id", ""), "")) for sheet in sheets]


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(tag: bytes) -> dict[str, str]:
    return {key.decode(): html.unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag)}
