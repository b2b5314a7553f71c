"""Leaders and laggards: the ends of the ranking in each judged metric.

LEADERS has one row for each unit that leads or lags: metric, form, label, unit, side (靠前 or 靠后),
rank, area, name, value, ranked (how many were).
"""

from typing import Any

import pandas as pd

from data.frames import list_rows

#: Units named at either end; more where they share a place.
ENDS_SHOWN = 3
COLUMNS = ("metric", "form", "label", "unit", "side", "rank", "area", "name", "value", "ranked")


def list_leaders(heat: pd.DataFrame) -> pd.DataFrame:
    """LEADERS of HEAT's judged metrics; none where everybody is level, since then nobody leads."""
    ranked: dict[str, list[dict[str, Any]]] = {}
    for row in list_rows(heat):
        if row["rank"] is not pd.NA:
            ranked.setdefault(row["metric"], []).append(row)
    picked = [
        row | {"side": side, "ranked": len(rows)}
        for rows in ranked.values()
        for side, ends in zip(("靠前", "靠后"), pick_ends([row["rank"] for row in rows]), strict=True)
        for row in (rows[place] for place in ends)
    ]
    return pd.DataFrame({name: [row[name] for row in picked] for name in COLUMNS})


def pick_ends(ranks: list[int]) -> tuple[list[int], list[int]]:
    """The positions of the first three and of the last three, best and worst first, for competition ranks.

    Who shares a place stands or falls together, so there may be more; the places in the better half
    are never called last, nor those in the worse half first; on a single place is neither.
    """
    shared: dict[int, list[int]] = {}
    for position, rank in enumerate(ranks):
        shared.setdefault(rank, []).append(position)
    places = [shared[rank] for rank in sorted(shared)]
    half = (len(places) + 1) // 2 if len(places) > 1 else 0
    return _take_places(places[:half]), _take_places(places[half:][::-1] if half else [])


def _take_places(places: list[list[int]]) -> list[int]:
    taken: list[int] = []
    for place in places:
        if len(taken) < ENDS_SHOWN:
            taken += place
    return taken
