"""Comparing units: two to six beside each other, or one against the middle of its peers.

BARS has one row for each unit: area, name, value, previous, year_ago, state, previous_state,
year_ago_state, in the selected metric and form; and one last row for the median of the peers that
reported, whose area is empty.

DIFFERENCES has one row for each metric of the selected metric's theme, in its preferred form:
metric, label, unit, decimals, form, period, polarity, middle (median of the peers that reported), peers (how many),
months_expected, then for each unit ``value:CODE``, ``state:CODE``, ``months:CODE`` (how many it has
reported) and ``gap:CODE`` (value less the middle).

MULTIPLES has one row for each unit and period, oldest first: area, name, period, label, value,
state, and middle (the peers' median of that period).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.definitions import Form, Metric
from data.periods import Period
from data.selection import Selection
from data.store import Store
from pipelines.cubes import Floats, Integers
from pipelines.heat import preferred_form
from pipelines.measures import Measurer
from pipelines.trends import list_periods

MULTIPLES_STEPS = 13
MIDDLE_ZH = "同类中位数"
#: The columns of the table DIFFERENCES but those of each unit.
DIFFERENCES = (
    "metric",
    "label",
    "unit",
    "decimals",
    "form",
    "period",
    "polarity",
    "middle",
    "months_expected",
    "peers",
)


@dataclass(frozen=True)
class Comparison:
    """Three tables of one selection; ``units`` are the codes compared, ``peers`` their names' group."""

    metric: Metric
    selection: Selection
    units: tuple[str, ...]
    bars: pd.DataFrame
    differences: pd.DataFrame
    multiples: pd.DataFrame


def compare(store: Store, selection: Selection) -> Comparison:
    """Compare the selected units; with none selected, the first two children of the area."""
    places, month = store.places, selection.period.last_month
    peers = [area.code for area in places.compared(selection.area, month, selection.peers)]
    units = selection.units or tuple(peers[:2])
    metric = store.catalogue[selection.metric]
    theme = [(m.code, preferred_form(m)) for m in store.catalogue.of_theme(metric.theme)]
    now = selection.period
    history = list_periods(store.months(), month, now.grain, MULTIPLES_STEPS)
    asked = [(metric.code, selection.form), *theme]
    everyone = list(dict.fromkeys([*units, *peers]))
    # The long history is only read for the one metric that is drawn over time.
    current = Measurer(store, asked, [now], everyone)
    past = Measurer(store, [(metric.code, selection.form)], [now, now.previous(), now.year_ago(), *history], everyone)
    among = np.array([everyone.index(peer) for peer in peers], dtype=np.int64)
    return Comparison(
        metric=metric,
        selection=selection,
        units=units,
        bars=_frame_bars(past, selection, units, among),
        differences=_frame_differences(current, selection, theme, units, among),
        multiples=_frame_multiples(past, selection, history, units, among),
    )


def middle_of(values: Floats) -> float:
    """The median of those that reported, NaN if none did."""
    # numpy's own median takes 50 µs for sixteen numbers, and a page asks for one a metric.
    there = np.sort(values[~np.isnan(values)])
    half = len(there) // 2
    return float(there[half] + there[~half]) / 2 if len(there) else float("nan")


def spread_of(values: Floats) -> float:
    """The distance of the quartiles of those that reported, as numpy's percentile has them; NaN if none did."""
    there = np.sort(values[~np.isnan(values)])
    if not len(there):
        return float("nan")
    lower, upper = (float(np.interp(share * (len(there) - 1), range(len(there)), there)) for share in (0.25, 0.75))
    return upper - lower


def _frame_bars(measurer: Measurer, selection: Selection, units: tuple[str, ...], among: Integers) -> pd.DataFrame:
    at = [measurer.areas.index(unit) for unit in units]
    names = [measurer.cube.places[unit].name for unit in units]
    columns: dict[str, Any] = {"area": [*units, ""], "name": [*names, MIDDLE_ZH]}
    now = selection.period
    asked = [(selection.metric, selection.form, period) for period in (now, now.previous(), now.year_ago())]
    for prefix, measured in zip(("", "previous", "year_ago"), measurer.measures(asked), strict=True):
        piece = measured.slice
        middle = middle_of(piece.value[among])
        columns[prefix or "value"] = [*piece.value[at], middle]
        said = "missing" if np.isnan(middle) else "reported"
        columns[f"{prefix}_state" if prefix else "state"] = [*piece.state[at], said]
    return pd.DataFrame(columns)


def _frame_differences(
    measurer: Measurer,
    selection: Selection,
    theme: list[tuple[str, Form]],
    units: tuple[str, ...],
    among: Integers,
) -> pd.DataFrame:
    places = {unit: measurer.areas.index(unit) for unit in units}
    rows = []
    for measured in measurer.measures([(code, form, selection.period) for code, form in theme]):
        metric, form, piece = measured.metric, measured.form, measured.slice
        # A metric that no compared unit is asked for (a district's own) is no comparison.
        if units and all(piece.state[at] == "not_applicable" for at in places.values()):
            continue
        middle = middle_of(piece.value[among])
        row: dict[str, Any] = {
            "metric": metric.code,
            "label": metric.label(form),
            "unit": metric.unit_of(form),
            "decimals": metric.decimals_of(form),
            "form": form,
            "period": selection.period.code,
            "polarity": metric.polarity,
            "middle": middle,
            "months_expected": piece.want,
            "peers": int((~np.isnan(piece.value[among])).sum()),
        }
        for unit, at in places.items():
            row[f"value:{unit}"] = piece.value[at]
            row[f"state:{unit}"] = piece.state[at]
            row[f"months:{unit}"] = piece.got[at]
            row[f"gap:{unit}"] = piece.value[at] - middle
        rows.append(row)
    each = [f"{name}:{unit}" for unit in units for name in ("value", "state", "months", "gap")]
    return pd.DataFrame(rows, columns=[*DIFFERENCES, *each])


def _frame_multiples(
    measurer: Measurer,
    selection: Selection,
    history: list[Period],
    units: tuple[str, ...],
    among: Integers,
) -> pd.DataFrame:
    measures = measurer.measures([(selection.metric, selection.form, period) for period in history])
    middles = [middle_of(measured.slice.value[among]) for measured in measures]
    places = [measurer.areas.index(unit) for unit in units]
    return pd.DataFrame(
        {
            "area": [unit for unit in units for _ in history],
            "name": [measurer.cube.places[unit].name for unit in units for _ in history],
            "period": [period.code for period in history] * len(units),
            "label": [period.label for period in history] * len(units),
            "value": [float(measured.slice.value[at]) for at in places for measured in measures],
            "state": [measured.slice.state[at] for at in places for measured in measures],
            "middle": middles * len(units),
        }
    )


def summarise(compared: Comparison) -> str:
    """The selected metric of each unit against the middle of its peers, in a sentence."""
    metric, form = compared.metric, compared.selection.form
    unit, decimals = metric.unit_of(form), metric.decimals_of(form)
    values = dict(zip(compared.bars["name"].tolist(), compared.bars["value"].tolist(), strict=True))
    middle = values.pop(MIDDLE_ZH)
    said = [f"{name} {value:,.{decimals}f}{unit}" for name, value in values.items() if not np.isnan(value)]
    if not said:
        return f"{compared.selection.period.label}所选单位还没有{metric.label(form)}的数据。"
    tail = "" if np.isnan(middle) else f"；{MIDDLE_ZH} {middle:,.{max(decimals, 1)}f}{unit}"
    return f"{compared.selection.period.label}{metric.label(form)}：{'，'.join(said)}{tail}。"
