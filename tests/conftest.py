"""Fixtures that every test may ask for: databases of both kinds, and stores of the small district in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import URL

from data.store import Store, open_store
from tests.databases import make_database, run_postgresql, write_address
from tests.small_district import CATALOGUE, PLACES

# How long an example takes says more about the machine's load than about the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """A PostgreSQL server for the whole session, started when the first test asks."""
    with run_postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'dashboard.db'}"
        return
    server: URL = request.getfixturevalue("postgresql")
    with make_database(server) as url:
        yield write_address(url)


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    """An empty store of the small district, once in each kind of database."""
    opened = open_store(database, CATALOGUE, PLACES, tmp_path / "files")
    yield opened
    opened.close()
