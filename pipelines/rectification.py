"""Rectification (整改), counted from the ledger as it stands on the last day of the period.

BY_SOURCE and BY_AREA have one row for each source or unit: source (or area, name), found, done,
open (under way and in time), overdue, rate (done of found, in per cent; empty where none was
found). Items are all those found up to that day, whatever the year. A peer group narrows BY_AREA and
nothing else.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.definitions import Catalogue
from data.periods import Period, day_label, last_day
from data.selection import Selection
from data.store import Store
from data.traces import ITEMS

STATE_COLUMNS = ("done", "open", "overdue")
WEEK, SOON = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True)
class Rectification:
    """The ledger by source and by unit, the items due within 30 days, and the overdue ones, oldest first.

    ``items`` are all of them, with their ``unit``. ``totals`` is the sum over all sources: found, done,
    open, overdue, rate, and ``week``, those due within 7 days.
    """

    selection: Selection
    at: date
    items: pd.DataFrame
    by_source: pd.DataFrame
    by_area: pd.DataFrame
    due: pd.DataFrame
    overdue: pd.DataFrame
    totals: dict[str, float]


@dataclass(frozen=True)
class Items:
    """The ledger items (LEDGER_COLUMNS) behind one count: of which area, of which source or unit, in which
    state or all that were found, on which day."""

    area: str
    label: str
    count: str
    at: date
    frame: pd.DataFrame


def survey_ledger(store: Store, selection: Selection) -> Rectification:
    """Rectification of the selected area and everything below it at the period's end."""
    period, at = selection.period, last_day(selection.period.last_month)
    items = store.ledger(selection.area, at)
    children = [area for area in store.places.children(selection.area) if area.valid_in(period.last_month)]
    states, days = items["state"].tolist(), items["due_on"].tolist()
    holders = list_holders(store, selection.area, period, items)
    shown = [area.code for area in children if not selection.peers or area.kind == selection.peers]
    among = [place for place, holder in enumerate(holders) if not selection.peers or holder in shown]
    by_source = count_states("source", items["source"].tolist(), states, list_sources(store.catalogue))
    by_area = count_states(
        "area", [holders[place] for place in among], [states[place] for place in among], shown or [selection.area]
    )
    by_area.insert(1, "name", [store.places[code].name for code in by_area["area"].tolist()])
    found, done = len(items), states.count("done")
    soon, week = (
        [
            state != "done" and day is not None and at <= day <= at + span
            for state, day in zip(states, days, strict=True)
        ]
        for span in (SOON, WEEK)
    )
    late = [state == "overdue" for state in states]
    return Rectification(
        selection=selection,
        at=at,
        items=items,
        by_source=by_source,
        by_area=by_area,
        due=_by_day(items, soon),
        overdue=_by_day(items, late),
        totals={
            "found": found,
            "done": done,
            "open": states.count("open"),
            "overdue": states.count("overdue"),
            "rate": done / found * 100 if found else float("nan"),
            "week": sum(week),
        },
    )


def list_holders(store: Store, area: str, period: Period, items: pd.DataFrame) -> list[str]:
    """For each item the child of an area that it belongs to or lies below, or the area itself."""
    children = [child for child in store.places.children(area) if child.valid_in(period.last_month)]
    holder = {unit.code: child.code for child in children for unit in (child, *store.places.below(child.code))}
    return [holder.get(code, area) for code in items["area"].tolist()]


def list_items(store: Store, name: str) -> Items | None:
    """The items behind a count by its name; ``None`` where the name is none."""
    parts = name.split("~")
    if len(parts) != 6 or parts[0] != ITEMS or parts[2] not in store.places:
        return None
    _, code, area, by, key, count = parts
    try:
        period = Period.parse(code)
    except ValueError:
        return None
    if by not in ("source", "unit") or count not in ("found", *STATE_COLUMNS):
        return None
    items = store.ledger(area, last_day(period.last_month))
    keys = items["source"] if by == "source" else pd.Series(list_holders(store, area, period, items), dtype=object)
    kept = (keys == key) & (items["state"].isin(STATE_COLUMNS if count == "found" else [count]))
    label = store.places[key].name if by == "unit" and key in store.places else key
    return Items(store.places[area].name, label, count, last_day(period.last_month), items[kept].reset_index(drop=True))


def _by_day(items: pd.DataFrame, chosen: list[bool]) -> pd.DataFrame:
    """Some of the items, the earliest time limit first."""
    places = [place for place, taken in enumerate(chosen) if taken]
    days, numbers = items["due_on"].tolist(), items["number"].tolist()
    return items.iloc[sorted(places, key=lambda place: (days[place], numbers[place]))].reset_index(drop=True)


def list_sources(catalogue: Catalogue) -> list[str]:
    """The sources that the catalogue's ledger metrics name, in its order."""
    return list(dict.fromkeys(m.ledger.source for m in catalogue.metrics if m.ledger and m.ledger.source))


def count_states(by: str, keys: Sequence[str], states: Sequence[str], order: Sequence[str]) -> pd.DataFrame:
    """Found, done, open, overdue and completion for each of ``order``, then any other key met."""
    counted = Counter(zip(keys, states, strict=True))
    names = [*order, *sorted(set(keys) - set(order))]
    counts = {state: [counted[name, state] for name in names] for state in STATE_COLUMNS}
    found = [sum(parts) for parts in zip(*counts.values(), strict=True)]
    rates = [done / total * 100 if total else float("nan") for done, total in zip(counts["done"], found, strict=True)]
    return pd.DataFrame({by: names, "found": found, **counts, "rate": rates})


def summarise(surveyed: Rectification, area: str) -> str:
    """The state of the ledger in a sentence."""
    totals = surveyed.totals
    day = f"截至{day_label(surveyed.at)}"
    if not totals["found"]:
        return f"{day}，{area}台账没有问题。"
    overdue = f"逾期{totals['overdue']:.0f}个" if totals["overdue"] else "没有逾期"
    return (
        f"{day}，{area}台账共有问题{totals['found']:.0f}个，已整改{totals['done']:.0f}个（{totals['rate']:.1f}%），"
        f"整改中未到期{totals['open']:.0f}个，{overdue}；"
        f"30天内到期{len(surveyed.due)}个，其中7天内{totals['week']:.0f}个。"
    )
