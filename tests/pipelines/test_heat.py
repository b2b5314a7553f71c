"""The heat map's places, and what must hold of them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Period
from data.selection import Selection
from pipelines.heat import compare_units, percentiles, sort_units
from pipelines.ranking import rank_values
from tests.pipelines.derived import everywhere, store_of

FIGURES = {
    ("sessions", 202501): {"a": 1.0, "b": 8.0, "c": 3.0},
    ("members", 202501): everywhere([100, 400, 100, 100, 100, 0]),
    ("weak", 202501): everywhere([0, 5, 2, 2, 1, 3]),
    ("cases", 202501): everywhere([3, 0, 0, 0, 0, 0]),
}


@pytest.fixture
def heat(tmp_path: Path) -> pd.DataFrame:
    with store_of(tmp_path, FIGURES) as store:
        selection = Selection("q", "sessions", Period.parse("2025-01"))
        return compare_units(store, selection, ["sessions", "weak", "cases"]).set_index(["metric", "area"])


def test_unequal_units_are_compared_by_their_rate(heat: pd.DataFrame) -> None:
    rows = heat.loc["sessions"]
    assert rows["form"].unique().tolist() == ["rate"]
    assert rows.loc[["a", "b", "c"], "value"].tolist() == [1.0, 2.0, 3.0]
    assert rows.loc[["a", "b", "c"], "percentile"].tolist() == [0.0, 0.5, 1.0]
    assert rows.loc["b", ["numerator", "denominator"]].tolist() == [8.0, 400.0]


def test_the_missing_have_no_place(heat: pd.DataFrame) -> None:
    silent = heat.loc["sessions"].loc[["d", "e", "f"]]
    assert silent[["value", "percentile", "rank"]].isna().all().all()
    assert silent["state"].tolist() == ["missing", "missing", "missing"]


def test_where_less_is_better_the_least_is_first(heat: pd.DataFrame) -> None:
    rows = heat.loc["weak"]
    assert rows["rank"].tolist() == [1, 6, 3, 3, 2, 5]
    assert rows["percentile"].tolist() == pytest.approx([1.0, 0.0, 0.6, 0.6, 0.8, 0.2])


def test_discipline_figures_are_shown_and_never_placed(heat: pd.DataFrame) -> None:
    rows = heat.loc["cases"]
    assert rows["value"].tolist() == [3.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert rows["percentile"].isna().all()
    assert rows["rank"].isna().all()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("weak", "aecdfb"),
        ("-weak", "bfcdea"),
        # Fewer cases are not better: from high to low, and silence is no zero.
        ("cases", "abcdef"),
        ("-cases", "bcdefa"),
        ("sessions", "cbadef"),
        ("-sessions", "abcdef"),
        ("members", "abcdef"),
        ("", "abcdef"),
    ],
)
def test_units_are_sorted_by_any_metric_the_silent_last(heat: pd.DataFrame, sort: str, order: str) -> None:
    found = sort_units(heat.reset_index(), sort)
    for metric in ("sessions", "weak", "cases"):
        assert "".join(found.loc[found["metric"] == metric, "area"]) == order
    assert found["metric"].unique().tolist() == ["sessions", "weak", "cases"]


def test_all_alike_are_in_the_middle() -> None:
    assert percentiles(np.array([1, 1, 0, 1])).tolist()[:2] == [0.5, 0.5]


@given(st.lists(st.one_of(st.none(), st.integers(0, 5).map(float)), min_size=1, max_size=12))
def test_places_follow_the_values(figures: list[float | None]) -> None:
    values = np.array([np.nan if value is None else value for value in figures])
    places = percentiles(rank_values(values, "higher"))
    assert (np.isnan(places) == np.isnan(values)).all()
    there = ~np.isnan(values)
    assert ((places[there] >= 0) & (places[there] <= 1)).all()
    for value, place in zip(values[there], places[there], strict=True):
        assert (places[there][values[there] < value] < place).all()
        assert (places[there][values[there] == value] == place).all()
