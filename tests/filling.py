"""Fills a store with a district's truth directly, for tests that need figures and not workbooks."""

import hashlib
from datetime import date, datetime, timedelta

from data.observations import Incoming, LedgerItem, Observation
from data.periods import shift_month
from data.store import Store
from pipelines.demo.district import District
from pipelines.demo.ledgers import know_on, status_of


def fill_store(store: Store, district: District, by: str = "组织部") -> None:
    """Keep and accept each month's reported figures, then the ledger as it stands at the end.

    A figure's cell is its row and column in an imagined summary of the month: one sheet 汇总, areas
    down from row 4, metrics across from column 3.
    """
    figures = district.reported
    rows = {area.code: 4 + index for index, area in enumerate(district.places.areas)}
    columns = {code: 3 + index for index, code in enumerate(district.catalogue.codes())}
    for month in district.months:
        group = figures[figures["month"] == month]
        observations = tuple(
            Observation(
                metric=metric,
                month=month,
                area=area,
                value=None if state == "not_applicable" else float(value),
                state=state,
                sheet="汇总",
                cell=f"{_letters(columns[metric])}{rows[area]}",
                text="不适用" if state == "not_applicable" else f"{value:g}",
            )
            for metric, area, value, state in zip(
                group["metric"], group["area"], group["value"], group["state"], strict=True
            )
        )
        day = _first_day(shift_month(month, 1))
        _take(store, f"{month}汇总.xlsx", datetime(day.year, day.month, 5, 9), by, observations=observations)
    day = _first_day(shift_month(district.months[-1], 1))
    items = ledger_items(district, day - timedelta(days=1))
    _take(store, "整改台账.xlsx", datetime(day.year, day.month, 6, 9), by, items=items)


def ledger_items(district: District, day: date) -> tuple[LedgerItem, ...]:
    """The ledger as it stands on a day."""
    return tuple(
        LedgerItem(
            number=matter.number,
            source=matter.source,
            summary=matter.summary,
            area=matter.area,
            measures=matter.measures,
            found_on=matter.found_on,
            due_on=matter.due_on,
            status=status_of(matter),
            done_on=matter.done_on,
            closed_on=matter.closed_on,
            review=matter.review,
            sheet="整改台账",
            row=row,
        )
        for row, matter in enumerate(know_on(district.matters, day), start=3)
    )


def _take(
    store: Store,
    name: str,
    received_at: datetime,
    by: str,
    observations: tuple[Observation, ...] = (),
    items: tuple[LedgerItem, ...] = (),
) -> None:
    content = repr((name, observations, items)).encode()
    incoming = Incoming(
        sha256=hashlib.sha256(content).hexdigest(),
        file_name=name,
        content=None,
        received_at=received_at,
        received_by=by,
        layout="汇总表",
        observations=observations,
        items=items,
    )
    store.take(incoming, by, received_at + timedelta(hours=1))


def _first_day(month: int) -> date:
    return date(month // 100, month % 100, 1)


def _letters(column: int) -> str:
    """The name of a column: 27 is ``AA``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
