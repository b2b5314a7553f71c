"""Shapes from a district's GeoJSON: who is drawn where, and every fault told at once."""

import json
from pathlib import Path
from typing import Any

from data.areas import Area
from data.outlines import outline_tile
from data.shapes import load_shapes

AREAS = (
    Area(code="q", name="林溪区", kind="区"),
    Area(code="a", name="青石镇", kind="镇", parent="q"),
    Area(code="b", name="白沙乡", kind="乡", parent="q"),
    Area(code="c", name="白沙乡", kind="乡", parent="q"),
)


def square(west: float, south: float, side: float = 0.5) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(properties: dict[str, Any], coordinates: Any, kind: str = "Polygon") -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def load(folder: Path, content: Any) -> tuple[dict[str, Any], list[str]]:
    path = folder / "places.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps({"features": content}), "utf-8")
    faults: list[str] = []
    return load_shapes(path, AREAS, faults), faults


def test_neighbours_keep_their_common_border(tmp_path: Path) -> None:
    # On the equator a degree is as long across as up.
    west, east = feature({"name": "青石镇"}, [square(100, -0.25)]), feature({"code": "b"}, [square(100.5, -0.25)])
    shapes, faults = load(tmp_path, [west, east])
    assert faults == []
    assert shapes["a"].path == "M0,2000L2000,2000L2000,0L0,0L0,2000Z"
    assert shapes["b"].box == (2000, 0, 4000, 2000)
    assert shapes["b"].at == (3000, 1000)
    assert shapes["b"].room == 2000


def test_islands_and_holes_are_rings_of_one_outline(tmp_path: Path) -> None:
    rings = [[square(100, -0.25), square(100.1, -0.15, 0.1)], [square(100.9, -0.25, 0.1)]]
    shapes, faults = load(tmp_path, [feature({"code": "a"}, rings, "MultiPolygon")])
    assert faults == []
    assert shapes["a"].path.count("M") == 3
    # The name stands on the land: not over the hole, not between the islands.
    x, y = shapes["a"].at
    assert 0 < x < 2000
    assert not (400 < x < 800 and 1200 < y < 1600)


def test_every_fault_names_its_feature(tmp_path: Path) -> None:
    _, faults = load(
        tmp_path,
        [
            feature({"name": "白沙乡"}, [square(100, 0)]),
            feature({"code": "a"}, [100, 0], "Point"),
            feature({"code": "b"}, [[[30, 100], [31, 100], [31, 101], [30, 100]]]),
            feature({"code": "c"}, [[["x", 0]]]),
            feature({"code": "c"}, [square(100, 0)]),
            feature({}, [square(100, 0)]),
            "nonsense",
        ],
    )
    assert faults == [
        "places.geojson › features[1]：“白沙乡”不是区划文件中的代码或唯一名称，请在 properties 中写明 code",
        "places.geojson › features[2]：图形类型应为 Polygon 或 MultiPolygon，这里是“Point”",
        "places.geojson › features[3]：每个环至少四个点、首尾相同，"
        "经度在 -180 到 180、纬度在 -90 到 90 之间（先写经度）",
        "places.geojson › features[4]：coordinates 应为由 [经度, 纬度] 组成的环",
        "places.geojson › features[5]：“c”已经有一个图形，请合并为 MultiPolygon",
        "places.geojson › features[6]：“”不是区划文件中的代码或唯一名称，请在 properties 中写明 code",
        "places.geojson › features[7]：“”不是区划文件中的代码或唯一名称，请在 properties 中写明 code",
    ]


def test_what_is_no_geojson_is_said(tmp_path: Path) -> None:
    assert load(tmp_path, "{")[1][0].startswith("places.geojson：不是有效的 UTF-8 GeoJSON 文件")
    assert load(tmp_path, '{"type": "Feature"}')[1] == ["places.geojson：应为 FeatureCollection，里面有 features 列表"]
    assert load_shapes(tmp_path / "none.geojson", AREAS, []) == {}


def test_tiles_stand_beside_each_other() -> None:
    first, below = outline_tile((1, 1)), outline_tile((2, 3))
    assert first.box == (0, 0, 100, 100)
    assert below.box == (106, 212, 206, 312)
    assert (below.at, below.room) == ((156, 262), 100)
