"""Ranking: the children of an area by one metric, in competition ranks with ties (1, 2, 2, 4).

The table RANKING has one row for each compared unit, those that reported first, best first, then
the others by name: area, name, kind, value, state, rank, tied, previous, change, change_pct,
year_ago, year_change, year_change_pct, numerator, denominator, months_reported, months_expected,
observation, and the columns of MOVEMENTS and STANDINGS.

Changes are empty where the unit is itself a total and holds other units than it did then.
Only units that reported the whole period are ranked; a period before is ranked as it stood, among
those that were peers then. A metric without a better side (``none``,
``no_judgement``) is sorted from high to low and bears no rank.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.definitions import Metric, Polarity
from data.selection import Selection
from data.store import Store
from pipelines.changes import Change, changes_of_totals, same_coverage
from pipelines.measures import Measure, Measurer, frame_measure
from pipelines.movements import frame_movements
from pipelines.standings import AT_ONCE, frame_standings, list_stretch, measure_stretch, order_keys


@dataclass(frozen=True)
class Reference:
    """The selected area's own figure. ``line`` is what a chart draws: the pooled rate or share, or
    for a raw figure the mean of a unit that reported."""

    value: float | None
    line: float | None
    numerator: float | None
    denominator: float | None
    covered: int
    expected: int
    previous: Change
    year: Change


@dataclass(frozen=True)
class Ranking:
    """A ranking with its reference; ``ranked`` units reported, ``unreported`` are the names of the others."""

    metric: Metric
    selection: Selection
    frame: pd.DataFrame
    reference: Reference
    ranked: int
    unreported: tuple[str, ...]


def rank_children(store: Store, selection: Selection) -> Ranking:
    """Rank the compared children of the selected area, or one peer group among them."""
    metric, form, period = store.catalogue[selection.metric], selection.form, selection.period
    compared, ever = (
        [area.code for area in store.places.compared(selection.area, month, selection.peers)]
        for month in (period.last_month, None)
    )
    peers = list(dict.fromkeys([*compared, *ever]))
    everyone = [child.code for child in store.places.children(selection.area)]
    stretch, before = list_stretch(metric, period, store.months()), (period.previous(), period.year_ago())
    periods, areas = [*stretch[:AT_ONCE], *before], [*peers, selection.area, *everyone]
    measurer = Measurer(store, [(metric.code, form)], periods, areas)
    now, previous, year_ago = measurer.measures([(metric.code, form, p) for p in (period, *before)])
    frame = _frame_ranking(measurer, len(compared), now, previous, year_ago)
    frame = frame.join(frame_movements(store, measurer, now, previous, len(peers)))
    measures = measure_stretch(store, measurer, stretch, peers)
    frame = frame.join(frame_standings(measures, len(compared), len(peers)))
    order = np.argsort(order_keys(frame["value"].to_numpy(), metric.polarity), kind="stable")
    frame = frame.iloc[order].reset_index(drop=True)
    changes = (
        changes_of_totals(measurer, [(metric.code, form)], period, p, selection.area, everyone)[0] for p in before
    )
    reported = frame["state"] == "reported"
    return Ranking(
        metric=metric,
        selection=selection,
        frame=frame,
        reference=_reference(measurer, selection.area, now, *changes),
        ranked=int(reported.sum()),
        unreported=tuple(frame.loc[~reported & (frame["state"] != "not_applicable"), "name"]),
    )


def _frame_ranking(measurer: Measurer, count: int, now: Measure, before: Measure, year_ago: Measure) -> pd.DataFrame:
    """The first ``count`` areas, not yet in order."""
    frame = frame_measure(measurer, now).iloc[:count].drop(columns=["period", "covered", "expected"])
    value, polarity = now.slice.value[:count], now.metric.polarity
    ranks = rank_values(value, polarity)
    frame["rank"] = whole_numbers(ranks, ranks > 0)
    frame["tied"] = [bool(rank and (ranks == rank).sum() > 1) for rank in ranks]
    for name, then in (("", before.slice), ("year_", year_ago.slice)):
        alike, compared = same_coverage(now.slice, then)[:count], then.value[:count]
        difference = np.where(alike, value - compared, np.nan)
        frame["previous" if not name else "year_ago"] = compared
        frame[f"{name}change"] = difference
        with np.errstate(divide="ignore", invalid="ignore"):
            frame[f"{name}change_pct"] = np.where(compared != 0, difference / compared * 100, np.nan)
    return frame


def rank_values(values: npt.NDArray[np.float64], polarity: Polarity) -> npt.NDArray[np.int64]:
    """Competition ranks from 1; equal values share the best; 0 where there is no value or no better side."""
    ranks = np.zeros(len(values), dtype=np.int64)
    if polarity not in ("higher", "lower"):
        return ranks
    there = np.flatnonzero(~np.isnan(values))
    keys = order_keys(values[there], polarity)
    ranks[there] = 1 + (keys[None, :] < keys[:, None]).sum(axis=1)
    return ranks


def whole_numbers(values: npt.NDArray[np.int64], there: npt.NDArray[np.bool_]) -> "pd.arrays.IntegerArray":
    """Whole numbers as a nullable column, empty where they are not there."""
    return pd.arrays.IntegerArray(values.astype(np.int64), ~there)


def _reference(measurer: Measurer, area: str, now: Measure, previous: Change, year: Change) -> Reference:
    at = measurer.areas.index(area)
    value, covered = now.slice.at(at), int(now.slice.covered[at])
    ratio = now.form != "raw"
    return Reference(
        value=value,
        line=value if ratio else _mean_of_reporters(now, area, measurer),
        numerator=float(now.numerator[at]) if ratio and value is not None else None,
        denominator=float(now.denominator[at]) if ratio and value is not None else None,
        covered=covered,
        expected=int(now.slice.expected[at]),
        previous=previous,
        year=year,
    )


def _mean_of_reporters(now: Measure, area: str, measurer: Measurer) -> float | None:
    """The mean of the units that a ranking compares: departments are not among them."""
    compared = {unit.code for unit in measurer.cube.places.compared(area, now.period.last_month)}
    values = [now.slice.at(at) for at, code in enumerate(measurer.areas) if code in compared]
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None


def describe_rank(ranking: Ranking, area: str) -> str:
    """One unit's place in words: ``第3名（共14个，2个未报）``, or why it has none."""
    row = ranking.frame.loc[ranking.frame["area"] == area].iloc[0]
    if row["state"] == "not_applicable":
        return "不适用"
    if row["state"] == "withheld":
        return "不公布"
    if row["state"] != "reported":
        return "未报，不参加排名" if not row["months_reported"] else "未报齐，不参加排名"
    if pd.isna(row["rank"]):
        return "只列示，不排名"
    silent = f"，{len(ranking.unreported)}个未报" if ranking.unreported else ""
    return f"{'并列' if row['tied'] else ''}第{row['rank']}名（共{ranking.ranked}个{silent}）"


