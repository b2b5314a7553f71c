"""Brings the database in line with the catalogue and the places it is opened with."""

from sqlalchemy import Connection, delete, select

from data.definitions import Catalogue
from data.places import Places
from data.store.current import make_all_current
from data.store.keeping import read_meta, set_version
from data.store.ledgers import count_items, make_items_current
from data.store.rows import insert_rows, upsert_rows
from data.store.tree import Tree
from data.tables import areas, arrivals, corrections, figures, ledger_items, meta, reported_months


def sync(connection: Connection, catalogue: Catalogue, places: Places) -> Tree:
    """Give every area its id, and rebuild the current figures if a definition or a place changed."""
    known = set(connection.execute(select(areas.c.code)).scalars())
    insert_rows(connection, areas, [{"code": area.code} for area in places.areas if area.code not in known])
    ids = {row.code: row.id for row in connection.execute(select(areas.c.code, areas.c.id)) if row.code in places}
    tree = Tree(catalogue, places, ids)
    stored = read_meta(connection)
    if "version" not in stored:
        insert_rows(connection, meta, [{"key": "version", "value": "1"}])
    if stored.get("fingerprint") != tree.fingerprint:
        rebuild(connection, tree)
        upsert_rows(connection, meta, [("fingerprint", tree.fingerprint)])
    return tree


def rebuild(connection: Connection, tree: Tree) -> None:
    """Make every current figure and roll-up anew from what was accepted."""
    for table in (figures, arrivals, corrections, reported_months):
        connection.execute(delete(table))
    make_all_current(connection, tree)
    make_items_current(connection, connection.execute(select(ledger_items.c.number).distinct()).scalars())
    count_items(connection, tree, changed=())
    set_version(connection, int(read_meta(connection)["version"]) + 1)
