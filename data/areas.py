"""An area: a node of the tree, what kind it is, how long it exists and what it is asked for."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from data.declarations import Declared
from data.definitions import Code, Metric, Tier, Words

KINDS: dict[str, Tier] = {
    "省": "province",
    "市": "city",
    "区": "district",
    "县": "district",
    "县级市": "district",
    "镇": "township",
    "乡": "township",
    "街道": "township",
    "园区": "township",
    "村": "village",
    "社区": "village",
    "部门": "organ",
}
#: Every tier, from the widest to the narrowest; organs belong to any and have nothing below.
TIER_ZH: dict[Tier, str] = {
    "province": "省",
    "city": "市",
    "district": "区县",
    "township": "乡镇（街道）",
    "village": "村（社区）",
    "organ": "区级部门",
}
TIERS: tuple[Tier, ...] = tuple(TIER_ZH)

AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=40)]


class Area(Declared):
    """A node of the tree. ``reports`` lists the district-level metrics that an organ reports.

    ``tile`` is its column and row on the tile map, where the district declares one.
    """

    code: AreaCode
    name: Words
    kind: Words
    parent: AreaCode | None = None
    aliases: tuple[Words, ...] = ()
    reports: tuple[Code, ...] = ()
    valid_from: date = date(1949, 10, 1)
    valid_to: date | None = None
    tile: tuple[int, int] | None = None

    @property
    def tier(self) -> Tier:
        return KINDS[self.kind]

    @property
    def only_holds(self) -> bool:
        """Whether it never reports itself: its figures are the sums of those below it."""
        return self.tier in ("province", "city", "district")

    def valid_in(self, month: int) -> bool:
        """Whether it existed in any part of a month (``202506``)."""
        first = self.valid_from.year * 100 + self.valid_from.month
        return first <= month and (self.valid_to is None or month <= self.valid_to.year * 100 + self.valid_to.month)

    def valid_with(self, other: "Area") -> bool:
        """Whether there was a day on which both existed."""
        return self.valid_from <= (other.valid_to or date.max) and other.valid_from <= (self.valid_to or date.max)

    def asked_for(self, metric: Metric) -> bool:
        """Whether the area itself is asked for a metric.

        An organ answers for what it lists, townships and villages for what their tier reports.
        Ledger items may concern anybody who could report.
        """
        if self.tier == "organ":
            return metric.code in self.reports or (metric.basis == "ledger" and "district" in metric.reported_by)
        return self.tier in metric.reported_by and self.tier in ("township", "village")
