"""How often the unit's past is held against it for nothing, and that planted mistakes are caught: a seeded district.

Counts follow Poisson's law about a mean that grows by a fifth a year and has a season; each month is
checked as it arrives, against the months before it.
"""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.random import Generator

from pipelines.demo.shapes import SEASONS
from tests.pipelines.checking.past import MONTHS, Series, run, tell, tell_month

SHAPES = [(mean, season) for mean in (0.4, 2, 8, 40, 200) for season in ("even", "training", "year_end")]
#: The first months that are judged at all.
JUDGED = MONTHS[8:]


def draw(random: Generator, mean: float, season: str) -> dict[int, float]:
    weights = SEASONS[season]  # type: ignore[index]
    return {
        month: float(random.poisson(mean * 1.2 ** (place / 12) * weights[month % 100 - 1]))
        for place, month in enumerate(MONTHS)
    }


def add_up(own: Series) -> dict[int, float]:
    """The same as a running total of each year."""
    return {month: sum(own[at] for at in own if month // 100 * 100 < at <= month) for month in own}


def before(series: Series, month: int) -> dict[int, float]:
    return {at: value for at, value in series.items() if at < month}


def districts() -> Iterator[tuple[str, dict[int, float]]]:
    random = np.random.default_rng(20260101)
    for mean, season in SHAPES:
        for _ in range(4):
            own = draw(random, mean, season)
            yield "meetings", own
            yield "cases", add_up(own)
    for mean in (3, 30, 900):
        for _ in range(8):
            # A stock that moves by a few in most months.
            steps = random.poisson(mean / 100, len(MONTHS)) - random.poisson(mean / 100, len(MONTHS))
            yield "members", run(MONTHS[0], np.maximum(mean + np.cumsum(steps), 0).astype(float).tolist())


def test_ordinary_noise_raises_fewer_than_five_warnings_in_a_thousand_figures() -> None:
    figures = warned = blocked = 0
    for metric, series in districts():
        for month in JUDGED:
            problems = tell_month(metric, before(series, month), month, series[month])
            figures += 1
            warned += any(problem.severity == "warn" for problem in problems)
            blocked += any(problem.severity == "block" for problem in problems)
    assert figures == 28 * (15 * 4 * 2 + 3 * 8)
    assert blocked == 0
    assert warned < 0.005 * figures


@pytest.mark.parametrize(("times", "rules"), [(100, {"unit_slip", "outlier"}), (10, {"outlier", "year_change"})])
def test_a_digit_too_many_is_caught(times: int, rules: set[str]) -> None:
    """Where a tenfold cannot be chance, from about ten on, and once the season has been seen: from the second year's
    summer on."""
    random = np.random.default_rng(7)
    planted = caught = 0
    for mean in (10, 40, 200):
        for _ in range(10):
            series = draw(random, mean, "training")
            for month in JUDGED[9::5]:
                told = tell_month("meetings", before(series, month), month, max(series[month], mean / 2) * times)
                planted += 1
                caught += any(problem.rule in rules for problem in told)
    assert planted == 120
    assert caught >= 0.95 * planted


@pytest.mark.parametrize("factor", [0.1, 0.6, 1.6, 10])
def test_a_stock_that_leaps_is_caught(factor: float) -> None:
    random = np.random.default_rng(11)
    for mean in (60, 900):
        steps = random.poisson(mean / 200, len(MONTHS)) - random.poisson(mean / 200, len(MONTHS))
        series = run(MONTHS[0], (mean + np.cumsum(steps)).astype(float).tolist())
        for month in JUDGED:
            told = tell_month("members", before(series, month), month, round(series[month] * factor))
            assert [problem.rule for problem in told] == ["stock_jump"]


def test_a_copied_month_is_caught_and_an_ordinary_one_is_not() -> None:
    random = np.random.default_rng(13)
    copied = ordinary = 0  # with three figures only; a whole form has some twenty
    for _ in range(30):
        own = {code: draw(random, mean, "training") for code, mean in (("meetings", 9), ("cases", 12), ("signs", 300))}
        series = {**own, "cases": add_up(own["cases"])}
        for month in JUDGED[1::6]:
            last = MONTHS[MONTHS.index(month) - 1]
            known = {(code, "a"): before(of, month) for code, of in series.items()}
            truth: dict[tuple[str, int, str], float | None] = {(c, month, "a"): of[month] for c, of in series.items()}
            same: dict[tuple[str, int, str], float | None] = {(c, month, "a"): of[last] for c, of in series.items()}
            ordinary += any(problem.rule == "month_copied" for problem in tell(known, truth))
            copied += any(problem.rule == "month_copied" for problem in tell(known, same))
    assert ordinary == 0
    assert copied >= 0.9 * 150