def summarise(ranking: Ranking, area: str) -> str:
    """The ranking in one or two sentences, saying no more than the figures do."""
    metric, selection, reference = ranking.metric, ranking.selection, ranking.reference
    label, unit = metric.label(selection.form), metric.unit_of(selection.form)
    decimals = metric.decimals_of(selection.form)
    if reference.value is None:
        return f"{selection.period.label}{area}还没有单位报送{label}。"
    said = [f"{selection.period.label}{area}{label} {reference.value:,.{decimals}f}{unit}"]
    if selection.form == "raw" and reference.line is not None:
        said.append(f"报送单位平均 {reference.line:,.1f}{unit}")
    first = ranking.frame[ranking.frame["rank"] == 1]
    last = ranking.frame[ranking.frame["rank"] == ranking.frame["rank"].max()]
    for end, rows in (("第1名", first), ("末位", last)):
        if 0 < len(rows) <= 3 and first.index[0] != last.index[0]:
            said.append(end + "、".join(map(_name_with_streak, rows["name"], rows["streak"])))
    total = ranking.ranked + len(ranking.unreported)
    return "，".join(said) + f"。{total}个单位中已报{ranking.ranked}个。"


def _name_with_streak(name: str, streak: str) -> str:
    return f"{name}（{streak}）" if streak else name
