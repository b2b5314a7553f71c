"""The rectification ledger as a list: the items of an area, and how they stand on a day."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection, select

from data.store.rows import split
from data.store.tree import Tree
from data.tables import ledger_current, ledger_items, submissions

LEDGER_COLUMNS = (
    "number",
    "source",
    "summary",
    "measures",
    "area",
    "name",
    "found_on",
    "due_on",
    "status",
    "done_on",
    "closed_on",
    "review",
    "submission",
    "file_name",
    "sheet",
    "row",
    "state",
    "days_overdue",
)


def read_ledger(connection: Connection, tree: Tree, area: str, at: date) -> pd.DataFrame:
    """LEDGER_COLUMNS: the items of an area and all below found by a day, by number.

    ``state`` is done, open or overdue as of that day, whatever ``status`` says of the latest.
    """
    places = tree.places
    within = [tree.ids[code] for code in (area, *(below.code for below in places.below(area)))]
    items = [
        item
        for part in split(within)
        for item in connection.execute(
            select(ledger_items, submissions.c.file_name)
            .join(ledger_current, ledger_current.c.item_id == ledger_items.c.id)
            .join(submissions)
            .where(ledger_items.c.area_id.in_(part), ledger_items.c.found_on <= at)
        )
    ]
    rows = []
    for item in sorted(items, key=lambda item: item.number):
        done = item.done_on is not None and item.done_on <= at
        late = 0 if done or item.due_on is None else max((at - item.due_on).days, 0)
        code = tree.codes[item.area_id]
        rows.append(
            (
                item.number,
                item.source,
                item.summary,
                item.measures,
                code,
                places[code].name,
                item.found_on,
                item.due_on,
                item.status,
                item.done_on,
                item.closed_on,
                item.review,
                item.submission_id,
                item.file_name,
                item.sheet,
                item.row,
                "done" if done else "overdue" if late else "open",
                late,
            )
        )
    return pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))
