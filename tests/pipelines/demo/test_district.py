"""The truth of the demo district: relations hold, the same seed gives the same, figures are plausible."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalogue_loading import load_catalogue
from data.definitions import Catalogue
from data.places import load_places
from data.settings import Settings
from pipelines.demo.district import MONTHS, SEED, District, make_district
from tests.strategies import districts

FIGURES = ["metric", "month", "area", "value", "state"]


@cache
def demo() -> District:
    settings = Settings()
    catalogue = load_catalogue(settings.catalogue_dir)
    return make_district(SEED, catalogue, load_places(settings.places_file, catalogue), MONTHS, silent=2)


def table(district: District, metric: str) -> pd.DataFrame:
    """Areas down, months across."""
    figures = district.figures[district.figures["metric"] == metric]
    return figures.pivot(index="area", columns="month", values="value").astype(float)


def broken_relations(district: District) -> list[str]:
    """Every relation of the catalogue that a figure of the district contradicts."""
    broken: list[str] = []
    wide = district.figures.pivot(index=["area", "month"], columns="metric", values="value")

    def demand(holds: pd.Series, what: str, *codes: str) -> None:
        known = wide[list(codes)].notna().all(axis=1)
        if not holds[known].all():
            broken.append(what)

    for metric in district.catalogue.metrics:
        if not metric.asked:
            continue
        own = wide[metric.code]
        demand(own >= metric.minimum, f"{metric.code} minimum", metric.code)
        demand((own - own.round(metric.decimals)).abs() < 1e-9, f"{metric.code} decimals", metric.code)
        if metric.part_of:
            demand(own <= wide[metric.part_of] + 1e-9, f"{metric.code} part_of", metric.code, metric.part_of)
        if metric.at_least:
            demand(own >= wide[metric.at_least] - 1e-9, f"{metric.code} at_least", metric.code, metric.at_least)
        if metric.difference:
            first, second = metric.difference
            demand(
                (own - wide[first] + wide[second]).abs() < 1e-9, f"{metric.code} difference", metric.code, first, second
            )
        if metric.overlapping_parts:
            parts = wide[list(metric.overlapping_parts)]
            codes = (metric.code, *metric.overlapping_parts)
            demand(own >= parts.max(axis=1), f"{metric.code} holds each part", *codes)
            demand(own <= parts.sum(axis=1), f"{metric.code} is covered", *codes)
        if metric.basis == "cumulative":
            falls = table(district, metric.code).diff(axis=1).lt(-1e-9)
            if falls.loc[:, falls.columns.to_numpy(dtype=int) % 100 != 1].to_numpy().any():
                broken.append(f"{metric.code} falls within a year")
    return broken


def test_every_relation_holds() -> None:
    assert broken_relations(demo()) == []


@settings(max_examples=60, deadline=None)
@given(districts())
def test_every_relation_holds_in_any_district(district: District) -> None:
    assert broken_relations(district) == []


def with_ties(catalogue: Catalogue) -> Catalogue:
    """Three series tied by a difference, as a ledger's found, done and open would be if reported."""
    base = catalogue["public_interest_cases"]
    made = [
        base.model_copy(update={"code": code, "label_zh": code, "aliases": (), **ties})
        for code, ties in (
            ("found", {}),
            ("left", {"difference": ("found", "done"), "at_least": "late"}),
            ("done", {}),
            ("late", {}),
        )
    ]
    return catalogue.model_copy(update={"metrics": (*catalogue.metrics, *made)})


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_a_difference_of_year_to_dates_holds_and_never_falls(seed: int) -> None:
    catalogue = Catalogue(**with_ties(demo().catalogue).model_dump())
    places = demo().places
    made = [
        area.model_copy(update={"reports": (*area.reports, "found", "left", "done", "late")}) for area in places.areas
    ]
    district = make_district(seed, catalogue, places.model_copy(update={"areas": tuple(made)}), MONTHS[:18])
    assert broken_relations(district) == []


def test_same_seed_same_truth() -> None:
    district = demo()
    again = make_district(SEED, district.catalogue, district.places, MONTHS, silent=2)
    assert again.figures.to_csv() == district.figures.to_csv()
    assert again.matters == district.matters
    assert again.unreported == district.unreported
    other = make_district(SEED + 1, district.catalogue, district.places, MONTHS, silent=2)
    assert other.figures.to_csv() != district.figures.to_csv()


def test_one_row_for_each_figure_that_is_asked_for() -> None:
    district = demo()
    asked = {
        (metric.code, month, area.code)
        for metric in district.catalogue.metrics
        if metric.asked
        for area in district.places.areas
        if area.asked_for(metric)
        for month in MONTHS
        if area.valid_in(month)
    }
    rows = list(zip(district.figures["metric"], district.figures["month"], district.figures["area"], strict=True))
    assert list(district.figures.columns) == FIGURES
    assert len(rows) == len(set(rows))
    assert set(rows) == asked
    absent = district.figures["state"] == "not_applicable"
    assert district.figures.loc[absent, "value"].isna().all()
    assert district.figures.loc[~absent, "value"].notna().all()
    assert not district.figures["value"].eq(0).where(np.signbit(district.figures["value"])).any()


def test_townships_differ_in_size() -> None:
    members = table(demo(), "party_members")[202512]
    assert len(members) == 16
    assert 380 <= members.min() < 700
    assert 2000 < members.max() <= 2800
    villages = table(demo(), "villages")[202512]
    assert villages.between(8, 28).all()
    assert villages.nunique() > 6


@pytest.mark.parametrize(
    ("metric", "least", "most"),
    [("party_lectures", 0.3, 0.7), ("eight_rules_persons", 0.1, 0.6), ("directly_inspected_villages", 0.5, 0.95)],
)
def test_zeros_are_common_among_events(metric: str, least: float, most: float) -> None:
    values = table(demo(), metric)
    assert least < values.eq(0).to_numpy().mean() < most


def test_a_season() -> None:
    trainees = table(demo(), "trainees").sum()
    by_month = trainees.groupby(trainees.index % 100).mean()
    assert by_month[[3, 4, 10]].min() > 2 * by_month[[1, 2, 12]].max()
    lectures = table(demo(), "party_lectures").sum()
    assert lectures.groupby(lectures.index % 100).mean().idxmax() == 7


def test_sites_to_date_never_fall() -> None:
    assert not table(demo(), "demonstration_sites").diff(axis=1).lt(0).to_numpy().any()


def test_two_townships_have_not_reported_the_last_month() -> None:
    district = demo()
    assert len(district.unreported) == 2
    for area, month in district.unreported:
        assert month == 202512
        assert district.places[area].tier == "township"
        assert not district.reported.query("area == @area and month == @month").shape[0]
    assert len(district.figures) > len(district.reported)
