"""Where a year will end: by its own season or evenly, with a band that holds as often as it says."""

import numpy as np
import pytest

from pipelines.statistics.projections import Projection, project_year

NOTHING = np.full((1, 12, 1), np.nan)


def project(past: np.ndarray, current: list[float]) -> Projection:
    return project_year(past, np.array(current, dtype=np.float64)[:, None])


def test_without_past_years_all_months_count_alike() -> None:
    found = project(NOTHING, [10.0, 10.0, 10.0])
    assert (found.total[0], found.lower[0], found.upper[0]) == (120.0, 120.0, 120.0)
    assert not found.seasonal[0]


def test_with_two_past_years_their_season_counts() -> None:
    # Half of each year's total falls into December.
    year = np.array([[10.0] * 11 + [110.0]]).reshape(1, 12, 1)
    found = project(np.concatenate([year, year * 2]), [20.0] * 6)
    assert found.seasonal[0]
    assert found.total[0] == pytest.approx(440.0)
    # Both years are the same season exactly: nothing is left over for chance.
    assert (found.lower[0], found.upper[0]) == (pytest.approx(440.0), pytest.approx(440.0))


def test_one_past_year_is_no_season() -> None:
    found = project(np.array([[10.0] * 11 + [110.0]]).reshape(1, 12, 1), [20.0] * 6)
    assert (found.seasonal[0], found.total[0]) == (False, 240.0)


def test_a_year_with_a_gap_is_no_past_year() -> None:
    year = np.array([[10.0] * 11 + [110.0]]).reshape(1, 12, 1)
    holed = year.copy()
    holed[0, 3, 0] = np.nan
    assert not project(np.concatenate([year, holed]), [20.0] * 6).seasonal[0]


def test_the_year_itself_with_a_gap_has_no_projection() -> None:
    found = project(NOTHING, [10.0, float("nan"), 10.0])
    assert np.isnan([found.total[0], found.lower[0], found.upper[0]]).all()


def test_two_months_are_too_few_for_a_band() -> None:
    found = project(NOTHING, [10.0, 14.0])
    assert found.total[0] == 144.0
    assert np.isnan(found.upper[0])


def test_the_year_gone_is_what_it_is() -> None:
    found = project(NOTHING, [1.0, 5.0] * 6)
    assert (found.total[0], found.lower[0], found.upper[0]) == (36.0, 36.0, 36.0)


def test_the_band_by_hand() -> None:
    # Six months of 8 and 12: variance 4.8, twelve months to project from six, six to come.
    found = project(NOTHING, [8.0, 12.0] * 3)
    assert found.total[0] == 120.0
    reach = 1.2815515655446004 * (4.8 * 12 * 6 / 6) ** 0.5
    assert found.upper[0] == pytest.approx(120 + reach)
    assert found.lower[0] == pytest.approx(120 - reach)


def test_a_year_never_ends_below_what_is_done() -> None:
    found = project(NOTHING, [0.0, 0.0, 90.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    assert found.lower[0] == 90.0


@pytest.mark.parametrize("years", [0, 2, 3])
def test_the_band_holds_about_as_often_as_it_says(years: int) -> None:
    units, chance = 4000, np.random.default_rng(20250701)
    season = np.array([2, 3, 6, 8, 8, 9, 7, 6, 8, 9, 10, 14.0]) if years else np.full(12, 9.0)
    drawn = chance.poisson(np.tile(season, (years + 1, 1))[:, :, None], (years + 1, 12, units)).astype(float)
    past = drawn[:-1] if years else np.full((1, 12, units), np.nan)
    found = project_year(past, drawn[-1, :6])
    held = (found.lower <= drawn[-1].sum(axis=0)) & (drawn[-1].sum(axis=0) <= found.upper)
    assert 0.72 < held.mean() < 0.88
