"""The area tree: the demo district, who is asked for what, and every fault told at once."""

from pathlib import Path

import pytest

from data.catalogue_loading import load_catalogue
from data.definitions import Catalogue
from data.periods import months_between
from data.places import Area, Places, PlacesFault, load_places
from data.settings import Settings

TOWNSHIPS = {
    "镇": ["霁川镇", "鹭汀镇", "柚坡镇", "樵渡镇", "萤湖镇", "霜林镇", "蓼浦镇", "砚坪镇"],
    "乡": ["麦垄乡", "椒岩乡", "云樟乡", "藤岭乡"],
    "街道": ["榆荫街道", "星渚街道", "曲栏街道", "槐序街道"],
}
ROOT = '[areas.root]\nname = "甲区"\nkind = "区"\n'


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Settings().catalogue_dir)


@pytest.fixture(scope="module")
def demo(catalogue: Catalogue) -> Places:
    return load_places(Settings().places_file, catalogue)


def town(code: str, name: str, **keys: str) -> str:
    given = {"name": f'"{name}"', "kind": '"镇"', "parent": '"root"'} | keys
    return f"[areas.{code}]\n" + "".join(f"{key} = {value}\n" for key, value in given.items())


def read(folder: Path, content: str, catalogue: Catalogue) -> Places:
    path = folder / "places.toml"
    path.write_text(content, "utf-8")
    return load_places(path, catalogue)


def faults_of(folder: Path, content: str, catalogue: Catalogue) -> list[str]:
    with pytest.raises(PlacesFault) as raised:
        read(folder, content, catalogue)
    return raised.value.faults


def test_the_demo_district_has_sixteen_townships_throughout(demo: Places) -> None:
    assert demo.root.name == "青梧区"
    for month in months_between(202301, 202512):
        compared = demo.compared("qingwu", month)
        assert {kind: [area.name for area in compared if area.kind == kind] for kind in TOWNSHIPS} == TOWNSHIPS
        assert len(compared) == 16
    assert demo.name_compared("qingwu") == "乡镇（街道）"
    assert demo.name_compared("qingwu", "街道") == "街道"
    assert demo.name_compared("yinghu") == "单位"
    assert demo.peer_kinds("qingwu") == ("镇", "乡", "街道")
    assert [area.name for area in demo.compared("qingwu", 202506, "街道")] == TOWNSHIPS["街道"]


def test_a_township_abolished_earlier_counts_only_while_it_existed(demo: Places) -> None:
    assert demo["qiutang"].valid_in(202112)
    assert not demo["qiutang"].valid_in(202201)
    assert len(demo.compared("qingwu", 202112)) == 17
    assert "秋塘" not in demo["yinghu"].aliases


def test_every_township_lies_on_its_own_tile(demo: Places) -> None:
    tiles = [area.tile for area in demo.compared("qingwu", 202512)]
    assert sorted(tile for tile in tiles if tile) == [(column, row) for column in range(1, 5) for row in range(1, 5)]


def test_every_district_metric_is_reported_by_one_department(demo: Places, catalogue: Catalogue) -> None:
    organs = [area for area in demo.children("qingwu") if area.tier == "organ"]
    assert {organ.name: organ.reports for organ in organs} == {
        "区本级": (
            "party_lectures",
            "party_affairs_meetings",
            "project_meetings",
            "field_studies",
            "responsibility_pledges",
        ),
        "组织部": (
            "training_sessions",
            "trainees",
            "promoted_cadres",
            "promoted_under_35",
            "promoted_graduates",
            "innovative_talents",
        ),
        "纪委监委": (
            "eight_rules_persons",
            "eight_rules_sanctioned",
            "eight_rules_party_sanctioned",
            "eight_rules_administrative_sanctioned",
            "public_interest_cases",
            "public_interest_sanctioned",
        ),
        "巡察办": ("inspection_rounds", "inspected_units"),
    }
    asked = sorted(metric.code for metric in catalogue.metrics if "district" in metric.reported_by and metric.asked)
    assert sorted(code for organ in organs for code in organ.reports) == asked


def test_each_figure_is_asked_of_those_who_report_it(demo: Places, catalogue: Catalogue) -> None:
    def asked(metric: str, month: int = 202512) -> list[str]:
        return [area.name for area in demo.askers("qingwu", catalogue[metric], month)]

    townships = [name for names in TOWNSHIPS.values() for name in names]
    assert asked("project_meetings") == ["区本级"]
    assert asked("posted_cadres") == townships
    assert asked("trainees") == ["组织部", *townships]
    assert asked("rectify_found") == ["区本级", "组织部", "纪委监委", "巡察办", *townships]
    assert sorted(asked("posted_cadres", 202112)) == sorted([*townships, "秋塘乡"])
    assert [area.name for area in demo.askers("jichuan", catalogue["trainees"], 202512)] == ["霁川镇"]


def test_the_tree_is_walked_up_and_down(tmp_path: Path, catalogue: Catalogue) -> None:
    places = read(
        tmp_path,
        '[areas.city]\nname = "某市"\nkind = "市"\n'
        + town("root", "甲区", kind='"区"', parent='"city"')
        + town("one", "一镇")
        + town("village", "一村", kind='"村"', parent='"one"')
        + town("two", "二镇"),
        catalogue,
    )
    assert [area.code for area in places.ancestors("village")] == ["one", "root", "city"]
    assert [area.code for area in places.below("city")] == ["root", "one", "village", "two"]
    assert [area.code for area in places.compared("city")] == ["root"]
    assert places.children("village") == ()
    assert "two" in places
    assert "three" not in places
    assert places["village"].tier == "village"


