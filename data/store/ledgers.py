"""The rectification ledger: which version of an item is current, and the counts it yields.

A ledger metric counts the items found since 1 January of the month's year (docs/decisions/0001):
``found`` up to the month's end, ``done`` of those by then, ``open`` the rest, ``overdue`` the open
ones whose time limit is before the month's end.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from data.definitions import Ledger
from data.periods import months_between
from data.store.figure_rows import FigureRow, write_rows
from data.store.rollups import Tree
from data.store.rows import upsert_rows
from data.tables import figures, ledger_current, ledger_items, reported_months, submissions

Item = Row[Any]


def month_end(month: int) -> date:
    """The last day of a month: ``202502`` -> 28 February 2025."""
    return date(month // 100, month % 100, monthrange(month // 100, month % 100)[1])


def refresh_current_items(connection: Connection, numbers: Iterable[str]) -> set[int]:
    """Point each number at its last accepted version; returns the years whose counts may change."""
    numbers = sorted(set(numbers))
    before = {item.number: item for item in current_items(connection, numbers)}
    question = (
        select(ledger_items)
        .join(submissions)
        .where(submissions.c.status == "accepted", ledger_items.c.number.in_(numbers))
        .order_by(submissions.c.accepted_at, submissions.c.id, ledger_items.c.id)
    )
    latest = {item.number: item for item in connection.execute(question)}
    upsert_rows(connection, ledger_current, [{"number": number, "item_id": latest[number].id} for number in latest])
    return {
        version.found_on.year
        for number, item in latest.items()
        for version in (item, before.get(number))
        if version is not None and _counted(item) != _counted(before.get(number))
    }


def _counted(item: Item | None) -> tuple[Any, ...] | None:
    return item and (item.area_id, item.source, item.found_on, item.due_on, item.done_on)


def current_items(connection: Connection, numbers: Sequence[str] | None = None) -> Sequence[Item]:
    """The current version of each item, all or those of some numbers, by number."""
    question = select(ledger_items).join(ledger_current, ledger_current.c.item_id == ledger_items.c.id)
    if numbers is not None:
        question = question.where(ledger_current.c.number.in_(numbers))
    return connection.execute(question.order_by(ledger_items.c.number)).all()


def counted_span(connection: Connection) -> tuple[int, int] | None:
    """First and last month for which the ledger is counted; ``None`` while there is no ledger.

    From January of the first item's year to the last month that anything is known of.
    """
    found, done = connection.execute(
        select(
            func.min(ledger_items.c.found_on), func.max(func.coalesce(ledger_items.c.done_on, ledger_items.c.found_on))
        )
        .select_from(ledger_current)
        .join(ledger_items, ledger_current.c.item_id == ledger_items.c.id)
    ).one()
    if found is None:
        return None
    reported = connection.execute(select(func.max(reported_months.c.month))).scalar()
    return found.year * 100 + 1, max(done.year * 100 + done.month, reported or 0)


def refresh_counts(connection: Connection, tree: Tree, years: Iterable[int]) -> dict[str, set[int]]:
    """Count the ledger anew for the months of some years within the counted span.

    Once there is a ledger, a unit without items has zero. Returns the months of each metric written.
    """
    span = counted_span(connection)
    metrics = [metric for metric in tree.catalogue.metrics if metric.ledger is not None]
    if span is None or not metrics:
        return {}
    _forget_outside(connection, [metric.code for metric in metrics], span)
    items = current_items(connection)
    wanted = set(years)
    months = [month for month in months_between(*span) if month // 100 in wanted]
    rows: list[FigureRow] = []
    for month in months:
        end = month_end(month)
        cohort = [item for item in items if item.found_on.year == end.year and item.found_on <= end]
        asked = [(tree.ids[area.code], area) for area in tree.places.areas if area.valid_in(month)]
        for metric in metrics:
            assert metric.ledger is not None
            counts = _count(cohort, metric.ledger, end)
            for area_id, area in asked:
                if area.asked_for(metric):
                    value = float(counts.get(area_id, 0))
                    rows.append(FigureRow(metric.code, month, area_id, value, None, 1, 0, 1, "reported", None))
    write_rows(connection, rows)
    return {metric.code: set(months) for metric in metrics} if months else {}


def _forget_outside(connection: Connection, metrics: Sequence[str], span: tuple[int, int]) -> None:
    outside = (figures.c.month < span[0]) | (figures.c.month > span[1])
    for metric in metrics:
        connection.execute(delete(figures).where(figures.c.metric == metric, outside))


def _count(cohort: Iterable[Item], ledger: Ledger, end: date) -> dict[int, int]:
    counts: dict[int, int] = {}
    for item in cohort:
        if ledger.source and item.source != ledger.source:
            continue
        done = item.done_on is not None and item.done_on <= end
        overdue = not done and item.due_on is not None and item.due_on < end
        holds = {"found": True, "done": done, "open": not done, "overdue": overdue}
        counts[item.area_id] = counts.get(item.area_id, 0) + holds[ledger.count]
    return counts
