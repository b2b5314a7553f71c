"""A process that writes to a store: ``python -m tests.data.store.writers DATABASE FILES PREFIX COUNT``.

Keeps COUNT files, each with the figures of several months and a ledger item, and accepts each
after it; says so on a line of its own, ``kept`` or ``accepted`` and the number of the file.
"""

import sys
from datetime import date, datetime
from pathlib import Path

from data.observations import Incoming
from data.store import open_store
from tests.small_district import CATALOGUE, PLACES, list_item, observe, send

MONTHS = (202501, 202502, 202503)
AREAS = ("a", "b", "c", "o")
#: What a file brings: a figure of each of two metrics for every month and area, and one item.
CELLS = 2 * len(MONTHS) * len(AREAS)


def write_file(prefix: str, number: int) -> Incoming:
    """The file of a number; its meetings are as many as its number says."""
    cells = [
        observe(metric, month, area, number) for metric in ("meetings", "cases") for month in MONTHS for area in AREAS
    ]
    item = list_item(f"{prefix}{number}", "a", date(2025, 1, 5))
    return send(f"{prefix}{number}.xlsx", *cells, items=(item,), content=f"{prefix}{number}".encode() * 1000)


def write_files(database: str, files: Path, prefix: str, count: int) -> None:
    store = open_store(database, CATALOGUE, PLACES, files)
    for number in range(1, count + 1):
        kept = store.keep(write_file(prefix, number))
        print("kept", number, flush=True)
        store.accept(kept.submission_id, prefix, datetime(2025, 4, 1))
        print("accepted", number, flush=True)
    store.close()


if __name__ == "__main__":
    write_files(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
