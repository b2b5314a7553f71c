"""The whole state of an area in a period: every metric of every unit, long and wide.

LONG has one row for each unit and metric in each of its forms: code, name, kind, theme, metric, form,
label, unit, basis, period, value, state, numerator, denominator, times (a rate or share is numerator
× times / denominator; all three are empty for a raw figure), covered, expected. WIDE has one row for
each unit: code, name, kind, then one column for each metric (its code) and ``state:METRIC`` beside it.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.areas import Area
from data.definitions import BASIS_ZH, Form
from data.selection import Selection
from data.store import Store
from pipelines.measures import Measure, Measurer


def list_snapshot(store: Store, selection: Selection) -> pd.DataFrame:
    """LONG of the selected area and all its children, the area itself first, metrics outermost."""
    metrics = store.catalogue.metrics
    units, measured = _measure(store, selection, [(metric.code, form) for metric in metrics for form in metric.forms])
    count = len(units)
    themes = {theme.code: theme.label_zh for theme in store.catalogue.themes}
    ratio = np.repeat([one.form != "raw" for one in measured], count)
    return pd.DataFrame(
        {
            **{column: values * len(measured) for column, values in _name(units).items()},
            "theme": np.repeat([themes[one.metric.theme] for one in measured], count),
            "metric": np.repeat([one.metric.code for one in measured], count),
            "form": np.repeat([one.form for one in measured], count),
            "label": np.repeat([one.metric.label(one.form) for one in measured], count),
            "unit": np.repeat([one.metric.unit_of(one.form) for one in measured], count),
            "basis": np.repeat([BASIS_ZH[one.metric.basis] for one in measured], count),
            "period": selection.period.label,
            "value": np.concatenate([one.slice.value for one in measured]),
            "state": np.concatenate([one.slice.state for one in measured]),
            "numerator": np.where(ratio, np.concatenate([one.numerator for one in measured]), np.nan),
            "denominator": np.concatenate([one.denominator for one in measured]),
            "times": np.where(ratio, np.repeat([one.metric.times(one.form) for one in measured], count), np.nan),
            "covered": np.concatenate([one.slice.covered for one in measured]),
            "expected": np.concatenate([one.slice.expected for one in measured]),
        }
    )


def spread_snapshot(store: Store, selection: Selection) -> pd.DataFrame:
    """WIDE of the same units, the metrics in the catalogue's order."""
    units, measured = _measure(store, selection, [(code, "raw") for code in store.catalogue.codes()])
    columns: dict[str, object] = {**_name(units)}
    for one in measured:
        columns[one.metric.code] = one.slice.value
        columns[f"state:{one.metric.code}"] = one.slice.state
    return pd.DataFrame(columns)


def _measure(store: Store, selection: Selection, asked: Sequence[tuple[str, Form]]) -> tuple[list[Area], list[Measure]]:
    period, places = selection.period, store.places
    units = [places[selection.area], *(a for a in places.children(selection.area) if a.valid_in(period.last_month))]
    measurer = Measurer(store, asked, [period], [unit.code for unit in units])
    return units, measurer.measures([(code, form, period) for code, form in asked])


def _name(units: Sequence[Area]) -> dict[str, list[str]]:
    return {
        "code": [unit.code for unit in units],
        "name": [unit.name for unit in units],
        "kind": [unit.kind for unit in units],
    }
