"""How each metric of the demo district behaves: its level, season, spread and trend.

A metric not named here gets a shape from its basis alone, so a catalogue may hold anything.
"""

from dataclasses import dataclass
from typing import Literal

from data.definitions import Metric

Scale = Literal["unit", "members", "branches", "villages", "lifted"]
Season = Literal["even", "training", "lectures", "meetings", "field", "year_end", "spring"]

#: Weight of each month, January first; each averages one.
SEASONS: dict[Season, tuple[float, ...]] = {
    "even": (1.0,) * 12,
    "training": (0.3, 0.4, 1.5, 1.7, 1.4, 1.0, 0.7, 0.5, 1.2, 1.6, 1.3, 0.4),
    "lectures": (0.6, 0.5, 0.8, 0.9, 0.9, 1.5, 2.4, 0.7, 0.9, 1.0, 0.8, 1.0),
    "meetings": (1.4, 0.7, 1.1, 0.9, 0.9, 1.2, 1.1, 0.7, 0.9, 1.0, 0.9, 1.2),
    "field": (0.5, 0.5, 1.2, 1.4, 1.3, 1.1, 0.9, 0.8, 1.2, 1.4, 1.1, 0.6),
    "year_end": (0.4, 0.4, 0.7, 0.9, 0.9, 1.3, 0.9, 0.9, 1.1, 1.2, 1.5, 1.8),
    "spring": (1.2, 2.6, 4.2, 1.0, 0.5, 0.5, 0.8, 0.5, 0.3, 0.2, 0.1, 0.1),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The behaviour of one metric.

    ``level``: the mean of a month (flow, cumulative) or the level at the start (stock), per
    ``scale`` of the unit; where ``share`` applies, the share of the whole instead, and where
    ``driver`` is known, the amount per one of the driver. ``end`` is the level three years later.
    ``spread``: the standard deviation of the log of a unit's own effect. ``clumping``: the inverse
    of the negative binomial's size, 0 for plain Poisson noise. ``steps``: the share of months in
    which a stock changes. ``grows``: a stock that never falls. ``organ``: the mean of a department.
    ``absent``: kinds of area to which the metric does not apply.
    """

    level: float
    end: float
    scale: Scale = "unit"
    season: Season = "even"
    spread: float = 0.25
    clumping: float = 0.3
    steps: float = 0.3
    grows: bool = False
    share: bool = False
    driver: str = ""
    organ: float = 1.0
    absent: tuple[str, ...] = ()


_STREETS = ("街道",)

SHAPES: dict[str, Shape] = {
    "party_members": Shape(1, 1.03, "members", spread=0.0, steps=1.0),
    "party_branches": Shape(1, 1.02, "branches", spread=0.0, steps=0.1),
    "villages": Shape(1, 1, "villages", spread=0.0, steps=0.0),
    "lifted_households": Shape(1, 0.99, "lifted", spread=0.0, steps=0.05, absent=_STREETS),
    "party_lectures": Shape(0.75, 1.05, season="lectures", spread=0.3, clumping=0.15, organ=1.2),
    "training_sessions": Shape(1.9, 2.5, season="training", spread=0.3, clumping=0.2, organ=2.4),
    "trainees": Shape(56, 62, driver="training_sessions", spread=0.25, clumping=0.06, organ=74),
    "party_affairs_meetings": Shape(1.3, 1.6, season="meetings", spread=0.2, clumping=0.05, organ=1.5),
    "project_meetings": Shape(1.8, 2.1, season="meetings", clumping=0.1, organ=1.8),
    "field_studies": Shape(1.6, 2.0, season="field", spread=0.3, clumping=0.2, organ=2.6),
    "responsibility_pledges": Shape(6, 6, season="spring", clumping=0.3, organ=7),
    "villages_with_posted_cadres": Shape(0.52, 0.6, share=True, spread=0.2, steps=0.1),
    "posted_cadres": Shape(2.3, 2.5, driver="villages_with_posted_cadres", spread=0.1, steps=0.12),
    "helped_households": Shape(0.72, 0.88, share=True, spread=0.25, steps=0.25, absent=_STREETS),
    "helped_persons": Shape(3.1, 3.1, driver="helped_households", spread=0.06, steps=0.25, absent=_STREETS),
    "helping_cadres": Shape(0.42, 0.45, driver="helped_households", spread=0.15, steps=0.2, absent=_STREETS),
    "dual_role_villages": Shape(0.74, 0.9, share=True, spread=0.3, steps=0.15),
    "reserve_cadres": Shape(1.9, 2.6, "villages", spread=0.2, steps=0.3),
    "priority_villages": Shape(0.16, 0.07, share=True, spread=0.4, steps=0.12),
    "committee_candidates": Shape(4.0, 5.2, "villages", spread=0.12, steps=0.2),
    "demonstration_sites": Shape(0.05, 0.13, "branches", spread=0.35, steps=0.12, grows=True),
    "branches_up_to_standard": Shape(0.6, 0.93, share=True, spread=0.35, steps=0.35, grows=True),
    "standardised_premises": Shape(0.58, 0.92, share=True, spread=0.35, steps=0.25, grows=True),
    "promoted_cadres": Shape(3.6, 3.6, season="year_end", clumping=0.9, organ=3.6),
    "promoted_under_35": Shape(0.3, 0.4, share=True, spread=0.0),
    "promoted_graduates": Shape(0.82, 0.9, share=True, spread=0.0),
    "innovative_talents": Shape(0.12, 0.2, "villages", season="training", spread=0.4, clumping=0.8, organ=4),
    "local_experts": Shape(0.1, 0.17, "villages", season="training", spread=0.4, clumping=0.7),
    "eight_rules_persons": Shape(0.00032, 0.00034, "members", season="year_end", spread=0.25, clumping=0.5, organ=0.35),
    "eight_rules_sanctioned": Shape(0.68, 0.72, share=True, spread=0.1),
    "eight_rules_party_sanctioned": Shape(0.8, 0.8, share=True, spread=0.1),
    "eight_rules_administrative_sanctioned": Shape(0.35, 0.35, share=True, spread=0.1),
    "public_interest_cases": Shape(0.00045, 0.00052, "members", season="year_end", spread=0.3, clumping=0.5, organ=0.3),
    "public_interest_sanctioned": Shape(
        1.15, 1.15, driver="public_interest_cases", spread=0.1, clumping=0.1, organ=1.1
    ),
    "inspection_rounds": Shape(0.2, 0.2, season="field", clumping=0.0, organ=0.2),
    "inspected_units": Shape(6, 6, driver="inspection_rounds", clumping=0.1, organ=6),
    "directly_inspected_villages": Shape(0.016, 0.024, "villages", season="field", spread=0.3, clumping=1.5),
}


def shape_of(metric: Metric) -> Shape:
    """The declared shape of a metric, or a plain one that its basis and relations suggest."""
    declared = SHAPES.get(metric.code)
    if declared:
        return declared
    if metric.part_of:
        return Shape(0.55, 0.65, share=True)
    match metric.basis:
        case "stock":
            return Shape(12, 14, steps=0.2)
        case "cumulative":
            return Shape(0.6, 0.7, season="year_end", clumping=0.5)
        case _:
            return Shape(2.0, 2.4, clumping=0.4)
