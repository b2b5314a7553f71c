"""The whole state of an area in a period: every metric of every unit, long and wide.

LONG has one row for each unit and metric: code, name, kind, theme, metric, label, unit, basis,
period, value, state, covered, expected. WIDE has one row for each unit: code, name, kind, then one
column for each metric (its code) and ``state:METRIC`` beside it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.definitions import BASIS_ZH, Metric
from data.selection import Selection
from data.store import Store
from pipelines.cubes import Cube


@dataclass(frozen=True)
class Snapshot:
    """Both shapes of one snapshot, and the metrics in the catalogue's order."""

    metrics: tuple[Metric, ...]
    long: pd.DataFrame
    wide: pd.DataFrame


def take_snapshot(store: Store, selection: Selection) -> Snapshot:
    """The snapshot of the selected area and all its children, the area itself first."""
    month = selection.period.last_month
    children = [area for area in store.places.children(selection.area) if area.valid_in(month)]
    units = [store.places[selection.area], *children]
    metrics = store.catalogue.metrics
    cube = Cube(store, [m.code for m in metrics], selection.period.months, [unit.code for unit in units])
    pieces = [cube.over(metric.code, selection.period) for metric in metrics]
    count = len(units)
    names = {
        "code": [unit.code for unit in units],
        "name": [unit.name for unit in units],
        "kind": [unit.kind for unit in units],
    }
    themes = {theme.code: theme.label_zh for theme in store.catalogue.themes}
    long = pd.DataFrame(
        {
            **{column: values * len(metrics) for column, values in names.items()},
            "theme": np.repeat([themes[m.theme] for m in metrics], count),
            "metric": np.repeat([m.code for m in metrics], count),
            "label": np.repeat([m.label_zh for m in metrics], count),
            "unit": np.repeat([m.unit for m in metrics], count),
            "basis": np.repeat([BASIS_ZH[m.basis] for m in metrics], count),
            "period": selection.period.label,
            "value": np.concatenate([piece.value for piece in pieces]),
            "state": np.concatenate([piece.state for piece in pieces]),
            "covered": np.concatenate([piece.covered for piece in pieces]),
            "expected": np.concatenate([piece.expected for piece in pieces]),
        }
    )
    columns: dict[str, object] = dict(names)
    for metric, piece in zip(metrics, pieces, strict=True):
        columns[metric.code] = piece.value
        columns[f"state:{metric.code}"] = piece.state
    return Snapshot(metrics, long, pd.DataFrame(columns))