def test_all_faults_come_together_with_file_and_key(tmp_path: Path, catalogue: Catalogue) -> None:
    content = (
        "extra = 1\n"
        + ROOT
        + town("one", "一镇", parent='"nowhere"')
        + town("two", "二镇", kind='"城"')
        + town("three", "三镇", valid_to="1900-01-01", colour='"red"')
        + town("four", "四镇", valid_to="1900-01-01")
        + town("five", "五镇", valid_from='"早"')
        + town("six", "六村", kind='"村"', parent='"two"')
        + town("seven", "七区", kind='"区"', parent='"four"')
        + town("eight", "八镇", reports='["trainees"]')
        + town("nine", "九部", kind='"部门"', reports='["ghost", "posted_cadres", "rectify_found"]')
        + town("ten", "十镇", parent='"nine"')
        + town("eleven", "十一镇", aliases='["十二镇"]', tile="[1, 1]")
        + town("twelve", "十二 镇", tile="[1, 1]")
        + '[areas.other]\nname = "乙区"\nkind = "区"\n'
    )
    assert faults_of(tmp_path, content, catalogue) == [
        "places.toml › extra：没有这个键；只有 areas",
        "places.toml › areas.one.parent：上级“nowhere”不存在，或写在了它的后面",
        "places.toml › areas.two.kind：“城”不是区划类型；"
        "可用 省、市、区、县、县级市、镇、乡、街道、园区、村、社区、部门",
        "places.toml › areas.three.colour：没有这个键，请检查拼写",
        "places.toml › areas.four.valid_to：早于 valid_from",
        "places.toml › areas.five.valid_from：“早”应为日期，如 2025-06-30，不加引号",
        "places.toml › areas.seven.parent：镇“四镇”不能是区的上级",
        "places.toml › areas.eight.reports：只有部门逐项列出填报的指标；乡镇和村按指标的 reported_by 填报",
        "places.toml › areas.nine.reports：目录中没有“ghost”",
        "places.toml › areas.nine.reports：“posted_cadres”不由区级填报（reported_by 中没有 district）",
        "places.toml › areas.nine.reports：“rectify_found”由台账统计，不必填报",
        "places.toml › areas.ten.parent：部门“九部”不能是镇的上级",
        "places.toml › areas.other.parent：缺少上级；最上级只能有一个（root）",
        "places.toml › areas.eleven：同一上级下“十二镇”同指 eleven、twelve",
        "places.toml › areas.eleven：同一上级下“(1, 1)”格子同属 eleven、twelve",
    ]


def test_district_figures_that_no_department_reports_are_told(tmp_path: Path, catalogue: Catalogue) -> None:
    content = Settings().places_file.read_text("utf-8").replace('"inspection_rounds", "inspected_units"', "")
    assert faults_of(tmp_path, content, catalogue) == [
        "places.toml：区级指标“inspection_rounds”没有部门填报，请在某个部门的 reports 中列出",
        "places.toml：区级指标“inspected_units”没有部门填报，请在某个部门的 reports 中列出",
    ]


def test_a_tree_without_departments_needs_none(tmp_path: Path, catalogue: Catalogue) -> None:
    assert [area.code for area in read(tmp_path, ROOT + town("one", "一镇"), catalogue).areas] == ["root", "one"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "places.toml：没有任何 areas"),
        ("areas = 3", "places.toml › areas：应为若干个 [areas.代码] 表"),
        ("[areas]\nroot = 3", "places.toml › areas.root：应为一个表"),
        ("[areas", "places.toml：不是有效的 UTF-8 TOML 文件（Expected ']' at the end of a table declaration"),
    ],
)
def test_a_file_that_declares_nothing_is_said(tmp_path: Path, catalogue: Catalogue, content: str, fault: str) -> None:
    (line,) = faults_of(tmp_path, content, catalogue)
    assert line.startswith(fault)


def test_a_name_may_pass_from_an_abolished_township_to_the_next(tmp_path: Path, catalogue: Catalogue) -> None:
    old = town("old", "一镇", valid_to="2021-12-31")
    assert len(read(tmp_path, ROOT + old + town("new", "一镇", valid_from="2022-01-01"), catalogue).areas) == 3
    assert faults_of(tmp_path, ROOT + old + town("new", "一镇", valid_from="2021-12-31"), catalogue) == [
        "places.toml › areas.old：同一上级下“一镇”同指 old、new"
    ]


def test_an_area_exists_in_the_months_it_touches() -> None:
    area = Area.model_validate(
        {"code": "a", "name": "甲镇", "kind": "镇", "valid_from": "2024-03-31", "valid_to": "2025-02-01"}
    )
    assert [month for month in months_between(202402, 202503) if area.valid_in(month)] == months_between(202403, 202502)


def test_a_district_adds_a_township_by_editing_a_file(tmp_path: Path, demo: Places, catalogue: Catalogue) -> None:
    content = Settings().places_file.read_text("utf-8") + town("xinzhen", "新设镇", parent='"qingwu"')
    places = read(tmp_path, content, catalogue)
    assert [area.name for area in places.compared("qingwu", 202512)][-1] == "新设镇"
    assert places.fingerprint != demo.fingerprint
