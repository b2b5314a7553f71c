"""Leaders and laggards: the ends of the ranking in each judged metric.

LEADERS has one row for each unit that leads or lags: metric, form, label, unit, side (靠前 or 靠后),
rank, area, name, value, ranked (how many were).
"""

import pandas as pd

#: Units named at either end; more where they share a place.
ENDS_SHOWN = 3


def list_leaders(heat: pd.DataFrame) -> pd.DataFrame:
    """LEADERS of HEAT's judged metrics; none where everybody is level, since then nobody leads."""
    placed = heat[heat["rank"].notna()]
    picked: list[tuple[int, str, int]] = []
    for _, ranked in placed.groupby("metric", sort=False):
        first, last = pick_ends(ranked["rank"].tolist())
        for side, places in (("靠前", first), ("靠后", last)):
            picked += [(row, side, len(ranked)) for row in ranked.index[places]]
    chosen = placed.loc[[row for row, _, _ in picked]].reset_index(drop=True)
    columns = ["metric", "form", "label", "unit", "side", "rank", "area", "name", "value", "ranked"]
    return chosen.assign(side=[side for _, side, _ in picked], ranked=[count for _, _, count in picked])[columns]


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
