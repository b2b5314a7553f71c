"""The shapes of areas on a map, from the GeoJSON file that a district lays beside its places file.

Each feature names its area by the property ``code``, or by ``name`` where only one area is called
so. Polygons and multipolygons in longitude and latitude (WGS 84, CGCS 2000 or GCJ-02: on a map of a
district they look the same).
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.areas import Area
from data.outlines import Outline, Point, Ring, outline

#: Steps across the longer side of the map: finer than any screen. Surveyors' files are finer by far.
STEPS = 4000
#: Longitude and latitude, degrees.
Rings = tuple[tuple[Point, ...], ...]


def load_shapes(path: Path, areas: Iterable[Area], faults: list[str]) -> dict[str, Outline]:
    """Outlines by area code; none where there is no such file. What is wrong with it is added to ``faults``."""
    if not path.exists():
        return {}
    try:
        declared = json.loads(path.read_text("utf-8-sig"))
    except ValueError as error:
        faults.append(f"{path.name}：不是有效的 UTF-8 GeoJSON 文件（{error}）")
        return {}
    features = declared.get("features") if isinstance(declared, dict) else None
    if not isinstance(features, list):
        faults.append(f"{path.name}：应为 FeatureCollection，里面有 features 列表")
        return {}
    codes, named = _index(areas)
    shapes: dict[str, Rings] = {}
    for number, feature in enumerate(features, 1):
        where = f"{path.name} › features[{number}]"
        properties, geometry = (_table(feature, key) for key in ("properties", "geometry"))
        given = str(properties.get("code") or properties.get("name") or "")
        code = given if given in codes else named.get(given)
        if code is None:
            faults.append(f"{where}：“{given}”不是区划文件中的代码或唯一名称，请在 properties 中写明 code")
        elif code in shapes:
            faults.append(f"{where}：“{given}”已经有一个图形，请合并为 MultiPolygon")
        else:
            shapes[code] = _read_rings(geometry, where, faults)
    return _project({code: rings for code, rings in shapes.items() if rings})


def _index(areas: Iterable[Area]) -> tuple[set[str], dict[str, str | None]]:
    """Every code, and the code of every name that is one area's alone."""
    codes: set[str] = set()
    named: dict[str, str | None] = {}
    for area in areas:
        codes.add(area.code)
        named[area.name] = None if area.name in named else area.code
    return codes, named


def _table(feature: Any, key: str) -> Mapping[str, Any]:
    found = feature.get(key) if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _read_rings(geometry: Mapping[str, Any], where: str, faults: list[str]) -> Rings:
    """The rings of a feature; none, and a fault, where it has no sound ones."""
    kind = geometry.get("type")
    coordinates: Any = geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        faults.append(f"{where}：图形类型应为 Polygon 或 MultiPolygon，这里是“{kind}”")
        return ()
    try:
        polygons = coordinates if kind == "MultiPolygon" else [coordinates]
        rings = tuple(
            tuple((float(point[0]), float(point[1])) for point in ring) for polygon in polygons for ring in polygon
        )
    except (TypeError, ValueError, IndexError, KeyError):
        faults.append(f"{where}：coordinates 应为由 [经度, 纬度] 组成的环")
        return ()
    if not rings or any(len(ring) < 4 or ring[0] != ring[-1] or not all(map(_on_earth, ring)) for ring in rings):
        faults.append(f"{where}：每个环至少四个点、首尾相同，经度在 -180 到 180、纬度在 -90 到 90 之间（先写经度）")
        return ()
    return rings


def _on_earth(point: Point) -> bool:
    return abs(point[0]) <= 180 and abs(point[1]) <= 90


def _project(shapes: Mapping[str, Rings]) -> dict[str, Outline]:
    """Outlines by an equidistant projection about the middle latitude, every point on a grid.

    Each point is put on the grid alone, so a border that two areas share stays one.
    """
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    if not points:
        return {}
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = STEPS / (max((east - west) * shrink, north - south) or 1.0)

    def place(ring: Sequence[Point]) -> Ring:
        placed = [(round((x - west) * shrink * scale), round((north - y) * scale)) for x, y in ring]
        return tuple(point for at, point in enumerate(placed) if not at or point != placed[at - 1])

    return {code: outline(tuple(map(place, rings))) for code, rings in shapes.items()}
