"""A province of 1,500 townships under one node, and what its pages cost beside the district's.

It holds the three months that a page of one month compares: a question names the keys that it reads,
so that more months would make the store larger and no answer longer.
"""

import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

from callbacks.addresses import read_address
from callbacks.overview import offer_long
from callbacks.pages import PAGES
from data.catalogue_loading import load_catalogue
from data.places import Places
from data.settings import Settings
from data.store import Store, open_store
from pipelines.demo.district import make_district
from pipelines.exporting import stream_csv
from tests.bench.province import draw_places
from tests.bench.serving_time import SEARCH, CallbackTime, time_callback
from tests.filling import fill_store

MONTHS = (202412, 202511, 202512)
TITLES = ("总览", "排名", "对比")
ROUNDS = 5
_SEED = 20250601


def open_province(folder: Path) -> Store:
    """Draw the province and open a new store with its figures."""
    catalogue = load_catalogue(Settings().catalogue_dir)
    root, *below = draw_places().areas
    units = [area.model_copy(update={"parent": root.code}) for area in below if area.tier == "township"]
    places = Places(areas=(root, *units), fingerprint=f"{len(units)} townships under one node")
    store = open_store(f"sqlite:///{folder}/province.db", catalogue, places, folder / "files")
    fill_store(store, make_district(_SEED, catalogue, places, MONTHS))
    return store


def time_pages(district: Store, province: Store) -> dict[str, tuple[CallbackTime, CallbackTime]]:
    """The pages that show all units, by their title: the district's and the province's."""
    return {
        served.page.title: (time_callback(district, served, ROUNDS), time_callback(province, served, ROUNDS))
        for served in PAGES
        if served.page.title in TITLES
    }


@dataclass(frozen=True)
class Download:
    """A CSV as it streams: ms until the frame stands and until its first bytes, rows a second, and the most memory
    that the stream held, in MB."""

    asked: float
    first: float
    rows: int
    rate: float
    memory: float


def time_download(store: Store) -> Download:
    """The period's snapshot, one row for each unit and metric in each of its forms."""
    selection = read_address(store, f"/?{SEARCH}").selection
    begun = time.perf_counter()
    table = offer_long(store, selection)
    asked = time.perf_counter()
    pieces = stream_csv(table.frame, table.columns)
    next(pieces)
    first = time.perf_counter()
    rows = sum(piece.count(b"\r\n") for piece in pieces)
    seconds = time.perf_counter() - first
    # Once more under watch, which takes time of its own.
    tracemalloc.start()
    for _ in stream_csv(table.frame, table.columns):
        pass
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return Download((asked - begun) * 1000, (first - begun) * 1000, rows, rows / seconds, memory)
