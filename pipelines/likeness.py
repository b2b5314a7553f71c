"""Figures that may ask the same: each costs every township an entry every month."""

from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from data.definitions import Catalogue, Metric
from data.names import fold_name

#: Names this near, of one unit and basis, are worth a second look.
ALIKE = 85.0


@lru_cache(maxsize=4)
def find_alike(catalogue: Catalogue) -> tuple[tuple[Metric, Metric], ...]:
    """Pairs of asked metrics of one unit, basis and reporter whose names or aliases are nearly the same.

    Metrics that a relation ties together (a part and its whole) are known to differ.
    """
    asked = [metric for metric in catalogue.metrics if metric.asked]
    return tuple(
        (one, other)
        for one, other in combinations(asked, 2)
        if (one.unit, one.basis) == (other.unit, other.basis)
        and set(one.reported_by) & set(other.reported_by)
        and not _related(one, other)
        and _nearest(one, other) >= ALIKE
    )


def _related(one: Metric, other: Metric) -> bool:
    def names(metric: Metric) -> set[str | None]:
        return {metric.part_of, metric.at_least, *metric.overlapping_parts, *(metric.difference or ())}

    return one.code in names(other) or other.code in names(one) or bool(one.part_of and one.part_of == other.part_of)


def _nearest(one: Metric, other: Metric) -> float:
    names = [[fold_name(name) for name in (metric.label_zh, *metric.aliases)] for metric in (one, other)]
    return max(fuzz.ratio(first, second) for first in names[0] for second in names[1])
