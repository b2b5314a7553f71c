"""Processes that are killed, and processes that write at once."""

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.store import Store, open_store
from data.store.connection import connect
from data.tables import ledger_items, meta, observations, submission_events, submission_scopes, submissions
from tests.data.store.writers import AREAS, CELLS, MONTHS, write_file
from tests.databases import read_table
from tests.small_district import CATALOGUE, PLACES

ROOT = Path(__file__).resolve().parents[3]
DERIVED = ("figures", "arrivals", "reported_months", "ledger_current")


def start(database: str, files: Path, prefix: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.data.store.writers", database, str(files), prefix, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def check_whole(store: Store, database: str, files: Path) -> dict[str, str]:
    """Each submission is there with everything it brought, or not at all; the status by file name."""
    found = {table: read_table(database, table) for table in DERIVED}
    store.rebuild()
    assert {table: read_table(database, table) for table in DERIVED} == found
    engine = connect(database)
    with engine.connect() as connection:
        listed = {row.id: row for row in connection.execute(select(submissions))}
        scopes = len(MONTHS) * len(AREAS)
        for table, brought in ((observations, CELLS), (ledger_items, 1), (submission_scopes, scopes)):
            counted = select(table.c.submission_id, func.count()).group_by(table.c.submission_id)
            assert dict(connection.execute(counted).all()) == dict.fromkeys(listed, brought)  # type: ignore[arg-type]
        events = [(row.submission_id, row.what) for row in connection.execute(select(submission_events))]
    engine.dispose()
    decided = [(row.id, row.status) for row in listed.values() if row.status != "reported"]
    assert sorted(events) == sorted([(number, "received") for number in listed] + decided)
    for row in listed.values():
        content = (files / row.sha256[:2] / row.sha256).read_bytes()
        assert content == row.file_name.removesuffix(".xlsx").encode() * 1000
        assert (row.status == "accepted") == (row.accepted_at is not None)
    return {row.file_name: row.status for row in listed.values()}


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_process_leaves_all_of_a_file_or_nothing(database: str, tmp_path: Path, seed: int) -> None:
    files = tmp_path / "files"
    drawn = random.Random(seed)
    said: list[str] = []
    for attempt in range(3):
        process = start(database, files, f"{attempt}-", 200)
        assert process.stdout is not None
        # The moment is drawn anew from when it begins to write, not from when it begins to start.
        said.append(f"{attempt}-{process.stdout.readline()}")
        time.sleep(drawn.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        said += [f"{attempt}-{line}" for line in process.stdout]
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
    with closing(open_store(database, CATALOGUE, PLACES, files)) as store:
        statuses = check_whole(store, database, files)
        for line in said:
            if line.endswith("\n"):  # else it was cut off
                prefix, _, rest = line.partition("-")
                word, number = rest.split()
                status = statuses[f"{prefix}-{number}.xlsx"]
                assert status == "accepted" if word == "accepted" else status in ("reported", "accepted")
        # What was cut off is simply sent again.
        for attempt in range(3):
            for again in (1, 2, 3):
                kept = store.keep(write_file(f"{attempt}-", again))
                assert kept.new == (f"{attempt}-{again}.xlsx" not in statuses)


def test_two_processes_write_at_once_and_nothing_is_lost(database: str, tmp_path: Path) -> None:
    files = tmp_path / "files"
    processes = [start(database, files, prefix, 25) for prefix in ("x", "y")]
    for process in processes:
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        assert said.splitlines()[-1] == "accepted 25"
    with closing(open_store(database, CATALOGUE, PLACES, files)) as store:
        statuses = check_whole(store, database, files)
        assert statuses == {f"{prefix}{number}.xlsx": "accepted" for prefix in "xy" for number in range(1, 26)}
        engine = connect(database)
        with engine.connect() as connection:
            stored = {row.key: row.value for row in connection.execute(select(meta))}
        engine.dispose()
        # The first state, its first count, 50 acceptances and the count of check_whole.
        assert int(stored["version"]) == 1 + 1 + 50 + 1
        assert store.figures(["found"], [202503], ["q"])["value"].tolist() == [50]
        frame = store.figures(["meetings", "cases"], MONTHS, ["q"])
        assert set(frame["covered"]) == {len(AREAS)}
        assert set(frame["value"]) == {25 * len(AREAS)}


def test_two_processes_open_an_empty_database_at_once(database: str, tmp_path: Path) -> None:
    processes = [start(database, tmp_path / "files", prefix, 1) for prefix in "wxyz"]
    for process in processes:
        said, _ = process.communicate(timeout=120)
        assert (process.returncode, said.split()) == (0, ["kept", "1", "accepted", "1"])
