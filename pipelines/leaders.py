"""Leaders and laggards: the ends of the ranking in each judged metric.

LEADERS has one row for each unit that leads or lags: metric, form, label, unit, side (靠前 or 靠后),
rank, area, name, value, ranked (how many were), chance (how far chance could have brought first and last, in words).
"""

from typing import Any

import numpy as np
import pandas as pd

from data.definitions import Catalogue
from data.frames import list_rows
from pipelines.cautions import temper_places
from pipelines.ranking import whole_numbers
from pipelines.uncertainty import band_ranks

#: Units named at either end; more where they share a place.
ENDS_SHOWN = 3
COLUMNS = ("metric", "form", "label", "unit", "side", "rank", "area", "name", "value", "ranked", "chance")


def list_leaders(heat: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """LEADERS of HEAT's judged metrics; none where everybody is level, since then nobody leads."""
    ranked: dict[str, list[dict[str, Any]]] = {}
    for row in list_rows(heat):
        if row["rank"] is not pd.NA:
            ranked.setdefault(row["metric"], []).append(row)
    picked = [
        row | {"side": side, "ranked": len(rows), "chance": chance}
        for rows in ranked.values()
        for chance in [_temper(rows, catalogue)]
        for side, ends in zip(("靠前", "靠后"), pick_ends([row["rank"] for row in rows]), strict=True)
        for row in (rows[place] for place in ends)
    ]
    return pd.DataFrame({name: [row[name] for row in picked] for name in COLUMNS})


def _temper(rows: list[dict[str, Any]], catalogue: Catalogue) -> str:
    """What chance may have done to a metric's places."""
    metric, form = catalogue[rows[0]["metric"]], rows[0]["form"]
    if metric.nature_of(form) == "administrative":
        return ""
    figures = (
        np.array([row[name] for row in rows], dtype=np.float64) for name in ("value", "numerator", "denominator")
    )
    best, worst = band_ranks(metric, form, *figures)
    there = best > 0
    ranks = pd.DataFrame({"rank": [row["rank"] for row in rows]})
    return temper_places(ranks.assign(best_rank=whole_numbers(best, there), worst_rank=whole_numbers(worst, there)))


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
