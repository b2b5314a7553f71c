"""Draws one metric for every area and month, within the bounds that its relations leave.

Grids have one row for each area and one column for each month (see ``relations.Grid``).
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from data.definitions import Metric
from pipelines.demo.relations import Grid
from pipelines.demo.shapes import SEASONS, Scale, Shape


@dataclass(frozen=True)
class Ground:
    """What all metrics share: the months, each area's size by scale, its diligence, its being an organ."""

    months: tuple[int, ...]
    sizes: dict[Scale, NDArray[np.float64]]
    diligence: NDArray[np.float64]
    organs: NDArray[np.bool_]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.diligence), len(self.months)

    @property
    def january(self) -> NDArray[np.bool_]:
        """Where a year-to-date series starts again."""
        return np.array([index == 0 or month % 100 == 1 for index, month in enumerate(self.months)])


def draw_events(
    random: Generator, metric: Metric, shape: Shape, ground: Ground, driver: Grid | None, whole: Grid | None
) -> Grid:
    """A month's own amount: a part of ``whole``, so much per one of ``driver``, or events of its own."""
    effect = _effects(random, shape, ground, drift=0.04)
    path = _path(shape, ground)
    if whole is not None and shape.share:
        chance = _shares(path[None, :], np.log(effect))
        return random.binomial(np.nan_to_num(whole).astype(np.int64), chance).astype(np.float64)
    if driver is not None:
        level = np.where(ground.organs[:, None], shape.organ, path[None, :])
        mean = np.nan_to_num(driver) * level * effect
    else:
        season = np.array([SEASONS[shape.season][month % 100 - 1] for month in ground.months])
        base = np.where(ground.organs, shape.organ, shape.level * ground.sizes[shape.scale])
        mean = base[:, None] * (path / shape.level)[None, :] * season[None, :] * effect
    if shape.clumping:
        mean = random.gamma(1 / shape.clumping, mean * shape.clumping + 1e-12)
    drawn = random.poisson(mean).astype(np.float64)
    return drawn + np.round(random.random(drawn.shape), metric.decimals) if metric.decimals else drawn


def draw_stock(
    random: Generator, metric: Metric, shape: Shape, ground: Ground, driver: Grid | None, whole: Grid | None
) -> Grid:
    """The level at each month's end: it changes in some months and holds in between."""
    effect = _effects(random, shape, ground, drift=0.004)
    path = _path(shape, ground)
    if whole is not None and shape.share:
        target = np.nan_to_num(whole) * _shares(path[None, :], 2 * np.log(effect))
    elif driver is not None:
        target = np.nan_to_num(driver) * path[None, :] * effect
    else:
        target = ground.sizes[shape.scale][:, None] * path[None, :] * effect
    changes = random.random(ground.shape) < shape.steps
    changes[:, 0] = True
    # The column of the latest change up to each month.
    latest = np.maximum.accumulate(np.where(changes, np.arange(ground.shape[1]), 0), axis=1)
    held = np.round(np.take_along_axis(target, latest, axis=1), metric.decimals)
    return np.maximum.accumulate(held, axis=1) if shape.grows else held


def add_up_years(own: Grid, least: Grid, most: Grid, ground: Ground, own_most: Grid | None) -> Grid:
    """Year-to-date values that never fall within a year and keep within their bounds.

    ``own_most`` limits a month's own amount where a difference of two series must not fall either.
    """
    january = ground.january
    ceiling = most.copy()
    for column in range(most.shape[1] - 2, -1, -1):
        if not january[column + 1]:
            ceiling[:, column] = np.minimum(ceiling[:, column], ceiling[:, column + 1])
    total = np.zeros(own.shape)
    before = np.zeros(own.shape[0])
    for column in range(own.shape[1]):
        if january[column]:
            before = np.zeros(own.shape[0])
        amount = own[:, column] if own_most is None else np.fmin(own[:, column], own_most[:, column])
        total[:, column] = np.clip(before + amount, np.maximum(least[:, column], before), ceiling[:, column])
        before = total[:, column]
    return total


def take_own(reported: Grid, ground: Ground) -> Grid:
    """The months' own amounts of a year-to-date series."""
    before = np.concatenate([np.zeros((reported.shape[0], 1)), reported[:, :-1]], axis=1)
    return reported - np.where(ground.january[None, :], 0.0, before)


def _path(shape: Shape, ground: Ground) -> NDArray[np.float64]:
    """The level month by month, growing evenly in proportion from ``level`` to ``end``."""
    steps = len(ground.months)
    return np.asarray(shape.level * (shape.end / shape.level) ** (np.arange(steps) / max(35, steps - 1)))


def _effects(random: Generator, shape: Shape, ground: Ground, drift: float) -> Grid:
    """Each area's own factor: partly its general diligence, partly its own, wandering slowly."""
    own = random.standard_normal(len(ground.diligence))
    wander = np.cumsum(random.standard_normal(ground.shape), axis=1) * (drift if shape.steps else 0.0)
    return np.asarray(np.exp(shape.spread * (0.5 * ground.diligence + 0.8 * own)[:, None] + wander))


def _shares(share: NDArray[np.float64], shift: Grid) -> Grid:
    """A share between 0 and 1, moved on the logit scale."""
    kept = np.clip(share, 0.01, 0.99)
    return np.asarray(1 / (1 + np.exp(-(np.log(kept / (1 - kept)) + shift))))
