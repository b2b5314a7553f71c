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

    def head(self, count: int) -> "Slice":
        """The same for the first so many areas."""
        return Slice(
            self.value[:count],
            self.covered[:count],
            self.expected[:count],
            self.got[:count],
            self.want,
            self.state[:count],
            self.observation[:count],
        )

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
        self.metric_at = {code: index for index, code in enumerate(self.metrics)}
        self._month_at = {month: index for index, month in enumerate(self.months)}
        self.area_at = {code: index for index, code in enumerate(self.areas)}
        shape = (len(self.metrics), len(self.months), len(self.areas))
        frame = store.figures(self.metrics, self.months, self.areas)
        at = (
            np.fromiter(map(self.metric_at.__getitem__, frame["metric"].tolist()), np.int64, len(frame)),
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
        self._stand()
        self._layers: dict[Period, Slice] = {}

    def _stand(self) -> None:
        """Who is expected and in what state, where there is no row: not asked is not applicable."""
        unknown = self._expected < 0
        self._expected[unknown] = 0
        self._state[unknown] = "not_applicable"
        for metric_at, area_at in np.argwhere(unknown.any(axis=1)).tolist():
            metric, area = self.catalogue[self.metrics[metric_at]], self.places[self.areas[area_at]]
            askers = [one for one in (area, *self.places.below(area.code)) if one.asked_for(metric)]
            for month_at in np.flatnonzero(unknown[metric_at, :, area_at]) if askers else ():
                count = sum(one.valid_in(self.months[month_at]) for one in askers)
                self._expected[metric_at, month_at, area_at] = count
                self._state[metric_at, month_at, area_at] = "missing" if count else "not_applicable"

    def revised(self, revisions: Sequence[Revision]) -> "Cube":
        """The same cube with units' figures changed by so much, and with them the sums above."""
        cube = copy(self)
        cube._value, cube._own = self._value.copy(), self._own.copy()
        cube._layers = {}
        for metric, month, area, value, own in revisions:
            for code in (area, *(above.code for above in self.places.ancestors(area))):
                if code in self.area_at:
                    at = (self.metric_at[metric], self._month_at[month], self.area_at[code])
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
        layer, at = self._over_all(period), self.metric_at[code]
        want = 1 if _stands_at_end(self.catalogue[code], period) else layer.want
        return Slice(
            layer.value[at],
            layer.covered[at],
            layer.expected[at],
            layer.got[at],
            want,
            layer.state[at],
            layer.observation[at],
        )

    def _over_all(self, period: Period) -> Slice:
        """All metrics over a period at once, one row a metric: pages ask for most of them."""
        if period in self._layers:
            return self._layers[period]
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
        layer = Slice(value, covered, self._expected[:, last], got, len(months), state, observation)
        self._layers[period] = layer
        return layer

    def history(self, periods: Sequence[Period], area: str) -> tuple[Floats, Integers, Integers]:
        """One area over some periods: value, covered and expected, one row a metric (``metric_at``)."""
        at, layers = self.area_at[area], [self._over_all(period) for period in periods]
        value, covered, expected = (
            np.array([getattr(layer, name)[:, at] for layer in layers]).reshape(len(layers), len(self.metrics)).T
            for name in ("value", "covered", "expected")
        )
        return value, covered, expected


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


def stack(slices: Sequence[Slice], name: str) -> Any:
    """One of the arrays of several slices, one row each."""
    return np.array([getattr(piece, name) for piece in slices])


def months_of(periods: Sequence[Period]) -> list[int]:
    """Every month that some periods need, oldest first."""
    return sorted({month for period in periods for month in period.months})
