"""Measures: a metric in a form (raw, rate, share) over periods, for areas.

The table MEASURES has one row for each area and period: area, name, kind, period (its code),
value, state, numerator, denominator, covered, expected, months_reported, months_expected and
observation (the cell's number where the value is exactly one reported cell).

A ratio sums numerators and denominators first and divides then, over the units that have both:
ratios are never averaged. The units are the area's children; where none of them is asked for both
sides, or the area reports both itself, its own figures are divided. A district's departments count
in its totals, but not in a rate per member or village, since they have none. (Two levels up the
sums are those of the areas between, whose departments then do count in the numerator: for a
province that is a fraction of a per cent.)
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.definitions import Form, Metric
from data.periods import Period
from data.store import Revision, Store
from pipelines.cubes import Cube, Floats, Integers, Slice, months_of

MEASURE_COLUMNS = (
    "area",
    "name",
    "kind",
    "period",
    "value",
    "state",
    "numerator",
    "denominator",
    "covered",
    "expected",
    "months_reported",
    "months_expected",
    "observation",
)


@dataclass(frozen=True)
class Measure:
    """A metric in a form over one period: a slice, and what a ratio divides."""

    metric: Metric
    form: Form
    period: Period
    slice: Slice
    numerator: Floats
    denominator: Floats


class Measurer:
    """Reads what some metrics in some forms need, once, and yields measures of any of its periods."""

    def __init__(
        self,
        store: Store,
        asked: Sequence[tuple[str, Form]],
        periods: Sequence[Period],
        areas: Sequence[str],
    ) -> None:
        """``areas`` may hold units and areas above; for ratios above, the units below are read too."""
        self.asked = list(asked)
        self.areas = list(dict.fromkeys(areas))
        catalogue, places = store.catalogue, store.places
        metrics = [code for code, _ in asked]
        metrics += [below for code, form in asked if (below := catalogue[code].denominator(form))]
        self._below: dict[str, list[str]] = {}
        if any(form != "raw" for _, form in asked):
            children = {area: [child.code for child in places.children(area)] for area in self.areas}
            self._below = {area: units for area, units in children.items() if units}
        needed = self.areas + [unit for below in self._below.values() for unit in below]
        self.cube = Cube(store, metrics, months_of(periods), needed)
        self._at = self._places_of(self.areas)
        self._units_at = {area: self._places_of(units) for area, units in self._below.items()}
        self._measured: dict[tuple[str, Form, Period], Measure] = {}

    def revised(self, revisions: Sequence[Revision]) -> "Measurer":
        """The same measures with units' figures changed by so much."""
        twin = copy(self)
        twin.cube, twin._measured = self.cube.revised(revisions), {}
        return twin

    def _places_of(self, areas: Sequence[str]) -> Integers:
        return np.array([self.cube.area_at[area] for area in areas], dtype=np.int64)

    def measure(self, code: str, form: Form, period: Period) -> Measure:
        """One metric in one form over one period, for the areas in the order asked for."""
        key = (code, form, period)
        if key not in self._measured:
            self._measured[key] = self._measure(code, form, period)
        return self._measured[key]

    def _measure(self, code: str, form: Form, period: Period) -> Measure:
        metric = self.cube.catalogue[code]
        whole = self.cube.over(code, period)
        below = metric.denominator(form)
        if below is None:
            taken = _take(whole, self._at)
            empty = np.full(len(self.areas), np.nan)
            return Measure(metric, form, period, taken, taken.value, empty)
        divisor = self.cube.over(below, period)
        both = ~np.isnan(whole.value) & ~np.isnan(divisor.value)
        numerator = np.where(both, whole.value, np.nan)
        denominator = np.where(both, divisor.value, np.nan)
        covered = np.minimum(whole.covered, divisor.covered)
        for area in self._below:
            if len(units := self._pooled(code, form, whole, divisor, area)):
                at, counted = self.cube.area_at[area], units[both[units]]
                # From the units' own totals, so that the order in which areas are asked for is nothing to it.
                numerator[at] = whole.value[counted].sum() if len(counted) else np.nan
                denominator[at] = divisor.value[counted].sum() if len(counted) else np.nan
                covered[at] = np.minimum(whole.covered, divisor.covered)[counted].sum()
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(denominator > 0, numerator * metric.times(form) / denominator, np.nan)
        state = whole.state.copy()
        state[np.isnan(value) & (state == "reported")] = "missing"
        # Nothing to divide by is no gap in reporting: a share of no cases does not exist.
        state[denominator == 0] = "not_applicable"
        state[divisor.state == "not_applicable"] = "not_applicable"
        ratio = replace(
            whole,
            value=value,
            state=state,
            covered=covered,
            expected=np.minimum(whole.expected, divisor.expected),
            got=np.minimum(whole.got, divisor.got * whole.want),
            observation=np.full(len(value), -1),
        )
        return Measure(metric, form, period, _take(ratio, self._at), numerator[self._at], denominator[self._at])

    def _pooled(self, code: str, form: Form, whole: Slice, divisor: Slice, area: str) -> Integers:
        """The places of the units that an area's ratio is pooled over; none where its own figures are divided."""
        units = self._units_at[area]
        asked = (whole.expected[units] > 0) & (divisor.expected[units] > 0)
        return units if asked.any() and not self.reports_itself(area, code, form) else units[:0]

    def trace_series(self, code: str, form: Form, periods: Sequence[Period], area: str) -> list[float | None]:
        """One area's value in each of some periods of one grain, ``None`` where there is none."""
        metric, at = self.cube.catalogue[code], self.cube.area_at[area]
        below = metric.denominator(form)
        if below is not None and area in self._below:
            place = self.areas.index(area)
            return [self.measure(code, form, period).slice.at(place) for period in periods]
        values = self.cube.history(code, periods)[0][:, at] if periods else np.zeros(0)
        if below is not None and periods:
            divisor = self.cube.history(below, periods)[0][:, at]
            with np.errstate(divide="ignore", invalid="ignore"):
                values = np.where(divisor > 0, values * metric.times(form) / divisor, np.nan)
        return [None if value != value else value for value in values.tolist()]

    def reports_itself(self, area: str, code: str, form: Form) -> bool:
        """Whether an area is itself asked for a metric, and for what its form divides by."""
        below = self.cube.catalogue[code].denominator(form)
        place = self.cube.places[area]
        return all(place.asked_for(self.cube.catalogue[each]) for each in (code, below) if each)


