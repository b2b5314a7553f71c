"""Rank bands: what must hold of any, and two districts whose answer is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.statistics.bands import rank_bands
from pipelines.statistics.intervals import Nature

UNITS = st.lists(st.tuples(st.integers(0, 60), st.integers(60, 400)), min_size=1, max_size=15)
NATURES: st.SearchStrategy[Nature] = st.sampled_from(["events", "proportion"])


def bands(units: list[tuple[float, float]], nature: Nature, polarity: str = "higher") -> list[tuple[int, int]]:
    part, whole = zip(*units, strict=True)
    best, worst = rank_bands(part, whole, nature, polarity, draws=200)
    return list(zip(best.tolist(), worst.tolist(), strict=True))


@settings(max_examples=60)
@given(UNITS, NATURES, st.sampled_from(["higher", "lower"]), st.randoms())
def test_bands(units: list[tuple[float, float]], nature: Nature, polarity: str, order: object) -> None:
    found = bands(units, nature, polarity)
    rates = [round(part / whole, 9) for part, whole in units]
    for (best, worst), rate in zip(found, rates, strict=True):
        rank = 1 + sum(other > rate if polarity == "higher" else other < rate for other in rates)
        assert 1 <= best <= rank <= worst <= len(units)
    # The same figures, the same band; neither the order of rows nor the silent change one.
    banded = dict(zip(units, found, strict=True))
    assert [banded[unit] for unit in units] == found
    shuffled = units.copy()
    order.shuffle(shuffled)
    assert bands([*shuffled, (np.nan, 100.0), (5.0, np.nan)], nature, polarity) == [
        *(banded[unit] for unit in shuffled),
        (0, 0),
        (0, 0),
    ]


def test_equal_units_can_stand_anywhere_and_far_ones_cannot() -> None:
    assert bands([(50, 100)] * 8, "proportion") == [(1, 8)] * 8
    assert bands([(10, 1000), (500, 1000), (900, 1000)], "proportion") == [(3, 3), (2, 2), (1, 1)]
    assert bands([(10, 1000), (500, 1000), (900, 1000)], "events", "lower") == [(1, 1), (2, 2), (3, 3)]


def test_few_events_leave_a_wider_band_than_many_at_the_same_rates() -> None:
    few, many = ([(part * times, 100 * times) for part in (2, 4, 6, 8)] for times in (1, 50))
    widths = [[worst - best for best, worst in bands(units, "events")] for units in (few, many)]
    assert widths[1] == [0, 0, 0, 0]
    assert min(widths[0]) >= 1


def test_a_seed_gives_the_same_bands_and_nothing_gives_none() -> None:
    units = ([3, 5, 8, 2], [100, 120, 90, 60])
    first, again = rank_bands(*units, "events", "higher"), rank_bands(*units, "events", "higher")
    assert [side.tolist() for side in first] == [side.tolist() for side in again]
    assert [side.tolist() for side in rank_bands([np.nan], [1.0], "events", "lower")] == [[0], [0]]


@pytest.mark.parametrize("nature", ["events", "proportion"])
def test_bands_hold_the_true_rank(nature: Nature) -> None:
    """Of many districts with known true rates, the bands miss the true rank in about one of twenty."""
    chance = np.random.default_rng(1)
    rates = np.linspace(0.05, 0.30, 12)
    whole = np.full(12, 120.0)
    held = []
    for _ in range(200):
        part = chance.poisson(rates * whole) if nature == "events" else chance.binomial(120, rates)
        best, worst = rank_bands(part, whole, nature, "lower", draws=400)
        held.append((best <= np.arange(1, 13)) & (np.arange(1, 13) <= worst))
    assert np.mean(held) > 0.93
