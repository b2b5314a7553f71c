"""A dense cube of current figures, metric by month by area, read in one question.

Everything that is derived (periods, rates, ranks, changes, trends) is slices and sums of it.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from data.definitions import Metric
from data.periods import Period
from data.places import Places
from data.store import Revision, Store

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Slice:
    """One metric over one period for every area of the cube; arrays of one entry an area.

    ``value`` is NaN unless every month that the period needs is there (``got`` of ``want``).
    ``covered`` of ``expected`` units stand behind it; ``observation`` is the cell's number where
    the value is exactly one reported cell, else -1.
    """

    value: Floats
    covered: Integers
    expected: Integers
    got: Integers
    want: int
    state: Words
    observation: Integers

    def at(self, index: int) -> float | None:
        """The value of the area at a place, or nothing."""
        value = float(self.value[index])
        return None if np.isnan(value) else value


class Cube:
    """Figures of some metrics, months and areas; ask it for slices."""

    def __init__(self, store: Store, metrics: Sequence[str], months: Sequence[int], areas: Sequence[str]) -> None:
        """Read the figures; an area or month asked for twice is held once."""
        self.catalogue = store.catalogue
        self.places: Places = store.places
        self.metrics = list(dict.fromkeys(metrics))
        self.months = sorted(set(months))
        self.areas = list(dict.fromkeys(areas))
        self._metric_at = {code: index for index, code in enumerate(self.metrics)}
        self._month_at = {month: index for index, month in enumerate(self.months)}
        self.area_at = {code: index for index, code in enumerate(self.areas)}
        shape = (len(self.metrics), len(self.months), len(self.areas))
        frame = store.figures(self.metrics, self.months, self.areas)
        at = (
            np.fromiter(map(self._metric_at.__getitem__, frame["metric"].tolist()), np.int64, len(frame)),
            np.fromiter(map(self._month_at.__getitem__, frame["month"].tolist()), np.int64, len(frame)),
            np.fromiter(map(self.area_at.__getitem__, frame["area"].tolist()), np.int64, len(frame)),
        )

        def spread(values: npt.ArrayLike, empty: float | str) -> Any:
            dense: Any = np.full(shape, empty, dtype=object if isinstance(empty, str) else np.asarray(empty).dtype)
            dense[at] = values
            return dense

        self._value: Floats = spread(frame["value"].to_numpy(), np.nan)
        self._own: Floats = spread(frame["own"].to_numpy(), np.nan)
        self._covered: Integers = spread(frame["covered"].to_numpy(), 0)
        self._own_covered: Integers = spread(frame["own_covered"].to_numpy(), 0)
        self._expected: Integers = spread(frame["expected"].to_numpy(), -1)
        self._state: Words = spread(frame["state"].to_numpy(), "")
        self._observation: Integers = spread(frame["observation"].to_numpy(np.int64, na_value=-1), -1)
        self._layers: dict[Period, Slice] = {}
        self._sliced: dict[tuple[str, Period], Slice] = {}

    def revised(self, revisions: Sequence[Revision]) -> "Cube":
        """The same cube with units' figures changed by so much, and with them the sums above."""
        cube = copy(self)
        cube._value, cube._own = self._value.copy(), self._own.copy()
        cube._layers, cube._sliced = {}, {}
        for metric, month, area, value, own in revisions:
            for code in (area, *(above.code for above in self.places.ancestors(area))):
                if code in self.area_at:
                    at = (self._metric_at[metric], self._month_at[month], self.area_at[code])
                    if code != area and self._observation[at] >= 0:
                        break  # what an area reports itself stands for everything below it
                    cube._value[at] += value
                    cube._own[at] += own
        return cube

    def over(self, code: str, period: Period) -> Slice:
        """A metric over a period, by the rule of its basis.

        A flow is the sum of its months; a cumulative figure its last month for a year or a year to
        date, else the sum of the months' own amounts; a stock or a ledger count its last month.
        """
        key = (code, period)
        if key not in self._sliced:
            self._sliced[key] = self._slice(self.catalogue[code], period)
        return self._sliced[key]

    def _slice(self, metric: Metric, period: Period) -> Slice:
        if period not in self._layers:
            self._layers[period] = self._over_all(period)
        layer, at = self._layers[period], self._metric_at[metric.code]
        expected, state = self._standing(metric, period.last_month, layer.expected[at], layer.state[at])
        want = 1 if _stands_at_end(metric, period) else layer.want
        return Slice(layer.value[at], layer.covered[at], expected, layer.got[at], want, state, layer.observation[at])

    def _over_all(self, period: Period) -> Slice:
        """All metrics over a period at once, one row a metric: pages ask for most of them."""
        last = self._month_at[period.last_month]
        metrics = [self.catalogue[code] for code in self.metrics]
        at_end = np.array([_stands_at_end(metric, period) for metric in metrics], dtype=np.bool_)[:, None]
        months = [self._month_at[month] for month in period.months]
        ending, own = self._value[:, last], self._own[:, months]
        value = np.where(at_end, ending, own.sum(axis=1))
        covered = np.where(at_end, self._covered[:, last], self._own_covered[:, months].min(axis=1))
        got = np.where(at_end, ~np.isnan(ending), (~np.isnan(own)).sum(axis=1)).astype(np.int64)
        single = np.array([_is_one_cell(metric, period) for metric in metrics], dtype=np.bool_)[:, None]
        observation = np.where(single, self._observation[:, last], -1)
        state = self._state[:, last].copy()
        state[(state == "reported") & np.isnan(value)] = "missing"
        return Slice(value, covered, self._expected[:, last], got, len(months), state, observation)

    def history(self, code: str, periods: Sequence[Period]) -> tuple[Floats, Integers, Integers]:
        """A metric over many periods at once: value, covered and expected, one row a period.

        Where nobody reported, ``covered`` and ``expected`` are 0.
        """
        metric = self.catalogue[code]
        at = self._metric_at[code]
        last = [self._month_at[period.last_month] for period in periods]
        if _stands_at_end(metric, periods[0]):
            value, covered = self._value[at, last], self._covered[at, last]
        else:
            # Period by period: years to date are of unequal length.
            months = [[self._month_at[month] for month in period.months] for period in periods]
            value = np.array([self._own[at, stretch].sum(axis=0) for stretch in months])
            covered = np.array([self._own_covered[at, stretch].min(axis=0) for stretch in months])
        return value, covered, np.maximum(self._expected[at, last], 0)

    def _standing(self, metric: Metric, month: int, expected: Integers, state: Words) -> tuple[Integers, Words]:
        """Who is expected and in what state, where there is no row: not asked is not applicable."""
        unknown = np.flatnonzero(expected < 0)
        if not len(unknown):
            return expected, state
        expected, state = expected.copy(), state.copy()
        for index in unknown:
            expected[index] = len(self.places.askers(self.areas[index], metric, month))
            state[index] = "missing" if expected[index] else "not_applicable"
        return expected, state


def _stands_at_end(metric: Metric, period: Period) -> bool:
    """Whether a period's figure is its last month's, rather than a sum over its months."""
    if metric.basis == "cumulative":
        return period.grain in ("year", "ytd")
    return metric.basis != "flow"


def _is_one_cell(metric: Metric, period: Period) -> bool:
    """Whether a period's figure of a unit is exactly what one cell says.

    In January the month's own amount of a cumulative figure is the reported cell itself.
    """
    one = _stands_at_end(metric, period) or len(period.months) == 1
    as_reported = metric.basis != "cumulative" or period.grain in ("year", "ytd") or period.last_month % 100 == 1
    return one and as_reported


def months_of(periods: Sequence[Period]) -> list[int]:
    """Every month that some periods need, oldest first."""
    return sorted({month for period in periods for month in period.months})
