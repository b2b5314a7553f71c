"""A first look into workbooks that are packages (.xlsx, .xlsm), before their sheets are built.

The reader of workbooks builds every sheet as a full rectangle, so one stray cell at the far end of a sheet
would fill the machine's memory. It also leaves a cell blank that holds an error (``#REF!``) or a formula not yet
calculated; but a blank says "not filled in", and these say that somebody's figure is lost, which must be seen.
Nor does it say which rows are hidden, or that 0.45 is shown as 45%.
"""

import html
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache

from pipelines.reading.comments import read_margins
from pipelines.reading.number_formats import BUILT_IN, Format, classify_format
from pipelines.reading.survey import Survey

# Attributes are bounded: else a sheet made to that end would keep the search busy for hours.
_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^<>]{0,400}\bt=[\"']e[\"'][^<>]{0,400})>\s*"
    rb"(?:<(?:\w+:)?f\b[^<>]{0,400}(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v>([^<]*)<"
)
_PLACE = re.compile(rb"\br=[\"']([A-Za-z]+)(\d+)[\"']")
#: A place as no office program writes it and the reader understands it all the same.
_LOOSE = re.compile(rb"\b([rst])(?:\s+=\s*|=\s+)(?=[\"'])")
#: Whether there may be any.
_LOOSELY = re.compile(rb"=(?:(?=\s)|(?<=\s=))")
_SHEET_DATA = b"sheetData"
#: What holds a sheet, wherever the workbook's list says that it is.
_HOLDS_CELLS = re.compile(rb"<(?:\w+:)?sheetData\b")
#: A cell with content; formatted but empty ones close at once and may reach the end of the sheet.
_FILLED = re.compile(rb"<(?:\w+:)?c\b[^<>]{0,400}?\br=[\"']([A-Za-z]+)(\d+)[\"'][^<>]{0,400}(?<!/)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]{0,400}?\br=[\"'](\d+)[\"']")
_ERROR = re.compile(rb"t=[\"']e[\"']")
#: A formula that no program has calculated yet, and whether there may be any.
_PENDING = re.compile(
    rb"<(?:\w+:)?c\b([^<>]{0,400})>\s*<(?:\w+:)?f\b[^<>]{0,400}?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_TEXT_RESULT = re.compile(rb"\bt=[\"']str[\"']")
#: A place beyond row 999 or column ZZ; without one a sheet is small whatever else it holds.
_FAR = re.compile(rb"r=(?<!:r=)[\"'](?:[A-Za-z]{0,2}\d{4}|[A-Za-z]{3})")
#: The area that a sheet says it uses, formatted but empty cells included: A1:AE16.
_AREA = re.compile(rb"<(?:\w+:)?dimension\b[^<>]*?\bref=[\"'][A-Z]+\d+:[A-Z]+(\d+)[\"']")
_HEAD = 4096
_TAG = re.compile(rb"<(?:\w+:)?c\b([^<>]{0,400})>")
_STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
_HIDDEN = re.compile(rb"<(?:\w+:)?(row|col)\b([^<>]{0,400}\bhidden=[\"'](?:1|true)[\"'][^<>]{0,400})>")
_STYLES = "xl/styles.xml"
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^<>]*>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^<>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^<>]*>")
_RELATIONS = "xl/_rels/workbook.xml.rels"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)=[\"']([^\"']*)[\"']")


def survey_package(package: zipfile.ZipFile) -> tuple[Survey, ...]:
    """What is known of each sheet, in the file's order.

    ``rows`` and ``columns`` are 0 for a sheet of which no cell lies far out. Sheets that the workbook does
    not list come last. Raises ``ValueError`` for XML that no office program writes.
    """
    # The reader does not tell capitals from small letters.
    parts = {name.replace("\\", "/").lower(): name for name in package.namelist()}
    styles = _list_formats(package.read(parts[_STYLES])) if _STYLES in parts else {}
    surveys = {
        part: _survey_sheet(xml, styles)
        for part, name in parts.items()
        if part.endswith(".xml") and _holds_cells(xml := _read_xml(package, name))
    }
    listed = _list_parts(package, parts)
    unlisted = [found for part, found in surveys.items() if part not in listed]
    return (*(surveys.get(part, Survey()) for part in listed), *unlisted)


