"""Uncertainty: what chance does to a ranking's figures, by the nature that the catalogue declares.

CHANCE is RANKING with lower and upper (95 % interval, in the metric's unit), best_rank and
worst_rank (95 % rank band, of judged metrics) and place: where the figure stands in the funnel, 0
within the 95 % limits, 1 beyond them, 2 beyond the 99.8 % ones, with a minus below. They are empty
where there is nothing to say: of administrative counts, of units without a figure or with an odd
one (below nothing, above its whole); ``place`` also of raw figures, which have no denominator, and
the bands while any figure is odd, since they are of one ranking.

LIMITS has one row for each of some denominators: denominator, lower_95, upper_95, lower_998,
upper_998, in the metric's unit, empty where nothing can lie beyond. Where units differ by more than
chance the limits are widened by τ², so that only those are beyond them that stand out from the
general spread; the reader can have them plain (chart ``chance``).

Were all true rates the same, a unit would be placed at ±2 with a chance of at most 0.2 %, however
few its events: the limits go by exact tails and are only ever widened.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

import numpy as np
import pandas as pd

from data.definitions import Form, Metric
from pipelines.cubes import Flags, Floats, Integers
from pipelines.ranking import Ranking, whole_numbers
from pipelines.statistics.bands import rank_bands
from pipelines.statistics.funnels import (
    Dispersion,
    dispersed_limits,
    exact_limits,
    measure_dispersion,
    place_beyond,
)
from pipelines.statistics.intervals import Limits, Nature, chance_limits

CONFIDENCES = (0.95, 0.998)
#: With more units the bands of many metrics take longer than a page may; the ranking itself still has them.
MOST_BANDED = 300
#: At how many denominators the limits are drawn.
_POINTS = 40


@dataclass(frozen=True)
class Funnel:
    """The area's own figure that units are held against, in the metric's unit, the LIMITS around it,
    and how much the units differ."""

    baseline: float
    limits: pd.DataFrame
    dispersion: Dispersion


@dataclass(frozen=True)
class Uncertainty:
    """CHANCE of a ranking, its funnel where there is one, and how many figures are odd."""

    frame: pd.DataFrame
    funnel: Funnel | None
    odd: int


def weigh_chance(ranking: Ranking) -> Uncertainty:
    """What chance does to the figures of a ranking."""
    metric, form, frame = ranking.metric, ranking.selection.form, ranking.frame
    count, nothing = len(frame), np.zeros(len(frame), dtype=np.int64)
    if metric.nature_of(form) == "administrative":
        empty = np.full(count, np.nan)
        return Uncertainty(_extend(frame, (empty, empty), (nothing, nothing), nothing, nothing > 0), None, 0)
    times = metric.times(form)
    nature = cast(Nature, metric.nature_of(form))
    reported = (frame["state"] == "reported").to_numpy(np.bool_)
    values = (frame[name].to_numpy(np.float64) for name in ("value", "numerator", "denominator"))
    part, whole, fits = _fit(form, nature, reported, *values)
    odd = int((reported & ~fits).sum())
    bands = nothing, nothing
    if metric.polarity in ("higher", "lower") and not odd:
        bands = rank_bands(part, whole, nature, metric.polarity)
    funnel, place = None, nothing
    numerator, denominator = ranking.reference.numerator, ranking.reference.denominator
    if numerator and denominator and fits.any():
        plain = ranking.selection.chart == "chance"
        funnel, place = _place_units(part, whole, numerator / denominator, nature, times, plain)
    lower, upper = chance_limits(part, whole, nature)
    frame = _extend(frame, (lower * times, upper * times), bands, place, fits & (funnel is not None))
    return Uncertainty(frame, funnel, odd)


def band_ranks(
    metric: Metric, form: Form, value: Floats, numerator: Floats, denominator: Floats
) -> tuple[Integers, Integers]:
    """The best and worst rank of each unit within chance, as ``weigh_chance`` has them, for pages of many metrics.

    0 and 0 where there is nothing to say, and where there are more than MOST_BANDED units.
    """
    nature, reported, nothing = metric.nature_of(form), ~np.isnan(value), np.zeros(len(value), dtype=np.int64)
    if nature == "administrative" or metric.polarity not in ("higher", "lower") or len(value) > MOST_BANDED:
        return nothing, nothing
    part, whole, fits = _fit(form, nature, reported, value, numerator, denominator)
    if (reported & ~fits).any():
        return nothing, nothing
    return _simulate(part.tobytes(), whole.tobytes(), nature, metric.polarity)


@lru_cache(maxsize=512)
def _simulate(
    part: bytes, whole: bytes, nature: Nature, polarity: Literal["higher", "lower"]
) -> tuple[Integers, Integers]:
    """Rank bands, remembered: the same figures have the same, and pages ask again with each look at a period."""
    return rank_bands(np.frombuffer(part), np.frombuffer(whole), nature, polarity)


def _fit(
    form: Form, nature: Nature, reported: Flags, value: Floats, numerator: Floats, denominator: Floats
) -> tuple[Floats, Floats, Flags]:
    """Part and whole of each reported figure, and whether they are no odd ones; NaN where not."""
    part = value if form == "raw" else numerator
    whole = np.ones(len(value)) if form == "raw" else denominator
    fits = reported & (part >= 0) & ((part <= whole) | (nature == "events"))
    return np.where(fits, part, np.nan), np.where(fits, whole, np.nan), fits


def _extend(
    frame: pd.DataFrame, interval: Limits, bands: tuple[Integers, Integers], place: Integers, placed: Flags
) -> pd.DataFrame:
    """RANKING with the columns that make it CHANCE."""
    best, worst = bands
    return frame.assign(
        lower=interval[0],
        upper=interval[1],
        best_rank=whole_numbers(best, best > 0),
        worst_rank=whole_numbers(worst, worst > 0),
        place=whole_numbers(place, placed),
    )


def _place_units(
    part: Floats, whole: Floats, baseline: float, nature: Nature, times: int, plain: bool
) -> tuple[Funnel, Integers]:
    """The funnel over the denominators that units have, and where each unit stands in it."""
    there = ~np.isnan(part)
    units = whole[there]
    dispersion = measure_dispersion(part[there], units, baseline, nature)
    steps = np.unique(np.round(np.linspace(max(1.0, 0.9 * units.min()), 1.05 * units.max(), _POINTS)))
    inner, outer = _limits(np.concatenate([units, steps]), baseline, nature, 0.0 if plain else dispersion.tau2)
    own, drawn = slice(len(units)), slice(len(units), None)
    place = np.zeros(len(part), dtype=np.int64)
    place[there] = place_beyond(part[there] / units, (inner[0][own], inner[1][own]), (outer[0][own], outer[1][own]))
    top = 1.0 if nature == "proportion" else np.inf
    limits = {
        f"{side}_{level}": np.where((line[drawn] >= 0) & (line[drawn] <= top), line[drawn], np.nan) * times
        for level, pair in (("95", inner), ("998", outer))
        for side, line in zip(("lower", "upper"), pair, strict=True)
    }
    return Funnel(baseline * times, pd.DataFrame({"denominator": steps, **limits}), dispersion), place


def _limits(whole: Floats, baseline: float, nature: Nature, tau2: float) -> list[Limits]:
    """The exact limits, widened where units differ by more than chance."""
    exact = exact_limits(baseline, whole, nature, CONFIDENCES)
    if not tau2:
        return exact
    spread = (dispersed_limits(baseline, whole, nature, tau2, confidence) for confidence in CONFIDENCES)
    return [
        (np.minimum(low, wide_low), np.maximum(high, wide_high))
        for (low, high), (wide_low, wide_high) in zip(exact, spread, strict=True)
    ]
