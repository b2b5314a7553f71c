"""The profile of one unit: its figures, its places among its peers, its trends, its open items.

PROFILE has one row for each metric that the unit or anybody below it is asked for, in the catalogue's order, in the
metric's preferred form: theme, metric, label, unit, decimals, form, polarity, nature, value, state, rank, tied,
best_rank and worst_rank (its 95 % rank band, of what chance moves),
ranked (how many have a rank), silent (how many are asked and have none), peers_middle (their median),
peers_spread (the distance of their quartiles), change, change_pct, year_change, year_change_pct, series (as
``Profile.periods``, ``None`` where missing), observation; and the count that a rate or share is made from: raw,
raw_state, raw_unit, raw_decimals. ``part`` of ``whole`` by ``times`` is the value; of a raw figure the whole is 1.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.periods import Period, last_day
from data.places import Area
from data.selection import Selection
from data.store import Store
from pipelines.changes import NO_CHANGE, Change, change_between, same_coverage
from pipelines.comparing import middle_of, spread_of
from pipelines.headlines import series_periods
from pipelines.heat import preferred_form
from pipelines.measures import Measure, Measurer
from pipelines.ranking import rank_values
from pipelines.similar_units import find_similar
from pipelines.uncertainty import band_ranks


@dataclass(frozen=True)
class Profile:
    """One unit; ``items`` (LEDGER_COLUMNS) are its rectification items not done by the period's end, ``periods``
    those of the figures' series, oldest first, ``similar`` (SIMILAR) the unit and those nearest to it by size."""

    unit: Area
    selection: Selection
    figures: pd.DataFrame
    items: pd.DataFrame
    peers: tuple[str, ...]
    periods: tuple[Period, ...]
    similar: pd.DataFrame


def choose_unit(store: Store, selection: Selection) -> Area | None:
    """The unit that a profile shows: the first selected, else the first compared child."""
    if selection.units:
        return store.places[selection.units[0]]
    compared = store.places.compared(selection.area, selection.period.last_month)
    return compared[0] if compared else None


def profile(store: Store, selection: Selection) -> Profile | None:
    """The profile of the chosen unit at the selected period; ``None`` where there is no unit."""
    unit = choose_unit(store, selection)
    if unit is None:
        return None
    now, parent = selection.period, unit.parent or selection.area
    peers = [area.code for area in store.places.compared(parent, now.last_month, selection.peers)]
    # Of the ledger the counts over all sources: the sources stand on the page of rectification.
    asked = [
        (m.code, preferred_form(m))
        for m in store.catalogue.metrics
        if (m.ledger is None and store.places.askers(unit.code, m, now.last_month))
        or (m.ledger and not m.ledger.source)
    ]
    series = series_periods(now, store.months())
    among = list(dict.fromkeys([unit.code, *peers]))
    current = Measurer(store, asked, [now], among)
    past = Measurer(store, asked, [now, now.previous(), now.year_ago(), *series], [unit.code])
    at_peers = np.array([among.index(peer) for peer in peers], dtype=np.int64)
    place = peers.index(unit.code) if unit.code in peers else None
    measures = current.measures([(code, form, now) for code, form in asked])
    raws = current.measures([(code, "raw", now) for code, _ in asked])
    own, before, year_ago = (
        past.measures([(code, form, period) for code, form in asked])
        for period in (now, now.previous(), now.year_ago())
    )
    lines = past.trace_series(asked, series, unit.code)
    rows = []
    for row, measured in enumerate(measures):
        values, raw = measured.slice.value, raws[row].slice
        ranks, states = rank_values(values[at_peers], measured.metric.polarity), measured.slice.state[at_peers]
        figures = (line[at_peers] for line in (values, measured.numerator, measured.denominator))
        best, worst = band_ranks(measured.metric, measured.form, *figures)
        previous, year = (_change(own[row], then[row]) for then in (before, year_ago))
        observation = int(measured.slice.observation[0])
        rows.append(
            {
                "theme": measured.metric.theme,
                "metric": measured.metric.code,
                "label": measured.metric.label(measured.form),
                "unit": measured.metric.unit_of(measured.form),
                "decimals": measured.metric.decimals_of(measured.form),
                "form": measured.form,
                "polarity": measured.metric.polarity,
                "nature": measured.metric.nature_of(measured.form),
                "part": values[0] if measured.form == "raw" else measured.numerator[0],
                "whole": 1.0 if measured.form == "raw" else measured.denominator[0],
                "times": measured.metric.times(measured.form),
                "value": values[0],
                "state": measured.slice.state[0],
                "rank": int(ranks[place]) if place is not None and ranks[place] else None,
                "tied": place is not None and ranks[place] > 0 and bool((ranks == ranks[place]).sum() > 1),
                "best_rank": int(best[place]) if place is not None and best[place] else None,
                "worst_rank": int(worst[place]) if place is not None and worst[place] else None,
                "ranked": int((ranks > 0).sum()),
                "silent": int(((states == "missing") | (states == "withheld")).sum()),
                "peers_middle": middle_of(values[at_peers]),
                "peers_spread": spread_of(values[at_peers]),
                "change": previous.difference,
                "change_pct": previous.percent,
                "year_change": year.difference,
                "year_change_pct": year.percent,
                "series": lines[row],
                "observation": None if observation < 0 else observation,
                "raw": raw.value[0],
                "raw_state": raw.state[0],
                "raw_unit": measured.metric.unit,
                "raw_decimals": measured.metric.decimals,
            }
        )
    items = store.ledger(unit.code, last_day(now.last_month))
    waiting = items[(items["state"] != "done").to_numpy(dtype=bool)].reset_index(drop=True)
    everyone = [area.code for area in store.places.compared(parent, now.last_month)]
    similar = find_similar(store, unit.code, everyone, now)
    return Profile(unit, selection, pd.DataFrame(rows), waiting, tuple(peers), tuple(series), similar)


def _change(now: Measure, before: Measure) -> Change:
    """The change of the unit's figure; none where it is itself a total and held other units then."""
    alike = same_coverage(now.slice, before.slice)[0]
    return change_between(now.slice.at(0), before.slice.at(0)) if alike else NO_CHANGE


def summarise(shown: Profile) -> str:
    """Where the unit stands, counted over its ranked figures; no more than that."""
    figures, period = shown.figures, shown.selection.period.label
    reported = int((figures["state"] == "reported").sum()) if len(figures) else 0
    if not reported:
        return f"{period}{shown.unit.name}还没有报送。"
    ranked = figures[figures["rank"].notna()]
    third = ranked["ranked"] / 3
    ahead, behind = int((ranked["rank"] <= third).sum()), int((ranked["rank"] > ranked["ranked"] - third).sum())
    missing = int((figures["state"] == "missing").sum())
    said = f"{period}{shown.unit.name}有数的指标{reported}项" + (f"、未报{missing}项" if missing else "")
    if len(ranked):
        said += f"，分先后的{len(ranked)}项中居前三分之一的{ahead}项、后三分之一的{behind}项"
    overdue = sum(state == "overdue" for state in shown.items["state"])
    return said + f"；未整改问题{len(shown.items)}个" + (f"，其中逾期{overdue}个。" if overdue else "。")
