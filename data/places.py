"""Places: the area tree, its kinds, its names, and who is asked for which figure."""

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from data.definitions import Catalogue, Code, Declared, Metric, Tier, Words

KINDS: dict[str, Tier] = {
    "省": "province",
    "市": "city",
    "区": "district",
    "县": "district",
    "镇": "township",
    "乡": "township",
    "街道": "township",
    "园区": "township",
    "村": "village",
    "社区": "village",
    "部门": "organ",
}
TIER_ZH: dict[Tier, str] = {
    "province": "省",
    "city": "市",
    "district": "区县",
    "township": "乡镇（街道）",
    "village": "村（社区）",
    "organ": "区级部门",
}

AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=40)]


class PlacesFault(Exception):
    """The area tree contradicts itself; ``faults`` are lines ``file › code：what is wrong``."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("区划文件有误：\n" + "\n".join(faults))
        self.faults = faults


class Area(Declared):
    """A node of the tree. ``reports`` lists the district-level metrics that an organ reports.

    ``tile`` is its column and row on the tile map, where the district declares one.
    """

    code: AreaCode
    name: Words
    kind: str
    parent: AreaCode | None = None
    aliases: tuple[Words, ...] = ()
    reports: tuple[Code, ...] = ()
    valid_from: date = date(1949, 10, 1)
    valid_to: date | None = None
    tile: tuple[int, int] | None = Field(default=None)

    @property
    def tier(self) -> Tier:
        return KINDS[self.kind]

    def valid_in(self, month: int) -> bool:
        """Whether it existed in any part of a month (``202506``)."""
        first = self.valid_from.year * 100 + self.valid_from.month
        return first <= month and (self.valid_to is None or month <= self.valid_to.year * 100 + self.valid_to.month)

    def asked_for(self, metric: Metric) -> bool:
        """Whether the area itself is asked for a metric.

        An organ answers for what it lists, townships and villages for what their tier reports.
        Ledger items may concern anybody who could report.
        """
        if self.tier == "organ":
            return metric.code in self.reports or (metric.basis == "ledger" and "district" in metric.reported_by)
        return self.tier in metric.reported_by and self.tier in ("township", "village")


class Places(Declared):
    """The whole tree, parents before children, siblings in the order declared."""

    areas: tuple[Area, ...]
    fingerprint: str

    @cached_property
    def _by_code(self) -> dict[str, Area]:
        return {area.code: area for area in self.areas}

    @cached_property
    def _children(self) -> dict[str | None, tuple[Area, ...]]:
        children: dict[str | None, list[Area]] = {}
        for area in self.areas:
            children.setdefault(area.parent, []).append(area)
        return {parent: tuple(found) for parent, found in children.items()}

    def __getitem__(self, code: str) -> Area:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    @property
    def root(self) -> Area:
        """The area that the dashboard opens on: the first without a parent."""
        return self._children[None][0]

    def children(self, code: str) -> tuple[Area, ...]:
        return self._children.get(code, ())

    def compared(self, code: str, month: int | None = None, kind: str | None = None) -> tuple[Area, ...]:
        """The children that a page compares: organs are in the total but never in the ranking.

        ``month`` leaves out those that did not exist, ``kind`` (镇, 街道…) all but one peer group.
        """
        return tuple(
            area
            for area in self.children(code)
            if area.tier != "organ" and (kind is None or area.kind == kind) and (month is None or area.valid_in(month))
        )

    def peer_kinds(self, code: str) -> tuple[str, ...]:
        """The kinds among the compared children, in order of first appearance."""
        return tuple(dict.fromkeys(area.kind for area in self.compared(code)))

    def ancestors(self, code: str) -> Iterator[Area]:
        """The parent, its parent, and so on up to the root."""
        parent = self._by_code[code].parent
        while parent is not None:
            yield self._by_code[parent]
            parent = self._by_code[parent].parent

    def below(self, code: str) -> Iterator[Area]:
        """Everything under an area, depth first."""
        for child in self.children(code):
            yield child
            yield from self.below(child.code)

    def askers(self, code: str, metric: Metric, month: int) -> tuple[Area, ...]:
        """Who under an area, itself included, is asked for a metric in a month."""
        return tuple(
            area for area in (self._by_code[code], *self.below(code)) if area.valid_in(month) and area.asked_for(metric)
        )


def load_places(path: Path, catalogue: Catalogue) -> Places:
    """Read the tree from a TOML file of ``[areas.CODE]`` tables.

    Raise ``PlacesFault`` with all faults at once: broken TOML, unknown keys, unknown kinds, parents
    that do not exist or come later, two siblings that answer to one name, organs that report what
    the catalogue does not know, district metrics that no organ reports.
    """
    content = path.read_bytes()
    try:
        declared = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlacesFault([f"{path.name}：不是有效的 UTF-8 TOML 文件（{error}）"]) from error
    faults = [f"{path.name} › {key}：没有这个键；只有 areas" for key in declared.keys() - {"areas"}]
    areas: dict[str, Area] = {}
    for code, table in declared.get("areas", {}).items():
        where = f"{path.name} › areas.{code}"
        try:
            area = Area.model_validate({**table, "code": code})
        except ValidationError as error:
            faults += [f"{where}.{'.'.join(map(str, line['loc']))}：{line['msg']}" for line in error.errors()]
            continue
        if area.kind not in KINDS:
            faults.append(f"{where}.kind：“{area.kind}”不是区划类型；可用 {'、'.join(KINDS)}")
            continue
        if area.parent is not None and area.parent not in areas:
            faults.append(f"{where}.parent：上级“{area.parent}”不存在，或写在了它的后面")
        if area.valid_to is not None and area.valid_to < area.valid_from:
            faults.append(f"{where}.valid_to：早于 valid_from")
        faults += [f"{where}.reports：目录中没有“{metric}”" for metric in area.reports if metric not in catalogue]
        areas[code] = area
    if not areas and not faults:
        faults.append(f"{path.name}：没有任何 areas")
    faults += _shared_names(areas, path.name)
    if faults:
        raise PlacesFault(faults)
    places = Places(areas=tuple(areas.values()), fingerprint=hashlib.sha256(content).hexdigest())
    unanswered = _unanswered(places, catalogue)
    if unanswered:
        raise PlacesFault(
            [f"{path.name}：区级指标“{code}”没有部门填报，请在某个部门的 reports 中列出" for code in unanswered]
        )
    return places


def _shared_names(areas: dict[str, Area], file: str) -> list[str]:
    owners: dict[tuple[str | None, str], list[str]] = {}
    for area in areas.values():
        for name in {area.name, *area.aliases}:
            owners.setdefault((area.parent, name), []).append(area.code)
    return [
        f"{file} › areas.{codes[0]}：同一上级下“{name}”同指 {'、'.join(codes)}"
        for (_, name), codes in owners.items()
        if len(codes) > 1 and not _apart_in_time([areas[code] for code in codes])
    ]


def _apart_in_time(areas: list[Area]) -> bool:
    """Whether a name passed from one area to the next, never borne by two at once."""
    ordered = sorted(areas, key=lambda area: area.valid_from)
    return all(
        earlier.valid_to is not None and earlier.valid_to < later.valid_from
        for earlier, later in zip(ordered, ordered[1:], strict=False)
    )


def _unanswered(places: Places, catalogue: Catalogue) -> list[str]:
    if not any(area.tier == "organ" for area in places.areas):
        return []
    answered = {code for area in places.areas for code in area.reports}
    return [m.code for m in catalogue.metrics if "district" in m.reported_by and m.asked and m.code not in answered]
