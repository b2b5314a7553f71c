"""Reads an address: its path and the selection that its query stands for."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from data.selection import Selection
from data.store import Store


class Address(NamedTuple):
    """A path, the selection, and what of the query was not understood."""

    path: str
    selection: Selection
    notices: list[str]


def read_address(store: Store, address: str) -> Address:
    """Read ``/ranking?area=…``; anything unreadable falls back to its default and is said."""
    parts = urlsplit(address)
    selection, notices = read_query(store, dict(parse_qsl(parts.query)))
    return Address(parts.path or "/", selection, notices)


def read_query(store: Store, query: Mapping[str, str]) -> tuple[Selection, list[str]]:
    """The selection of a query's parts."""
    return Selection.parse(query, store.catalogue, store.places, store.months())
