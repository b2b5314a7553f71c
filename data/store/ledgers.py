"""The rectification ledger: which version of an item is current, and the counts it yields.

A ledger metric counts the items found since 1 January of the month's year (docs/decisions/0001):
``found`` up to the month's end, ``done`` of those by then, ``open`` the rest, ``overdue`` the open
ones whose time limit is before the month's end.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from data.definitions import LedgerCount
from data.periods import last_day, months_between
from data.store.rows import split, upsert_rows
from data.store.tree import Tree
from data.tables import figures, ledger_current, ledger_items, reported_months, submissions

Item = Row[Any]


def make_items_current(connection: Connection, numbers: Iterable[str]) -> set[int]:
    """Point each number at its last accepted version; returns the months whose counts may change."""
    numbers = sorted(set(numbers))
    before = {item.number: item for item in current_items(connection, numbers)}
    latest = {item.number: item for item in read_versions(connection, numbers)}
    upsert_rows(connection, ledger_current, [(number, item.id) for number, item in latest.items()])
    months: set[int] = set()
    for number, item in latest.items():
        for version in (item, before.get(number)):
            if version is not None and _counted(item) != _counted(before.get(number)):
                # An item counts in the months of the year that it was found in, and in no other.
                found = _month(version.found_on)
                months.update(months_between(found, found // 100 * 100 + 12))
    return months


def read_versions(connection: Connection, numbers: Sequence[str]) -> Iterator[Item]:
    """Every accepted version of some items; of each the current one last."""
    for part in split(numbers):
        yield from connection.execute(
            select(ledger_items)
            .join(submissions)
            .where(submissions.c.status == "accepted", ledger_items.c.number.in_(part))
            .order_by(submissions.c.accepted_at, submissions.c.id, ledger_items.c.id)
        )


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


def last_reported_month(connection: Connection) -> int | None:
    """The last month for which anybody reported figures."""
    return connection.execute(select(func.max(reported_months.c.month))).scalar()


def count_items(connection: Connection, tree: Tree, changed: Collection[int]) -> None:
    """Count the ledger anew for the months that changed and for those that were never counted.

    The ledger is counted from the month of its first item to the last month that was reported;
    months that no longer lie between are forgotten.
    """
    metrics = [(metric, metric.ledger) for metric in tree.catalogue.metrics if metric.ledger]
    items = current_items(connection)
    last = last_reported_month(connection)
    if not metrics or not items or last is None:
        return
    months = months_between(_month(min(item.found_on for item in items)), last)
    counted = _forget_outside(connection, [metric.code for metric, _ in metrics], months)
    months = [month for month in months if month in changed or month not in counted]
    tallies = {month: _tally(tree, items, last_day(month)) for month in months}
    for metric, ledger in metrics:
        # An item may have moved away from an area that is asked for nothing: its old count must go.
        connection.execute(delete(figures).where(figures.c.metric == metric.code, figures.c.month.in_(months)))
        rows: list[tuple[Any, ...]] = []
        for month in months:
            counts = tallies[month].get((ledger.source, ledger.count), {})
            for area_id in sorted(tree.codes):
                asked = tree.expected(area_id, metric, month)
                if asked or area_id in counts:
                    # Who is asked and has no item has none: the ledger is kept for everybody.
                    value, covered = float(counts.get(area_id, 0)), max(asked, 1)
                    rows.append((metric.code, month, area_id, value, None, covered, 0, covered, "reported", None))
        upsert_rows(connection, figures, rows)


def _forget_outside(connection: Connection, codes: Sequence[str], months: Sequence[int]) -> set[int]:
    """Delete the counts of all other months; returns the months that stay."""
    span = select(func.min(figures.c.month), func.max(figures.c.month)).where(figures.c.metric == codes[0])
    first, last = connection.execute(span).one()
    if first is None:
        return set()
    stored = months_between(first, last)
    if outside := sorted(set(stored) - set(months)):
        for code in codes:
            connection.execute(delete(figures).where(figures.c.metric == code, figures.c.month.in_(outside)))
    return set(stored) & set(months)


def _tally(tree: Tree, items: Iterable[Item], end: date) -> dict[tuple[str, LedgerCount], dict[int, int]]:
    """What a month's end finds, by source (empty: all) and count: items by area, each in its own and in all above."""
    tally: dict[tuple[str, LedgerCount], dict[int, int]] = {}
    for item in items:
        if item.found_on.year == end.year and item.found_on <= end and item.area_id in tree.codes:
            done = item.done_on is not None and item.done_on <= end
            overdue = not done and item.due_on is not None and item.due_on < end
            holds: dict[LedgerCount, bool] = {"found": True, "done": done, "open": not done, "overdue": overdue}
            within = tree.with_ancestors([item.area_id])
            for count, held in holds.items():
                for source in ("", item.source):
                    counts = tally.setdefault((source, count), {})
                    for area_id in within:
                        counts[area_id] = counts.get(area_id, 0) + held
    return tally


def _month(day: date) -> int:
    return day.year * 100 + day.month
