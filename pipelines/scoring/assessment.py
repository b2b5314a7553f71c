"""A declared score over the store: who has how many points, why, and how much the weights have to do with it.

UNITS has one row for each unit, group by group, best first: group, area, name, kind, score, rank, tied,
best, worst (the range of ranks when the weights vary), grade, veto (its reasons, else empty), base
(points of the items), bonus, deduction, silent (the names of what was not reported), dropped (of what
does not apply). POINTS has one row for each unit and counted figure: group, area, name, part (item,
bonus, deduction, veto), code, label, metric, form, unit, decimals, value, state, target, weight (the
points it can bring; of a veto the limit), share (of them, in per cent), points. ITEMS has one row for
each group and item: group, code, label, metric, form, weight, share (mean, in per cent), importance (per cent).

The year so far counts, January to the period's end. What a unit has not reported earns nothing, a
deduction then counts whole and a veto strikes; what does not apply drops out with its weight, and so
does a target item for whom no target was set.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Literal

import numpy as np
import pandas as pd

from data.periods import Period
from data.places import Area
from data.scores import FULL, Extra, Item, Score, Veto
from data.selection import Selection
from data.store import Store
from pipelines.cubes import Floats, Integers
from pipelines.ranking import whole_numbers
from pipelines.scoring.counting import Figures, count, earn, name_all, read_figures, strike
from pipelines.scoring.sensitivity import range_ranks, weigh_importance
from pipelines.scoring.tally import Tally, add_points, rank_points, spread_weights
from pipelines.statistics.scales import arithmetic_mean
from pipelines.targets import year_to

Part = Literal["item", "bonus", "deduction", "veto"]


@dataclass(frozen=True)
class Assessment:
    """UNITS, POINTS and ITEMS of one score; ``weights`` as they were applied, ``unassessed`` the units of no group."""

    score: Score
    period: Period
    weights: Mapping[str, float]
    units: pd.DataFrame
    points: pd.DataFrame
    items: pd.DataFrame
    unassessed: tuple[str, ...]


def assess(store: Store, score: Score, selection: Selection, moved: Mapping[str, float]) -> Assessment:
    """The score of the compared units, with the weights that the reader ``moved``."""
    period, weights = year_to(selection), score.weigh(moved)
    units = store.places.compared(selection.area, period.last_month, selection.peers)
    figures = read_figures(store, score, period, units)
    groups = _part(score, units)
    frames = [_assess_group(score, weights, label, units, at, figures) for label, at in groups if len(at)]
    grouped = {int(place) for _, at in groups for place in at}
    tables = [pd.concat(parts, ignore_index=True) for parts in zip(*frames, strict=True)]
    shown, points, items = tables or [pd.DataFrame()] * 3
    unassessed = tuple(unit.name for place, unit in enumerate(units) if place not in grouped)
    return Assessment(score, period, weights, shown, points, items, unassessed)


def _part(score: Score, units: Sequence[Area]) -> list[tuple[str, Integers]]:
    """Each group with the places of its units; all of them where the score names no groups."""
    kinds = np.array([unit.kind for unit in units], dtype=object)
    groups = [(group.label_zh, np.flatnonzero(np.isin(kinds, group.kinds))) for group in score.groups]
    return groups or [("", np.arange(len(units)))]


def _assess_group(
    score: Score,
    weights: Mapping[str, float],
    label: str,
    units: Sequence[Area],
    at: Integers,
    everybody: Sequence[Figures],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    figures = [one.at(at) for one in everybody]
    among = [units[place] for place in at]
    items = figures[: len(score.items)]
    extras = figures[len(items) : len(items) + len(score.bonuses) + len(score.deductions)]
    bonuses, deductions = extras[: len(score.bonuses)], extras[len(score.bonuses) :]
    vetoes = figures[len(items) + len(extras) :]
    gained = [count(one, 0.0) for one in bonuses]
    lost = [count(one, one.counted.cap if isinstance(one.counted, Extra) else 0.0) for one in deductions]
    struck = [strike(one) for one in vetoes]
    none = np.zeros(len(at))
    tally = Tally(
        shares=np.column_stack([earn(one) for one in items]),
        bonus=np.minimum(sum(gained, none), score.bonus_cap),
        deduction=np.minimum(sum(lost, none), score.deduction_cap),
        vetoed=np.any([*struck, none > 0], axis=0),
    )
    weight = np.array([weights[item.code] for item in score.items])
    can_bring = spread_weights(tally.shares, weight)
    parts: list[tuple[Part, Figures, Floats, Floats]] = [
        ("item", one, can_bring[:, place], np.nan_to_num(tally.shares[:, place]) * can_bring[:, place])
        for place, one in enumerate(items)
    ]
    parts += [("bonus", one, none + one.bound, points) for one, points in zip(bonuses, gained, strict=True)]
    parts += [("deduction", one, none + one.bound, -points) for one, points in zip(deductions, lost, strict=True)]
    parts += [("veto", one, none + one.bound, np.where(hit, 1.0, 0.0)) for one, hit in zip(vetoes, struck, strict=True)]
    points = pd.concat([_frame_points(label, among, *part) for part in parts], ignore_index=True)
    return (
        _frame_units(score, label, among, tally, weight, figures),
        points,
        _frame_items(label, score, items, tally, weight),
    )


def _frame_points(
    label: str, units: Sequence[Area], part: Part, figures: Figures, weight: Floats, points: Floats
) -> pd.DataFrame:
    counted, metric = figures.counted, figures.metric
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where((weight > 0) & (part != "veto"), np.abs(points) / weight * 100, np.nan)
    return pd.DataFrame(
        {
            "group": label,
            "area": [unit.code for unit in units],
            "name": [unit.name for unit in units],
            "part": part,
            "code": counted.code,
            "label": metric.label(counted.form),
            "metric": metric.code,
            "form": counted.form,
            "unit": metric.unit_of(counted.form),
            "decimals": metric.decimals_of(counted.form),
            "value": figures.value,
            "state": figures.state,
            "target": figures.target,
            "weight": weight,
            "share": share,
            "points": points,
        }
    )


def _frame_units(
    score: Score, label: str, units: Sequence[Area], tally: Tally, weight: Floats, figures: Sequence[Figures]
) -> pd.DataFrame:
    points = add_points(tally, weight)
    ranks = rank_points(points, tally.vetoed)
    best, worst = range_ranks(tally, weight, score.vary)
    # What has no weight, moved to 0, need not be reported.
    counting = [*compress(figures, weight > 0), *figures[len(weight) :]]
    items = [one for one in counting if isinstance(one.counted, Item)]
    frame = pd.DataFrame(
        {
            "group": label,
            "area": [unit.code for unit in units],
            "name": [unit.name for unit in units],
            "kind": [unit.kind for unit in units],
            "score": points,
            "rank": whole_numbers(ranks, ranks > 0),
            "tied": (ranks > 0) & ((ranks[:, None] == ranks[None, :]).sum(axis=1) > 1),
            "best": whole_numbers(best, ranks > 0),
            "worst": whole_numbers(worst, ranks > 0),
            "grade": [
                "" if total != total else score.grades[-1].label_zh if vetoed else score.grade(total)
                for total, vetoed in zip(points.tolist(), tally.vetoed.tolist(), strict=True)
            ],
            "veto": _explain([one for one in figures if isinstance(one.counted, Veto)], len(units)),
            "base": FULL * arithmetic_mean(tally.shares, weight),
            "bonus": tally.bonus,
            "deduction": tally.deduction,
            "silent": name_all(counting, [one.silent for one in counting]),
            "dropped": name_all(items, [one.dropped for one in items]) if items else "",
        }
    )
    order = np.lexsort((np.arange(len(units)), np.where(ranks > 0, ranks, len(units) + 1)))
    return frame.iloc[order].reset_index(drop=True)


def _explain(vetoes: Sequence[Figures], count: int) -> list[str]:
    """Why each unit is vetoed; empty where it is not."""
    reasons: list[list[str]] = [[] for _ in range(count)]
    for one in vetoes:
        for place in np.flatnonzero(strike(one)):
            reasons[place].append(f"{one.label}未报" if one.silent[place] else one.counted.why.rstrip("。"))
    return ["；".join(found) for found in reasons]


def _frame_items(label: str, score: Score, figures: Sequence[Figures], tally: Tally, weight: Floats) -> pd.DataFrame:
    importance = weigh_importance(tally, weight)
    counted = (~np.isnan(tally.shares)).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(counted > 0, np.nan_to_num(tally.shares).sum(axis=0) / counted * 100, np.nan)
    return pd.DataFrame(
        {
            "group": label,
            "code": [item.code for item in score.items],
            "label": [one.metric.label(one.counted.form) for one in figures],
            "metric": [one.metric.code for one in figures],
            "form": [one.counted.form for one in figures],
            "weight": weight,
            "share": mean,
            "importance": importance[: len(figures)] * 100,
        }
    )
