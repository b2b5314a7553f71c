"""The heat map: compared units by metrics, each with its place among its peers.

HEAT has one row for each unit and metric: area, name, metric, form, label, unit, value, state,
rank, percentile, numerator, denominator, observation. ``percentile`` is 1 for the best and 0 for
the last of those that reported, and empty for a metric without a better side, which is shown and
never coloured.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.definitions import Form, Metric
from data.selection import Selection
from data.store import Store
from pipelines.cubes import Floats, Integers
from pipelines.measures import Measurer
from pipelines.ranking import rank_values


def preferred_form(metric: Metric) -> Form:
    """How unequal units are compared by default: the rate, else the share, else the raw figure."""
    if metric.rate:
        return "rate"
    return "share" if metric.share else "raw"


def compare_units(store: Store, selection: Selection, metrics: Sequence[str]) -> pd.DataFrame:
    """HEAT of the selected area's compared children for some metrics in their preferred form."""
    units = store.places.compared(selection.area, selection.period.last_month, selection.peers)
    asked = [(code, preferred_form(store.catalogue[code])) for code in metrics]
    measurer = Measurer(store, asked, [selection.period], [unit.code for unit in units])
    count, width = len(units), len(asked)
    values, states = np.full((width, count), np.nan), np.full((width, count), "missing", dtype=object)
    ranks, observations = np.zeros((width, count), dtype=np.int64), np.full((width, count), -1)
    numerators, denominators = np.full((width, count), np.nan), np.full((width, count), np.nan)
    for row, measured in enumerate(measurer.measures([(code, form, selection.period) for code, form in asked])):
        values[row], states[row] = measured.slice.value, measured.slice.state
        ranks[row] = rank_values(measured.slice.value, measured.metric.polarity)
        observations[row] = measured.slice.observation
        numerators[row], denominators[row] = measured.numerator, measured.denominator
    labelled = [(store.catalogue[code], form) for code, form in asked]
    return pd.DataFrame(
        {
            "area": [unit.code for unit in units] * width,
            "name": [unit.name for unit in units] * width,
            "metric": np.repeat([code for code, _ in asked], count),
            "form": np.repeat([form for _, form in asked], count),
            "label": np.repeat([metric.label(form) for metric, form in labelled], count),
            "unit": np.repeat([metric.unit_of(form) for metric, form in labelled], count),
            "value": values.ravel(),
            "state": states.ravel(),
            "rank": pd.arrays.IntegerArray(ranks.ravel(), ranks.ravel() == 0),
            "percentile": np.concatenate([percentiles(row) for row in ranks]) if width else [],
            "numerator": numerators.ravel(),
            "denominator": denominators.ravel(),
            "observation": pd.arrays.IntegerArray(observations.ravel(), observations.ravel() < 0),
        }
    )


def sort_units(heat: pd.DataFrame, sort: str) -> pd.DataFrame:
    """HEAT with its units in the order of one metric: the best first, or the highest where nothing is judged;
    after a minus the other way round. Who has no figure of it stays last. Without a metric of it, as it is."""
    code, backwards = sort.removeprefix("-"), sort.startswith("-")
    chosen = heat[heat["metric"] == code]
    if chosen.empty:
        return heat
    judged = chosen["percentile"].notna().any()
    key = chosen["percentile" if judged else "value"].to_numpy(np.float64)
    order = np.lexsort((np.arange(len(key)), np.where(np.isnan(key), np.inf, key if backwards else -key)))
    # Metric after metric, each over the same units.
    rows = np.arange(len(heat)).reshape(-1, len(chosen))[:, order].ravel()
    return heat.iloc[rows].reset_index(drop=True)


def percentiles(ranks: Integers) -> Floats:
    """From competition ranks to 1 for the best and 0 for the last; all tied is the middle."""
    places: Floats = np.full(len(ranks), np.nan)
    there = ranks > 0
    worst = int(ranks.max(initial=0))
    places[there] = 0.5 if worst <= 1 else 1 - (ranks[there] - 1) / (worst - 1)
    return places
