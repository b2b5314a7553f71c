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

from data.definitions import Metric
from data.selection import Selection
from data.store import Store
from pipelines.cubes import Floats
from pipelines.heat import preferred_form
from pipelines.measures import Measurer
from pipelines.trends import list_periods

MULTIPLES_STEPS = 13
MIDDLE_ZH = "同类中位数"


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


def _frame_bars(
    measurer: Measurer, selection: Selection, units: tuple[str, ...], among: "np.typing.NDArray[np.int64]"
) -> pd.DataFrame:
    at = [measurer.areas.index(unit) for unit in units]
    names = [measurer.cube.places[unit].name for unit in units]
    columns: dict[str, Any] = {"area": [*units, ""], "name": [*names, MIDDLE_ZH]}
    now = selection.period
    for prefix, period in (("", now), ("previous", now.previous()), ("year_ago", now.year_ago())):
        piece = measurer.measure(selection.metric, selection.form, period).slice
        middle = middle_of(piece.value[among])
        columns[prefix or "value"] = [*piece.value[at], middle]
        said = "missing" if np.isnan(middle) else "reported"
        columns[f"{prefix}_state" if prefix else "state"] = [*piece.state[at], said]
    return pd.DataFrame(columns)


def _frame_differences(
    measurer: Measurer,
    selection: Selection,
    theme: list[tuple[str, Any]],
    units: tuple[str, ...],
    among: "np.typing.NDArray[np.int64]",
) -> pd.DataFrame:
    rows = []
    for code, form in theme:
        measured = measurer.measure(code, form, selection.period)
        middle = middle_of(measured.slice.value[among])
        row: dict[str, Any] = {
            "metric": code,
            "label": measured.metric.label(form),
            "unit": measured.metric.unit_of(form),
            "decimals": measured.metric.decimals_of(form),
            "form": form,
            "period": selection.period.code,
            "polarity": measured.metric.polarity,
            "middle": middle,
            "months_expected": measured.slice.want,
            "peers": int((~np.isnan(measured.slice.value[among])).sum()),
        }
        for unit in units:
            at = measurer.areas.index(unit)
            row[f"value:{unit}"] = measured.slice.value[at]
            row[f"state:{unit}"] = measured.slice.state[at]
            row[f"months:{unit}"] = measured.slice.got[at]
            row[f"gap:{unit}"] = measured.slice.value[at] - middle
        rows.append(row)
    frame = pd.DataFrame(rows)
    # A metric that no compared unit is asked for (a district's own) is no comparison.
    asked = [frame[f"state:{unit}"] != "not_applicable" for unit in units]
    return frame[np.logical_or.reduce(asked)].reset_index(drop=True) if units else frame


def _frame_multiples(
    measurer: Measurer,
    selection: Selection,
    history: list[Any],
    units: tuple[str, ...],
    among: "np.typing.NDArray[np.int64]",
) -> pd.DataFrame:
    pieces = [measurer.measure(selection.metric, selection.form, period).slice for period in history]
    middles = [middle_of(piece.value[among]) for piece in pieces]
    parts = []
    for unit in units:
        at = measurer.areas.index(unit)
        parts.append(
            pd.DataFrame(
                {
                    "area": unit,
                    "name": measurer.cube.places[unit].name,
                    "period": [period.code for period in history],
                    "label": [period.label for period in history],
                    "value": [piece.value[at] for piece in pieces],
                    "state": [piece.state[at] for piece in pieces],
                    "middle": middles,
                }
            )
        )
    columns = ["area", "name", "period", "label", "value", "state", "middle"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def summarise(compared: Comparison) -> str:
    """The selected metric of each unit against the middle of its peers, in a sentence."""
    metric, form = compared.metric, compared.selection.form
    unit, decimals = metric.unit_of(form), metric.decimals_of(form)
    values = dict(zip(compared.bars["name"], compared.bars["value"], strict=True))
    middle = values.pop(MIDDLE_ZH)
    said = [f"{name} {value:,.{decimals}f}{unit}" for name, value in values.items() if not np.isnan(value)]
    if not said:
        return f"{compared.selection.period.label}所选单位还没有{metric.label(form)}的数据。"
    tail = "" if np.isnan(middle) else f"；{MIDDLE_ZH} {middle:,.{max(decimals, 1)}f}{unit}"
    return f"{compared.selection.period.label}{metric.label(form)}：{'，'.join(said)}{tail}。"
