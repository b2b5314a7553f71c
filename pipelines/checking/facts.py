"""What is known about a figure: stated in the file, else current in the store."""

from collections.abc import Mapping, Sequence

from data.definitions import Catalogue, Metric
from data.periods import months_between, shift_month
from data.store import Store
from pipelines.tidying.harvest import Harvest

#: How far back a unit's own past is held against it: each season twice.
HISTORY_MONTHS = 24
#: A township's form is one question; a province's summary is several, lest all its past lies about twice.
UNITS_AT_ONCE = 200

Key = tuple[str, int, str]
#: The figures of a metric and area by month, as reported.
Known = Mapping[tuple[str, str], Mapping[int, float]]


def recall(catalogue: Catalogue, harvests: Sequence[Harvest], store: Store) -> Known:
    """What the store knows around the figures of some files: it is asked once, never for each figure.

    Of the same months, of the two years before, and of the rest of the year, against which a correction is judged.
    """
    stated = [key for harvest in harvests for key in harvest.observations]
    series: dict[tuple[str, str], dict[int, float]] = {}
    if not stated:
        return series
    codes = {code for code, _, _ in stated}
    themes = {catalogue[code].theme for code in codes}
    # What a report leaves out of a theme may have come in another file.
    wanted = codes | {metric.code for metric in catalogue.metrics if metric.asked and metric.theme in themes}
    wanted |= {other for code in codes for other in catalogue[code].related}
    for owner in (owner for code in codes for owner in catalogue.owners_of(code)):
        wanted |= {owner.code, *owner.related}
    first, last = min(month for _, month, _ in stated), max(month for _, month, _ in stated)
    span = months_between(shift_month(first, -HISTORY_MONTHS), last // 100 * 100 + 12)
    # Other months for which nobody has reported anything hold nothing.
    months = sorted(set(span).intersection(store.months()) | {month for _, month, _ in stated})
    areas = sorted({area for _, _, area in stated})
    for start in range(0, len(areas), UNITS_AT_ONCE):
        for code, month, area, value, _ in store.values(sorted(wanted), months, areas[start : start + UNITS_AT_ONCE]):
            if value is not None:
                series.setdefault((code, area), {})[month] = value
    return series


class Facts:
    """The figures around a file's own. Keys are (metric, month, area); ``known`` is what ``recall`` found."""

    def __init__(self, catalogue: Catalogue, harvest: Harvest, known: Known) -> None:
        self.catalogue = catalogue
        self.stated = {key: observation.value for key, observation in harvest.observations.items()}
        self._known = known
        self._series: dict[tuple[str, str], dict[int, float]] = {}
        self._amounts: dict[tuple[str, str], dict[int, float]] = {}
        self._histories: dict[Key, dict[int, float]] = {}
        for (code, month, area), value in self.stated.items():
            key = (code, area)
            if key not in self._series:
                self._series[key] = dict(known.get(key, ()))
            if value is None:
                self._series[key].pop(month, None)
            else:
                self._series[key][month] = value

    def series(self, metric: str, area: str) -> Mapping[int, float]:
        """A unit's figures by month as reported, the file's first."""
        key = (metric, area)
        return self._series[key] if key in self._series else self._known.get(key, {})

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
