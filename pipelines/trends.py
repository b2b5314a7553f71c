"""Trends: one metric over time for chosen units, the area above, and the middle half of the peers.

TREND has one row for each area and period, oldest first: area, name, period, label, begun (the period has not
ended: its months so far), value, state, covered, expected, months_reported, months_expected. BAND has one row
for each period: period, label, lower, middle, upper (quartiles over the peers that reported) and units (how
many); with fewer than four there is no band.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.definitions import Metric
from data.periods import Begun, Grain, Period, shift_month
from data.places import Area
from data.selection import Selection
from data.store import Store
from pipelines.cubes import Flags, Floats, stack
from pipelines.measures import Measurer

STEPS: dict[Grain, int] = {"month": 25, "quarter": 13, "half": 8, "year": 6, "ytd": 25}
LEAST_FOR_BAND = 4


@dataclass(frozen=True)
class Trend:
    """A trend with its band; ``areas`` are those of its lines, the selected one first, ``incomplete`` names the
    units that have not reported the last period.

    The area's own line is its rate or share, or for a raw figure the mean of a unit that reported,
    so that it can stand beside townships on one axis (``mean`` says which): then ``covered`` and
    ``expected`` count those units. A figure that no peer is asked for is drawn as the area's total.
    """

    metric: Metric
    selection: Selection
    periods: tuple[Period, ...]
    areas: tuple[str, ...]
    frame: pd.DataFrame
    band: pd.DataFrame
    incomplete: tuple[str, ...]
    mean: bool


def follow(store: Store, selection: Selection, steps: int | None = None) -> Trend:
    """The trend of the selected metric up to the selected period, in the selection's grain."""
    metric, places = store.catalogue[selection.metric], store.places
    months, until = store.months(), selection.period.last_month
    periods = [*list_periods(months, until, selection.grain, steps), *list_begun(months, until, selection.grain)]
    peers = [area.code for area in places.compared(selection.area, None, selection.peers)]
    measurer = Measurer(store, [(metric.code, selection.form)], periods, [selection.area, *peers, *selection.units])
    measures = measurer.measures([(metric.code, selection.form, period) for period in periods])
    measured = [one.slice for one in measures]
    at = {area: index for index, area in enumerate(measurer.areas)}
    among, shown = [at[peer] for peer in peers], list(dict.fromkeys([selection.area, *selection.units]))
    # One row a period, one column an area.
    pieces = {
        name: stack(measured, name).reshape(len(periods), len(at))
        for name in ("value", "state", "covered", "expected", "got")
    }
    values, owing = pieces["value"][:, among], pieces["expected"][:, among] > 0
    mean = selection.form == "raw" and bool(owing.any())
    if mean:
        for name, drawn in _draw_mean(values, owing).items():
            pieces[name][:, at[selection.area]] = drawn
    wants = [piece.want for piece in measured]
    silent = [
        places[peer].name for peer in peers if measured and measured[-1].state[at[peer]] in ("missing", "withheld")
    ]
    return Trend(
        metric=metric,
        selection=selection,
        periods=tuple(periods),
        areas=tuple(shown),
        frame=_frame_lines([places[area] for area in shown], periods, pieces, [at[area] for area in shown], wants),
        band=frame_band(periods, values),
        incomplete=tuple(silent),
        mean=mean,
    )


def list_periods(months: Sequence[int], last: int, grain: Grain, steps: int | None = None) -> list[Period]:
    """The periods of a grain up to a month, oldest first, that the stored months hold whole.

    A quarter that is not over yet is left out: it would look like a fall where nothing says so.
    """
    if not months:
        return []
    period = Period.of_month(last, grain)
    if period.last_month > last:
        period = period.previous()
    periods: list[Period] = []
    while period.first_month >= months[0] and len(periods) < (steps or STEPS[grain]):
        periods.append(period)
        before = shift_month(period.last_month if grain == "ytd" else period.first_month, -1)
        period = Period.of_month(before, grain)
    return periods[::-1]


