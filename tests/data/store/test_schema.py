"""The schema, its migration, and how a page's questions are answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event

from data.periods import months_between
from data.store import Store, open_store
from data.store.connection import connect, upgrade
from data.tables import metadata
from tests.small_district import CATALOGUE, PLACES, list_item, observe, send

METRICS = list(CATALOGUE.codes())
MONTHS = months_between(202401, 202506)
AREAS = [area.code for area in PLACES.areas]
DAY = datetime(2025, 7, 1)

#: Every question that a page asks.
QUESTIONS: dict[str, Callable[[Store], object]] = {
    "one metric and month, all children": lambda store: store.figures(["meetings"], [202501], ["a", "b", "c", "o"]),
    "one area, all metrics": lambda store: store.figures(METRICS, [202501, 202401], ["a"]),
    "one metric over time": lambda store: store.figures(["cases"], MONTHS, ["a"]),
    "all metrics over time": lambda store: store.figures(METRICS, MONTHS, AREAS),
    "coverage": lambda store: store.coverage(MONTHS, "q"),
    "corrections": lambda store: store.corrections("q", [202507]),
    "trace": lambda store: store.trace("meetings", 202501, "a"),
    "parts": lambda store: store.parts("visits", 202501, "q"),
    "known file": lambda store: store.knows("0" * 64),
    "version": lambda store: store.version(),
    "submission": lambda store: store.submission(1),
    "waiting": lambda store: store.waiting(30),
    "obstacles": lambda store: store.obstacles(1),
    "changes": lambda store: store.changes(1),
    "item changes": lambda store: store.item_changes(1),
    "reporting": lambda store: store.reporting(MONTHS, "q", DAY.date()),
    "reminders": lambda store: store.reminders(DAY.date()),
    "span": lambda store: store.span(),
    "silence": lambda store: store.silence(DAY.date()),
    "locked months": lambda store: store.locked_months(MONTHS),
    "deadline": lambda store: store.deadline(202501),
    "mapping": lambda store: store.mapping_for("a", "f" * 64),
}
#: Those that are not answered from ``figures``.
APART = {
    "coverage",
    "corrections",
    "known file",
    "version",
    "submission",
    "obstacles",
    "changes",
    "reporting",
    "reminders",
    "span",
    "silence",
}
APART |= {"waiting", "item changes", "locked months", "deadline", "mapping"}


def test_the_migrations_make_the_tables_that_are_declared(database: str) -> None:
    engine = connect(database)
    upgrade(engine)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[tuple[Store, Engine]]:
    """A store with some figures, in SQLite: PostgreSQL chooses its plans by the sizes of the tables."""
    address = f"sqlite:///{tmp_path / 'dashboard.db'}"
    store, engine = open_store(address, CATALOGUE, PLACES, tmp_path / "files"), connect(address)
    cells = [observe("meetings", month, area, 1) for month in MONTHS for area in ("a", "b", "o")]
    store.take(send("一.xlsx", *cells, items=(list_item("1", "a", date(2024, 1, 3)),)), "组织部", DAY)
    yield store, engine
    engine.dispose()
    store.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_searches_and_never_scans(asked: tuple[Store, Engine], question: str) -> None:
    store, engine = asked
    with listening() as said:
        QUESTIONS[question](store)
    steps = [step for asking in said for step in explain(engine, *asking)]
    assert steps
    assert [step for step in steps if step.startswith("SCAN")] == []
    of_figures = {step.removesuffix(" LEFT-JOIN") for step in steps if step.startswith("SEARCH figures")}
    by_key = "SEARCH figures USING PRIMARY KEY (metric=? AND month=? AND area_id=?)"
    assert of_figures == (set() if question in APART else {by_key})


@contextmanager
def listening() -> Iterator[list[tuple[str, Any]]]:
    """Every SELECT and UPDATE of one row that is executed within the block, with its parameters."""
    said: list[tuple[str, Any]] = []

    def listen(_: object, __: object, statement: str, parameters: Any, ___: object, many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE")) and not many:
            said.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", listen)
    yield said
    event.remove(Engine, "before_cursor_execute", listen)


def explain(engine: Engine, statement: str, parameters: Any) -> list[str]:
    """The steps of SQLite's plan."""
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [str(row[3]) for row in plan]


def test_accepting_scans_nothing_but_the_version_and_the_months(asked: tuple[Store, Engine]) -> None:
    store, engine = asked
    kept = store.keep(send("二.xlsx", observe("cases", 202503, "a", 4), observe("visits", 202503, "a1", 2)))
    with listening() as said:
        store.accept(kept.submission_id, "组织部", DAY)
    steps = [step for asking in said for step in explain(engine, *asking)]
    assert len(said) > 5
    # Of the months that have figures, a row each, the last is wanted: the end of the key.
    assert {step for step in steps if step.startswith("SCAN")} == {"SCAN meta", "SCAN reported_months"}


def test_a_lock_is_found_by_keys(asked: tuple[Store, Engine]) -> None:
    store, engine = asked
    store.take(send("累计.xlsx", observe("cases", 202504, "a", 4)), "组织部", DAY)
    kept = store.keep(send("更正.xlsx", observe("cases", 202503, "a", 4)))
    store.lock(202504, "组织部", DAY)
    with listening() as said:
        assert [problem.rule for problem in store.obstacles(kept.submission_id)] == ["locked"]
    steps = [step for asking in said for step in explain(engine, *asking)]
    assert [step for step in steps if step.startswith("SCAN")] == []
    assert "SEARCH figures USING PRIMARY KEY (metric=? AND month=? AND area_id=?)" in steps


def test_figures_are_kept_in_the_order_of_their_key(asked: tuple[Store, Engine]) -> None:
    _, engine = asked
    with engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'figures'").scalar_one()
        indexes = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE tbl_name = 'figures'").scalars()
        assert "PRIMARY KEY (metric, month, area_id)" in made
        assert made.rstrip().endswith("WITHOUT ROWID")
        assert list(indexes) == ["figures"]


def test_sqlite_loses_nothing_that_was_accepted(asked: tuple[Store, Engine]) -> None:
    _, engine = asked
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}
