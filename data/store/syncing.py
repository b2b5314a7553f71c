"""Brings the database in line with the catalogue and the places it is opened with."""

from sqlalchemy import Connection, delete, select

from data.definitions import Catalogue
from data.places import Places
from data.store.current import months_by_metric, refresh_units
from data.store.keeping import bump_version, refresh_ledger
from data.store.ledgers import counted_span, refresh_current_items
from data.store.rollups import Tree, roll_up
from data.store.rows import insert_rows, upsert_rows
from data.tables import areas, figures, ledger_items, meta, observations, submissions


def sync(connection: Connection, catalogue: Catalogue, places: Places) -> Tree:
    """Give every area its id, and rebuild the current figures if a definition or a place changed."""
    known = {row.code: row.id for row in connection.execute(select(areas.c.code, areas.c.id))}
    insert_rows(connection, areas, [{"code": area.code} for area in places.areas if area.code not in known])
    ids = {row.code: row.id for row in connection.execute(select(areas.c.code, areas.c.id)) if row.code in places}
    tree = Tree(catalogue, places, ids)
    fingerprint = f"{catalogue.fingerprint} {places.fingerprint}"
    stored = dict(connection.execute(select(meta.c.key, meta.c.value)).tuples().all())
    if "version" not in stored:
        insert_rows(connection, meta, [{"key": "version", "value": "1"}])
    if stored.get("fingerprint") != fingerprint:
        rebuild(connection, tree)
        upsert_rows(connection, meta, [{"key": "fingerprint", "value": fingerprint}])
    return tree


def rebuild(connection: Connection, tree: Tree) -> None:
    """Make every current figure and roll-up anew from what was accepted.

    Observations of metrics or areas that are no longer declared stay kept and are not shown.
    """
    connection.execute(delete(figures))
    area_ids = sorted(tree.ids.values())
    codes = [area.code for area in tree.places.areas]
    accepted = select(observations.c.month).distinct().join(submissions).where(submissions.c.status == "accepted")
    for metric in tree.catalogue.metrics:
        months = connection.execute(accepted.where(observations.c.metric == metric.code)).scalars()
        months_of = months_by_metric((metric.code, month) for month in months)
        if months_of:
            roll_up(connection, tree, refresh_units(connection, tree, months_of, area_ids), codes)
    numbers = connection.execute(select(ledger_items.c.number).distinct()).scalars()
    refresh_current_items(connection, numbers)
    span = counted_span(connection)
    if span is not None:
        refresh_ledger(connection, tree, set(range(span[0] // 100, span[1] // 100 + 1)))
    bump_version(connection)
