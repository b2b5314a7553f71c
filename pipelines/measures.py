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

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.definitions import Form, Metric
from data.periods import Period
from data.store import Revision, Store
from pipelines.cubes import Cube, Floats, Slice, months_of
from pipelines.ratios import Pool, divide

Asked = tuple[str, Form, Period]

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
        # The areas asked for come first, in their order.
        self.cube = Cube(store, metrics, months_of(periods), needed)
        self._units_at = {
            area: np.array([self.cube.area_at[unit] for unit in units], dtype=np.int64)
            for area, units in self._below.items()
        }
        self._nothing = np.full(len(self.areas), np.nan)
        self._measured: dict[Asked, Measure] = {}

    def revised(self, revisions: Sequence[Revision]) -> "Measurer":
        """The same measures with units' figures changed by so much."""
        twin = copy(self)
        twin.cube, twin._measured = self.cube.revised(revisions), {}
        return twin

    def measure(self, code: str, form: Form, period: Period) -> Measure:
        """One metric in one form over one period, for the areas in the order asked for."""
        return self.measures([(code, form, period)])[0]

    def measures(self, asked: Sequence[Asked]) -> list[Measure]:
        """Several at once, in the order asked for: twenty are divided hardly slower than one."""
        new = [one for one in dict.fromkeys(asked) if one not in self._measured]
        self._measured |= {one: self._take(*one) for one in new if one[1] == "raw"}
        if ratios := [one for one in new if one[1] != "raw"]:
            self._measured |= dict(zip(ratios, self._divide(ratios), strict=True))
        return [self._measured[one] for one in asked]

    def _take(self, code: str, form: Form, period: Period) -> Measure:
        whole = self.cube.over(code, period).head(len(self.areas))
        return Measure(self.cube.catalogue[code], form, period, whole, whole.value, self._nothing)

    def _divide(self, ratios: Sequence[Asked]) -> Iterator[Measure]:
        metrics = [self.cube.catalogue[code] for code, _, _ in ratios]
        forms, periods = [form for _, form, _ in ratios], [period for _, _, period in ratios]
        parts = zip(metrics, forms, periods, strict=True)
        divided = divide(
            [self.cube.over(code, period) for code, _, period in ratios],
            [self.cube.over(str(metric.denominator(form)), period) for metric, form, period in parts],
            [metric.times(form) for metric, form in zip(metrics, forms, strict=True)],
            [
                Pool(
                    self.cube.area_at[area], units, [self.reports_itself(area, code, form) for code, form, _ in ratios]
                )
                for area, units in self._units_at.items()
            ],
        )
        count = len(self.areas)
        for metric, form, period, ratio in zip(metrics, forms, periods, divided, strict=True):
            piece, numerator, denominator = ratio
            yield Measure(metric, form, period, piece.head(count), numerator[:count], denominator[:count])

    def trace_series(
        self, asked: Sequence[tuple[str, Form]], periods: Sequence[Period], area: str
    ) -> list[list[float | None]]:
        """One area's values in each of some periods of one grain, ``None`` where there is none; a list a metric."""
        if area in self._below:
            place = self.areas.index(area)
            measured = self.measures([(code, form, period) for code, form in asked for period in periods])
            steps = len(periods)
            return [
                [one.slice.at(place) for one in measured[row * steps : row * steps + steps]]
                for row in range(len(asked))
            ]
        catalogue, at = self.cube.catalogue, self.cube.metric_at
        history = self.cube.history(periods, area)[0]
        values = history[[at[code] for code, _ in asked]]
        for row, (code, form) in enumerate(asked):
            if below := catalogue[code].denominator(form):
                divisor = np.where(history[at[below]] > 0, history[at[below]], np.nan)
                values[row] *= catalogue[code].times(form)
                values[row] /= divisor
        return [[None if value != value else value for value in line] for line in values.tolist()]

    def reports_itself(self, area: str, code: str, form: Form) -> bool:
        """Whether an area is itself asked for a metric, and for what its form divides by."""
        below = self.cube.catalogue[code].denominator(form)
        place = self.cube.places[area]
        return all(place.asked_for(self.cube.catalogue[each]) for each in (code, below) if each)


def measure(store: Store, metric: str, form: Form, periods: Sequence[Period], areas: Sequence[str]) -> pd.DataFrame:
    """MEASURES of one metric in one form, periods outermost, areas in the order asked for."""
    measurer = Measurer(store, [(metric, form)], periods, areas)
    measured = measurer.measures([(metric, form, period) for period in periods])
    parts = [frame_measure(measurer, one) for one in measured]
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
