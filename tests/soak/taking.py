"""A process that takes files in: ``python -m tests.soak.taking DATABASE FILES PATH…``; says what became of each."""

import sys
from datetime import datetime
from pathlib import Path

from data.store import open_store
from pipelines.gathering import gather
from pipelines.taking import Outcome
from tests.pipelines.forms import CATALOGUE, PLACES


def say(outcome: Outcome) -> None:
    print(outcome.path.name, outcome.status, flush=True)


def take(database: str, files: Path, paths: list[Path]) -> None:
    store = open_store(database, CATALOGUE, PLACES, files)
    gather(store, paths, by="组织部", received_at=datetime(2026, 1, 5), accept=True, progress=say)
    store.close()


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]), [Path(path) for path in sys.argv[3:]])
