"""A unit's past without a database: what is known, and what a file that states more is told."""

from collections.abc import Mapping, Sequence
from typing import cast

from data.checks import Checks
from data.definitions import Catalogue
from data.observations import Observation, State
from data.periods import months_between
from data.places import Places
from data.problems import Problem
from data.store import Store
from pipelines.checking import check
from pipelines.tidying.harvest import Harvest
from tests.small_district import CATALOGUE, PLACES

MONTHS = months_between(202301, 202512)
Series = Mapping[int, float]


class Past:
    """Answers for a store that knows some series by metric and area."""

    def __init__(self, known: Mapping[tuple[str, str], Series], catalogue: Catalogue, places: Places) -> None:
        self.catalogue, self.places = catalogue, places
        self._known = known

    def months(self) -> list[int]:
        return sorted({month for series in self._known.values() for month in series})

    def values(
        self, metrics: Sequence[str], months: Sequence[int], areas: Sequence[str]
    ) -> list[tuple[str, int, str, float | None, State]]:
        return [
            (metric, month, area, value, "reported")
            for (metric, area), series in self._known.items()
            for month, value in series.items()
            if metric in metrics and month in months and area in areas
        ]


def strict(**checks: object) -> Catalogue:
    """The small district's catalogue with other checks."""
    declared = Checks.model_validate(checks)
    return Catalogue(themes=CATALOGUE.themes, metrics=CATALOGUE.metrics, fingerprint="strict", checks=declared)


def run(first: int, values: Sequence[float]) -> dict[int, float]:
    """A series from its first month on."""
    return dict(zip(MONTHS[MONTHS.index(first) :], values, strict=False))


def tell(
    known: Mapping[tuple[str, str], Series],
    stated: Mapping[tuple[str, int, str], float | None],
    catalogue: Catalogue = CATALOGUE,
    wholes: Mapping[tuple[str, int, str], float] | None = None,
) -> list[Problem]:
    """The problems of a file; its figures stand in C1, C2, … and stated wholes in D1, D2, …"""
    harvest = Harvest("月报.xlsx")
    for row, (key, value) in enumerate(stated.items(), start=1):
        harvest.observations[key] = _observe(key, value, f"C{row}")
    for row, (key, value) in enumerate((wholes or {}).items(), start=1):
        harvest.wholes[key] = _observe(key, value, f"D{row}")
    return check(harvest, catalogue, cast(Store, Past(known, catalogue, PLACES)))


def tell_month(metric: str, past: Series, month: int, value: float, catalogue: Catalogue = CATALOGUE) -> list[Problem]:
    """The problems of one township's one figure."""
    return tell({(metric, "a"): past}, {(metric, month, "a"): value}, catalogue)


def _observe(key: tuple[str, int, str], value: float | None, cell: str) -> Observation:
    text, state = ("不适用", "not_applicable") if value is None else (f"{value:g}", "reported")
    return Observation(*key, value, cast(State, state), "月报", cell, text)
