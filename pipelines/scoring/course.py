"""The course of one unit's score: its points by item now, and its place at the end of each quarter of the year.

COURSE has one row for each quarter of the year that is over, by its last month, and one for the period's last
month, oldest first: period (the month's code), label, score, rank, tied, ranked (how many of the group have a
rank), grade, veto (its reasons, else empty). The points are POINTS of ``pipelines.scoring.assessment`` of the unit
at the period's end. Weights are those declared, and only the unit's own group is counted; how sure a place is
stands on the score's page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.periods import Period
from data.scores import Score
from data.selection import Selection
from data.store import Store
from pipelines.scoring.assessment import (
    CountedGroup,
    count_group,
    explain_vetoes,
    frame_columns,
    grade_units,
    list_points,
    part_units,
)
from pipelines.scoring.counting import read_figures
from pipelines.scoring.tally import add_points, rank_points
from pipelines.targets import year_to

COLUMNS = ("period", "label", "score", "rank", "tied", "ranked", "grade", "veto")
QUARTER = 3
#: A place in a larger group takes reading too many figures for a page that shows one unit.
MOST_UNITS = 300


@dataclass(frozen=True)
class Course:
    """One score of one unit: the name of its group, POINTS and COURSE."""

    score: Score
    group: str
    points: pd.DataFrame
    course: pd.DataFrame


def follow_scores(store: Store, selection: Selection, area: str) -> list[Course]:
    """Each declared score of a unit that stands in one of its groups, in the order of the declarations."""
    followed = (_follow(store, score, selection, area) for score in store.scores.values())
    return [course for course in followed if course]


def _follow(store: Store, score: Score, selection: Selection, area: str) -> Course | None:
    units = store.places.compared(selection.area, selection.period.last_month, selection.peers)
    own = (
        (label, [units[place] for place in places])
        for label, places in part_units(score, units)
        if area in {units[place].code for place in places}
    )
    label, group = next(own, ("", []))
    known = set(store.months())
    until = year_to(selection)
    ends = [month for month in until.months if month == until.last_month or month % 100 % QUARTER == 0]
    periods = [Period.of_month(month, "ytd") for month in ends if month in known]
    if not periods or not 0 < len(group) <= MOST_UNITS:
        return None
    weight = np.array([item.weight for item in score.items])
    counted = [count_group(score, weight, label, group, at) for at in read_figures(store, score, periods, group)]
    place = [unit.code for unit in group].index(area)
    points = frame_columns(list(list_points(counted[-1])))
    rows = list(_list_course(score, counted, periods, place))
    return Course(
        score=score,
        group=label,
        points=points[points["area"] == area].reset_index(drop=True),
        course=pd.DataFrame(rows, columns=list(COLUMNS)),
    )


def _list_course(
    score: Score, counted: Sequence[CountedGroup], periods: Sequence[Period], place: int
) -> Iterator[tuple[object, ...]]:
    """The rows of COURSE."""
    for group, period in zip(counted, periods, strict=True):
        points = add_points(group.tally, group.weight)
        ranks = rank_points(points, group.tally.vetoed)
        rank, month = int(ranks[place]), Period.of_month(period.last_month)
        yield (
            month.code,
            month.label,
            float(points[place]),
            rank or None,
            rank > 0 and int((ranks == rank).sum()) > 1,
            int((ranks > 0).sum()),
            grade_units(score, points, group.tally.vetoed)[place],
            explain_vetoes(group)[place],
        )
