"""Taking files in, ended at any moment and by several at once: nothing is lost, and nothing is there twice."""

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.periods import months_between
from data.store import open_store
from tests.databases import read_table
from tests.pipelines.forms import CATALOGUE, PLACES, ROOT, form
from tests.soak import CASES
from tests.soak.taking import take

COUNT, KILLS = (500, 20) if CASES >= 10_000 else (24, 3)
METRICS = ("trainees", "party_lectures")


def write_forms(folder: Path, count: int) -> list[Path]:
    """Monthly forms of as many units and months as are needed; each states two figures."""
    townships = [area for area in PLACES.areas if area.tier == "township"]
    wanted = [(month, area) for month in months_between(202301, 202512) for area in townships if area.valid_in(month)]
    folder.mkdir()
    paths = []
    for number, (month, area) in enumerate(wanted[:count]):
        title = f"{month // 100}年{month % 100}月"
        lines = (("培训人次", "人次", 40 + number % 23), ("讲党课次数", "次", 5 + number % 7))
        paths.append(folder / f"{number:03}{area.name}{title}.xlsx")
        paths[-1].write_bytes(form(*lines, unit=area.name, month=title))
    assert len(paths) == count
    return paths


def begin(database: str, files: Path, paths: Sequence[Path]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.soak.taking", database, str(files), *map(str, paths)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def count_whole(database: str, files: Path) -> int:
    """How many files were taken in: each once, with both of its figures, its own content and every sum above it."""
    taken = read_table(database, "submissions")
    assert len({row[1] for row in taken}) == len(taken)
    assert {path.name for path in files.rglob("*") if path.is_file()} >= {row[1] for row in taken}
    assert len(read_table(database, "observations")) == len(METRICS) * len(taken)
    store = open_store(database, CATALOGUE, PLACES, files)
    sums = read_table(database, "figures")
    store.rebuild()
    store.close()
    assert read_table(database, "figures") == sums
    return len(taken)


def find_workers(process: "subprocess.Popen[str]") -> list[Path]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [Path(f"/proc/{number}") for number in listed]


def wait_for_end(workers: Sequence[Path]) -> None:
    for _ in range(600):
        if not any(worker.exists() and "Z" not in worker.joinpath("stat").read_text().split()[2] for worker in workers):
            return
        time.sleep(0.1)
    raise AssertionError("a worker outlives its killed parent")


def test_killed_at_any_moment_and_begun_again(database: str, tmp_path: Path) -> None:
    write_forms(tmp_path / "in", COUNT)
    chance = random.Random(7)
    before = 0
    for _ in range(KILLS):
        process = begin(database, tmp_path / "files", [tmp_path / "in"])
        assert process.stdout is not None
        for _ in range(chance.randint(1, COUNT // KILLS)):
            process.stdout.readline()
        workers = find_workers(process)
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.communicate()
        wait_for_end(workers)
        after = count_whole(database, tmp_path / "files")
        assert after >= before
        before = after
    process = begin(database, tmp_path / "files", [tmp_path / "in"])
    said, _ = process.communicate()
    assert process.returncode == 0
    assert said.count("taken") == COUNT - before
    assert count_whole(database, tmp_path / "files") == COUNT


@pytest.mark.parametrize("apart", ["processes", "threads"])
def test_two_at_once_take_the_same_and_other_files(database: str, tmp_path: Path, apart: str) -> None:
    paths = write_forms(tmp_path / "in", COUNT)
    third = COUNT // 3
    # Threads share one process, which must not be forked while they run: so few files that none is.
    shares = [paths[: 2 * third], paths[third:]] if apart == "processes" else [paths[:12], paths[6:18]]
    if apart == "processes":
        both = [begin(database, tmp_path / "files", share) for share in shares]
        assert [process.communicate() and process.returncode for process in both] == [0, 0]
    else:
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda share: take(database, tmp_path / "files", share), shares))
    assert count_whole(database, tmp_path / "files") == len({path for share in shares for path in share})
