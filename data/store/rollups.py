"""Current figures in memory while they change: every area above follows, exactly.

An area's sum changes by what changed below it, so that accepting one workbook of 1,500 costs no
more than accepting the only one. Sums are kept in ten-thousandths, the finest that the catalogue
prints: whole numbers add up to the same total in whatever order the workbooks came.

A unit that said 不适用 is not expected; one that said 不公布 is expected and not covered. A sum
over nobody is no figure. Where an area is asked itself, its own figure stands for all below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from sqlalchemy import Connection

from data.periods import shift_month
from data.store.rows import read_figures, upsert_rows
from data.store.tree import Tree
from data.tables import figures

_PER_ONE = 10_000
_COLUMNS = attrgetter(*(column.name for column in figures.columns))
Key = tuple[str, int, int]


@dataclass(slots=True)
class Figure:
    """One row of ``figures``: a unit's own figure, a ledger count, or the sum of those below."""

    metric: str
    month: int
    area_id: int
    value: float | None
    own: float | None
    covered: int
    own_covered: int
    expected: int
    state: str
    observation_id: int | None


class Sums:
    """The figures that one transaction reads and changes; ``write`` puts back what changed."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._rows: dict[Key, Figure] = {}
        self._changed: set[Key] = set()

    def read(
        self, connection: Connection, metrics: Sequence[str], months: Sequence[int], area_ids: Sequence[int]
    ) -> None:
        """Load what is current for some metrics, months and areas."""
        for row in read_figures(connection, metrics, months, area_ids):
            self._rows[row[0], row[1], row[2]] = Figure(*row)

    def holds_unit(self, metric: str, month: int, area_id: int) -> bool:
        """Whether an area has a figure of its own, not a sum."""
        row = self._rows.get((metric, month, area_id))
        return row is not None and row.observation_id is not None

    def write(self, connection: Connection) -> None:
        """Write what changed, in the order of the key so that each page of the tree is touched once."""
        upsert_rows(connection, figures, [_COLUMNS(self._rows[key]) for key in sorted(self._changed)])
        self._changed.clear()

    def set_unit(
        self, metric: str, month: int, area_id: int, value: float | None, state: str, observation_id: int
    ) -> None:
        """Make an observation a unit's current figure; sums and the month after it follow."""
        own = self._find_own(metric, month, area_id, value)
        covered, expected = int(state == "reported"), int(state != "not_applicable")
        self._put(Figure(metric, month, area_id, value, own, covered, 0, expected, state, observation_id))
        following = self._rows.get((metric, shift_month(month, 1), area_id))
        if self._tree.catalogue[metric].basis == "cumulative" and following and following.observation_id is not None:
            own = self._find_own(metric, following.month, area_id, following.value)
            if own != following.own:
                self._put(replace(following, own=own))

    def _find_own(self, metric: str, month: int, area_id: int, value: float | None) -> float | None:
        """The month's own amount: a flow is one; a cumulative figure less the month's before it."""
        basis = self._tree.catalogue[metric].basis
        if basis == "flow" or (basis == "cumulative" and month % 100 == 1):
            return value
        if basis != "cumulative" or value is None:
            return None
        before = self._rows.get((metric, shift_month(month, -1), area_id))
        if before is None or before.observation_id is None or before.value is None:
            return None  # nothing before, or only the sum of those below
        return (_parts(value) - _parts(before.value)) / _PER_ONE

    def _put(self, row: Figure) -> None:
        row.own_covered = int(row.own is not None)
        key = (row.metric, row.month, row.area_id)
        old = self._rows.get(key)
        self._rows[key] = row
        self._changed.add(key)
        metric = self._tree.catalogue[row.metric]
        value, own, covered, own_covered = _parts(row.value), _parts(row.own), row.covered, row.own_covered
        if old is None:
            expected = row.expected - self._tree.expected(row.area_id, metric, row.month)
        else:
            value, own = value - _parts(old.value), own - _parts(old.own)
            covered, own_covered = covered - old.covered, own_covered - old.own_covered
            expected = row.expected - old.expected
        above = self._tree.parents[row.area_id]
        while above is not None:
            key = (row.metric, row.month, above)
            total = self._rows.get(key)
            if total is None:
                awaited = self._tree.expected_below(above, metric, row.month)
                total = self._rows[key] = Figure(row.metric, row.month, above, 0, 0, 0, 0, awaited, "", None)
                total.expected += expected
                expected = total.expected - self._tree.expected(above, metric, row.month)
            elif total.observation_id is not None:
                return
            else:
                total.expected += expected
            total.covered += covered
            total.own_covered += own_covered
            total.value = (_parts(total.value) + value) / _PER_ONE if total.covered else None
            total.own = (_parts(total.own) + own) / _PER_ONE if total.own_covered else None
            total.state = "reported" if total.covered else "missing" if total.expected else "not_applicable"
            self._changed.add(key)
            above = self._tree.parents[above]


def _parts(value: float | None) -> int:
    return 0 if value is None else round(value * _PER_ONE)
