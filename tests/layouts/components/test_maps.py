"""The map: each unit's figure where it lies, a link to its origin, and words for what colours say."""

from typing import Any

import pandas as pd
from dash.development.base_component import Component

from data.areas import Area
from data.outlines import Outline, outline_tile
from data.places import Places
from layouts.components.maps import area_map, find_outlines
from layouts.components.plain import plain
from layouts.prerender import to_html
from tests.layouts.seeing import catalogue, kinds, text_of, with_class

NAN = float("nan")
COLUMNS = ["area", "name", "value", "state", "rank", "percentile"]
ROWS: list[tuple[Any, ...]] = [
    ("a", "甲镇", 1234.0, "reported", 1, 1.0),
    ("b", "乙乡", 5.0, "reported", 2, 0.0),
    ("c", "丙街道", NAN, "missing", None, NAN),
]
OUTLINES = {code: outline_tile((column, 1)) for column, code in enumerate("abc", 1)}


def draw(rows: list[tuple[Any, ...]] = ROWS, metric: str = "trainees", **more: Any) -> Component:
    return area_map(
        pd.DataFrame(rows, columns=COLUMNS).astype({"rank": "Int64"}),
        more.pop("outlines", OUTLINES),
        catalogue()[metric],
        form="raw",
        caption="培训人次，2025年12月",
        trace=lambda area: f"?trace={area}",
        **more,
    )


def test_a_unit_is_its_figure_its_place_and_its_origin() -> None:
    units = with_class(draw(), "map-unit")
    assert [(text_of(kinds(unit, "Title")), unit.className) for unit in units] == [
        ("甲镇：1,234 人次，第1名，在同类中居前五分之一", "map-unit map-5"),
        ("乙乡：5 人次，第2名，在同类中居后五分之一", "map-unit map-1"),
        ("丙街道：未报", "map-unit map-missing"),
    ]
    assert [[text_of(words) for words in kinds(unit, "Text")] for unit in units] == [
        ["甲镇", "1,234"],
        ["乙乡", "5"],
        ["丙街道", "未报"],
    ]
    assert [unit.href for unit in kinds(draw(), "Link")] == ["?trace=a", "?trace=b"]


def test_without_judgement_nothing_is_coloured() -> None:
    rows = [(area, name, value, state, None, NAN) for area, name, value, state, *_ in ROWS]
    drawn = draw(rows, metric="eight_rules_persons")
    assert [unit.className for unit in with_class(drawn, "map-unit")] == [
        "map-unit map-plain",
        "map-unit map-plain",
        "map-unit map-missing",
    ]
    assert "不作评判，不着色" in text_of(drawn)
    assert "前五分之一" not in text_of(drawn)


def test_a_name_that_does_not_fit_stands_in_the_tip_alone() -> None:
    wide = Outline("M0,0Z", (0, 0, 3000, 900), (1500, 450), 3000)
    drawn = draw(outlines={"a": wide, "b": OUTLINES["b"]})
    units = with_class(drawn, "map-unit")
    assert [len(kinds(unit, "Text")) for unit in units] == [2, 1]
    assert text_of(kinds(units[1], "Text")) == "5"
    assert "图上没有：丙街道" in text_of(drawn)


def test_who_is_picked_out_is_drawn_over_its_neighbours() -> None:
    units = with_class(draw(marked=["a"]), "map-unit")
    assert [text_of(kinds(unit, "Title"))[:2] for unit in units] == ["乙乡", "丙街", "甲镇"]
    assert units[-1].className == "map-unit map-5 map-marked"


def test_only_shows_and_reads_before_any_script() -> None:
    drawn = draw()
    assert plain(drawn)._type == "Plain"
    assert "<svg viewbox" in to_html(drawn).lower()
    assert "甲镇：1,234 人次" in to_html(drawn)


def test_shapes_come_before_tiles() -> None:
    areas = (Area(code="a", name="甲镇", kind="镇", tile=(1, 1)), Area(code="b", name="乙镇", kind="镇"))
    assert find_outlines(Places(areas=areas, fingerprint=""), areas) == {"a": outline_tile((1, 1))}
    shapes = {"b": outline_tile((3, 3))}
    assert find_outlines(Places(areas=areas, fingerprint="", shapes=shapes), areas) == shapes
    assert text_of(draw(outlines={})).startswith("没有这些单位的图形")
