"""Cells that hold an error (``#REF!``), which the reader of workbooks leaves blank.

A blank says "not filled in", an error says "somebody's formula broke": the second must be seen.
"""

import html
import io
import re
import zipfile
from collections.abc import Sequence

from pipelines.reading.containers import ZIP
from pipelines.reading.old_errors import find_old_errors

#: Sheet name -> (row, column), counted from 1 -> the error's text.
ErrorCells = dict[str, dict[tuple[int, int], str]]

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<", re.DOTALL)
_AT = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")
_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)=[\"']([^\"']*)[\"']")


def find_error_cells(content: bytes, names: Sequence[str]) -> ErrorCells:
    """The error cells of a workbook by sheet; ``names`` are all sheets. Sheets without any are absent."""
    return _find_in_package(content) if content.startswith(ZIP) else find_old_errors(content, names)


def _find_in_package(content: bytes) -> ErrorCells:
    found: ErrorCells = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        for sheet, part in _list_sheets(package, names):
            xml = package.read(part)
            if _ERROR.search(xml):
                found[sheet] = dict(_list_errors(xml))
    return found


def _list_errors(xml: bytes) -> list[tuple[tuple[int, int], str]]:
    errors = []
    for attributes, text in _CELL.findall(xml):
        place = _AT.search(attributes)
        if place:
            errors.append(((int(place[2]), _column(place[1])), text.decode("utf-8", "replace")))
    return errors


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _list_sheets(package: zipfile.ZipFile, names: set[str]) -> list[tuple[str, str]]:
    """Pairs of a sheet's name and the part that holds it; binary workbooks have none."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return []
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in map(_attributes, _RELATION.findall(package.read("xl/_rels/workbook.xml.rels")))
    }
    sheets = []
    for sheet in map(_attributes, _SHEET.findall(package.read("xl/workbook.xml"))):
        target = targets.get(sheet.get("r:id", ""), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            sheets.append((sheet.get("name", ""), part))
    return sheets


def _attributes(tag: bytes) -> dict[str, str]:
    return {key.decode(): html.unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag)}
