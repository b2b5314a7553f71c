"""What a callback costs on the server beyond the SQL that answers it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from callbacks.addresses import read_address
from callbacks.drawings import draw_anew
from callbacks.pages import PAGES
from callbacks.routing import repaint
from callbacks.served import Served
from data.catalogue_loading import load_catalogue
from data.places import load_places
from data.score_loading import load_scores
from data.settings import Settings
from data.store import Store, open_store
from pipelines.scoring.sensitivity import range_ranks
from pipelines.scoring.tally import Tally
from pipelines.statistics.bands import rank_bands
from pipelines.statistics.intervals import Nature

SEARCH = "metric=trainees&form=rate&period=2025-12"


def open_demo(instance: Path) -> Store:
    """The store of an instance folder."""
    settings = Settings(instance_dir=instance, database_url="")
    catalogue = load_catalogue(settings.catalogue_dir)
    places, scores = load_places(settings.places_file, catalogue), load_scores(settings.scores_dir, catalogue)
    return open_store(settings.database, catalogue, places, settings.files_dir, scores)


def milliseconds(work: Callable[[], object], rounds: int = 15) -> float:
    """The median time of a piece of work."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


@dataclass(frozen=True)
class CallbackTime:
    """A repaint in ms: drawn before; drawn anew, its questions to the store with how many there are, and what it
    takes beyond them, each the median over the same rounds."""

    again: float
    anew: float
    questions: float
    beyond: float
    count: int


def time_weights(units: int = 1_500, items: int = 12) -> float:
    """The range of ranks of a province's units when all weights of a score vary, in ms."""
    chance = np.random.default_rng(1)
    none = np.zeros(units)
    tally = Tally(chance.random((units, items)), none, none, none > 0)
    return milliseconds(lambda: range_ranks(tally, np.full(items, 100 / items), 0.2), rounds=5)


def time_bands(nature: Nature, units: int = 1_500) -> float:
    """The rank bands of a province's townships of unlike size, in ms."""
    chance = np.random.default_rng(1)
    members = chance.integers(200, 3_000, units)
    counted = chance.binomial(members, 0.03)
    return milliseconds(lambda: rank_bands(counted, members, nature, "higher"), rounds=5)


def time_callbacks(store: Store) -> dict[str, CallbackTime]:
    """The repaint of each page, by its title."""
    return {served.page.title: time_callback(store, served) for served in PAGES}


def time_callback(store: Store, served: Served, rounds: int = 15) -> CallbackTime:
    """The repaint of one page."""
    selection = read_address(store, f"{served.page.path}?{SEARCH}").selection
    places = range(len(served.page.parts))
    repaint(store, served, places, SEARCH)
    again = milliseconds(partial(repaint, store, served, places, SEARCH))
    taken, asked = [], []
    with timing_questions(store) as moments:
        for _ in range(rounds):
            moments.clear()
            begun = time.perf_counter()
            draw_anew(store, served, selection)
            taken.append((time.perf_counter() - begun) * 1000)
            asked.append(sum(moments))
    beyond = [whole - questions for whole, questions in zip(taken, asked, strict=True)]
    return CallbackTime(again, median(taken), median(asked), median(beyond), len(moments))


@contextmanager
def timing_questions(store: Store) -> Iterator[list[float]]:
    """Yields a list to which every question to the store adds its milliseconds."""
    moments: list[float] = []

    def timed(name: str) -> Callable[..., object]:
        real = getattr(Store, name)

        def ask(*given: object, **named: object) -> object:
            begun = time.perf_counter()
            try:
                return real(store, *given, **named)
            finally:
                moments.append((time.perf_counter() - begun) * 1000)

        return ask

    questions = [name for name in dir(Store) if not name.startswith("_") and callable(getattr(Store, name))]
    for name in questions:
        setattr(store, name, timed(name))
    try:
        yield moments
    finally:
        for name in questions:
            delattr(store, name)
