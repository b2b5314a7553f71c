"""What a callback costs on the server beyond the SQL that answers it, and what the intake takes in."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import pandas as pd
from python_calamine import CalamineWorkbook

from callbacks.pages import PAGES
from callbacks.routing import repaint
from data.catalogue_loading import load_catalogue
from data.places import load_places
from data.settings import Settings
from data.store import Store, open_store
from pipelines.gathering import gather, list_files

SEARCH = "metric=trainees&form=rate&period=2025-12"


def open_demo(instance: Path) -> Store:
    """The store of an instance folder."""
    settings = Settings(instance_dir=instance, database_url="")
    catalogue = load_catalogue(settings.catalogue_dir)
    return open_store(settings.database, catalogue, load_places(settings.places_file, catalogue), settings.files_dir)


def milliseconds(work: Callable[[], object], rounds: int = 15) -> float:
    """The median time of a piece of work."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def time_callbacks(store: Store) -> dict[str, tuple[float, float, int]]:
    """By page: the repaint's time and the time of its questions to the store, ms, and how many there are."""
    results = {}
    questions = [name for name in dir(Store) if not name.startswith("_") and callable(getattr(Store, name))]
    for served in PAGES:
        asked: list[float] = []

        def timed(name: str, asked: list[float] = asked) -> Callable[..., object]:
            real = getattr(Store, name)

            def ask(*given: object, **named: object) -> object:
                begun = time.perf_counter()
                try:
                    return real(store, *given, **named)
                finally:
                    asked.append((time.perf_counter() - begun) * 1000)

            return ask

        repaint(store, served, SEARCH)
        whole = milliseconds(partial(repaint, store, served, SEARCH))
        for name in questions:
            setattr(store, name, timed(name))
        repaint(store, served, SEARCH)
        for name in questions:
            delattr(store, name)
        results[served.page.title] = (whole, sum(asked), len(asked))
    return results


def time_intake(folder: Path, store: Store) -> tuple[float, float, int]:
    """Seconds for gathering a folder, seconds for merely opening its files through pandas, and rows taken."""
    files = [path for path in list_files([folder]) if path.suffix != ".csv"]
    begun = time.perf_counter()
    for path in files:
        with path.open("rb") as content:
            book = CalamineWorkbook.from_filelike(content)
            for name in book.sheet_names:
                pd.DataFrame(book.get_sheet_by_name(name).to_python())
    opened = time.perf_counter() - begun
    begun = time.perf_counter()
    outcomes = gather(store, files, by="bench", accept=True)
    return time.perf_counter() - begun, opened, sum(outcome.observations for outcome in outcomes)
