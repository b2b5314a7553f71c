"""A declared score over the store: who has how many points, why, and how much the weights have to do with it.

UNITS has one row for each unit, group by group, best first: group, area, name, kind, score, rank, tied,
best, worst (the range of ranks when the weights vary), grade, veto (its reasons, else empty), base
(points of the items), bonus, deduction, silent (the names of what was not reported), dropped (of what
does not apply). POINTS has one row for each unit and counted figure: group, area, name, part (item,
bonus, deduction, veto), code, label, metric, form, unit, decimals, value, state, target, weight (the
points it can bring; of a veto the limit), share (of them, in per cent), points. ITEMS has one row for
each group and item: group, code, label, weight, share (mean, in per cent), importance (in per cent).

The year so far counts, January to the period's end. What a unit has not reported earns nothing, a
deduction then counts whole and a veto strikes; what does not apply drops out with its weight, and so
does a target item for whom no target was set.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd

from data.periods import Period
from data.places import Area
from data.scores import FULL, Score
from data.selection import Selection
from data.store import Store
from pipelines.cubes import Flags, Floats, Integers, Words
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


@dataclass(frozen=True)
class CountedGroup:
    """A group that was counted: its units, the figures of them, the tally, the weights, and for each figure its part of
    the score with the points that it can make (of a veto the limit) and makes (of a veto 1 where it strikes)."""

    label: str
    units: Sequence[Area]
    figures: Sequence[Figures]
    tally: Tally
    weight: Floats
    parts: Sequence[tuple[Part, Figures, Floats, Floats]]


def assess(store: Store, score: Score, selection: Selection, moved: Mapping[str, float]) -> Assessment:
    """The score of the compared units, with the weights that the reader ``moved``."""
    period, weights = year_to(selection), score.weigh(moved)
    units = store.places.compared(selection.area, period.last_month, selection.peers)
    (figures,) = read_figures(store, score, [period], units)
    weight = np.array([weights[item.code] for item in score.items])
    groups = [(label, at) for label, at in part_units(score, units) if len(at)]
    counted = [
        count_group(score, weight, label, [units[place] for place in at], [one.at(at) for one in figures])
        for label, at in groups
    ]
    grouped = {int(place) for _, at in groups for place in at}
    return Assessment(
        score=score,
        period=period,
        weights=weights,
        units=frame_columns([_list_units(score, group) for group in counted], ("rank", "best", "worst")),
        points=frame_columns([columns for group in counted for columns in list_points(group)]),
        items=frame_columns([_list_items(score, group) for group in counted]),
        unassessed=tuple(unit.name for place, unit in enumerate(units) if place not in grouped),
    )


def part_units(score: Score, units: Sequence[Area]) -> list[tuple[str, Integers]]:
    """Each group with the places of its units; all of them where the score names no groups."""
    kinds = np.array([unit.kind for unit in units], dtype=object)
    groups = [(group.label_zh, np.flatnonzero(np.isin(kinds, group.kinds))) for group in score.groups]
    return groups or [("", np.arange(len(units)))]


def count_group(
    score: Score, weight: Floats, label: str, units: Sequence[Area], figures: Sequence[Figures]
) -> CountedGroup:
    """What each figure makes of each unit of a group."""
    sides = np.cumsum([len(score.items), len(score.bonuses), len(score.deductions)])
    items, bonuses, deductions, vetoes = (
        figures[start:end] for start, end in pairwise([0, *sides.tolist(), len(figures)])
    )
    gained, lost = [count(one, 0.0) for one in bonuses], [count(one, one.bound) for one in deductions]
    struck, none = [strike(one) for one in vetoes], np.zeros(len(units))
    tally = Tally(
        shares=np.column_stack([earn(one) for one in items]),
        bonus=np.minimum(sum(gained, none), score.bonus_cap),
        deduction=np.minimum(sum(lost, none), score.deduction_cap),
        vetoed=np.any([*struck, none > 0], axis=0),
    )
    most = spread_weights(tally.shares, weight)
    made = np.nan_to_num(tally.shares) * most
    parts: list[tuple[Part, Figures, Floats, Floats]] = [
        *(("item", one, most[:, place], made[:, place]) for place, one in enumerate(items)),
        *(("bonus", one, none + one.bound, points) for one, points in zip(bonuses, gained, strict=True)),
        *(("deduction", one, none + one.bound, -points) for one, points in zip(deductions, lost, strict=True)),
        *(("veto", one, none + one.bound, none + hit) for one, hit in zip(vetoes, struck, strict=True)),
    ]
    return CountedGroup(label, units, figures, tally, weight, parts)


def frame_columns(parts: Sequence[Mapping[str, Any]], places: Sequence[str] = ()) -> pd.DataFrame:
    """One frame of the columns of several parts; ``places`` are ranks, empty where 0."""
    if not parts:
        return pd.DataFrame()
    columns: dict[str, Any] = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    columns |= {name: whole_numbers(columns[name], columns[name] > 0) for name in places}
    return pd.DataFrame(columns)


def _same(word: object, count: int) -> Words:
    return np.full(count, word, dtype=object)


def _words(words: Sequence[str]) -> Words:
    return np.array(words, dtype=object)


def list_points(group: CountedGroup) -> Iterator[dict[str, Any]]:
    """The columns of POINTS, figure by figure."""
    count = len(group.units)
    named = {"area": _words([unit.code for unit in group.units]), "name": _words([unit.name for unit in group.units])}
    for part, figures, most, points in group.parts:
        counted, metric = figures.counted, figures.metric
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where((most > 0) & (part != "veto"), np.abs(points) / most * 100, np.nan)
        yield {
            "group": _same(group.label, count),
            **named,
            "part": _same(part, count),
            "code": _same(counted.code, count),
            "label": _same(figures.label, count),
            "metric": _same(metric.code, count),
            "form": _same(counted.form, count),
            "unit": _same(metric.unit_of(counted.form), count),
            "decimals": np.full(count, metric.decimals_of(counted.form)),
            "value": figures.value,
            "state": figures.state,
            "target": figures.target,
            "weight": most,
            "share": share,
            "points": points,
        }


def _list_units(score: Score, group: CountedGroup) -> dict[str, Any]:
    """The columns of UNITS, best first."""
    units, tally, weight = group.units, group.tally, group.weight
    points = add_points(tally, weight)
    ranks = rank_points(points, tally.vetoed)
    best, worst = range_ranks(tally, weight, score.vary)
    # What has no weight, moved to 0, need not be reported.
    items = list(compress(group.figures, weight > 0))
    counting = [*items, *group.figures[len(weight) :]]
    columns: dict[str, Any] = {
        "group": _same(group.label, len(units)),
        "area": _words([unit.code for unit in units]),
        "name": _words([unit.name for unit in units]),
        "kind": _words([unit.kind for unit in units]),
        "score": points,
        "rank": ranks,
        "tied": (ranks > 0) & (np.bincount(ranks)[ranks] > 1),
        "best": best,
        "worst": worst,
        "grade": _words(grade_units(score, points, tally.vetoed)),
        "veto": _words(explain_vetoes(group)),
        "base": FULL * arithmetic_mean(tally.shares, weight),
        "bonus": tally.bonus,
        "deduction": tally.deduction,
        "silent": _words(name_all(counting, [one.silent for one in counting], len(units))),
        "dropped": _words(name_all(items, [one.dropped for one in items], len(units))),
    }
    order = np.argsort(np.where(ranks > 0, ranks, len(units) + 1), kind="stable")
    return {name: column[order] for name, column in columns.items()}


def grade_units(score: Score, points: Floats, vetoed: Flags) -> list[str]:
    """The grade that each unit earns; empty without a score."""
    return [
        "" if total != total else score.grades[-1].label_zh if struck else score.grade(total)
        for total, struck in zip(points.tolist(), vetoed.tolist(), strict=True)
    ]


def explain_vetoes(group: CountedGroup) -> list[str]:
    """Why each unit is vetoed; empty where it is not."""
    reasons: list[list[str]] = [[] for _ in group.units]
    for one in (figures for part, figures, _, _ in group.parts if part == "veto"):
        for place in np.flatnonzero(strike(one)):
            reasons[place].append(f"{one.label}未报" if one.silent[place] else one.counted.why.rstrip("。"))
    return ["；".join(found) for found in reasons]


def _list_items(score: Score, group: CountedGroup) -> dict[str, Any]:
    """The columns of ITEMS."""
    shares, count = group.tally.shares, len(score.items)
    there = (~np.isnan(shares)).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(there > 0, np.nan_to_num(shares).sum(axis=0) / there * 100, np.nan)
    return {
        "group": _same(group.label, count),
        "code": _words([item.code for item in score.items]),
        "label": _words([one.label for one in group.figures[:count]]),
        "weight": group.weight,
        "share": mean,
        "importance": weigh_importance(group.tally, group.weight)[:count] * 100,
    }
