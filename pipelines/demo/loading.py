"""Loads the demo district: its files are written, then taken in through the ordinary intake."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from data.store import Store
from pipelines.demo.arrivals import Parcel, plan_arrivals
from pipelines.demo.district import MONTHS, SEED, District, make_district
from pipelines.demo.targets import plan_targets
from pipelines.gathering import gather
from pipelines.taking import Outcome
from pipelines.target_sheets import take_targets

#: How many townships have not reported the last month.
SILENT = 2
#: What says, beside the files, that they were all taken in.
NOTE = "loaded.json"


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
    district = make_demo(store)
    parcels = {folder / parcel.name: parcel for parcel in plan_arrivals(district)}
    targets = plan_targets(district)
    write_files(folder, [*parcels.values(), *targets])
    outcomes: list[Outcome] = []

    def hear(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if progress is not None:
            progress(len(outcomes), len(parcels), outcome.path.name)

    received = {path: parcel.received_at for path, parcel in parcels.items()}
    gather(store, list(parcels), by="组织部", received_at=received, accept=True, progress=hear)
    for parcel in targets:
        take_targets(store, parcel.build(), parcel.name, "组织部", parcel.received_at)
    note_loaded(store, folder, [outcome.path for outcome in outcomes if outcome.status != "refused"])
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


def note_loaded(store: Store, folder: Path, paths: Iterable[Path]) -> None:
    """Note which files were taken in, and of which demo they are."""
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    note = json.dumps({"demo": _fingerprint(store), "files": digests}, indent=1)
    _write_whole(folder / NOTE, note.encode())


def count_loaded(store: Store, folder: Path) -> int:
    """How many files of the demo the store holds, if the folder's note says that they are all; else 0.

    For whoever starts again: to make the files anew and compare them takes seconds. The note is that
    of another demo once the catalogue, the places, the seed or the program that draws it is another.
    """
    try:
        note = json.loads((folder / NOTE).read_bytes())
    except FileNotFoundError:
        return 0
    same = note["demo"] == _fingerprint(store) and all(store.knows(digest) is not None for digest in note["files"])
    return len(note["files"]) if same else 0


def _fingerprint(store: Store) -> str:
    given = f"{store.catalogue.fingerprint} {store.places.fingerprint} {SEED} {MONTHS} {SILENT}".encode()
    program = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(given + program).hexdigest()


def write_files(folder: Path, parcels: list[Parcel]) -> None:
    """Write every file whole or not at all; one that is there already is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for parcel in parcels:
        path = folder / parcel.name
        content = parcel.build()
        if path.exists() and path.read_bytes() == content:
            continue
        _write_whole(path, content)


def _write_whole(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    os.replace(part, path)
