"""What a submission changes, figure by figure and item by item, against what is or was current before it."""

import pandas as pd
from sqlalchemy import Connection, select

from data.store.current import read_accepted
from data.store.ledgers import Item, read_versions
from data.store.refusals import UnknownSubmission
from data.store.tree import Tree
from data.tables import ledger_items, observations, submissions

CHANGE_COLUMNS = ("metric", "month", "area", "before", "before_state", "after", "after_state", "sheet", "cell")
ITEM_CHANGE_COLUMNS = ("number", "area", "field", "before", "after", "sheet", "row")
#: What a line of the ledger says of an item, beside its number and its area.
_FIELDS = ("source", "summary", "measures", "found_on", "due_on", "status", "done_on", "closed_on", "review")
_BROUGHT = select(observations).order_by(observations.c.id)


def read_changes(connection: Connection, tree: Tree, submission_id: int) -> pd.DataFrame:
    """CHANGE_COLUMNS: the figures that accepting a submission would change, or did change.

    ``before`` is what is current, for an accepted submission what was accepted last before it; where
    nothing was, it is empty and ``before_state`` is ``missing``. In the order of the catalogue, the
    months and the places. Raise ``UnknownSubmission`` where there is no such submission.
    """
    _require(connection, submission_id)
    found = connection.execute(_BROUGHT.where(observations.c.submission_id == submission_id))
    after = {
        (row.metric, row.month, row.area_id): row for row in found if row.metric in tree.asked(row.area_id, row.month)
    }
    before: dict[tuple[str, int, int], tuple[float | None, str]] = {}
    replaced = set()
    keys = [sorted(set(part)) for part in zip(*after, strict=True)]
    for metric, month, area_id, value, state, _, number, _ in read_accepted(connection, *keys) if after else ():
        key = (metric, month, area_id)
        if number == submission_id:
            replaced.add(key)  # what was accepted after it is none of its doing
        elif key not in replaced:
            before[key] = value, state
    metrics = {code: place for place, code in enumerate(tree.catalogue.codes())}
    places = {area.code: place for place, area in enumerate(tree.places.areas)}
    rows = []
    for key, row in after.items():
        value, state = before.get(key, (None, "missing"))
        if (value, state) != (row.value, row.state):
            code = tree.codes[row.area_id]
            rows.append((row.metric, row.month, code, value, state, row.value, row.state, row.sheet, row.cell))
    rows.sort(key=lambda row: (metrics[row[0]], row[1], places[row[2]]))
    return pd.DataFrame(rows, columns=list(CHANGE_COLUMNS)).astype({"before": float, "after": float})


def read_item_changes(connection: Connection, tree: Tree, submission_id: int) -> pd.DataFrame:
    """ITEM_CHANGE_COLUMNS: what accepting a submission would change, or did change, in the ledger, as texts.

    One row for each field that differs from the version of the item accepted last before, the code for
    an area; a new item has one row of the field ``number``. By number. Raise ``UnknownSubmission``.
    """
    _require(connection, submission_id)
    after = {
        item.number: item
        for item in connection.execute(
            select(ledger_items).where(ledger_items.c.submission_id == submission_id).order_by(ledger_items.c.id)
        )
    }
    before: dict[str, Item] = {}
    replaced = set()
    for version in read_versions(connection, sorted(after)):
        if version.submission_id == submission_id:
            replaced.add(version.number)
        elif version.number not in replaced:
            before[version.number] = version
    rows = []
    for number, item in sorted(after.items()):
        known = before.get(number)
        new, old = _write_item(tree, item), _write_item(tree, known) if known else {"number": ""}
        rows += [
            (number, new["area"], field, text, new[field], item.sheet, item.row)
            for field, text in old.items()
            if text != new[field]
        ]
    return pd.DataFrame(rows, columns=list(ITEM_CHANGE_COLUMNS))


def _write_item(tree: Tree, item: Item) -> dict[str, str]:
    values = {"number": item.number, "area": tree.codes.get(item.area_id)}
    values |= {field: getattr(item, field) for field in _FIELDS}
    return {field: "" if value is None else str(value) for field, value in values.items()}


def _require(connection: Connection, submission_id: int) -> None:
    if connection.execute(select(submissions.c.id).where(submissions.c.id == submission_id)).scalar() is None:
        raise UnknownSubmission(submission_id)
