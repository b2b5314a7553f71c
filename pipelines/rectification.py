"""Rectification (整改), counted from the ledger as it stands on the last day of the period.

BY_SOURCE and BY_AREA have one row for each source or unit: source (or area, name), found, done,
open (under way and in time), overdue, rate (done of found, in per cent; empty where none was
found). Items are all those found up to that day, whatever the year.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.definitions import Catalogue
from data.periods import last_day
from data.selection import Selection
from data.store import Store

STATE_COLUMNS = ("done", "open", "overdue")
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Rectification:
    """The ledger by source and by unit, the items due within 30 days, and the overdue ones, oldest first.

    ``totals`` is the sum over all sources: found, done, open, overdue, rate.
    """

    selection: Selection
    at: date
    by_source: pd.DataFrame
    by_area: pd.DataFrame
    due: pd.DataFrame
    overdue: pd.DataFrame
    totals: dict[str, float]


def survey_ledger(store: Store, selection: Selection) -> Rectification:
    """Rectification of the selected area and everything below it at the period's end."""
    at = last_day(selection.period.last_month)
    items = store.ledger(selection.area, at)
    children = [area for area in store.places.children(selection.area) if area.valid_in(selection.period.last_month)]
    holder = {unit.code: area.code for area in children for unit in (area, *store.places.below(area.code))}
    items["unit"] = items["area"].map(holder).fillna(selection.area)
    by_source = count_states(items, "source", list_sources(store.catalogue))
    by_area = count_states(items, "unit", [area.code for area in children] or [selection.area])
    by_area = by_area.rename(columns={"unit": "area"})
    by_area.insert(1, "name", [store.places[code].name for code in by_area["area"]])
    counts = items["state"].value_counts()
    found, done = len(items), int(counts.get("done", 0))
    waiting = items[items["state"] != "done"]
    soon = pd.to_datetime(waiting["due_on"]).between(pd.Timestamp(at), pd.Timestamp(at + SOON))
    return Rectification(
        selection=selection,
        at=at,
        by_source=by_source,
        by_area=by_area,
        due=waiting[soon].sort_values(["due_on", "number"]).reset_index(drop=True),
        overdue=items[items["state"] == "overdue"].sort_values(["due_on", "number"]).reset_index(drop=True),
        totals={
            "found": found,
            "done": done,
            "open": int(counts.get("open", 0)),
            "overdue": int(counts.get("overdue", 0)),
            "rate": done / found * 100 if found else float("nan"),
        },
    )


def list_sources(catalogue: Catalogue) -> list[str]:
    """The sources that the catalogue's ledger metrics name, in its order."""
    return list(dict.fromkeys(m.ledger.source for m in catalogue.metrics if m.ledger and m.ledger.source))


def count_states(items: pd.DataFrame, by: str, order: list[str]) -> pd.DataFrame:
    """Found, done, open, overdue and completion for each of ``order``, then any other value met."""
    names = [*order, *sorted(set(items[by]) - set(order))]
    counted = pd.crosstab(items[by], items["state"]) if len(items) else pd.DataFrame()
    counted = counted.reindex(index=names, columns=list(STATE_COLUMNS), fill_value=0)
    frame = pd.DataFrame({by: names})
    frame["found"] = counted.sum(axis=1).to_numpy(np.int64)
    for state in STATE_COLUMNS:
        frame[state] = counted[state].to_numpy(np.int64)
    frame["rate"] = np.where(frame["found"] > 0, frame["done"] / frame["found"].clip(lower=1) * 100, np.nan)
    return frame
