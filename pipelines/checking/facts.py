"""What is known about a figure: stated in the file, else current in the store."""

from collections.abc import Mapping

from data.definitions import Catalogue, Metric
from data.periods import months_between, shift_month
from data.store import Store
from pipelines.tidying.harvest import Harvest

#: How far back a unit's own past is held against it: each season twice.
HISTORY_MONTHS = 24
#: A township's form is one question; a province's summary is several, lest all its past lies about twice.
UNITS_AT_ONCE = 200

Key = tuple[str, int, str]


def related_codes(metric: Metric) -> list[str]:
    """The metrics that a metric's own relations speak of."""
    codes = [metric.part_of, metric.at_least, *metric.overlapping_parts, *(metric.difference or ())]
    return [code for code in codes if code is not None]


class Facts:
    """The figures around a file's own: of the same month, and of the two years before. Keys are (metric, month, area).

    The store is asked once, never for each figure.
    """

    def __init__(self, catalogue: Catalogue, harvest: Harvest, store: Store | None) -> None:
        self.catalogue = catalogue
        self.stated = {key: observation.value for key, observation in harvest.observations.items()}
        #: For each metric the others whose relations speak of it.
        self.owners: dict[str, list[Metric]] = {}
        for metric in catalogue.metrics:
            for code in related_codes(metric):
                self.owners.setdefault(code, []).append(metric)
        self._series: dict[tuple[str, str], dict[int, float]] = {}
        self._amounts: dict[tuple[str, str], dict[int, float]] = {}
        self._histories: dict[Key, dict[int, float]] = {}
        if store is not None and self.stated:
            self._ask(store)
        for (code, month, area), value in self.stated.items():
            known = self._series.setdefault((code, area), {})
            if value is None:
                known.pop(month, None)
            else:
                known[month] = value

    def _ask(self, store: Store) -> None:
        codes = {code for code, _, _ in self.stated}
        themes = {self.catalogue[code].theme for code in codes}
        # What a report leaves out of a theme may have come in another file.
        wanted = codes | {metric.code for metric in self.catalogue.metrics if metric.asked and metric.theme in themes}
        wanted |= {other for code in codes for other in related_codes(self.catalogue[code])}
        for owner in (owner for code in codes for owner in self.owners.get(code, ())):
            wanted |= {owner.code, *related_codes(owner)}
        months = [month for _, month, _ in self.stated]
        # A correction is judged against the rest of its year too.
        span = months_between(shift_month(min(months), -HISTORY_MONTHS), max(months) // 100 * 100 + 12)
        areas = sorted({area for _, _, area in self.stated})
        for start in range(0, len(areas), UNITS_AT_ONCE):
            for code, month, area, value, _ in store.values(sorted(wanted), span, areas[start : start + UNITS_AT_ONCE]):
                if value is not None:
                    self._series.setdefault((code, area), {})[month] = value

    def series(self, metric: str, area: str) -> Mapping[int, float]:
        """A unit's figures by month as reported, the file's first."""
        return self._series.get((metric, area), {})

    def value(self, metric: str, month: int, area: str) -> float | None:
        """The figure as reported, the file first; nothing where the file says 不适用."""
        return self.series(metric, area).get(month)

    def earlier(self, metric: str, month: int, area: str) -> tuple[int, float] | None:
        """The latest month known before a month, in its year, with its figure."""
        known = [at for at in self.series(metric, area) if month // 100 * 100 < at < month]
        return (max(known), self.series(metric, area)[max(known)]) if known else None

    def later(self, metric: str, month: int, area: str) -> tuple[int, float] | None:
        """The next month known after a month, in its year, with its figure."""
        known = [at for at in self.series(metric, area) if month < at <= month // 100 * 100 + 12]
        return (min(known), self.series(metric, area)[min(known)]) if known else None

    def amounts(self, metric: Metric, area: str) -> Mapping[int, float]:
        """The months' own amounts; a stock's figures themselves."""
        key = (metric.code, area)
        if metric.basis != "cumulative":
            return self.series(*key)
        if key not in self._amounts:
            series = self.series(*key)
            before = {month: 0.0 if month % 100 == 1 else series.get(shift_month(month, -1)) for month in series}
            self._amounts[key] = {
                month: series[month] - earlier for month, earlier in before.items() if earlier is not None
            }
        return self._amounts[key]

    def history(self, metric: Metric, month: int, area: str) -> dict[int, float]:
        """The own amounts of other months: two years before, and what a correction or a table of months has after.

        What a file says itself is no witness where the store has enough: a slip may run through all of it.
        """
        key = (metric.code, month, area)
        if key not in self._histories:
            self._histories[key] = self._recall(metric, month, area)
        return self._histories[key]

    def _recall(self, metric: Metric, month: int, area: str) -> dict[int, float]:
        first = shift_month(month, -HISTORY_MONTHS)
        others = {at: own for at, own in self.amounts(metric, area).items() if at != month and at >= first}
        apart = {at: own for at, own in others.items() if (metric.code, at, area) not in self.stated}
        return apart if len(apart) >= self.catalogue.checks_of(metric.code).history else others
