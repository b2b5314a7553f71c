"""Units of about the same size: those by which a unit may fairly measure itself.

Size is what the catalogue divides by (members, branches, villages…). SIMILAR has one row for each unit,
the nearest first: area, name, kind, distance, and a column for each of those metrics with its figure.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.definitions import Catalogue, Metric
from data.periods import Period
from data.store import Store
from pipelines.measures import Measurer

#: Units named.
SHOWN = 4


def size_metrics(catalogue: Catalogue) -> list[Metric]:
    """The metrics that rates divide by, in the catalogue's order."""
    divided_by = {metric.rate.per for metric in catalogue.metrics if metric.rate}
    return [metric for metric in catalogue.metrics if metric.code in divided_by]


def find_similar(store: Store, unit: str, peers: Sequence[str], period: Period) -> pd.DataFrame:
    """SIMILAR to a unit among its peers, the unit itself in the first row.

    ``distance`` is the root mean square of the sizes' differences on the log scale, over the sizes that both
    have: half as many and twice as many are equally far. A unit without any is near nobody.
    """
    metrics = size_metrics(store.catalogue)
    areas = list(dict.fromkeys([unit, *peers]))
    measurer = Measurer(store, [(metric.code, "raw") for metric in metrics], [period], areas)
    sizes = np.array([measurer.measure(metric.code, "raw", period).slice.value for metric in metrics])
    sizes = sizes.reshape(len(metrics), len(areas))
    apart = np.log1p(sizes) - np.log1p(sizes[:, :1])
    shared = ~np.isnan(apart)
    counted = shared.sum(axis=0)
    distance = np.sqrt((np.where(shared, apart, 0.0) ** 2).sum(axis=0) / np.maximum(counted, 1))
    # To the ninth decimal: equally far is equally far.
    distance = np.where(counted > 0, np.round(distance, 9), np.nan)
    frame = pd.DataFrame(
        {
            "area": areas,
            "name": [store.places[area].name for area in areas],
            "kind": [store.places[area].kind for area in areas],
            "distance": distance,
            **{metric.code: row for metric, row in zip(metrics, sizes, strict=True)},
        }
    )
    known = frame[frame["distance"].notna()]
    return known.iloc[np.argsort(known["distance"].to_numpy(), kind="stable")].head(SHOWN + 1).reset_index(drop=True)
