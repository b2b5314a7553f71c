"""Which metrics must be drawn before which, and between what bounds the next one may lie."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from data.definitions import Catalogue, Metric
from pipelines.demo.shapes import shape_of

#: One row for each area, one column for each month; NaN where the area is not asked.
Grid = NDArray[np.float64]


class Relations:
    """The catalogue's relations as ``smaller <= larger`` pairs, closed under transitivity."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.metrics = {metric.code: metric for metric in catalogue.metrics if metric.asked}
        self.larger: dict[str, set[str]] = {code: set() for code in self.metrics}
        self.smaller: dict[str, set[str]] = {code: set() for code in self.metrics}
        for low, high in self._pairs():
            if low in self.metrics and high in self.metrics:
                self.larger[low].add(high)
        for low in self.larger:
            for high in self._above(low):
                self.larger[low].add(high)
                self.smaller[high].add(low)

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for metric in self.metrics.values():
            if metric.part_of:
                yield metric.code, metric.part_of
            if metric.at_least:
                yield metric.at_least, metric.code
            for part in metric.overlapping_parts:
                yield part, metric.code
            if metric.difference:
                first, second = metric.difference
                yield second, first
                yield metric.code, first

    def _above(self, code: str) -> set[str]:
        found: set[str] = set()
        waiting = list(self.larger[code])
        while waiting:
            high = waiting.pop()
            if high not in found and high != code:
                found.add(high)
                waiting += self.larger[high]
        return found

    def order(self) -> list[Metric]:
        """Every asked metric once: wholes before parts, drivers before what they drive."""
        wholes = {part: whole for whole in self.metrics.values() for part in whole.overlapping_parts}
        done: dict[str, Metric] = {}

        def visit(code: str, above: frozenset[str]) -> None:
            if code in done or code in above or code not in self.metrics:
                return
            metric = self.metrics[code]
            before = [shape_of(metric).driver, metric.part_of, *(metric.difference or ())]
            if code in wholes:
                before.append(wholes[code].code)
            # What a difference yields cannot be bent to what was drawn before it.
            before += [high for high in self.larger[code] if code not in (self.metrics[high].difference or (code,))]
            if not metric.difference:
                before.append(metric.at_least)
            for needed in before:
                if needed:
                    visit(needed, above | {code})
            done[code] = metric

        for code in self.metrics:
            visit(code, frozenset())
        return list(done.values())

    def bounds(self, metric: Metric, drawn: dict[str, Grid], shape: tuple[int, int]) -> tuple[Grid, Grid]:
        """The least and the greatest reported value that what is already drawn allows."""
        least = np.full(shape, metric.minimum, dtype=np.float64)
        most = np.full(shape, np.inf if metric.maximum is None else metric.maximum, dtype=np.float64)
        for code in self.larger[metric.code] & drawn.keys():
            most = np.fmin(most, drawn[code])
        for code in self.smaller[metric.code] & drawn.keys():
            least = np.fmax(least, drawn[code])
        for whole in self.metrics.values():
            others = [code for code in whole.overlapping_parts if code != metric.code]
            if metric.code in whole.overlapping_parts and whole.code in drawn and drawn.keys() >= set(others):
                # The last of the overlapping parts covers whatever the others left over.
                covered = np.nansum([drawn[code] for code in others], axis=0)
                least = np.fmax(least, drawn[whole.code] - covered)
        step = 10.0**metric.decimals
        most = np.floor(most * step + 1e-6) / step
        return np.minimum(np.ceil(least * step - 1e-6) / step, most), most
