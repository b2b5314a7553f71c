"""What arrives from the district, as which file, and when.

The first year comes as one summary a month, the second as half-yearly tables of each unit, later
years as each unit's monthly form beside one themed table for all. A few forms are corrected months
later, one has a unit slip and is sent again, and the ledger is sent again as it grows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zlib import crc32

import numpy as np

from data.definitions import Metric
from data.periods import Period, month_label, shift_month
from pipelines.demo.district import District
from pipelines.demo.forms import draw_calendar, draw_form
from pipelines.demo.hand import Hand
from pipelines.demo.ledgers import draw_ledger
from pipelines.demo.mistakes import Mistake, make_mistakes
from pipelines.demo.pages import Book, Page, make_csv, make_xlsx, open_book
from pipelines.demo.summaries import draw_grouped, draw_summary

Kind = Literal["summary", "calendar", "form", "grouped", "ledger", "targets"]
#: The theme that the discipline commission gathers for all townships in one table.
GATHERED_THEME = "clean"


@dataclass(frozen=True)
class Parcel:
    """One file: its name, when it arrives, and how its bytes are made.

    ``refused`` says that the checks must not let it in; ``corrects`` that it replaces figures of an
    earlier file.
    """

    name: str
    received_at: datetime
    kind: Kind
    build: Callable[[], bytes]
    refused: bool = False
    corrects: bool = False


def plan_arrivals(district: District) -> list[Parcel]:
    """Every file in the order in which it arrives."""
    book = open_book(district.catalogue, district.places, district.reported)
    mistakes = make_mistakes(district)
    parcels: list[Parcel] = []
    years = sorted({month // 100 for month in district.months})
    for month in district.months:
        years_in = years.index(month // 100)
        if years_in == 0:
            parcels += _plan_summary(district, book, month)
        elif years_in > 1:
            parcels += _plan_forms(district, book, month, mistakes)
            parcels += _plan_grouped(district, book, month)
        if years_in < 2:
            parcels += _plan_calendars(district, book, month, organs_only=years_in == 0)
        if years_in > 1 or month % 100 % 3 == 0 or month == district.months[-1]:
            parcels.append(_plan_ledger(district, month))
    return sorted(parcels, key=lambda parcel: (parcel.received_at, parcel.name))


def _plan_summary(district: District, book: Book, month: int) -> Iterator[Parcel]:
    areas = _townships(district, month)
    name = f"{district.places.root.name}{month_label(month)}基层党建汇总表.xlsx"
    random = _random(district, name)
    metrics = _asked(district, areas)

    def build() -> bytes:
        return make_xlsx([draw_summary(book, areas, month, metrics, Hand(random()))])

    if areas and metrics:
        yield Parcel(name, _arrival(random(), month), "summary", build)


def _plan_calendars(district: District, book: Book, month: int, organs_only: bool) -> Iterator[Parcel]:
    if month % 100 % 6 and month != district.months[-1]:
        return
    half = Period.of_month(month, "half")
    areas = _organs(district, month) + ([] if organs_only else _townships(district, month))
    for area in areas:
        name = f"{district.places[area].name}{half.label}基层党建数据.xlsx"
        yield _plan_calendar(district, book, area, half, name)


def _plan_calendar(district: District, book: Book, area: str, half: Period, name: str) -> Parcel:
    random = _random(district, name)

    def build() -> bytes:
        return make_xlsx([draw_calendar(book, area, half, _asked(district, [area]), Hand(random()))])

    return Parcel(name, _arrival(random(), half.last_month), "calendar", build)


def _plan_forms(district: District, book: Book, month: int, mistakes: Sequence[Mistake]) -> Iterator[Parcel]:
    townships = _townships(district, month)
    for index, area in enumerate(townships + _organs(district, month)):
        if (area, month) in district.unreported:
            continue
        township = index < len(townships)
        metrics = [m for m in _asked(district, [area]) if not (township and m.theme == GATHERED_THEME)]
        # The first two townships work with a program that saves CSV, each in its own encoding.
        ending = {0: ".gb18030.csv", 1: ".utf8.csv"}.get(index, ".xlsx") if township else ".xlsx"
        name = f"{district.places[area].name}{month_label(month)}月报"
        wrong = next((mistake for mistake in mistakes if (mistake.area, mistake.month) == (area, month)), None)
        first = _plan_form(district, book.but(wrong.entries) if wrong else book, area, month, metrics, name + ending)
        if wrong is None:
            yield first
            continue
        yield replace(first, refused=wrong.refused)
        sent_again = "（重报）" if wrong.refused else "（更正）"
        again = _plan_form(district, book, area, month, metrics, name + sent_again + ending)
        received = first.received_at + timedelta(days=wrong.days)
        yield replace(again, received_at=received, corrects=not wrong.refused)


def _plan_form(district: District, book: Book, area: str, month: int, metrics: Sequence[Metric], name: str) -> Parcel:
    random = _random(district, name)

    def build() -> bytes:
        page = draw_form(book, area, month, metrics, Hand(random()))
        return _save(page, name)

    return Parcel(name.replace(".gb18030", "").replace(".utf8", ""), _arrival(random(), month), "form", build)


def _save(page: Page, name: str) -> bytes:
    if name.endswith(".csv"):
        return make_csv(page, "gb18030" if ".gb18030" in name else "utf-8-sig")
    return make_xlsx([page])


def _plan_grouped(district: District, book: Book, month: int) -> Iterator[Parcel]:
    areas = _townships(district, month)
    metrics = [metric for metric in _asked(district, areas) if metric.theme == GATHERED_THEME]
    name = f"{district.places.root.name}{month_label(month)}专项统计表.xlsx"
    random = _random(district, name)
    silent = {area for area in areas if (area, month) in district.unreported}

    def build() -> bytes:
        return make_xlsx([draw_grouped(book, areas, month, metrics, Hand(random()), silent)])

    if metrics:
        yield Parcel(name, _arrival(random(), month), "grouped", build)


def _plan_ledger(district: District, month: int) -> Parcel:
    following = shift_month(month, 1)
    day = date(following // 100, following % 100, 1) - timedelta(days=1)
    name = f"{district.places.root.name}整改台账（{month_label(month)}）.xlsx"
    received = _arrival(_random(district, name)(), month)
    return Parcel(name, received, "ledger", lambda: make_xlsx([draw_ledger(district.places, district.matters, day)]))


def _arrival(random: np.random.Generator, month: int) -> datetime:
    """In office hours of the 1st to the 5th of the next month, in time; one in sixteen comes a week late."""
    following = shift_month(month, 1)
    day = int(random.integers(1, 6)) + (int(random.integers(5, 10)) if random.random() < 1 / 16 else 0)
    return datetime(
        following // 100,
        following % 100,
        day,
        int(random.integers(9, 18)),
        int(random.integers(60)),
        int(random.integers(60)),
    )


def _random(district: District, name: str) -> Callable[[], np.random.Generator]:
    """A stream of its own for each file, begun anew at each call, so that a file can be made again."""
    return lambda: np.random.default_rng([district.seed, crc32(name.encode())])


def _townships(district: District, month: int) -> list[str]:
    return [area.code for area in district.places.areas if area.tier == "township" and area.valid_in(month)]


def _organs(district: District, month: int) -> list[str]:
    return [
        area.code for area in district.places.areas if area.tier == "organ" and area.valid_in(month) and area.reports
    ]


def _asked(district: District, areas: Sequence[str]) -> list[Metric]:
    """The metrics that any of the areas is asked for, in the catalogue's order."""
    units = [district.places[area] for area in areas]
    return [m for m in district.catalogue.metrics if m.asked and any(unit.asked_for(m) for unit in units)]
