"""What chance does to a ranking: by hand, over many simulated districts, and in words."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.definitions import Catalogue, Form, Metric
from data.periods import Period
from data.selection import Selection
from pipelines.cautions import describe_chance, temper_places
from pipelines.changes import Change
from pipelines.ranking import Ranking, Reference, rank_children, rank_values, whole_numbers
from pipelines.uncertainty import Uncertainty, weigh_chance
from tests.layouts.seeing import catalogue
from tests.pipelines.derived import everywhere, store_of

CATALOGUE: Catalogue = catalogue()
CASES, OVERDUE = CATALOGUE["eight_rules_persons"], CATALOGUE["rectify_overdue"]
#: A judged metric of events, which the catalogue has none of.
PETITIONS = CASES.model_copy(update={"polarity": "lower"})
UNKNOWN = Change(None, None, None, None, 0)
SIZES = np.array(
    [180, 260, 310, 400, 460, 520, 600, 640, 700, 810, 900, 1100, 1300, 1700, 2100, 2600], dtype=np.float64
)


def rank(part: Any, whole: Any, metric: Metric = CASES, form: Form = "rate", **more: Any) -> Ranking:
    """A ranking of units with these numerators and denominators, in their order; NaN is 未报."""
    counted, sizes = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    there = ~np.isnan(counted)
    value = counted if form == "raw" else counted / sizes * metric.times(form)
    ranks = rank_values(value, metric.polarity)
    frame = pd.DataFrame(
        {
            "area": [f"u{place}" for place in range(len(counted))],
            "name": [f"单位{place}" for place in range(len(counted))],
            "value": value,
            "state": np.where(there, "reported", "missing"),
            "rank": whole_numbers(ranks, ranks > 0),
            "numerator": counted,
            "denominator": sizes,
        }
    )
    total, base = float(counted[there].sum()), float(sizes[there].sum())
    reference = Reference(
        value=total if form == "raw" else total / base * metric.times(form) if base else None,
        line=None,
        numerator=None if form == "raw" else total,
        denominator=None if form == "raw" else base,
        covered=int(there.sum()),
        expected=len(there),
        previous=UNKNOWN,
        year=UNKNOWN,
    )
    selection = Selection("qingwu", metric.code, Period.parse("2025-12c"), form, **more)
    return Ranking(metric, selection, frame, reference, int(there.sum()), ())


def words(ranking: Ranking, found: Uncertainty | None = None) -> str:
    return "".join(describe_chance(ranking, found or weigh_chance(ranking), CATALOGUE, "青梧区"))


def test_events_have_exact_intervals_per_hundred_and_proportions_wilsons() -> None:
    rates = weigh_chance(rank([0, 3, 10], [120, 120, 120])).frame
    np.testing.assert_allclose(rates["lower"], [0, 0.515560102413001, 3.98954159497297], rtol=1e-9)
    np.testing.assert_allclose(rates["upper"], [3.07406621176161, 7.30606089145194, 15.3262155047971], rtol=1e-9)
    shares = weigh_chance(rank([1, 5, np.nan], [100, 100, 100], OVERDUE, "share")).frame
    np.testing.assert_allclose(shares["lower"], [0.176743206414065, 2.1543679154368, np.nan], rtol=1e-9)
    assert shares["place"].tolist() == [0, 0, pd.NA]
    raw = weigh_chance(rank([0, 3], [1, 1], form="raw"))
    np.testing.assert_allclose(raw.frame["upper"], [3.68887945411394, 8.76727306974458], rtol=1e-9)
    assert raw.funnel is None
    assert raw.frame["place"].isna().all()


@pytest.mark.parametrize("code", ["trainees", "helped_households", "posted_cadres"])
def test_plain_counts_have_none_and_the_page_says_why(code: str) -> None:
    metric = CATALOGUE[code]
    form: Form = metric.forms[-1]
    ranking = rank([10, 20, 30], [100, 100, 100], metric, form)
    found = weigh_chance(ranking)
    assert found.frame[["lower", "upper", "best_rank", "worst_rank", "place"]].isna().all().all()
    assert (found.funnel, found.odd) == (None, 0)
    assert "没有偶然波动，所以不画区间、不给名次区间。" in words(ranking)


def test_bands_only_of_judged_metrics() -> None:
    judged, shown = (weigh_chance(rank([1, 2, 40], [100, 100, 100], metric)).frame for metric in (PETITIONS, CASES))
    assert judged["best_rank"].tolist() == [1, 1, 3]
    assert judged["worst_rank"].tolist() == [2, 2, 3]
    assert shown["best_rank"].isna().all()
    assert not shown["lower"].isna().any()


def test_a_figure_above_its_whole_has_no_interval_and_there_are_no_bands() -> None:
    ranking = rank([120, 50, 60], [100, 100, 100], OVERDUE, "share")
    found = weigh_chance(ranking)
    assert found.odd == 1
    assert found.frame["lower"].isna().tolist() == [True, False, False]
    assert found.frame["best_rank"].isna().all()
    assert "1个单位的数小于0或大于整体，不画区间，本期也不给名次区间。" in words(ranking)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(40, 900)), min_size=2, max_size=12),
    st.sampled_from([(PETITIONS, "rate"), (OVERDUE, "share"), (PETITIONS, "raw")]),
)
def test_intervals_hold_the_figure_and_bands_the_rank(units: list[tuple[int, int]], kind: tuple[Metric, Form]) -> None:
    part, whole = zip(*units, strict=True)
    frame = weigh_chance(rank(part, whole, *kind)).frame
    assert (frame["lower"] <= frame["value"] + 1e-9).all()
    assert (frame["value"] <= frame["upper"] + 1e-9).all()
    assert (frame["best_rank"] <= frame["rank"]).all()
    assert (frame["rank"] <= frame["worst_rank"]).all()
    alone = weigh_chance(rank([*part, np.nan], [*whole, 100], *kind)).frame.iloc[:-1]
    assert alone[["best_rank", "worst_rank"]].equals(frame[["best_rank", "worst_rank"]])


def simulate(kind: str, seed: int, factor: float = 1.0) -> Ranking:
    """A district of one true rate, but for the unit in the middle, whose rate is ``factor`` times as high."""
    chance, rates = np.random.default_rng(seed), np.full(16, 0.006 if kind == "events" else 0.15)
    rates[8] *= factor
    if kind == "events":
        return rank(chance.poisson(rates * SIZES), SIZES)
    sizes = np.round(SIZES / 20)
    return rank(
        chance.binomial(sizes.astype(int), rates), sizes, OVERDUE.model_copy(update={"polarity": "none"}), "share"
    )


@pytest.mark.parametrize("kind", ["events", "proportion"])
def test_where_all_are_alike_no_unit_is_called_different_more_often_than_is_said(kind: str) -> None:
    """1 to 16 cases, or 1 to 26 of 9 to 130 problems, in each of 16 townships; 1,000 districts."""
    called, noticed = np.zeros(16), np.zeros(16)
    wrong_pages = 0
    for seed in range(1000):
        ranking = simulate(kind, seed)
        found = weigh_chance(ranking)
        place = found.frame["place"].to_numpy(np.int64)
        called += np.abs(place) == 2
        noticed += np.abs(place) >= 1
        wrong_pages += bool((np.abs(place) == 2).any())
        if seed < 50:
            said = words(ranking, found)
            assert ("与青梧区差异显著，偏" in said) == bool((np.abs(place) == 2).any())
    # What the page states: 0.2 % for a unit, 3.2 % for any of sixteen; of 16,000 at most 32 then.
    assert called.sum() <= 32
    assert wrong_pages <= 32
    # No single township more than chance allows at its rate: a mean of 2 in 1,000.
    assert called.max() <= 8
    assert noticed.sum() <= 0.05 * 16_000
    # The test is no test if nothing can ever be called: some are.
    assert noticed.sum() > 100


@pytest.mark.parametrize(("kind", "factor"), [("events", 6.0), ("proportion", 5.0)])
def test_who_really_differs_is_found(kind: str, factor: float) -> None:
    """4 cases are usual where there are 25, 5 overdue problems of 35 where there are 26; 200 districts."""
    found = [weigh_chance(simulate(kind, seed, factor)).frame["place"].to_numpy(np.int64) for seed in range(200)]
    assert np.mean([place[8] == 2 for place in found]) > 0.9
    others = np.array([np.abs(np.delete(place, 8)) == 2 for place in found])
    assert others.mean() <= 0.005


def test_a_district_that_differs_throughout_widens_its_limits_and_says_so() -> None:
    part = SIZES * np.where(np.arange(16) % 2, 0.02, 0.10)
    ranking = rank(np.round(part), SIZES)
    found = weigh_chance(ranking)
    assert found.funnel is not None
    assert found.funnel.dispersion.phi > 10
    assert (np.abs(found.frame["place"].to_numpy(np.int64)) < 2).all()
    spread = f"各单位之间的差异总体上大于偶然波动（φ＝{found.funnel.dispersion.phi:.1f}）"
    assert f"{spread}，控制限已按此放宽：放宽后没有单位明显偏离青梧区。" in words(ranking)
    plain = rank(np.round(part), SIZES, chart="chance")
    placed = weigh_chance(plain).frame["place"].to_numpy(np.int64)
    assert (np.abs(placed) == 2).sum() > 10
    assert f"{spread}，控制限未放宽，超出的会偏多：与青梧区差异显著，偏高的有" in words(plain)


def test_words_name_who_differs_and_state_the_rate() -> None:
    part = np.round(SIZES * 0.02)
    part[3] = 40
    said = words(rank(part, SIZES))
    assert "与青梧区差异显著，偏高的有单位3。" in said
    assert "误判一个单位的机会不超过0.2%，16个单位中误判任何一个不超过3.2%。" in said
    assert "名次区间" not in said
    assert said.startswith("细线是95%区间")
    assert words(rank(part, SIZES, chart="funnel")).startswith("横轴是党员总数")
    # A map has neither lines nor a horizontal axis.
    assert words(rank(part, SIZES, chart="map")).startswith("与青梧区差异显著")


def test_many_units_are_told_how_many_to_expect_wrongly() -> None:
    sizes = np.tile(SIZES, 90)
    assert "1440个单位中预计误判不超过3个" in words(rank(np.round(sizes * 0.02), sizes))


def test_raw_events_are_not_held_against_the_district() -> None:
    said = words(rank([0, 3], [1, 1], form="raw"))
    assert "原值随单位大小而不同，不判断与青梧区的差异，在“看法”里换成比率可以比较。" in said
    assert "差异显著" not in said
    assert "单位越小" not in said


@pytest.mark.parametrize(
    ("part", "metric", "said"),
    [
        ([1, 2, 40], PETITIONS, "计入偶然波动，第1名可能在第1–2名之间，末位不变。"),
        ([1, 1, 40], PETITIONS, "计入偶然波动，第1名可能在第1–2名之间，末位不变。"),
        ([5, 5, 5], PETITIONS, ""),
        ([1, 2, 40], CASES, ""),
        ([np.nan, np.nan, np.nan], PETITIONS, ""),
    ],
)
def test_the_summary_says_how_far_chance_could_have_brought_first_and_last(
    part: list[float], metric: Metric, said: str
) -> None:
    assert temper_places(weigh_chance(rank(part, [100, 100, 100], metric)).frame) == said


def test_nobody_reported_nothing_is_said() -> None:
    assert words(rank([np.nan, np.nan], [10, 10])) == ""


def test_nothing_happened_anywhere() -> None:
    found = weigh_chance(rank([0, 0, 0], [100, 200, 300]))
    assert found.funnel is None
    assert found.frame["upper"].notna().all()
    said = words(rank([0, 0, 0], [100, 200, 300], chart="funnel"))
    assert "各单位本期都没有发生，没有差异可比，不画漏斗图。" in said
    assert said.startswith("细线是95%区间")


def test_limits_are_ordered_along_the_denominators() -> None:
    funnel = weigh_chance(rank([3, 0, 9], [100, 200, 300])).funnel
    assert funnel is not None
    assert funnel.baseline == 2.0
    lines = funnel.limits[["lower_95", "upper_95", "upper_998"]].to_numpy()
    # Of 2 expected, none would be no wonder: below there is no limit until there are more to expect.
    assert np.isnan(lines[0, 0])
    assert np.nanmin(lines) >= 0
    assert (np.diff(lines[:, 1:], axis=1) > 0).all()
    assert lines[-1, 0] < 2.0
    assert (lines[:, 1] > 2.0).all()
    assert funnel.limits["denominator"].iloc[0] == 90
    assert funnel.limits["denominator"].iloc[-1] == 315


def test_from_the_store_a_plain_count_stays_plain(tmp_path: Path) -> None:
    with store_of(tmp_path, {("sessions", 202502): everywhere([2, 7, 7, 0, 1, 4])}) as store:
        ranking = rank_children(store, Selection("q", "sessions", Period.parse("2025-02")))
        found = weigh_chance(ranking)
        assert found.frame["area"].tolist() == ranking.frame["area"].tolist()
        assert found.frame["lower"].isna().all()
