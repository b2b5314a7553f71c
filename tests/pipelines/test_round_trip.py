"""Any district written in any layout and read back gives exactly the figures it was made from."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.definitions import Metric
from data.periods import Period
from pipelines.demo.district import District
from pipelines.demo.forms import draw_calendar, draw_form
from pipelines.demo.hand import Hand
from pipelines.demo.ledgers import draw_ledger
from pipelines.demo.pages import Book, Entries, Page, make_csv, make_xlsx, open_book
from pipelines.demo.summaries import draw_grouped, draw_summary
from pipelines.gathering import read_content
from pipelines.harmonising import Names
from pipelines.reading.grid import address
from pipelines.reading.values import read_value
from tests.filling import ledger_items
from tests.pipelines.demo.test_district import demo
from tests.strategies import districts
from tests.xls_files import make_xls

#: How a sheet becomes a file: the file's ending and its bytes.
FILES: dict[str, tuple[str, Callable[[Page], bytes]]] = {
    "xlsx": (".xlsx", lambda page: make_xlsx([page])),
    "xls": (".xls", make_xls),
    "gb18030": (".csv", lambda page: make_csv(page, "gb18030")),
    "utf8": (".csv", lambda page: make_csv(page, "utf-8-sig")),
}
hands = st.builds(
    lambda seed, care: Hand(np.random.default_rng(seed), care), st.integers(0, 2**31), st.sampled_from((0.5, 0.9, 1.0))
)


def read_back(district: District, page: Page, kind: str) -> Entries:
    """The entries that the intake reads; each must stand in the very cell that it says."""
    ending, write = FILES[kind]
    harvest = read_content(write(page), f"报表{ending}", Names(district.catalogue, district.places))
    assert [str(problem) for problem in harvest.problems] == []
    written = {address(row, column): value for (row, column), (value, _) in page.cells.items()}
    for observation in harvest.observations.values():
        assert read_value(written[observation.cell]).number == observation.value
    return {key: observation.value for key, observation in harvest.observations.items()}


def within(book: Book, areas: Sequence[str], months: Sequence[int], metrics: Sequence[Metric]) -> Entries:
    """The entries that a sheet for these areas, months and metrics ought to yield."""
    codes = {metric.code for metric in metrics}
    return {
        key: value for key, value in book.entries.items() if key[0] in codes and key[1] in months and key[2] in areas
    }


def asked_of(district: District, areas: Sequence[str]) -> list[Metric]:
    return [m for m in district.catalogue.metrics if any(district.places[area].asked_for(m) for area in areas)]


def units(district: District, tier: str) -> list[str]:
    return [area.code for area in district.places.areas if area.tier == tier]


ROUNDS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ROUNDS
@given(districts(3), hands, st.sampled_from(sorted(FILES)))
def test_one_unit_a_file_metrics_down(district: District, hand: Hand, kind: str) -> None:
    book, month = open_book(district.catalogue, district.places, district.figures), district.months[-1]
    for area in units(district, "township")[:1] + units(district, "organ")[:1]:
        metrics = asked_of(district, [area])
        if metrics:
            page = draw_form(book, area, month, metrics, hand)
            assert read_back(district, page, kind) == within(book, [area], [month], metrics)


@ROUNDS
@given(districts(3), hands, st.sampled_from(sorted(FILES)))
def test_one_file_for_all_townships_down_metrics_across(district: District, hand: Hand, kind: str) -> None:
    book, month = open_book(district.catalogue, district.places, district.figures), district.months[-1]
    areas = units(district, "township")
    metrics = asked_of(district, areas)
    if metrics:
        page = draw_summary(book, areas, month, metrics, hand)
        assert read_back(district, page, kind) == within(book, areas, [month], metrics)


@ROUNDS
@given(districts(14), hands, st.sampled_from(sorted(FILES)), st.sampled_from(("quarter", "half", "year")))
def test_months_across(district: District, hand: Hand, kind: str, grain: str) -> None:
    book = open_book(district.catalogue, district.places, district.figures)
    period = Period.of_month(district.months[-1], grain)  # type: ignore[arg-type]
    for area in units(district, "township")[:1] + units(district, "organ")[:1]:
        metrics = asked_of(district, [area])
        if metrics:
            page = draw_calendar(book, area, period, metrics, hand)
            assert read_back(district, page, kind) == within(book, [area], period.months, metrics)


@ROUNDS
@given(districts(3), hands, st.sampled_from(("xlsx", "xls")), st.data())
def test_two_level_header_with_total_and_notes(district: District, hand: Hand, kind: str, data: st.DataObject) -> None:
    book, month = open_book(district.catalogue, district.places, district.figures), district.months[-1]
    areas = units(district, "township")
    silent = data.draw(st.sets(st.sampled_from(areas), max_size=len(areas) - 1))
    metrics = asked_of(district, areas)
    if metrics:
        page = draw_grouped(book, areas, month, metrics, hand, silent)
        told = [area for area in areas if area not in silent]
        assert read_back(district, page, kind) == within(book, told, [month], metrics)


@settings(max_examples=20, deadline=None)
@given(st.dates(date(2023, 1, 31), date(2026, 6, 30)), st.sampled_from(sorted(FILES)))
def test_the_ledger(day: date, kind: str) -> None:
    district = demo()
    ending, write = FILES[kind]
    content = write(draw_ledger(district.places, district.matters, day))
    harvest = read_content(content, f"台账{ending}", Names(district.catalogue, district.places))
    assert harvest.problems == []
    assert [replace(item, sheet="整改台账") for item in harvest.items] == list(ledger_items(district, day))
