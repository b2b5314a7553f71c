"""Headline figures: one area's figures with their changes and a small trend.

HEADLINES has one row for each metric: theme, metric, label, unit, decimals, form, polarity, value,
state, covered, expected, previous_change, previous_percent, previous_compared, year_change,
year_percent, year_compared, series (the raw figure over the last 13 periods, oldest first, ``None``
where missing or where a total lacks units), observation. Changes of totals are like for like (``pipelines.changes``).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.definitions import Form
from data.periods import Period, shift_month
from data.selection import Selection
from data.store import Store
from pipelines.changes import changes_of_totals
from pipelines.cubes import Cube, Floats, Integers, months_of
from pipelines.measures import Measurer

SERIES_STEPS = 13


def list_headlines(store: Store, selection: Selection, asked: Sequence[tuple[str, Form]], area: str) -> pd.DataFrame:
    """HEADLINES of an area for some metrics in some forms at the selected period."""
    now = selection.period
    before, year_ago = now.previous(), now.year_ago()
    series = series_periods(now, store.months())
    children = [child.code for child in store.places.children(area)]
    ends = Measurer(store, asked, [now, before, year_ago], [area, *children])
    along = Cube(store, [code for code, _ in asked], months_of(series), [area])
    history = along.history(series, area)
    measures = ends.measures([(code, form, now) for code, form in asked])
    changes = (changes_of_totals(ends, asked, now, then, area, children) for then in (before, year_ago))
    rows = []
    for (code, form), measured, previous, year in zip(asked, measures, *changes, strict=True):
        observation = int(measured.slice.observation[0])
        rows.append(
            {
                "theme": measured.metric.theme,
                "metric": code,
                "label": measured.metric.label(form),
                "unit": measured.metric.unit_of(form),
                "decimals": measured.metric.decimals_of(form),
                "form": form,
                "polarity": measured.metric.polarity,
                "value": measured.slice.at(0),
                "state": measured.slice.state[0],
                "covered": int(measured.slice.covered[0]),
                "expected": int(measured.slice.expected[0]),
                "previous_change": previous.difference,
                "previous_percent": previous.percent,
                "previous_compared": previous.compared,
                "year_change": year.difference,
                "year_percent": year.percent,
                "year_compared": year.compared,
                "series": draw_series(*(part[along.metric_at[code]] for part in history), total=bool(children)),
                "observation": None if observation < 0 else observation,
            }
        )
    return pd.DataFrame(rows)


def draw_series(values: Floats, covered: Integers, expected: Integers, *, total: bool) -> list[float | None]:
    """The raw figure's small trend. A total over fewer units than are asked would draw a fall that is
    none: such a point is left out."""
    drawn = ~np.isnan(values) & (~np.array(total) | (covered >= expected))
    return [value if there else None for value, there in zip(values.tolist(), drawn, strict=True)]


def series_periods(now: Period, months: Sequence[int]) -> list[Period]:
    """The last 13 periods of a grain up to ``now`` that lie within the stored months."""
    periods: list[Period] = []
    period = now
    while months and len(periods) < SERIES_STEPS and period.first_month >= months[0]:
        periods.append(period)
        start = period.last_month if period.grain == "ytd" else period.first_month
        period = Period.of_month(shift_month(start, -1), period.grain)
    return periods[::-1]
