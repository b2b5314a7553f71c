"""The demo goes in through the ordinary intake and leaves the store with exactly the truth."""

from pathlib import Path

import pytest

from data.store import Store, open_store
from pipelines.demo import loading
from pipelines.demo.district import MONTHS
from pipelines.demo.loading import NOTE, Loaded, count_loaded, load_demo, make_demo
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
    """Stopped after a hundred files, in the midst of those that were kept together, then brought to its end."""

    def stop(done: int, total: int, name: str) -> None:
        if done == 100:
            raise Stopped

    with pytest.raises(Stopped):
        load_demo(store, folder / "demo", stop)
    assert len(store.submissions(1000)) == 111
    assert count_loaded(store, folder / "demo") == 0
    return load_demo(store, folder / "demo")


def test_it_goes_on_where_it_stopped(loaded: Loaded) -> None:
    assert (loaded.files, loaded.known, loaded.taken) == (337, 111, 225)


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


def read_times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name != NOTE}


def test_once_more_changes_nothing(loaded: Loaded, store: Store, folder: Path) -> None:
    version, modified = store.version(), read_times(folder / "demo")
    heard: list[tuple[int, int]] = []
    again = load_demo(store, folder / "demo", lambda done, total, name: heard.append((done, total)))
    assert (again.taken, again.known, len(again.refused)) == (0, 336, 1)
    assert store.version() == version
    assert read_times(folder / "demo") == modified
    assert heard == [(number, 337) for number in range(1, 338)]


def test_what_is_loaded_is_noticed_without_making_it_again(
    loaded: Loaded, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count_loaded(store, folder / "demo") == 336
    monkeypatch.setattr(loading, "SEED", loading.SEED + 1)
    assert count_loaded(store, folder / "demo") == 0


@pytest.mark.parametrize("changed", ["catalogue", "places"])
def test_other_definitions_make_another_demo(loaded: Loaded, folder: Path, tmp_path: Path, changed: str) -> None:
    given = {"catalogue": demo().catalogue, "places": demo().places}
    given[changed] = given[changed].model_copy(update={"fingerprint": "another"})
    store = open_store(f"sqlite:///{folder / 'demo.db'}", **given, files_dir=folder / "files")
    assert count_loaded(store, folder / "demo") == 0
    store.close()


def test_another_database_knows_nothing_of_it(loaded: Loaded, folder: Path, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new.db'}", demo().catalogue, demo().places, tmp_path / "files")
    assert count_loaded(store, folder / "demo") == 0
    store.close()


def test_annual_targets_come_in_as_sheets(loaded: Loaded, store: Store) -> None:
    assert store.targets(2023) == []
    for year in (2024, 2025):
        targets = store.targets(year)
        assert len(targets) == 8 * 16
        assert all(target.value and target.value > 0 for target in targets)
    name = "青梧区2025年度基层党建目标任务.xlsx"
    assert {(change.file_name, change.before) for change in store.target_changes(2025)} == {(name, None)}
