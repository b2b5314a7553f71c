"""From a figure to the cells or ledger items that it is made of."""

from datetime import date
from pathlib import Path

import pytest

from data.definitions import Form
from data.observations import LedgerItem
from data.periods import Period
from data.traces import name_figure
from pipelines.measures import measure
from pipelines.tracing import Origin, follow_figure, trace_figure
from tests.pipelines.derived import everywhere, store_of
from tests.small_district import list_item

MONTHS = range(202501, 202507)
FIGURES = {
    **{("sessions", month): {**everywhere([1, 2, 3, 4, 5, 6]), "o": 50.0} for month in MONTHS},
    **{("cases", month): everywhere([month % 100] * 6) for month in MONTHS},
    **{("members", month): {"a": 100.0, "b": 300.0} for month in MONTHS},
}


def origin(folder: Path, name: str, items: tuple[LedgerItem, ...] = ()) -> Origin:
    with store_of(folder, FIGURES, items) as store:
        found = trace_figure(store, name)
    assert found is not None
    return found


def cells(found: Origin) -> list[tuple[str, int, str]]:
    return [(trace.metric, trace.month, trace.area) for trace in found.cells]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sessions~2025-02~b", [("sessions", 202502, "b")]),
        ("sessions~2025Q1~b", [("sessions", month, "b") for month in (202501, 202502, 202503)]),
        ("sessions~2025-02~q", [("sessions", 202502, unit) for unit in "abcdefo"]),
        ("cases~2025-02~a", [("cases", 202501, "a"), ("cases", 202502, "a")]),
        ("cases~2025-01~a", [("cases", 202501, "a")]),
        ("cases~2025Q2~a", [("cases", 202503, "a"), ("cases", 202506, "a")]),
        ("cases~2025-06c~a", [("cases", 202506, "a")]),
        ("members~2025Q2~a", [("members", 202506, "a")]),
        ("sessions~2025-02~a~rate", [("sessions", 202502, "a"), ("members", 202502, "a")]),
        ("sessions~2024-02~a", []),
    ],
)
def test_a_figure_is_made_of_its_cells(tmp_path: Path, name: str, expected: list[tuple[str, int, str]]) -> None:
    assert cells(origin(tmp_path, name)) == expected


@pytest.mark.parametrize(
    ("metric", "period", "area", "form"),
    [
        ("sessions", "2025Q2", "q", "raw"),
        ("sessions", "2025H1", "a", "raw"),
        ("sessions", "2025Q1", "q", "rate"),
        ("members", "2025-04", "q", "raw"),
        ("cases", "2025-05c", "q", "raw"),
    ],
)
def test_the_cells_add_up_to_the_figure(tmp_path: Path, metric: str, period: str, area: str, form: Form) -> None:
    with store_of(tmp_path, FIGURES) as store:
        found = trace_figure(store, name_figure(metric, period, area, form))
        row = measure(store, metric, form, [Period.parse(period)], [area]).iloc[0]
    assert found is not None
    assert found.form == form
    sums = {code: sum(t.value or 0 for t in found.cells if t.metric == code) for code in (metric, "members")}
    if form == "rate":
        assert (sums[metric], sums["members"]) == (row["numerator"], row["denominator"])
    else:
        assert sums[metric] == row["value"]


def test_a_ledger_count_is_made_of_its_items(tmp_path: Path) -> None:
    items = (
        list_item("1", "a", date(2025, 1, 10)),
        list_item("2", "b", date(2025, 2, 10), done=date(2025, 3, 1)),
        list_item("3", "b", date(2024, 12, 31)),
    )
    found = origin(tmp_path, "found~2025-02~q", items)
    assert found.items is not None
    assert found.items["number"].tolist() == ["1", "2"]
    assert found.cells == ()


def test_an_empty_ledger_counts_nothing(tmp_path: Path) -> None:
    found = origin(tmp_path, "found~2025-02~q")
    assert found.items is not None
    assert found.items.empty


@pytest.mark.parametrize(
    "name", ["", "sessions", "sessions~2025-02", "nothing~2025-02~a", "sessions~x~a", "sessions~2025~z", "a~b~c~d~e"]
)
def test_what_names_no_figure_has_no_origin(tmp_path: Path, name: str) -> None:
    with store_of(tmp_path, FIGURES) as store:
        assert trace_figure(store, name) is None


def test_an_unknown_form_is_read_as_the_raw_figure(tmp_path: Path) -> None:
    assert origin(tmp_path, "members~2025-02~a~rate").form == "raw"


def test_a_figure_is_followed_over_its_own_grain(tmp_path: Path) -> None:
    with store_of(tmp_path, FIGURES) as store:

        def follow(name: str) -> list[tuple[str, float | None]]:
            found = trace_figure(store, name)
            assert found is not None
            periods, series = follow_figure(store, found)
            return list(zip([period.code for period in periods], series, strict=True))

        assert follow("sessions~2025-02~b") == [("2025-01", 2.0), ("2025-02", 2.0)]
        assert follow("sessions~2025Q2~q") == [("2025Q1", 213.0), ("2025Q2", 213.0)]
        assert follow("sessions~2025-02~a~rate") == [("2025-01", 1.0), ("2025-02", 1.0)]
        assert follow("sessions~2025-02~c~rate") == [("2025-01", None), ("2025-02", None)]
