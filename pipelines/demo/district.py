"""The truth of a fictional district: every figure and every rectification item, from a seed.

The same seed, catalogue, places and months give the same district; a metric or an area that is
added changes no other's figures unless a relation ties them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import pandas as pd

from data.areas import Area
from data.definitions import Catalogue, Metric
from data.periods import months_between
from data.places import Places
from pipelines.demo.matters import Matter, make_matters
from pipelines.demo.relations import Grid, Relations
from pipelines.demo.series import Ground, add_up_years, draw_events, draw_stock, take_own
from pipelines.demo.shapes import Scale, shape_of

SEED = 20230101
MONTHS = tuple(months_between(202301, 202512))


@dataclass(frozen=True)
class District:
    """What really happened, and who has not reported it.

    ``figures`` has the columns metric, month, area, value, state: one row for each figure that is
    asked for, the value as its basis reports it (year-to-date for ``cumulative``); state is
    ``reported``, or ``not_applicable`` with NaN. ``unreported`` names each (area, month) whose form
    never came. ``matters`` is the whole rectification ledger.
    """

    seed: int
    catalogue: Catalogue
    places: Places
    months: tuple[int, ...]
    figures: pd.DataFrame
    matters: tuple[Matter, ...]
    unreported: frozenset[tuple[str, int]]

    @property
    def reported(self) -> pd.DataFrame:
        """The figures without those of the forms that never came."""
        forms = pd.MultiIndex.from_frame(self.figures[["area", "month"]])
        return self.figures[~forms.isin(list(self.unreported))].reset_index(drop=True)


def make_district(
    seed: int, catalogue: Catalogue, places: Places, months: Sequence[int] = MONTHS, silent: int = 0
) -> District:
    """Draw a district; ``silent`` of its townships have not reported the last month.

    At least one month and one area that is asked for something are needed.
    """
    areas = [area for area in places.areas if any(area.asked_for(metric) for metric in catalogue.metrics)]
    ground = _lay_ground(seed, areas, tuple(months))
    relations = Relations(catalogue)
    drawn: dict[str, Grid] = {}
    for metric in relations.order():
        drawn[metric.code] = _draw(seed, metric, relations, drawn, ground, areas)
    last = ground.months[-1]
    townships = [area.code for area in areas if area.tier == "township" and area.valid_in(last)]
    chosen = np.random.default_rng([seed, 1]).choice(len(townships), size=min(silent, len(townships)), replace=False)
    return District(
        seed=seed,
        catalogue=catalogue,
        places=places,
        months=ground.months,
        figures=_to_frame(catalogue, drawn, ground.months, areas),
        matters=make_matters(seed, catalogue, areas, ground.months),
        unreported=frozenset((townships[index], last) for index in chosen),
    )


def _lay_ground(seed: int, areas: Sequence[Area], months: tuple[int, ...]) -> Ground:
    """Each area's sizes: members 400 to 2600 and villages 8 to 28 for a township."""
    rows = []
    for area in areas:
        random = np.random.default_rng([seed, crc32(area.code.encode())])
        bend = random.standard_normal(4)
        street = area.kind == "街道"
        if area.tier == "township":
            members = float(np.clip(np.round(np.exp(np.log(1250 if street else 880) + 0.45 * bend[0])), 400, 2600))
            villages = float(np.clip(np.round(members / 55 * np.exp(0.22 * bend[1])), 8, 28))
        else:
            members = float(np.clip(np.round(np.exp(np.log(60) + 0.4 * bend[0])), 12, 200))
            villages = 1.0
        branches = float(np.round(1.4 * villages + members / 55))
        lifted = float(np.round(villages * np.exp(np.log(26) + 0.4 * bend[2])))
        rows.append((1.0, members, branches, villages, lifted, bend[3]))
    table = np.array(rows, dtype=np.float64).reshape(len(areas), 6)
    names: tuple[Scale, ...] = ("unit", "members", "branches", "villages", "lifted")
    return Ground(
        months=months,
        sizes={name: table[:, index] for index, name in enumerate(names)},
        diligence=table[:, 5],
        organs=np.array([area.tier == "organ" for area in areas], dtype=np.bool_),
    )