def _read_xml(package: zipfile.ZipFile, name: str) -> bytes:
    xml = package.read(name)
    if b"<!DOCTYPE" in xml or b"\x00" in xml[:_HEAD]:
        raise ValueError(name)
    return xml


def _holds_cells(xml: bytes) -> bool:
    return _SHEET_DATA in xml and _HOLDS_CELLS.search(xml) is not None


def _survey_sheet(xml: bytes, styles: Mapping[bytes, Format]) -> Survey:
    if _LOOSELY.search(xml):
        xml = _LOOSE.sub(rb"\1=", xml)
    area = _AREA.search(xml, 0, _HEAD)
    found = Survey(drawn_rows=int(area[1]) if area else 0)
    found.errors = _list_errors(xml) if _ERROR.search(xml) else {}
    if _FORMULA.search(xml):
        found.errors |= _list_pending(xml)
    if styles:
        found.formats = _list_formatted(xml, styles)
    if b"headerFooter" in xml:
        found.margins = read_margins(xml)
    if b"hidden=" in xml:
        _take_hidden(xml, found)
    if _FAR.search(xml):
        places = _FILLED.findall(xml)
        # Cells need not say where they are; then their rows do, and none lies further right than the file is long.
        found.rows = max(map(int, {row for _, row in places} or _ROW.findall(xml)), default=0)
        found.columns = max(map(_column, {letters for letters, _ in places}), default=0)
    return found


@lru_cache(maxsize=16)
def _list_formats(xml: bytes) -> Mapping[bytes, Format]:
    """The cell styles, by their number as cells name them, that show another number; those of one form are alike."""
    known: dict[int, Format | None] = dict(BUILT_IN)
    for tag in map(_attributes, _NUMBER_FORMAT.findall(xml)):
        known[int(tag.get("numFmtId", 0))] = classify_format(tag.get("formatCode", ""))
    listed = _CELL_STYLES.search(xml)
    kinds = (
        [known.get(int(_attributes(tag).get("numFmtId", 0))) for tag in _CELL_STYLE.findall(listed[0])]
        if listed
        else []
    )
    return {b"%d" % number: kind for number, kind in enumerate(kinds) if kind}


def _list_formatted(xml: bytes, styles: Mapping[bytes, Format]) -> dict[tuple[int, int], Format]:
    return {
        (int(place[2]), _column(place[1])): styles[style[1]]
        for attributes in _TAG.findall(xml)
        if (style := _STYLE.search(attributes)) and style[1] in styles and (place := _PLACE.search(attributes))
    }


def _take_hidden(xml: bytes, found: Survey) -> None:
    for tag, text in _HIDDEN.findall(xml):
        attributes = _attributes(text)
        if tag == b"col":
            found.hidden_columns.append((int(attributes.get("min", 0)), int(attributes.get("max", 0))))
        elif "r" in attributes:
            found.hidden_rows.add(int(attributes["r"]))


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
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _list_parts(package: zipfile.ZipFile, parts: Mapping[str, str]) -> list[str]:
    """The part that holds each sheet; "" where unknown."""
    if _RELATIONS not in parts:
        return []
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in map(_attributes, _RELATION.findall(package.read(parts[_RELATIONS])))
    }
    sheets = map(_attributes, _SHEET.findall(package.read(parts["xl/workbook.xml"])))
    return [_part(targets.get(sheet.get("r:id", ""), "")) for sheet in sheets]


def _part(target: str) -> str:
    plain = target.lower()
    return plain.lstrip("/") if plain.startswith(("/", "xl/")) else f"xl/{plain}"


def _attributes(tag: bytes) -> dict[str, str]:
    return {key.decode(): html.unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag)}
