"""A province's month: 1,500 townships, each with a workbook of its own in one of the ways in which they are sent."""

import io
import re
import zipfile
from pathlib import Path

import numpy as np

from data.areas import Area
from data.definitions import Catalogue
from data.periods import Period
from data.places import Places
from pipelines.demo.district import make_district
from pipelines.demo.forms import draw_calendar, draw_form
from pipelines.demo.hand import Hand
from pipelines.demo.pages import Book, make_xlsx, open_book
from pipelines.demo.summaries import draw_grouped, draw_summary
from pipelines.forms import write_form
from pipelines.forms.lines import NOT_APPLICABLE, list_lines

TOWNSHIPS = 1_500
MONTH = 202506
_SEED = 20250601
_IN_A_COUNTY = 20
_SYLLABLES = "青白清永安平和石林新云龙凤金银玉泉湖川溪江海松梅兰竹枫柳桃杏"
_KINDS = ("镇", "镇", "乡", "街道")
#: Where a blank form has room for a figure, and the row of its first line.
_BLANK = re.compile(rb'<c r="E(\d+)" (s="\d+")/>')
_FIRST_ROW = 4


def draw_places(townships: int = TOWNSHIPS) -> Places:
    """A province of counties of twenty townships each; no two of them go by one name."""
    areas = [Area(code="p", name="越州省", kind="省")]
    for number in range(townships):
        county = f"c{number // _IN_A_COUNTY}"
        if number % _IN_A_COUNTY == 0:
            areas.append(Area(code=county, name=f"{_name(number // _IN_A_COUNTY, 2)}县", kind="县", parent="p"))
        kind = _KINDS[number % len(_KINDS)]
        areas.append(Area(code=f"t{number}", name=f"{_name(number, 3)}{kind}", kind=kind, parent=county))
    return Places(areas=tuple(areas), fingerprint=f"{townships} townships")


def _name(number: int, length: int) -> str:
    signs = []
    for _ in range(length):
        number, rest = divmod(number, len(_SYLLABLES))
        signs.append(_SYLLABLES[rest])
    return "".join(signs)


def write_month(folder: Path, catalogue: Catalogue, places: Places) -> None:
    """Write every township's workbook: our own form filled in, their own forms, one month of a calendar, one row of a
    summary under one header row or two."""
    folder.mkdir(parents=True)
    district = make_district(_SEED, catalogue, places, [MONTH])
    book = open_book(catalogue, places, district.reported)
    for number, area in enumerate(area for area in places.areas if area.tier == "township"):
        path = folder / f"{area.name}{MONTH // 100}年{MONTH % 100}月.xlsx"
        path.write_bytes(_draw(book, area, number))


def _draw(book: Book, area: Area, number: int) -> bytes:
    metrics = [metric for metric in book.catalogue.metrics if metric.asked and area.asked_for(metric)]
    hand = Hand(np.random.default_rng([_SEED, number]))
    match number % 5:
        case 0:
            return _fill_form(book, area)
        case 1:
            page = draw_calendar(book, area.code, Period.of_month(MONTH), metrics, hand)
        case 2:
            page = draw_summary(book, [area.code], MONTH, metrics, hand)
        case 3:
            page = draw_grouped(book, [area.code], MONTH, metrics, hand)
        case _:
            page = draw_form(book, area.code, MONTH, metrics, hand)
    return make_xlsx([page])


def _fill_form(book: Book, area: Area) -> bytes:
    """Our own form with its figures typed in."""
    lines = list_lines(book.catalogue, book.places, None, area.code, MONTH, _FIRST_ROW).lines
    typed = {line.row: book.entries[code, MONTH, area.code] for code, line in lines.items()}

    def fill(blank: re.Match[bytes]) -> bytes:
        row = int(blank[1])
        if row not in typed:
            return blank[0]
        value = typed[row]
        if value is None:
            return b'<c r="E%d" %b t="inlineStr"><is><t>%b</t></is></c>' % (row, blank[2], NOT_APPLICABLE.encode())
        return b'<c r="E%d" %b><v>%b</v></c>' % (row, blank[2], f"{value:g}".encode())

    blank = write_form(book.catalogue, book.places, None, area.code, MONTH)
    filled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blank)) as empty, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as package:
        for part in empty.infolist():
            content = empty.read(part)
            package.writestr(part, _BLANK.sub(fill, content) if part.filename.endswith("/sheet1.xml") else content)
    return filled.getvalue()
