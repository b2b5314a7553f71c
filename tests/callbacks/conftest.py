"""Stores for tests of pages: the demo district's truth in one, nothing in the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.catalogue_loading import load_catalogue
from data.places import load_places
from data.store import Store, open_store
from pipelines.demo.district import SEED, make_district
from tests.filling import fill_store

ROOT = Path(__file__).resolve().parents[2]


def _open(folder: Path) -> Store:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    places = load_places(ROOT / "data" / "places" / "demo.toml", catalogue)
    return open_store(f"sqlite:///{folder / 'dashboard.db'}", catalogue, places, folder / "files")


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo district's 36 months, two townships silent in the last."""
    store = _open(tmp_path_factory.mktemp("district"))
    fill_store(store, make_district(SEED, store.catalogue, store.places, silent=2))
    yield store
    store.close()


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that nobody has sent anything to."""
    store = _open(tmp_path_factory.mktemp("nothing"))
    yield store
    store.close()
