"""Declared scores: the demo's is sound, every fault is said at once, weights travel in an address."""

from pathlib import Path

import pytest

from data.score_loading import ScoreFault, load_scores
from data.scores import read_weights, write_weights
from tests.pipelines.forms import CATALOGUE, ROOT

SOUND = """
[score]
label_zh = "考核"
explanation = "试用"
deduction_cap = 3

[items.training]
metric = "trainees"
form = "rate"
weight = 60
by = "rank"
least = 0.5
why = "培训"

[items.lectures]
metric = "party_lectures"
weight = 40
by = "target"
cap = 1.2
why = "党课"

[deductions.weak]
metric = "priority_villages"
each = 0.5
cap = 2
why = "难点村"

[[grades]]
label_zh = "好"
at_least = 80

[[grades]]
label_zh = "差"
at_least = 0
"""


def faults_of(folder: Path, text: str) -> list[str]:
    (folder / "try.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScoreFault) as fault:
        load_scores(folder, CATALOGUE)
    return fault.value.faults


def test_the_demo_score_is_sound_and_explained() -> None:
    [score] = load_scores(ROOT / "data" / "scores", CATALOGUE)
    assert (score.code, score.label_zh) == ("party_building", "基层党建考核")
    assert sum(item.weight for item in score.items) == 100
    assert all(len(counted.why) > 5 for counted in score.counted)
    assert {item.by for item in score.items} == {"target", "min_max", "rank", "case"}
    assert [score.grade(points) for points in (100, 85, 84.9, 60, 0)] == ["优秀", "优秀", "良好", "一般", "较差"]


def test_a_sound_score_is_read(tmp_path: Path) -> None:
    (tmp_path / "try.toml").write_text(SOUND, encoding="utf-8")
    [score] = load_scores(tmp_path, CATALOGUE)
    assert [item.code for item in score.items] == ["training", "lectures"]
    assert score.weigh({"training": 10.0, "nothing": 5.0}) == {"training": 10.0, "lectures": 40.0}


def test_without_a_folder_there_is_no_score(tmp_path: Path) -> None:
    assert load_scores(tmp_path / "none", CATALOGUE) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'metric = "trainees"\nform = "rate"',
            'metric = "eight_rules_persons"',
            "items.training.metric：“违反中央八项规定精神查处人数”不作评判，不能计分",
        ),
        (
            'metric = "priority_villages"',
            'metric = "eight_rules_persons"',
            "deductions.weak.metric：“违反中央八项规定精神查处人数”不作评判，不能计分",
        ),
        (
            'metric = "trainees"\nform = "rate"',
            'metric = "party_members"',
            "items.training.metric：“党员总数”不分高低，不能计分",
        ),
        (
            'metric = "trainees"\nform = "rate"',
            'metric = "inspected_units"',
            "items.training.metric：“巡察覆盖单位”只由区级填报，被考核的单位都没有",
        ),
        ('metric = "party_lectures"', 'metric = "none"', "items.lectures.metric：没有名为“none”的指标"),
        ('form = "rate"', 'form = "share"', "items.training.form：“培训人次”没有 share，只有 raw、rate"),
        ("weight = 60", "weight = 50", "items：各项 weight 合计 90，应为 100"),
        ("weight = 60", "weight = 0", "items.training.weight：“0”应大于 0"),
        ("weight = 60", "weight = nan", "items.training.weight：“nan”应为有限的数"),
        ('by = "rank"', 'by = "place"', "items.training.by：“place”不在允许的值之内（target、min_max、rank、case）"),
        ("cap = 1.2", "least = 0.2", 'items.lectures.least：只用于 by = "rank"'),
        ('by = "rank"\nleast = 0.5', 'by = "case"', 'items.training.each：缺少这个键：by = "case" 要写明每件扣几分'),
        ('by = "rank"\nleast = 0.5', 'by = "case"\neach = 1', "items.training.by：“培训人次”越高越好，不能按件扣分"),
        ('by = "rank"\nleast = 0.5', 'by = "target"', "items.training.form：年度目标定的是原值，form 应为 raw"),
        ("deduction_cap = 3\n", "", "score.deduction_cap：deduction_cap 与 deductions 必须同时出现"),
        ("deduction_cap", "bonus_cap = 1\ndeduction_cap", "score.bonus_cap：bonus_cap 与 bonuses 必须同时出现"),
        ("[deductions.weak]", "[bonuses.weak]", "bonuses.weak.metric：“重点难点村（社区）”越低越好，不能加分"),
        ("at_least = 0", "at_least = 10", "grades：最后一等的 at_least 应为 0"),
        ("at_least = 80", "at_least = 0", "grades：at_least 应从高到低，各不相同"),
        ('label_zh = "差"', 'label_zh = "好"', "grades：等次的名称有重复"),
        (
            "[[grades]]",
            '[groups.a]\nlabel_zh = "甲"\nkinds = ["镇", "寨"]\n\n[[grades]]',
            "groups.a.kinds：没有“寨”这个类型",
        ),
        (
            "[score]",
            "[other]\n[score]",
            "other：没有这个键；只有 score、grades、items、bonuses、deductions、vetoes、groups",
        ),
        ('why = "党课"', 'why = "党课"\nworth = 3', "items.lectures.worth：没有这个键，请检查拼写"),
        ('label_zh = "考核"\n', "", "score.label_zh：缺少这个键"),
    ],
)
def test_each_fault_names_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SOUND
    assert f"try.toml › {said}" in faults_of(tmp_path, SOUND.replace(old, new, 1))


def test_all_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "another.toml").write_text("= 3", encoding="utf-8")
    broken = SOUND.replace("weight = 60", "weight = 50").replace('"party_lectures"', '"eight_rules_persons"')
    faults = faults_of(tmp_path, broken)
    assert [fault.split("：")[0] for fault in faults] == [
        "another.toml",
        "try.toml › items.lectures.metric",
        "try.toml › items",
    ]


def test_one_unit_kind_stands_in_one_group(tmp_path: Path) -> None:
    groups = '[groups.a]\nlabel_zh = "甲"\nkinds = ["镇"]\n[groups.b]\nlabel_zh = "乙"\nkinds = ["镇", "乡"]\n'
    assert faults_of(tmp_path, SOUND + groups) == ["try.toml › groups：“镇”分在 2 组里"]


@pytest.mark.parametrize(
    ("text", "weights", "understood"),
    [
        ("", {}, True),
        ("training:25,lectures:0", {"training": 25.0, "lectures": 0.0}, True),
        ("training:12.5", {"training": 12.5}, True),
        ("training:-1,lectures:3", {"lectures": 3.0}, False),
        ("training:200", {}, False),
        ("training:nan", {}, False),
        ("training", {}, False),
        (":3", {}, False),
        ("training:3,training:4", {"training": 4.0}, False),
    ],
)
def test_weights_in_an_address(text: str, weights: dict[str, float], understood: bool) -> None:
    assert read_weights(text) == (weights, understood)
    assert read_weights(write_weights(weights)) == (weights, True)
