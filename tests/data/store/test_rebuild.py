"""Whatever came in whatever order, the figures are those of a count from scratch."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.observations import Incoming, LedgerItem, Observation, State
from data.periods import months_between, shift_month
from data.store import StaleDefinitions, Store, open_store
from tests.databases import empty_database, read_table
from tests.small_district import CATALOGUE, PLACES, list_item, observe, send

MONTHS = months_between(202411, 202503)
AREAS = [area.code for area in PLACES.areas]
ASKED = ("members", "meetings", "cases", "visits", "signs")
DERIVED = ("figures", "arrivals", "corrections", "reported_months", "ledger_current")
START = datetime(2025, 6, 1)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    state: State = draw(st.sampled_from(("reported", "reported", "missing", "not_applicable", "withheld")))
    value = draw(st.integers(-50, 500)) / draw(st.sampled_from((1, 10, 1000))) if state == "reported" else None
    metric = draw(st.sampled_from((*ASKED, "found", "unheard_of")))
    return observe(metric, draw(st.sampled_from(MONTHS)), draw(st.sampled_from(AREAS)), value, state)


@st.composite
def items(draw: st.DrawFn) -> LedgerItem:
    days = st.dates(date(2024, 10, 1), date(2025, 5, 31))
    return list_item(
        draw(st.sampled_from("12345")),
        draw(st.sampled_from(AREAS)),
        draw(days),
        draw(st.none() | days),
        draw(st.none() | days),
        draw(st.sampled_from(("自查", "防风险"))),
    )


@dataclass(frozen=True)
class Arrival:
    """A file, the minute in which it is accepted, ``None`` for never."""

    incoming: Incoming
    minute: int | None

    @property
    def at(self) -> datetime:
        return START + timedelta(minutes=self.minute or 0)


@st.composite
def arrivals(draw: st.DrawFn) -> list[Arrival]:
    brought = st.tuples(st.lists(observations(), max_size=8), st.lists(items(), max_size=3))
    files = draw(st.lists(brought, min_size=1, max_size=6))
    return [
        Arrival(
            send(f"{number}.xlsx", *cells, items=tuple(listed), at=datetime(2025, 1 + number, 5)),
            draw(st.none() | st.integers(0, 3)),
        )
        for number, (cells, listed) in enumerate(files)
    ]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=arrivals(), data=st.data())
def test_figures_are_those_of_a_count_from_scratch(
    database: str, tmp_path: Path, files: list[Arrival], data: st.DataObject
) -> None:
    open_store(database, CATALOGUE, PLACES, tmp_path / "files").close()
    empty_database(database)
    with closing(open_store(database, CATALOGUE, PLACES, tmp_path / "files")) as store:
        kept = {file: store.keep(file.incoming).submission_id for file in data.draw(st.permutations(files))}
        accepted = [file for file in data.draw(st.permutations(files)) if file.minute is not None]
        for file in accepted:
            store.accept(kept[file], "组织部", file.at)
        found = {table: read_table(database, table) for table in DERIVED}
        assert read_values(store) == count_from_scratch(sorted(accepted, key=lambda file: (file.at, kept[file])))
        store.rebuild()
        rebuilt = {table: read_table(database, table) for table in DERIVED}
        assert {table: set(rebuilt[table]) ^ set(found[table]) for table in DERIVED} == dict.fromkeys(DERIVED, set())


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=arrivals(), most=st.integers(2, 6))
def test_files_taken_together_leave_what_a_count_from_scratch_finds(
    database: str, tmp_path: Path, files: list[Arrival], most: int
) -> None:
    open_store(database, CATALOGUE, PLACES, tmp_path / "files").close()
    empty_database(database)
    with closing(open_store(database, CATALOGUE, PLACES, tmp_path / "files")) as store:
        for start in range(0, len(files), most):
            kept = store.take_all([file.incoming for file in files[start : start + most]], "组织部")
            assert all(one.new and not one.obstacles for one in kept)
        found = {table: read_table(database, table) for table in DERIVED}
        assert read_values(store) == count_from_scratch(files)
        store.rebuild()
        rebuilt = {table: read_table(database, table) for table in DERIVED}
        assert {table: set(rebuilt[table]) ^ set(found[table]) for table in DERIVED} == dict.fromkeys(DERIVED, set())


def read_values(store: Store) -> dict[tuple[str, int, str], tuple[float | None, int, int]]:
    """value, covered and expected of every figure that was asked for."""
    frame = store.figures(ASKED, MONTHS, AREAS)
    return {
        (metric, month, area): (None if value != value else value, covered, expected)
        for metric, month, area, value, covered, expected in zip(
            frame["metric"],
            frame["month"],
            frame["area"],
            frame["value"],
            frame["covered"],
            frame["expected"],
            strict=True,
        )
    }


def count_from_scratch(accepted: Sequence[Arrival]) -> dict[tuple[str, int, str], tuple[float | None, int, int]]:
    """The same by plain recursion over the tree."""
    current = {(seen.metric, seen.month, seen.area): seen for file in accepted for seen in file.incoming.observations}

    def count(metric: str, month: int, area: str) -> tuple[bool, float, int, int]:
        asked = PLACES[area].asked_for(CATALOGUE[metric]) and PLACES[area].valid_in(month)
        seen = current.get((metric, month, area))
        if asked and seen:
            return True, seen.value or 0, int(seen.state == "reported"), int(seen.state != "not_applicable")
        below = [count(metric, month, child.code) for child in PLACES.children(area)]
        value, covered, expected = (sum(part[index] for part in below) for index in (1, 2, 3))
        if any(part[0] for part in below):
            return True, value, int(covered), int(expected)
        return False, 0, 0, int(asked or expected)

    found = {}
    for metric in ASKED:
        for month in MONTHS:
            for area in AREAS:
                known, value, covered, expected = count(metric, month, area)
                if known:
                    found[metric, month, area] = (round(value, 4) if covered else None, covered, expected)
    return found


def test_the_months_own_amounts_add_up_to_the_year(store: Store) -> None:
    months = months_between(202501, 202512)
    for index, month in enumerate(reversed(months)):
        store.take(send(f"{month}.xlsx", observe("cases", month, "a", 100 - index)), "组织部", START)
    frame = store.figures(["cases"], months, ["q"]).set_index("month")
    assert frame["own"].sum() == frame.loc[202512, "value"] == 100
    assert frame["own_covered"].tolist() == [1] * 12


def test_a_changed_catalogue_rebuilds_at_opening(store: Store, database: str, tmp_path: Path) -> None:
    cells = (observe("meetings", 202501, "a", 3), observe("visits", 202501, "a1", 4), observe("cases", 202501, "c", 1))
    listed = (list_item("1", "a", date(2025, 1, 3)),)
    store.take(send("一.xlsx", *cells, items=listed), "组织部", START)
    version = store.version()
    changed = CATALOGUE.model_copy(
        update={
            "metrics": tuple(metric for metric in CATALOGUE.metrics if metric.code not in ("visits", "found")),
            "fingerprint": "catalogue-2",
        }
    )
    reopened = open_store(database, changed, PLACES, tmp_path / "files")
    assert reopened.version() == version + 1
    assert reopened.figures(["visits", "found"], [202501], AREAS).empty
    assert reopened.figures(["meetings", "open"], [202501], ["q"])["value"].tolist() == [3, 1]
    reopened.close()
    again = open_store(database, CATALOGUE, PLACES, tmp_path / "files")
    assert again.figures(["visits"], [202501], ["q"])["value"].tolist() == [4]
    version = again.version()
    again.close()
    same = open_store(database, CATALOGUE, PLACES, tmp_path / "files")
    assert same.version() == version
    same.close()


def test_a_moved_area_moves_its_figures(store: Store, database: str, tmp_path: Path) -> None:
    store.take(send("一.xlsx", observe("visits", 202501, "a1", 4), observe("visits", 202501, "b1", 6)), "组", START)
    moved = tuple(area.model_copy(update={"parent": "b"}) if area.code == "a1" else area for area in PLACES.areas)
    places = PLACES.model_copy(update={"areas": moved, "fingerprint": "places-2"})
    reopened = open_store(database, CATALOGUE, places, tmp_path / "files")
    frame = reopened.figures(["visits"], [202501], ["a", "b", "q"]).set_index("area")
    assert frame["value"].to_dict() == {"b": 10, "q": 10}
    reopened.close()


def test_a_process_with_old_definitions_accepts_nothing(store: Store, database: str, tmp_path: Path) -> None:
    kept = store.keep(send("一.xlsx", observe("meetings", shift_month(202501, 1), "a", 3)))
    changed = CATALOGUE.model_copy(update={"fingerprint": "catalogue-2"})
    open_store(database, changed, PLACES, tmp_path / "files").close()
    with pytest.raises(StaleDefinitions, match="重新启动"):
        store.accept(kept.submission_id, "组织部", START)
    assert store.months() == []
