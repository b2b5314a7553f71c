"""Progress towards annual targets: against the share of the year gone (序时进度), and where the year will end.

PROGRESS has one row for each compared unit that has a target or is asked for the metric, who has done the
most of it first and those of whom that cannot be said last: rank, tied (by ``done``), area, name, kind,
target, value (the year's amount up to the month, or what stands at its end), state, months_reported,
months_expected, done (per cent of the target), standing, forecast, lower, upper.

``standing`` is ``done`` (完成), ``on_course`` (符合序时), ``behind`` (滞后), or empty where there is no
target, the figure is not reported whole, or a stock has no start to measure from. A unit that has not
reported all months is not judged: neither its silence nor its figure counts for or against it.

The whole area is one more row, without rank or forecast: the sum of the units' targets against the area's own
figure. It is judged only where each unit that is asked has a target and all that stand behind the figure reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from data.definitions import Metric
from data.periods import Period, months_between
from data.places import Area
from data.selection import Selection
from data.store import Store
from data.targets import TargetChange, explain_no_target
from pipelines.cubes import Flags, Floats, Words
from pipelines.measures import Measurer
from pipelines.ranking import rank_values, whole_numbers
from pipelines.statistics.projections import MONTHS, Projection, project_year

Standing = Literal["done", "on_course", "behind", ""]
STANDINGS: tuple[Standing, ...] = ("done", "on_course", "behind", "")
OVERVIEW_COLUMNS = ("metric", "label", "unit", "targets", "done", "on_course", "behind", "unjudged")
#: How many years back a season is taken from.
YEARS = 3
CONFIDENCE = 0.8


@dataclass(frozen=True)
class Progress:
    """One metric's targets at the end of a month; ``whole`` is the area's own row, none where a peer group is
    looked at or nobody has a target; ``seasonal`` counts the units forecast from their own season."""

    metric: Metric
    period: Period
    frame: pd.DataFrame
    whole: pd.DataFrame
    seasonal: int
    changes: tuple[TargetChange, ...]

    @property
    def gone(self) -> float:
        """序时进度: the share of the year gone, in per cent."""
        return share_gone(self.period) * 100


def share_gone(period: Period) -> float:
    """The share of the year gone at a period's end."""
    return (period.last_month % 100) / MONTHS


def year_to(selection: Selection) -> Period:
    """January to the end of the selected period."""
    return Period.of_month(selection.period.last_month, "ytd")


def follow_targets(store: Store, selection: Selection, metric: Metric) -> Progress:
    """The progress of each compared unit towards its target of one metric."""
    period, units = year_to(selection), _compared(store, selection)
    first = (period.year - YEARS) * 100 + 1
    area = store.places[selection.area]
    measurer = _read(store, [metric], period, [*units, area], months_between(first, period.last_month))
    target = read_targets(store, period.year, units).get(metric.code, np.full(len(units), np.nan))
    asked = np.array([unit.asked_for(metric) for unit in units], dtype=np.bool_)
    aimed = np.nansum(target) if (~np.isnan(target)).any() and not selection.peers else np.nan
    every = _frame(measurer, metric, period, [*units, area], np.append(target, aimed))
    frame, whole = every.iloc[:-1], every.iloc[-1:]
    now = measurer.measure(metric.code, "raw", period).slice
    if now.covered[-1] < now.expected[-1] or np.isnan(target[asked]).any():
        whole = whole.assign(done=np.nan, standing="")
    seasonal = 0
    if metric.basis != "stock":
        projection = _project(measurer, metric, period)
        total, lower, upper = (line[:-1] for line in (projection.total, projection.lower, projection.upper))
        frame = frame.assign(forecast=total, lower=lower, upper=upper)
        seasonal = int((projection.seasonal[:-1] & ~np.isnan(total)).sum())
    shown = _rank(frame[asked | ~np.isnan(target)])
    whole = _rank(whole).assign(rank=pd.array([pd.NA], dtype="Int64"), tied=False)[~np.isnan([aimed])]
    return Progress(metric, period, shown, whole, seasonal, tuple(store.target_changes(period.year, metric.code)))


def _rank(frame: pd.DataFrame) -> pd.DataFrame:
    """The same, ranked by the share of the target that is done: completion makes unequal units comparable."""
    ranks = rank_values(frame["done"].to_numpy(), "higher")
    order = np.argsort(np.where(ranks > 0, ranks, len(ranks) + 1), kind="stable")
    tied = (ranks > 0) & (np.bincount(ranks, minlength=1)[ranks] > 1)
    return frame.assign(rank=whole_numbers(ranks, ranks > 0), tied=tied).iloc[order].reset_index(drop=True)


