"""The area tree as sums need it: ids, parents, and who is expected to report what."""

from collections.abc import Iterable, Mapping

from data.definitions import Catalogue, Metric
from data.places import Area, Places


class Tree:
    """The catalogue and the places, by the ids that areas have in the database.

    ``parents`` holds the id of each area's parent, ``codes`` and ``ids`` translate.
    """

    def __init__(self, catalogue: Catalogue, places: Places, ids: Mapping[str, int]) -> None:
        self.catalogue = catalogue
        self.places = places
        self.ids = dict(ids)
        self.codes = {id_: code for code, id_ in ids.items()}
        self.parents = {ids[area.code]: ids[area.parent] if area.parent else None for area in places.areas}
        self.fingerprint = f"{catalogue.fingerprint} {places.fingerprint}"
        self._asked: dict[int, frozenset[str]] = {}
        self._expected: dict[tuple[int, str, int], int] = {}
        self._expected_below: dict[tuple[int, str, int], int] = {}

    def area(self, area_id: int) -> Area:
        return self.places[self.codes[area_id]]

    def with_ancestors(self, area_ids: Iterable[int]) -> list[int]:
        """Some areas and everything above them, by id."""
        found: set[int] = set()
        for area_id in area_ids:
            up: int | None = area_id
            while up is not None and up not in found:
                found.add(up)
                up = self.parents[up]
        return sorted(found)

    def asked(self, area_id: int, month: int) -> frozenset[str]:
        """The metrics that an area itself reports in a month; none for one that is not declared or not there."""
        if area_id not in self.codes or not self.area(area_id).valid_in(month):
            return frozenset()
        if area_id not in self._asked:
            area = self.area(area_id)
            self._asked[area_id] = frozenset(
                metric.code for metric in self.catalogue.metrics if metric.asked and area.asked_for(metric)
            )
        return self._asked[area_id]

    def expected(self, area_id: int, metric: Metric, month: int) -> int:
        """How many units an area should hear from: itself alone if it is asked, else all below."""
        key = (area_id, metric.code, month)
        if key not in self._expected:
            area = self.area(area_id)
            if area.asked_for(metric) and area.valid_in(month):
                self._expected[key] = 1
            else:
                self._expected[key] = self.expected_below(area_id, metric, month)
        return self._expected[key]

    def expected_below(self, area_id: int, metric: Metric, month: int) -> int:
        """The same over the children alone."""
        key = (area_id, metric.code, month)
        if key not in self._expected_below:
            children = self.places.children(self.codes[area_id])
            self._expected_below[key] = sum(self.expected(self.ids[child.code], metric, month) for child in children)
        return self._expected_below[key]
