"""The demo goes in through the ordinary intake and leaves the store with exactly the truth."""

from pathlib import Path

import pytest

from data.store import Store, open_store
from pipelines.demo.district import MONTHS
from pipelines.demo.loading import Loaded, load_demo, make_demo
from tests.pipelines.demo.test_district import demo


class Stopped(Exception):
    """What a killed process looks like to the loading."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder / 'demo.db'}", demo().catalogue, demo().places, folder / "files")


@pytest.fixture(scope="module")
def loaded(store: Store, folder: Path) -> Loaded:
    """Stopped after a hundred files, then begun again and brought to its end."""

    def stop(done: int, total: int, name: str) -> None:
        if done == 100:
            raise Stopped

    with pytest.raises(Stopped):
        load_demo(store, folder / "demo", stop)
    assert len(store.submissions(1000)) == 100
    return load_demo(store, folder / "demo")


def test_it_goes_on_where_it_stopped(loaded: Loaded) -> None:
    assert (loaded.files, loaded.known, loaded.taken) == (337, 100, 236)


def test_the_checks_stop_the_unit_slip_and_nothing_else(loaded: Loaded) -> None:
    assert loaded.surprises == ()
    (refused,) = loaded.refused
    assert [problem.rule for problem in refused.problems if problem.severity == "block"] == ["unit_slip"]


def test_the_store_holds_the_truth(loaded: Loaded, store: Store) -> None:
    truth = make_demo(store).reported.set_index(["metric", "month", "area"]).sort_index()
    codes = [metric.code for metric in store.catalogue.metrics if metric.asked]
    areas = [area.code for area in store.places.areas if area.parent is not None]
    figures = store.figures(codes, MONTHS, areas).set_index(["metric", "month", "area"]).sort_index()
    assert list(figures.index) == list(truth.index)
    assert figures["state"].tolist() == truth["state"].tolist()
    assert figures["value"].fillna(-1).tolist() == truth["value"].fillna(-1).tolist()


def test_once_more_changes_nothing(loaded: Loaded, store: Store, folder: Path) -> None:
    version, modified = store.version(), {path: path.stat().st_mtime_ns for path in (folder / "demo").iterdir()}
    heard: list[tuple[int, int]] = []
    again = load_demo(store, folder / "demo", lambda done, total, name: heard.append((done, total)))
    assert (again.taken, again.known, len(again.refused)) == (0, 336, 1)
    assert store.version() == version
    assert {path: path.stat().st_mtime_ns for path in (folder / "demo").iterdir()} == modified
    assert heard == [(number, 337) for number in range(1, 338)]
