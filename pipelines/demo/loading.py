"""Loads the demo district: its files are written, then taken in through the ordinary intake."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.store import Store
from pipelines.demo.arrivals import Parcel, plan_arrivals
from pipelines.demo.district import MONTHS, SEED, District, make_district
from pipelines.gathering import Outcome, gather

#: How many townships have not reported the last month.
SILENT = 2


@dataclass(frozen=True)
class Loaded:
    """What became of the demo's files.

    ``refused`` are those that the checks had to stop and did; ``surprises`` those whose fate is not
    the one planned: refused though sound, or taken though wrong.
    """

    files: int
    taken: int
    known: int
    observations: int
    items: int
    refused: tuple[Outcome, ...]
    surprises: tuple[Outcome, ...]


def make_demo(store: Store) -> District:
    """The demo district over the store's own catalogue and places."""
    return make_district(SEED, store.catalogue, store.places, MONTHS, silent=SILENT)


def load_demo(store: Store, folder: Path, progress: Callable[[int, int, str], None] | None = None) -> Loaded:
    """Write the demo's files into a folder and gather them in the order in which they arrive.

    Run again, it changes nothing; stopped half way, it goes on where it stopped. ``progress`` hears
    how many of how many files are through, and the last one's name.
    """
    parcels = {folder / parcel.name: parcel for parcel in plan_arrivals(make_demo(store))}
    write_files(folder, list(parcels.values()))
    outcomes: list[Outcome] = []

    def hear(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if progress is not None:
            progress(len(outcomes), len(parcels), outcome.path.name)

    received = {path: parcel.received_at for path, parcel in parcels.items()}
    gather(store, list(parcels), by="组织部", received_at=received, accept=True, progress=hear)
    stopped = [outcome for outcome in outcomes if outcome.status == "refused"]
    return Loaded(
        files=len(outcomes),
        taken=sum(outcome.status == "taken" for outcome in outcomes),
        known=sum(outcome.status == "known" for outcome in outcomes),
        observations=sum(outcome.observations for outcome in outcomes),
        items=sum(outcome.items for outcome in outcomes),
        refused=tuple(outcome for outcome in stopped if parcels[outcome.path].refused),
        surprises=tuple(o for o in outcomes if parcels[o.path].refused != (o.status == "refused")),
    )


def write_files(folder: Path, parcels: list[Parcel]) -> None:
    """Write every file whole or not at all; one that is there already is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for parcel in parcels:
        path = folder / parcel.name
        content = parcel.build()
        if path.exists() and path.read_bytes() == content:
            continue
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        os.replace(part, path)
