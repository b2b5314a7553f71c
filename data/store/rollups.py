"""Roll-ups: the figure of every area above, summed over the units that reported.

For a metric, an area that is itself asked stands for everything below it; other areas are the sum
of their children. A unit that said 不适用 is not expected; one that said 不公布 is expected and
not covered. A sum over nobody is no figure.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from data.definitions import Catalogue, Metric
from data.places import Area, Places
from data.store.figure_rows import FigureRow, read_rows, write_rows


class Tree:
    """The area tree as roll-ups need it: ids, parents by level, and who is expected."""

    def __init__(self, catalogue: Catalogue, places: Places, ids: Mapping[str, int]) -> None:
        self.catalogue = catalogue
        self.places = places
        self.ids = ids
        self._depth = {area.code: sum(1 for _ in places.ancestors(area.code)) for area in places.areas}
        self._expected: dict[tuple[str, str, int], int] = {}

    def levels_above(self, codes: Iterable[str]) -> list[list[Area]]:
        """The ancestors of some areas, deepest level first."""
        above = {ancestor.code for code in codes for ancestor in self.places.ancestors(code)}
        levels: dict[int, list[Area]] = {}
        for area in self.places.areas:
            if area.code in above:
                levels.setdefault(self._depth[area.code], []).append(area)
        return [levels[depth] for depth in sorted(levels, reverse=True)]

    def expected(self, area: Area, metric: Metric, month: int) -> int:
        """How many units an area should hear from: itself if asked, else all below."""
        key = (area.code, metric.code, month)
        if key not in self._expected:
            if not area.valid_in(month):
                count = 0
            elif area.asked_for(metric):
                count = 1
            else:
                count = sum(self.expected(child, metric, month) for child in self.places.children(area.code))
            self._expected[key] = count
        return self._expected[key]


def roll_up(connection: Connection, tree: Tree, months_of: Mapping[str, set[int]], codes: Iterable[str]) -> None:
    """Bring the areas above ``codes`` up to date for the months of each metric."""
    if not months_of:
        return
    months = set().union(*months_of.values())
    for level in tree.levels_above(codes):
        children = [child for area in level for child in tree.places.children(area.code)]
        rows = read_rows(connection, months_of, months, [tree.ids[child.code] for child in children])
        write_rows(
            connection,
            (
                total
                for code, own_months in months_of.items()
                for area in level
                if not area.asked_for(tree.catalogue[code])
                for month in own_months
                if (total := sum_children(tree, area, tree.catalogue[code], month, rows)) is not None
            ),
        )


def sum_children(
    tree: Tree, area: Area, metric: Metric, month: int, rows: Mapping[tuple[str, int, int], FigureRow]
) -> FigureRow | None:
    """The roll-up of one area, metric and month from its children's rows; ``None`` if nobody reported."""
    total = FigureRow(metric.code, month, tree.ids[area.code], 0.0, 0.0, 0, 0, 0, "reported", None)
    seen = False
    for child in tree.places.children(area.code):
        row = rows.get((metric.code, month, tree.ids[child.code]))
        if row is None:
            total.expected += tree.expected(child, metric, month)
            continue
        seen = True
        total.expected += row.expected
        total.covered += row.covered
        total.own_covered += row.own_covered
        total.value = (total.value or 0.0) + (row.value or 0.0)
        total.own = (total.own or 0.0) + (row.own or 0.0)
    if not seen:
        return None
    if not total.covered:
        total.value, total.state = None, "missing"
    if not total.own_covered:
        total.own = None
    return total
