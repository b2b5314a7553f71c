"""Rates and shares: numerators and denominators summed first and divided then, many ratios at once."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pipelines.cubes import Flags, Floats, Integers, Slice, stack


class Ratio(NamedTuple):
    """What a rate or share comes to, and what was divided; one entry an area."""

    slice: Slice
    numerator: Floats
    denominator: Floats


class Pool(NamedTuple):
    """An area's place, the places of the units that its ratios are pooled over, and for each ratio whether
    the area's own figures are divided instead."""

    area: int
    units: Integers
    own: Sequence[bool]


def divide(
    wholes: Sequence[Slice], divisors: Sequence[Slice], times: Sequence[int], pools: Sequence[Pool]
) -> Iterator[Ratio]:
    """Each of ``wholes`` by its divisor, in per one, per hundred… (``times``)."""
    above, below = stack(wholes, "value"), stack(divisors, "value")
    both = ~np.isnan(above) & ~np.isnan(below)
    numerator, denominator = np.where(both, above, np.nan), np.where(both, below, np.nan)
    covered, expected = (np.minimum(stack(wholes, name), stack(divisors, name)) for name in ("covered", "expected"))
    for pool in pools:
        # Where no unit is asked for both sides, there is nothing to pool.
        pooled = (expected[:, pool.units] > 0).any(axis=1) & ~np.array(pool.own, dtype=np.bool_)
        counted = both[:, pool.units]
        # From the units' own totals, so that the order in which areas are asked for is nothing to it.
        for total, part in ((numerator, above), (denominator, below)):
            total[pooled, pool.area] = sum_where(counted, part[:, pool.units])[pooled]
        heard = np.where(counted, covered[:, pool.units], 0).sum(axis=1)
        covered[pooled, pool.area] = heard[pooled]
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(denominator > 0, numerator * np.array(times)[:, None] / denominator, np.nan)
    state = stack(wholes, "state")
    state[np.isnan(value) & (state == "reported")] = "missing"
    # Nothing to divide by is no gap in reporting: a share of no cases does not exist.
    state[(denominator == 0) | (stack(divisors, "state") == "not_applicable")] = "not_applicable"
    wants = [whole.want for whole in wholes]
    got = np.minimum(stack(wholes, "got"), stack(divisors, "got") * np.array(wants)[:, None])
    no_cell = np.full(value.shape[1], -1)
    for row, want in enumerate(wants):
        ratio = Slice(value[row], covered[row], expected[row], got[row], want, state[row], no_cell)
        yield Ratio(ratio, numerator[row], denominator[row])


def sum_where(counted: Flags, values: Floats) -> Floats:
    """The sum of each row over what is counted in it; NaN where nothing is."""
    return np.where(counted.any(axis=1), np.where(counted, values, 0.0).sum(axis=1), np.nan)
