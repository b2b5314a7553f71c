"""What it costs to take in a province's month, beside merely opening its files with the reading library.

``python -m tests.bench.intake_time open|gather FOLDER`` does one of the two over ``FOLDER/in``, in a process that holds
nothing but its own memory, and prints what it took as JSON.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from data.catalogue_loading import load_catalogue
from data.settings import Settings
from data.store import open_store
from pipelines.gathering import gather, list_files
from tests.bench.province import MONTH, draw_places, write_month

#: How often the memory of the processes at work is added up, in seconds.
SAMPLED = 0.1
RECEIVED = datetime(MONTH // 100, MONTH % 100 + 1, 3, 9)


@dataclass(frozen=True)
class Work:
    """A piece of work over files: its seconds, how many files ended how, the figures in them, and the most memory that
    its processes held at once, in MB."""

    seconds: float
    ended: dict[str, int]
    figures: int
    memory: float


@dataclass(frozen=True)
class IntakeTime:
    """The files opened in one process, before and after they were taken in over several."""

    opened: tuple[Work, Work]
    gathered: Work

    @property
    def ratio(self) -> float:
        return 2 * self.gathered.seconds / sum(work.seconds for work in self.opened)


def time_intake(folder: Path) -> IntakeTime:
    """Draw a province's month into a folder and take it in, accepted, into a new database there."""
    write_month(folder / "in", load_catalogue(Settings().catalogue_dir), draw_places())
    before, gathered, after = (_watch(what, folder) for what in ("open", "gather", "open"))
    return IntakeTime((before, after), gathered)


def _watch(what: str, folder: Path) -> Work:
    command = [sys.executable, "-m", "tests.bench.intake_time", what, str(folder)]
    most = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            most = max(most, sum(map(_measure, _list_tree(process.pid))))
            time.sleep(SAMPLED)
        assert process.stdout is not None
        said = process.stdout.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Work(**json.loads(said), memory=most / 1024)


def _list_tree(process: int) -> Iterator[int]:
    """A process and all that it began, as far as they still run."""
    yield process
    try:
        begun = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in map(int, begun):
        yield from _list_tree(child)


def _measure(process: int) -> int:
    """A process's memory in KB, its share only of what it has in common with others."""
    try:
        said = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in said.splitlines() if line.startswith("Pss:")), 0)


def _open(folder: Path) -> dict[str, Any]:
    files = list_files([folder / "in"])
    begun = time.perf_counter()
    for path in files:
        pd.read_excel(path, sheet_name=None, header=None, engine="calamine")
    return {"seconds": time.perf_counter() - begun, "ended": {"opened": len(files)}, "figures": 0}


def _gather(folder: Path) -> dict[str, Any]:
    catalogue = load_catalogue(Settings().catalogue_dir)
    store = open_store(f"sqlite:///{folder}/dashboard.db", catalogue, draw_places(), folder / "files")
    begun = time.perf_counter()
    outcomes = gather(store, [folder / "in"], by="bench", received_at=RECEIVED, accept=True)
    seconds = time.perf_counter() - begun
    store.close()
    figures = sum(outcome.observations for outcome in outcomes)
    return {"seconds": seconds, "ended": Counter(outcome.status for outcome in outcomes), "figures": figures}


if __name__ == "__main__":
    print(json.dumps({"open": _open, "gather": _gather}[sys.argv[1]](Path(sys.argv[2]))))