def _take(whole: Slice, at: Integers) -> Slice:
    return Slice(
        whole.value[at],
        whole.covered[at],
        whole.expected[at],
        whole.got[at],
        whole.want,
        whole.state[at],
        whole.observation[at],
    )


def measure(store: Store, metric: str, form: Form, periods: Sequence[Period], areas: Sequence[str]) -> pd.DataFrame:
    """MEASURES of one metric in one form, periods outermost, areas in the order asked for."""
    measurer = Measurer(store, [(metric, form)], periods, areas)
    parts = [frame_measure(measurer, measurer.measure(metric, form, period)) for period in periods]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(MEASURE_COLUMNS))


def frame_measure(measurer: Measurer, measured: Measure) -> pd.DataFrame:
    """MEASURES of one measure."""
    places = measurer.cube.places
    observation = pd.arrays.IntegerArray(measured.slice.observation, measured.slice.observation < 0)
    return pd.DataFrame(
        {
            "area": measurer.areas,
            "name": [places[area].name for area in measurer.areas],
            "kind": [places[area].kind for area in measurer.areas],
            "period": measured.period.code,
            "value": measured.slice.value,
            "state": measured.slice.state,
            "numerator": measured.numerator,
            "denominator": measured.denominator,
            "covered": measured.slice.covered,
            "expected": measured.slice.expected,
            "months_reported": measured.slice.got,
            "months_expected": measured.slice.want,
            "observation": observation,
        },
        columns=list(MEASURE_COLUMNS),
    )
