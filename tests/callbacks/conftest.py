"""Stores for tests of pages: the demo district's truth in one, nothing in the other; and applications on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from callbacks.indexing import Dashboard
from data.catalogue_loading import load_catalogue
from data.places import load_places
from data.settings import Settings
from data.store import Store, open_store
from pipelines.demo.district import SEED, make_district
from tests.filling import fill_store

ROOT = Path(__file__).resolve().parents[2]


def _open(folder: Path) -> Store:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    places = load_places(ROOT / "data" / "places" / "demo.toml", catalogue)
    return open_store(f"sqlite:///{folder / 'dashboard.db'}", catalogue, places, folder / "files")


@pytest.fixture(scope="session")
def district_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo district's store is kept."""
    return tmp_path_factory.mktemp("district")


@pytest.fixture(scope="session")
def district(district_folder: Path) -> Iterator[Store]:
    """The demo district's 36 months, two townships silent in the last."""
    store = _open(district_folder)
    fill_store(store, make_district(SEED, store.catalogue, store.places, silent=2))
    yield store
    store.close()


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that nobody has sent anything to."""
    store = _open(tmp_path_factory.mktemp("nothing"))
    yield store
    store.close()


@pytest.fixture(scope="session")
def app(district: Store, district_folder: Path) -> Iterator[Dashboard]:
    """The application on the demo district."""
    made = create_app(Settings(instance_dir=district_folder))
    yield made
    made.store.close()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Dashboard]:
    """The application on a store of its own."""
    app = create_app(Settings(instance_dir=tmp_path, database_url=""))
    yield app
    app.store.close()


@pytest.fixture
def client(made: Dashboard) -> FlaskClient:
    """A browser on it, without scripts."""
    client: FlaskClient = made.server.test_client()
    return client
