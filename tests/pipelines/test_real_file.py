"""A real return, not ours: villages of several towns, through gather with a declared mapping.

The file stands in ``../shared/samples`` beside the checkout and is not part of the project.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from data.catalogue_loading import load_catalogue
from data.periods import Period
from data.places import load_places
from data.selection import Selection
from data.store import Store, open_store
from pipelines.gathering import gather
from pipelines.mapping import load_mapping
from pipelines.ranking import rank_children
from pipelines.reading.workbook import open_workbook
from pipelines.territory import draw_tree

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT.parent / "shared" / "samples" / "gz_conghua_206_households.xls"
LEVELS = ["区（县）", "镇名称", "村名称"]
HEADER_MEMBERS, HEADER_HOUSEHOLDS = 42, 4
FIRST_ROW, LAST_ROW, TOTAL_ROW = 3, 127, 128

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="../shared/samples is not beside this checkout")

THEME = """
[theme]
label_zh = "村级工作"
label_en = "Village work"
order = 1

[metrics.households]
label_zh = "贫困户数"
label_en = "Poor households"
unit = "户"
basis = "stock"
reported_by = ["village"]
polarity = "none"
report_area = "denominator"
definition = "建档立卡的贫困户数。"
why = "分母。"

[metrics.new_members]
label_zh = "发展新党员"
label_en = "New Party members"
unit = "人"
basis = "flow"
reported_by = ["village"]
polarity = "higher"
report_area = "whole"
definition = "本期发展的新党员人数。"
why = "看基层组织有没有新鲜血液。"

[metrics.new_members.rate]
per = "households"
times = 100
label_zh = "每百户发展新党员"
label_en = "New members per 100 households"
unit = "人/百户"
decimals = 2
"""

MAPPING = """
sheet = "fp_diqu"
month = "2011-12"
areas = ["区（县）", "镇名称", "村名称"]

[columns]
'贫困户数' = "households"
'"两委"班子/发展新党员(人)' = "new_members"
"""


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    """An empty store over the file's own area tree, on either database."""
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "village.toml").write_text(THEME, encoding="utf-8")
    (tmp_path / "places.toml").write_text(draw_tree(FILE, LEVELS, ["区", "镇", "村"]), encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    catalogue = load_catalogue(tmp_path / "catalogue")
    places = load_places(tmp_path / "places.toml", catalogue)
    opened = open_store(database, catalogue, places, tmp_path / "files")
    yield opened
    opened.close()


def take(store: Store, tmp_path: Path) -> None:
    mapping = load_mapping(tmp_path / "mapping.toml")
    outcomes = gather(store, [FILE], by="测试", received_at=datetime(2012, 1, 5, 9), accept=True, mapping=mapping)
    blank = 2 * (LAST_ROW - FIRST_ROW + 1) - stated_cells()
    [problem] = outcomes[0].problems
    assert (problem.severity, problem.rule, problem.found) == ("warn", "metric_absent", f"有 {blank} 个数没有填")
    assert [(outcome.status, outcome.observations) for outcome in outcomes] == [("taken", stated_cells())]


def cells() -> list[tuple[str, str, object, object]]:
    """Town, village, households and new members, straight from the sheet, merges filled down."""
    grid = open_workbook(FILE.read_bytes(), FILE.name).sheets[0]
    return [
        (
            str(grid.shown(row, 2)).strip(),
            str(grid.shown(row, 3)).strip(),
            grid.value(row, HEADER_HOUSEHOLDS),
            grid.value(row, HEADER_MEMBERS),
        )
        for row in range(FIRST_ROW, LAST_ROW + 1)
    ]


def stated_cells() -> int:
    return sum(value is not None for _, _, *values in cells() for value in values)


def test_towns_add_up_to_what_the_sheet_says(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path)
    sums: dict[str, float] = defaultdict(float)
    for town, _, _, members in cells():
        if isinstance(members, (int, float)):
            sums[town] += members
    root = store.places.root
    names = {area.name: area.code for area in store.places.children(root.code)}
    frame = store.figures(["new_members"], [201112], list(names.values()))
    stored = {store.places[code].name: value for code, value in zip(frame["area"], frame["value"], strict=True)}
    assert {name: value for name, value in stored.items() if value} == {k: v for k, v in sums.items() if v}
    whole = store.figures(["new_members"], [201112], [root.code])
    grid = open_workbook(FILE.read_bytes(), FILE.name).sheets[0]
    # The 合计 row is a check, not a village: 147 by its own word, and the same from the villages.
    assert whole["value"].tolist() == [147.0] == [grid.value(TOTAL_ROW, HEADER_MEMBERS)]
    assert not any(re.search("合计", area.name) for area in store.places.areas)


def test_blank_is_not_zero(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path)
    blank = [(town, village) for town, village, _, members in cells() if members is None]
    zero = [(town, village) for town, village, _, members in cells() if members == 0]
    assert blank
    assert zero
    towns = {area.name: area.code for area in store.places.children(store.places.root.code)}
    codes = {(town, area.name): area.code for town, code in towns.items() for area in store.places.children(code)}
    frame = store.figures(["new_members"], [201112], [codes[place] for place in blank])
    assert frame.empty
    frame = store.figures(["new_members"], [201112], [codes[place] for place in zero])
    assert frame["value"].tolist() == [0.0] * len(zero)
    whole = store.figures(["new_members"], [201112], [store.places.root.code])
    assert (whole["covered"].item(), whole["expected"].item()) == (125 - len(blank), 125)


@pytest.mark.parametrize("form", ["raw", "rate"])
def test_towns_stand_ranked(store: Store, tmp_path: Path, form: str) -> None:
    take(store, tmp_path)
    selection = Selection(store.places.root.code, "new_members", Period(2011, 12, "month"), form=form)  # type: ignore[arg-type]
    ranking = rank_children(store, selection)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for town, _, households, members in cells():
        if isinstance(members, (int, float)) and (form == "raw" or isinstance(households, (int, float))):
            sums[town][0] += members
            sums[town][1] += households if isinstance(households, (int, float)) else 0.0
    expected = {
        town: (members if form == "raw" else members / households * 100)
        for town, (members, households) in sums.items()
        if form == "raw" or households
    }
    ordered = sorted(expected.values(), reverse=True)
    shown = ranking.frame[ranking.frame["value"].notna()]
    assert dict(zip(shown["name"], shown["value"], strict=True)) == pytest.approx(expected)
    assert shown["rank"].tolist() == [1 + ordered.index(expected[name]) for name in shown["name"]]


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path)
    version = store.version()
    mapping = load_mapping(tmp_path / "mapping.toml")
    outcomes = gather(store, [FILE], by="测试", accept=True, mapping=mapping)
    assert [outcome.status for outcome in outcomes] == ["known"]
    assert store.version() == version
