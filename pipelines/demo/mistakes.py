"""The mistakes in the demo district's forms: figures corrected later, and one slip of the unit."""

from dataclasses import dataclass

import numpy as np

from data.definitions import Metric
from data.periods import shift_month
from pipelines.demo.district import District

CORRECTIONS = 6


@dataclass(frozen=True)
class Mistake:
    """A form whose first version has wrong ``entries``; the right one follows ``days`` later.

    A ``refused`` first version is one that the checks must stop.
    """

    area: str
    month: int
    entries: dict[tuple[str, int, str], float]
    days: int
    refused: bool = False


def make_mistakes(district: District) -> list[Mistake]:
    """Six corrections months later and one unit slip, in the forms of the third year and after."""
    later = [month for month in district.months if month // 100 - district.months[0] // 100 >= 2][:-4]
    free = [metric for metric in district.catalogue.metrics if _stands_alone(district, metric)]
    frame = district.figures[district.figures["state"] == "reported"]
    values = {
        (str(metric), int(month), str(area)): float(value)
        for metric, month, area, value in zip(
            frame["metric"], frame["month"], frame["area"], frame["value"], strict=True
        )
    }
    if not later or not free:
        return []
    townships = [
        area.code for area in district.places.areas if area.tier == "township" and all(map(area.valid_in, later))
    ]
    random = np.random.default_rng([district.seed, 2])
    if len(townships) < 2:
        return []
    mistakes = [_slip(values, free, townships, later)]
    while len(mistakes) < 1 + min(CORRECTIONS, len(townships) - 1):
        area = townships[int(random.integers(len(townships)))]
        if area in {mistake.area for mistake in mistakes}:
            continue
        month = later[int(random.integers(len(later)))]
        stated = [(metric.code, month, area) for metric in free if (metric.code, month, area) in values]
        count = min(int(random.integers(1, 4)), len(stated))
        entries = {}
        for entry in (stated[index] for index in random.choice(len(stated), size=count, replace=False)):
            off = max(1.0, round(values[entry] * float(random.uniform(0.08, 0.3))))
            fewer = values[entry] >= off and random.random() < 0.5
            entries[entry] = values[entry] + (-off if fewer else off)
        mistakes.append(Mistake(area, month, entries, days=int(random.integers(35, 110))))
    return mistakes


def _slip(
    values: dict[tuple[str, int, str], float], free: list[Metric], townships: list[str], months: list[int]
) -> Mistake:
    """One figure a hundred times too large, in the month that is most like the unit's past year.

    Of the metric with the largest figures: there a slip does most harm, and a usual month shows it.
    """
    flows = {metric.code for metric in free if metric.basis == "flow"}
    largest = max((entry for entry in values if entry[0] in flows), key=lambda entry: (values[entry], entry))[0]

    def strangeness(entry: tuple[str, int, str]) -> tuple[float, tuple[str, int, str]]:
        _, month, area = entry
        past = [values.get((largest, shift_month(month, -by), area), 0.0) for by in range(1, 13)]
        usual = float(np.median(past))
        return abs(float(np.log(values[entry] / usual))) if usual and values[entry] else np.inf, entry

    entry = min(((largest, month, area) for month in months for area in townships), key=strangeness)
    return Mistake(entry[2], entry[1], {entry: values[entry] * 100}, days=3, refused=True)


def _stands_alone(district: District, metric: Metric) -> bool:
    """Whether a wrong figure breaks no relation: only then does a mistake pass the checks."""
    if metric.basis not in ("flow", "stock") or "township" not in metric.reported_by or metric.theme == "clean":
        return False
    if metric.part_of or metric.at_least or metric.difference or metric.overlapping_parts:
        return False
    return not any(
        metric.code in (other.part_of, other.at_least, *(other.difference or ()), *other.overlapping_parts)
        or (other.rate is not None and other.rate.per == metric.code)
        for other in district.catalogue.metrics
    )
