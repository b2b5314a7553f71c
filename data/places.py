"""Places: the area tree, and who in it is asked for which figure."""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from data.areas import KINDS, TIER_ZH, Area
from data.declarations import Declared, declare, parse_toml, pick_tables
from data.definitions import Catalogue, Metric
from data.outlines import Outline
from data.places_checks import find_contradictions, find_shared_names, find_shared_tiles, find_unanswered
from data.shapes import load_shapes

__all__ = ["KINDS", "TIER_ZH", "Area", "Places", "PlacesFault", "load_places"]


class PlacesFault(Exception):
    """The area tree contradicts itself; ``faults`` are lines ``file › code：what is wrong``."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("区划文件有误：\n" + "\n".join(faults))
        self.faults = faults


class Places(Declared):
    """The whole tree, parents before children, siblings in the order declared.

    ``shapes`` are the outlines of those that the district has drawn, by area code.
    """

    areas: tuple[Area, ...]
    fingerprint: str
    shapes: dict[str, Outline] = {}

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

    def name_compared(self, code: str, kind: str | None = None) -> str:
        """What the compared children are called: ``乡镇（街道）``, or the kind of a peer group."""
        compared = self.compared(code)
        return kind or (TIER_ZH[compared[0].tier] if compared else "单位")

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
    """Read the tree from a TOML file of ``[areas.CODE]`` tables, and the GeoJSON file of its name beside it.

    Raise ``PlacesFault`` with all faults at once: broken TOML, unknown keys, unknown kinds, parents
    that do not exist, come later or stand lower, two siblings that answer to one name or lie on one
    tile, organs that report what is not theirs, district metrics that no organ reports, shapes of nobody.
    """
    faults: list[str] = []
    content = path.read_bytes()
    declared = parse_toml(content, path.name, faults)
    if declared is None:
        raise PlacesFault(faults)
    faults += [f"{path.name} › {key}：没有这个键；只有 areas" for key in sorted(declared.keys() - {"areas"})]
    tables = pick_tables(declared, "areas", path.name, faults)
    areas: dict[str, Area] = {}
    named: set[str] = set()
    for code, table in tables.items():
        where = f"{path.name} › areas.{code}"
        area = declare(Area, table, {"code": code}, where, faults)
        if area and area.kind not in KINDS:
            faults.append(f"{where}.kind：“{area.kind}”不是区划类型；可用 {'、'.join(KINDS)}")
        elif area:
            faults += [f"{where}.{key}：{what}" for key, what in find_contradictions(area, areas, named, catalogue)]
            areas[code] = area
        named.add(code)
    if not tables and not faults:
        faults.append(f"{path.name}：没有任何 areas")
    roots = [area.code for area in areas.values() if area.parent is None]
    faults += [f"{path.name} › areas.{code}.parent：缺少上级；最上级只能有一个（{roots[0]}）" for code in roots[1:]]
    for code, what in (*find_shared_names(areas.values()), *find_shared_tiles(areas.values())):
        faults.append(f"{path.name} › areas.{code}：{what}")
    if len(areas) == len(tables):
        # Otherwise the organ that reports them may be among those that could not be read.
        for code in find_unanswered(areas.values(), catalogue):
            faults.append(f"{path.name}：区级指标“{code}”没有部门填报，请在某个部门的 reports 中列出")
    shapes = load_shapes(path.with_suffix(".geojson"), areas.values(), faults)
    if faults:
        raise PlacesFault(faults)
    return Places(areas=tuple(areas.values()), fingerprint=hashlib.sha256(content).hexdigest(), shapes=shapes)
