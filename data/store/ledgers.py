"""The rectification ledger: which version of an item is current, and the counts it yields.

A ledger metric counts the items found since 1 January of the month's year (docs/decisions/0001):
``found`` up to the month's end, ``done`` of those by then, ``open`` the rest, ``overdue`` the open
ones whose time limit is before the month's end.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from data.definitions import Ledger
from data.periods import months_between
from data.store.rows import split, upsert_rows
from data.store.tree import Tree
from data.tables import figures, ledger_current, ledger_items, reported_months, submissions

Item = Row[Any]
Span = tuple[int, int]


def month_end(month: int) -> date:
    """The last day of a month: ``202502`` -> 28 February 2025."""
    return date(month // 100, month % 100, monthrange(month // 100, month % 100)[1])


def make_items_current(connection: Connection, numbers: Iterable[str]) -> set[int]:
    """Point each number at its last accepted version; returns the months whose counts may change."""
    numbers = sorted(set(numbers))
    before = {item.number: item for item in current_items(connection, numbers)}
    latest: dict[str, Item] = {}
    for part in split(numbers):
        question = (
            select(ledger_items)
            .join(submissions)
            .where(submissions.c.status == "accepted", ledger_items.c.number.in_(part))
            .order_by(submissions.c.accepted_at, submissions.c.id, ledger_items.c.id)
        )
        latest.update({item.number: item for item in connection.execute(question)})
    upsert_rows(connection, ledger_current, [(number, item.id) for number, item in latest.items()])
    months: set[int] = set()
    for number, item in latest.items():
        for version in (item, before.get(number)):
            if version is not None and _counted(item) != _counted(before.get(number)):
                # An item counts in the months of the year that it was found in, and in no other.
                found = _month(version.found_on)
                months.update(months_between(found, found // 100 * 100 + 12))
    return months


def _counted(item: Item | None) -> tuple[Any, ...] | None:
    return item and (item.area_id, item.source, item.found_on, item.due_on, item.done_on)


def current_items(connection: Connection, numbers: Sequence[str] | None = None) -> list[Item]:
    """The current version of each item, all or those of some numbers, by number."""
    question = select(ledger_items).join(ledger_current, ledger_current.c.item_id == ledger_items.c.id)
    if numbers is None:
        return list(connection.execute(question.order_by(ledger_items.c.number)))
    return [
        item
        for part in split(numbers)
        for item in connection.execute(question.where(ledger_current.c.number.in_(part)))
    ]


def counted_span(connection: Connection) -> Span | None:
    """The months for which the ledger is counted: from the first item's to the last that was reported.

    ``None`` while there is no item or while nobody has reported such a month.
    """
    first = connection.execute(
        select(func.min(ledger_items.c.found_on)).join(ledger_current, ledger_current.c.item_id == ledger_items.c.id)
    ).scalar()
    last = connection.execute(select(func.max(reported_months.c.month))).scalar()
    return None if first is None or last is None or _month(first) > last else (_month(first), last)


def count_items(connection: Connection, tree: Tree, before: Span | None, changed: Iterable[int]) -> None:
    """Count the ledger anew for the months that changed and for those that the span has gained.

    ``before`` is the span that was counted. Months that the span has lost are forgotten.
    """
    span = counted_span(connection)
    codes = [metric.code for metric in tree.catalogue.metrics if metric.ledger]
    if before is not None and before != span:
        kept = figures.c.month.between(*span) if span else figures.c.month < 0
        for code in codes:
            connection.execute(delete(figures).where(figures.c.metric == code, ~kept))
    if span is None or not codes:
        return
    old = set(months_between(*before)) if before else set()
    months = [month for month in months_between(*span) if month in changed or month not in old]
    if not months:
        return
    items = current_items(connection)
    for metric in tree.catalogue.metrics:
        if metric.ledger:
            rows: list[tuple[Any, ...]] = []
            for month in months:
                counts = _count(tree, items, metric.ledger, month_end(month))
                for area_id in tree.codes:
                    asked = tree.expected(area_id, metric, month)
                    if asked or area_id in counts:
                        # Who is asked and has no item has none: the ledger is kept for everybody.
                        covered = max(asked, 1)
                        value = float(counts.get(area_id, 0))
                        key = (metric.code, month, area_id)
                        rows.append((*key, value, None, covered, 0, covered, "reported", None))
            upsert_rows(connection, figures, rows)


def _count(tree: Tree, items: Iterable[Item], ledger: Ledger, end: date) -> dict[int, int]:
    """Items by area, each in its own and in all above; an area without a cohort is absent."""
    counts: dict[int, int] = {}
    for item in _cohort(items, ledger, end):
        done = item.done_on is not None and item.done_on <= end
        overdue = not done and item.due_on is not None and item.due_on < end
        holds = {"found": True, "done": done, "open": not done, "overdue": overdue}[ledger.count]
        for area_id in tree.with_ancestors([item.area_id] if item.area_id in tree.codes else []):
            counts[area_id] = counts.get(area_id, 0) + holds
    return counts


def _cohort(items: Iterable[Item], ledger: Ledger, end: date) -> Iterator[Item]:
    for item in items:
        if item.found_on.year == end.year and item.found_on <= end and ledger.source in ("", item.source):
            yield item


def _month(day: date) -> int:
    return day.year * 100 + day.month