def _draw(
    seed: int, metric: Metric, relations: Relations, drawn: dict[str, Grid], ground: Ground, areas: Sequence[Area]
) -> Grid:
    """One metric: drawn by its shape, then held within its relations; NaN where nobody is asked."""
    shape = shape_of(metric)
    random = np.random.default_rng([seed, crc32(metric.code.encode())])
    asked = np.array(
        [
            [
                area.asked_for(metric) and area.valid_in(month) and area.kind not in shape.absent
                for month in ground.months
            ]
            for area in areas
        ],
        dtype=np.bool_,
    ).reshape(ground.shape)
    least, most = relations.bounds(metric, drawn, ground.shape)
    driver = _of_basis(shape.driver, metric, relations, drawn, ground)
    whole = _of_basis(metric.part_of or _overlapped(metric, relations), metric, relations, drawn, ground)
    if metric.basis == "stock":
        values = np.clip(draw_stock(random, metric, shape, ground, driver, whole), least, most)
    else:
        values = draw_events(random, metric, shape, ground, driver, whole)
        if metric.basis == "cumulative":
            limit = _subtrahend_limit(metric, relations, drawn, ground)
            values = add_up_years(values, least, most, ground, limit)
        else:
            values = np.clip(values, least, most)
    if metric.difference and all(code in drawn for code in metric.difference):
        first, second = (drawn[code] for code in metric.difference)
        values = np.where(np.isnan(first - second), values, first - second)
    # Adding zero turns the -0.0 that a clip may leave into 0.0.
    return np.where(asked, np.round(values, metric.decimals) + 0.0, np.nan)


def _overlapped(metric: Metric, relations: Relations) -> str:
    return next((m.code for m in relations.metrics.values() if metric.code in m.overlapping_parts), "")


def _of_basis(code: str, metric: Metric, relations: Relations, drawn: dict[str, Grid], ground: Ground) -> Grid | None:
    """Another metric's grid where it counts the same way: levels for a stock, own amounts for events."""
    other = relations.metrics.get(code)
    if other is None or code not in drawn or (other.basis == "stock") != (metric.basis == "stock"):
        return None
    return take_own(drawn[code], ground) if other.basis == "cumulative" else drawn[code]


def _subtrahend_limit(metric: Metric, relations: Relations, drawn: dict[str, Grid], ground: Ground) -> Grid | None:
    for other in relations.metrics.values():
        if other.difference and other.difference[1] == metric.code and other.basis == "cumulative":
            return _of_basis(other.difference[0], metric, relations, drawn, ground)
    return None


def _to_frame(
    catalogue: Catalogue, drawn: dict[str, Grid], months: tuple[int, ...], areas: Sequence[Area]
) -> pd.DataFrame:
    codes = [area.code for area in areas]
    frames = []
    for metric in catalogue.metrics:
        if not metric.asked:
            continue
        grid = drawn[metric.code]
        absent = shape_of(metric).absent
        asked = np.array(
            [[a.asked_for(metric) and a.valid_in(month) for month in months] for a in areas], dtype=np.bool_
        )
        rows, columns = np.nonzero(asked.reshape(grid.shape))
        idle = np.array([area.kind in absent for area in areas], dtype=np.bool_)
        frames.append(
            pd.DataFrame(
                {
                    "metric": metric.code,
                    "month": np.array(months)[columns],
                    "area": np.array(codes, dtype=object)[rows],
                    "value": grid[rows, columns],
                    "state": np.where(idle[rows], "not_applicable", "reported"),
                }
            )
        )
    if not frames:
        return pd.DataFrame({"metric": [], "month": [], "area": [], "value": [], "state": []})
    return pd.concat(frames, ignore_index=True)
