"""What is known about a figure: stated in the file, else current in the store."""

from statistics import median

from data.definitions import Catalogue, Metric
from data.periods import months_between, shift_month
from data.store import Store
from pipelines.tidying.harvest import Harvest

HISTORY_MONTHS = 12
LEAST_HISTORY = 6

Key = tuple[str, int, str]


def related_codes(metric: Metric) -> list[str]:
    """The metrics that a metric's own relations speak of."""
    codes = [metric.part_of, metric.at_least, *metric.overlapping_parts, *(metric.difference or ())]
    return [code for code in codes if code is not None]


class Facts:
    """The figures around a file's own: of the same month, and of the year before. Keys are (metric, month, area)."""

    def __init__(self, catalogue: Catalogue, harvest: Harvest, store: Store | None) -> None:
        self.catalogue = catalogue
        self.stated = {key: observation.value for key, observation in harvest.observations.items()}
        #: For each metric the others whose relations speak of it.
        self.owners: dict[str, list[Metric]] = {}
        for metric in catalogue.metrics:
            for code in related_codes(metric):
                self.owners.setdefault(code, []).append(metric)
        self._known: dict[Key, float] = {}
        self._own: dict[Key, float] = {}
        if store is not None and self.stated:
            self._ask(store)

    def _ask(self, store: Store) -> None:
        codes = {code for code, _, _ in self.stated}
        wanted = codes | {other for code in codes for other in related_codes(self.catalogue[code])}
        for owner in (owner for code in codes for owner in self.owners.get(code, ())):
            wanted |= {owner.code, *related_codes(owner)}
        months = [month for _, month, _ in self.stated]
        # A correction is judged against the months after it too.
        span = months_between(shift_month(min(months), -HISTORY_MONTHS), shift_month(max(months), 1))
        areas = sorted({area for _, _, area in self.stated})
        frame = store.figures([code for code in self.catalogue.codes() if code in wanted], span, areas)
        frame = frame[frame["value"].notna()]
        keys = list(zip(frame["metric"].tolist(), frame["month"].tolist(), frame["area"].tolist(), strict=True))
        self._known = dict(zip(keys, frame["value"].tolist(), strict=True))
        own = frame["own"].notna().tolist()
        amounts = zip(keys, frame["own"].tolist(), own, strict=True)
        self._own = {key: amount for key, amount, counted in amounts if counted}

    def value(self, metric: str, month: int, area: str) -> float | None:
        """The figure as reported, the file first; nothing where the file says 不适用."""
        key = (metric, month, area)
        return self.stated[key] if key in self.stated else self._known.get(key)

    def usual(self, metric: Metric, month: int, area: str) -> float | None:
        """The median of the unit's own last twelve months; nothing with fewer than six."""
        known = self._own if metric.basis in ("flow", "cumulative") else self._known
        past = [(metric.code, shift_month(month, -by), area) for by in range(1, HISTORY_MONTHS + 1)]
        values = [known[key] for key in past if key in known]
        return median(values) if len(values) >= LEAST_HISTORY else None

    def own(self, metric: Metric, month: int, area: str) -> float | None:
        """The month's own amount; a stock's figure itself."""
        value = self.value(metric.code, month, area)
        if metric.basis != "cumulative" or month % 100 == 1 or value is None:
            return value
        before = self.value(metric.code, shift_month(month, -1), area)
        return None if before is None else value - before
