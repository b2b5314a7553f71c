"""What each figure that counts makes of each unit: a share earned, points gained or lost, a veto.

What was not reported earns nothing, is deducted whole and vetoes; what does not apply is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from data.definitions import Metric
from data.periods import Period
from data.places import Area
from data.scores import Counted, Extra, Item, Score, Veto
from data.store import Store
from pipelines.cubes import Flags, Floats, Integers, Words
from pipelines.measures import Measure, Measurer
from pipelines.scoring.earning import count_extra, earn_by_cases, earn_by_place, earn_by_rank, earn_by_target
from pipelines.targets import read_targets, share_gone


@dataclass(frozen=True)
class Figures:
    """One counted figure of some units: what stands there, in which state, and what is to be reached by now."""

    counted: Counted
    metric: Metric
    value: Floats
    state: Words
    target: Floats
    expected: Floats

    @property
    def silent(self) -> Flags:
        return np.asarray((self.state != "reported") & (self.state != "not_applicable"))

    def at(self, places: Integers) -> "Figures":
        """The same of some of the units."""
        several = (self.value[places], self.state[places], self.target[places], self.expected[places])
        return Figures(self.counted, self.metric, *several)

    @property
    def dropped(self) -> Flags:
        """Where an item does not apply, or no target was set for it."""
        aimless = isinstance(self.counted, Item) and self.counted.by == "target"
        return np.asarray(~self.silent & ((self.state == "not_applicable") | (aimless & np.isnan(self.target))))

    @property
    def label(self) -> str:
        return self.metric.label(self.counted.form)

    @property
    def bound(self) -> float:
        """The most points that a bonus or a deduction makes; the limit of a veto."""
        counted = self.counted
        return counted.cap if isinstance(counted, Extra) else counted.above if isinstance(counted, Veto) else np.nan


def read_figures(store: Store, score: Score, periods: Sequence[Period], units: Sequence[Area]) -> list[list[Figures]]:
    """Everything that a score counts, in its order, at the end of each of some periods of one year."""
    codes = [unit.code for unit in units]
    measurer = Measurer(store, [(counted.metric, counted.form) for counted in score.counted], periods, codes)
    targets, nothing = read_targets(store, periods[0].year, units), np.full(len(units), np.nan)
    asked = [(counted.metric, counted.form, period) for period in periods for counted in score.counted]
    measures = iter(measurer.measures(asked))
    return [[_take(counted, next(measures), targets, nothing) for counted in score.counted] for _ in periods]


def _take(counted: Counted, measured: Measure, targets: Mapping[str, Floats], nothing: Floats) -> Figures:
    aimed = isinstance(counted, Item) and counted.by == "target"
    target = targets.get(counted.metric, nothing) if aimed else nothing
    expected = target * (1.0 if measured.metric.basis == "stock" else share_gone(measured.period))
    return Figures(counted, measured.metric, measured.slice.value, measured.slice.state, target, expected)


def earn(figures: Figures) -> Floats:
    """The earned share of an item: 0 where nothing was reported, NaN where it does not apply."""
    item, value, fewer = figures.counted, figures.value, figures.metric.polarity == "lower"
    assert isinstance(item, Item)
    match item.by:
        case "target":
            share = earn_by_target(value, figures.expected, item.cap, fewer)
        case "min_max":
            share = earn_by_place(value, fewer)
        case "rank":
            share = earn_by_rank(value, item.least, fewer)
        case "case":
            share = earn_by_cases(value, item.each or 0.0, item.weight)
    return np.where(figures.silent, 0.0, share)


def count(figures: Figures, if_silent: float) -> Floats:
    """The points of a bonus or a deduction; none where it does not apply."""
    extra = figures.counted
    assert isinstance(extra, Extra)
    points = np.nan_to_num(count_extra(figures.value, extra.each, extra.cap))
    return np.where(figures.silent, if_silent, points)


def strike(figures: Figures) -> Flags:
    """Whom a veto strikes: beyond the limit, or silent about it."""
    veto = figures.counted
    assert isinstance(veto, Veto)
    return np.asarray((figures.value > veto.above) | figures.silent)


def name_all(figures: Sequence[Figures], where: Sequence[Flags], units: int) -> list[str]:
    """For each of some units the names of the figures of which something is true, ``甲、乙``."""
    flags = np.array(where, dtype=np.bool_).reshape(len(figures), units)
    labels = [one.label for one in figures]
    return ["、".join(dict.fromkeys(compress(labels, column))) for column in flags.T.tolist()]