def list_begun(months: Sequence[int], last: int, grain: Grain) -> list[Period]:
    """The period of a grain that holds a month and goes on after it, as far as it has come; else nothing."""
    period = Period.of_month(last, grain)
    if not months or period.last_month <= last or period.first_month < months[0]:
        return []
    return [Begun(period.year, period.number, grain, last)]


def _draw_mean(values: Floats, owing: Flags) -> dict[str, npt.NDArray[Any]]:
    """The area's own line as the mean of the peers that reported, one row of them a period."""
    there = ~np.isnan(values)
    covered, expected = there.sum(axis=1), owing.sum(axis=1)
    total = np.where(there, values, 0.0).sum(axis=1)
    silent = np.where(expected > 0, "missing", "not_applicable")
    return {
        "value": np.where(covered > 0, total / np.maximum(covered, 1), np.nan),
        "state": np.where(covered > 0, "reported", silent),
        "covered": covered,
        "expected": expected,
        # A mean is over units that have all their months.
        "got": np.zeros(len(values), dtype=np.int64),
    }


def _frame_lines(
    areas: Sequence[Area],
    periods: Sequence[Period],
    pieces: Mapping[str, npt.NDArray[Any]],
    at: Sequence[int],
    wants: Sequence[int],
) -> pd.DataFrame:
    """TREND: the columns ``at`` of the pieces, one after the other."""
    value, state, covered, expected, got = (piece[:, at].ravel("F") for piece in pieces.values())
    return pd.DataFrame(
        {
            "area": [area.code for area in areas for _ in periods],
            "name": [area.name for area in areas for _ in periods],
            "period": [period.code for period in periods] * len(areas),
            "label": [period.label for period in periods] * len(areas),
            "begun": [isinstance(period, Begun) for period in periods] * len(areas),
            "value": value,
            "state": state,
            "covered": covered,
            "expected": expected,
            "months_reported": got,
            "months_expected": [*wants] * len(areas),
        }
    )


def frame_band(periods: Sequence[Period], values: Floats) -> pd.DataFrame:
    """BAND from the peers' values, one row of them a period."""
    # All periods at once, the silent sorted last; between two values in proportion, as numpy's percentile.
    ordered = np.sort(np.column_stack([values, np.full(len(values), np.nan)]), axis=1)
    units = (~np.isnan(values)).sum(axis=1)
    enough = units >= LEAST_FOR_BAND
    band: dict[str, Floats] = {}
    for name, share in (("lower", 0.25), ("middle", 0.5), ("upper", 0.75)):
        place = np.where(enough, share * (units - 1), 0.0)
        below, above = (at.astype(np.int64) for at in (np.floor(place), np.ceil(place)))
        low, high = (ordered[np.arange(len(place)), at] for at in (below, above))
        band[name] = np.where(enough, low + (high - low) * (place - below), np.nan)
    labels = {"period": [period.code for period in periods], "label": [period.label for period in periods]}
    return pd.DataFrame({**labels, **band, "units": units})


def summarise(trend: Trend, area: str) -> str:
    """First and last figure of the area's line; whether that is a trend is not claimed."""
    metric, form = trend.metric, trend.selection.form
    unit, decimals = metric.unit_of(form), max(metric.decimals_of(form), int(trend.mean))
    # The area's own line is the first.
    drawn = zip(trend.periods, trend.frame["value"].tolist(), strict=False)
    line = [(period.label, value) for period, value in drawn if value == value and not isinstance(period, Begun)]
    if not line:
        return f"所选时间{area}还没有{metric.label(form)}的数据。"
    whose = f"{area}已报单位平均" if trend.mean else area
    (first, then), (last, now) = line[0], line[-1]
    said = f"{whose}{metric.label(form)}：{last} {now:,.{decimals}f}{unit}"
    if len(line) > 1:
        said += f"，{first} {then:,.{decimals}f}{unit}"
    # Of a longer period a unit may lack a single month.
    lacking = "未报" if trend.selection.grain == "month" else "未报齐"
    gap = f"；末期{len(trend.incomplete)}个单位{lacking}：{'、'.join(trend.incomplete[:6])}" if trend.incomplete else ""
    return f"{said}{gap}。"