def overview_targets(store: Store, selection: Selection) -> pd.DataFrame:
    """OVERVIEW_COLUMNS: one row for each metric with targets, in the catalogue's order: how many units have one, and
    how many stand how."""
    period, units = year_to(selection), _compared(store, selection)
    targets = read_targets(store, period.year, units)
    metrics = [metric for metric in store.catalogue.metrics if metric.code in targets and not explain_no_target(metric)]
    measurer = _read(store, metrics, period, units)
    rows = []
    for metric in metrics:
        standing = _judge_all(measurer, metric, period, targets[metric.code])[~np.isnan(targets[metric.code])]
        counts = [int((standing == name).sum()) for name in STANDINGS]
        rows.append((metric.code, metric.label_zh, metric.unit, len(standing), *counts))
    return pd.DataFrame(rows, columns=list(OVERVIEW_COLUMNS))


def _compared(store: Store, selection: Selection) -> tuple[Area, ...]:
    return store.places.compared(selection.area, selection.period.last_month, selection.peers)


def _read(
    store: Store, metrics: Sequence[Metric], period: Period, units: Sequence[Area], months: Sequence[int] = ()
) -> Measurer:
    """Reads what progress needs: the year so far and its start, and the months that a forecast rests on."""
    periods = [period, _start(period), *map(Period.of_month, months)]
    return Measurer(store, [(metric.code, "raw") for metric in metrics], periods, [unit.code for unit in units])


def _start(period: Period) -> Period:
    """The month before the year."""
    return Period(period.year - 1, MONTHS, "month")


def read_targets(store: Store, year: int, units: Sequence[Area]) -> dict[str, Floats]:
    """The units' targets of each metric of which any of them has one, NaN for those that have none."""
    at = {unit.code: place for place, unit in enumerate(units)}
    targets: dict[str, Floats] = {}
    for target in store.targets(year):
        if target.area in at:
            values = targets.setdefault(target.metric, np.full(len(units), np.nan))
            values[at[target.area]] = target.value
    return targets


def _judge_all(measurer: Measurer, metric: Metric, period: Period, target: Floats) -> Words:
    """Each unit's standing."""
    value = measurer.measure(metric.code, "raw", period).slice.value
    if metric.basis != "stock":
        return judge_amount(value, target, share_gone(period))
    start = measurer.measure(metric.code, "raw", _start(period)).slice.value
    return judge_level(value, start, target, share_gone(period), metric.polarity == "lower")


def _frame(measurer: Measurer, metric: Metric, period: Period, units: Sequence[Area], target: Floats) -> pd.DataFrame:
    """PROGRESS without a forecast."""
    now = measurer.measure(metric.code, "raw", period).slice
    with np.errstate(divide="ignore", invalid="ignore"):
        done = np.where((target > 0) & (metric.polarity == "higher"), now.value / target * 100, np.nan)
    return pd.DataFrame(
        {
            "area": [unit.code for unit in units],
            "name": [unit.name for unit in units],
            "kind": [unit.kind for unit in units],
            "target": target,
            "value": now.value,
            "state": now.state,
            "months_reported": now.got,
            "months_expected": now.want,
            "done": done,
            "standing": _judge_all(measurer, metric, period, target),
            "forecast": np.nan,
            "lower": np.nan,
            "upper": np.nan,
        }
    )


def _project(measurer: Measurer, metric: Metric, period: Period) -> Projection:
    def amounts(first: int, last: int) -> Floats:
        months = map(Period.of_month, months_between(first, last))
        return np.array([measurer.measure(metric.code, "raw", month).slice.value for month in months])

    years = range(period.year - YEARS, period.year)
    past = np.array([amounts(year * 100 + 1, year * 100 + MONTHS) for year in years])
    return project_year(past, amounts(period.first_month, period.last_month), CONFIDENCE)


def judge_amount(value: Floats, target: Floats, gone: float) -> Words:
    """The standing of amounts that add up over the year: against the target's share of the year gone."""
    return _judge(value, value >= target, value >= target * gone - 1e-9, target)


def judge_level(value: Floats, start: Floats, target: Floats, gone: float, fewer: bool) -> Words:
    """The standing of what stands at the end: on a straight way from the year's start to the target."""
    side = -1.0 if fewer else 1.0
    way = start + (target - start) * gone
    standing = _judge(value, side * value >= side * target, side * value >= side * way - 1e-9, target)
    standing[np.isnan(start) & (standing == "behind")] = ""
    return standing


def _judge(value: Floats, done: Flags, course: Flags, target: Floats) -> Words:
    known = ~np.isnan(value) & ~np.isnan(target)
    return np.select([~known, done, course], ["", "done", "on_course"], "behind").astype(object)


def summarise(progress: Progress) -> str:
    """How many units stand how, and no more than that."""
    frame, metric = progress.frame, progress.metric
    aimed = frame[frame["target"].notna()]
    if aimed.empty:
        return f"{progress.period.year}年没有设{metric.label_zh}的年度目标。"
    counts = {name: int((aimed["standing"] == name).sum()) for name in STANDINGS}
    said = [f"{len(aimed)}个单位有年度目标"]
    said += [f"完成{counts['done']}个、符合序时{counts['on_course']}个、滞后{counts['behind']}个"]
    if counts[""]:
        said.append(f"{counts['']}个未报齐或无从比较，不作判断")
    return f"{progress.period.label}{metric.label_zh}：序时进度{progress.gone:.1f}%，" + "，".join(said) + "。"
