"""Corrections that came in a period: which accepted figures a later file changed, and from what to what."""

from dataclasses import dataclass

from data.observations import Trace
from data.periods import Period
from data.places import Area
from data.store import Store
from data.traces import CORRECTIONS

#: As many figures as a reader can take in, each with all its versions.
MOST = 120


@dataclass(frozen=True)
class Corrections:
    """The figures corrected by files received in a period, each as its cells, the current one first.

    ``figures`` holds the first MOST of ``count``.
    """

    period: Period
    area: Area
    count: int
    figures: tuple[tuple[Trace, ...], ...]


def list_corrections(store: Store, name: str) -> Corrections | None:
    """The corrections of a name; ``None`` where the name is none."""
    parts = name.split("~")
    if len(parts) != 3 or parts[0] != CORRECTIONS or parts[2] not in store.places:
        return None
    try:
        period = Period.parse(parts[1])
    except ValueError:
        return None
    found = store.corrections(parts[2], period.months)
    shown = zip(*(found[column].tolist()[:MOST] for column in ("metric", "month", "area")), strict=True)
    figures = tuple(tuple(store.trace(metric, month, area)) for metric, month, area in shown)
    return Corrections(period, store.places[parts[2]], len(found), figures)
