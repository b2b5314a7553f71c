"""Changes over the same units both times, and what must hold of any two months."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.definitions import Form
from data.periods import Period
from data.places import Places
from pipelines.changes import NO_CHANGE, Change, change_between, changes_of_totals
from pipelines.measures import Measurer
from pipelines.ranking import rank_children
from tests.pipelines.derived import PLACES, TOWNSHIPS, WITH_VILLAGES, Figures, everywhere, store_of
from tests.pipelines.test_ranking import selection

JANUARY, FEBRUARY = Period.parse("2025-01"), Period.parse("2025-02")


def change(
    folder: Path,
    figures: Figures,
    form: Form = "raw",
    area: str = "q",
    metric: str = "sessions",
    places: Places = PLACES,
) -> Change:
    """What became of a figure between January and February."""
    units = [child.code for child in places.children(area)]
    with store_of(folder, figures, places=places) as store:
        measurer = Measurer(store, [(metric, form)], [FEBRUARY, JANUARY], [area, *units])
        return changes_of_totals(measurer, [(metric, form)], FEBRUARY, JANUARY, area, units)[0]


def test_two_silent_townships_are_no_fall(tmp_path: Path) -> None:
    figures = {
        ("sessions", 202501): everywhere([10, 10, 10, 10, 30, 30]),
        ("sessions", 202502): {"a": 11.0, "b": 10.0, "c": 10.0, "d": 11.0},
    }
    # The totals are 100 and 42; the four that are in both went from 40 to 42.
    assert change(tmp_path, figures) == Change(42.0, 40.0, 2.0, 5.0, 4)


def test_nobody_in_both_is_no_change(tmp_path: Path) -> None:
    figures = {("sessions", 202501): {"a": 1.0}, ("sessions", 202502): {"b": 1.0}}
    assert change(tmp_path, figures) == NO_CHANGE


def test_a_pooled_rate_is_pooled_anew_over_the_same_units(tmp_path: Path) -> None:
    figures = {
        ("members", 202501): {"a": 100.0, "b": 900.0},
        ("members", 202502): {"a": 200.0},
        ("sessions", 202501): {"a": 10.0, "b": 0.0},
        ("sessions", 202502): {"a": 30.0},
    }
    # Pooled in January it is 1 per 100, but b is not there in February: a alone went from 10 to 15.
    assert change(tmp_path, figures, "rate") == Change(15.0, 10.0, 5.0, 50.0, 1)


def test_a_unit_above_villages_that_reports_for_itself_is_compared_by_its_own_figure(tmp_path: Path) -> None:
    figures = {("sessions", 202501): {"a": 4.0}, ("sessions", 202502): {"a": 5.0}}
    assert change(tmp_path, figures, area="a", places=WITH_VILLAGES) == Change(5.0, 4.0, 1.0, 25.0, 1)


def test_a_total_of_villages_is_compared_over_the_same_villages(tmp_path: Path) -> None:
    figures = {("visits", 202501): {"a1": 3.0, "a2": 8.0}, ("visits", 202502): {"a1": 6.0}}
    found = change(tmp_path, figures, area="a", metric="visits", places=WITH_VILLAGES)
    assert found == Change(6.0, 3.0, 3.0, 100.0, 1)


def test_a_ranked_total_of_other_units_than_then_shows_no_change(tmp_path: Path) -> None:
    figures = {
        ("visits", 202501): {"a1": 3.0, "a2": 8.0, "b1": 1.0, "b2": 1.0},
        ("visits", 202502): {"a1": 6.0, "b1": 2.0, "b2": 3.0},
    }
    with store_of(tmp_path, figures, places=WITH_VILLAGES) as store:
        frame = rank_children(store, selection(metric="visits")).frame.set_index("area")
    assert frame.loc["b", ["value", "previous", "change", "change_pct"]].tolist() == [5.0, 2.0, 3.0, 150.0]
    assert frame.loc["a", ["value", "previous"]].tolist() == [6.0, 11.0]
    assert frame.loc["a", ["change", "change_pct"]].isna().all()


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (3.0, 4.0, Change(3.0, 4.0, -1.0, -25.0, 1)),
        (3.0, 0.0, Change(3.0, 0.0, 3.0, None, 1)),
        (0.0, 3.0, Change(0.0, 3.0, -3.0, -100.0, 1)),
        (None, 3.0, NO_CHANGE),
        (3.0, None, NO_CHANGE),
    ],
)
def test_percent_is_of_the_earlier_value(now: float | None, before: float | None, expected: Change) -> None:
    assert change_between(now, before) == expected


months = st.dictionaries(st.sampled_from(TOWNSHIPS), st.integers(0, 50).map(float))


@settings(max_examples=10)
@given(months, months)
def test_the_change_is_the_sum_of_the_changes_of_those_in_both(before: dict[str, float], now: dict[str, float]) -> None:
    with TemporaryDirectory() as folder:
        found = change(Path(folder), {("sessions", 202501): before, ("sessions", 202502): now})
    both = before.keys() & now.keys()
    assert found.compared == len(both)
    assert found.difference == (sum(now[unit] - before[unit] for unit in both) if both else None)
