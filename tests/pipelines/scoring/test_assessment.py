"""A score of a small district, counted by hand: who has how many points and why."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from data.periods import Period, months_between
from data.scores import Score
from data.selection import Selection
from data.targets import Target
from pipelines.scoring.assessment import Assessment, assess
from tests.pipelines.derived import Figures, everywhere, store_of

AT = datetime(2025, 1, 20, 10)
FEBRUARY = Selection(area="q", metric="sessions", period=Period(2025, 2, "month"))
DECLARED: dict[str, Any] = {
    "code": "try",
    "label_zh": "考核",
    "explanation": "试用",
    "bonus_cap": 3,
    "deduction_cap": 2,
    "items": [
        {"code": "training", "metric": "sessions", "weight": 60, "by": "target", "why": "培训"},
        {"code": "sites", "metric": "sites", "form": "share", "weight": 40, "by": "min_max", "why": "示范点"},
    ],
    "bonuses": [{"code": "more", "metric": "sites", "each": 1, "cap": 3, "why": "示范点加分"}],
    "deductions": [{"code": "weak", "metric": "weak", "each": 1, "cap": 2, "why": "难点村扣分"}],
    "vetoes": [{"code": "weak", "metric": "weak", "above": 4, "why": "难点村超过4个。"}],
    "groups": [
        {"code": "towns", "label_zh": "镇组", "kinds": ["镇"]},
        {"code": "rest", "label_zh": "乡组", "kinds": ["乡"]},
    ],
    "grades": [
        {"label_zh": "好", "at_least": 80},
        {"label_zh": "中", "at_least": 50},
        {"label_zh": "差", "at_least": 0},
    ],
}
SCORE = Score.model_validate(DECLARED)
#: Two months of 5 are half of what two twelfths of 120 ask for; the towns are a, b, c and d.
FIGURES: Figures = {
    **{("sessions", month): everywhere([10, 5, 20, 10, 10, 0]) for month in (202501, 202502)},
    ("members", 202502): everywhere([100] * 6),
    ("sites", 202502): everywhere([1, 2, 3, 1, 5, 0]),
    ("weak", 202502): everywhere([0, 1, 5, 0, 0, 0]),
}
TARGETS = [Target("sessions", 2025, unit, 120.0) for unit in "abcdef"]


def without(*lost: tuple[str, int, str]) -> Figures:
    return {
        (metric, month): {unit: value for unit, value in values.items() if (metric, month, unit) not in lost}
        for (metric, month), values in FIGURES.items()
    }


def run(folder: Path, figures: Figures = FIGURES, targets: list[Target] = TARGETS, **more: Any) -> Assessment:
    moved = more.pop("moved", {})
    with store_of(folder, figures) as store:
        store.set_targets(targets, "组织部", AT)
        return assess(store, SCORE, FEBRUARY.but(**more), moved)


def of(assessment: Assessment, area: str) -> dict[Any, Any]:
    found: dict[Any, Any] = assessment.units.set_index("area").loc[area].to_dict()
    return found


def points_of(assessment: Assessment, area: str) -> dict[str, float]:
    rows = assessment.points[assessment.points["area"] == area]
    return {
        f"{part}.{code}": points for part, code, points in zip(rows["part"], rows["code"], rows["points"], strict=True)
    }


def test_points_by_hand(tmp_path: Path) -> None:
    found = run(tmp_path)
    assert found.period.code == "2025-02c"
    # a: all of the target, the last of its group in sites; b: half of the target, the middle of the group.
    assert points_of(found, "a") == {
        "item.training": 60,
        "item.sites": 0,
        "bonus.more": 1,
        "deduction.weak": 0,
        "veto.weak": 0,
    }
    assert points_of(found, "b") == {
        "item.training": 30,
        "item.sites": 20,
        "bonus.more": 2,
        "deduction.weak": -1,
        "veto.weak": 0,
    }
    assert points_of(found, "c") == {
        "item.training": 60,
        "item.sites": 40,
        "bonus.more": 3,
        "deduction.weak": -2,
        "veto.weak": 1,
    }
    assert {area: of(found, area)["score"] for area in "abcd"} == {"a": 61, "b": 51, "c": 101, "d": 61}


def test_a_veto_puts_the_best_behind_all_and_says_why(tmp_path: Path) -> None:
    found = run(tmp_path)
    row = of(found, "c")
    assert (row["rank"], row["best"], row["worst"], row["grade"], row["veto"]) == (4, 4, 4, "差", "难点村超过4个")
    assert [(area, of(found, area)["rank"], of(found, area)["tied"]) for area in "abd"] == [
        ("a", 1, True),
        ("b", 3, False),
        ("d", 1, True),
    ]
    assert [of(found, area)["grade"] for area in "abd"] == ["中", "中", "中"]


def test_groups_are_scored_apart(tmp_path: Path) -> None:
    found = run(tmp_path)
    assert found.units["group"].tolist() == ["镇组"] * 4 + ["乡组"] * 2
    assert [(of(found, area)["rank"], points_of(found, area)["item.sites"]) for area in "ef"] == [(1, 40), (2, 0)]
    assert run(tmp_path / "again", peers="乡").units["area"].tolist() == ["e", "f"]


def test_silence_never_pays(tmp_path: Path) -> None:
    lost = [("sessions", 202502, "a"), ("weak", 202502, "a")]
    said, silent = run(tmp_path / "said"), run(tmp_path / "silent", without(*lost))
    assert points_of(silent, "a") == {
        "item.training": 0,
        "item.sites": 0,
        "bonus.more": 1,
        "deduction.weak": -2,
        "veto.weak": 1,
    }
    row = of(silent, "a")
    assert (row["silent"], row["veto"], row["grade"]) == ("培训、难点村", "难点村未报", "差")
    # What it does not say is nothing to the others.
    assert {area: of(silent, area)["score"] for area in "bcdef"} == {area: of(said, area)["score"] for area in "bcdef"}


def test_without_a_target_the_item_drops_out_with_its_weight(tmp_path: Path) -> None:
    found = run(tmp_path, targets=TARGETS[1:])
    row = of(found, "a")
    assert (row["dropped"], row["silent"], row["base"]) == ("培训", "", 0)
    assert points_of(found, "a")["item.training"] == 0
    rows = found.points[(found.points["area"] == "a") & (found.points["part"] == "item")]
    assert rows["weight"].tolist() == [0, 100]


def test_moved_weights_are_applied(tmp_path: Path) -> None:
    found = run(tmp_path, moved={"training": 0.0})
    assert found.weights == {"training": 0.0, "sites": 40.0}
    assert {area: of(found, area)["base"] for area in "abcd"} == {"a": 0, "b": 50, "c": 100, "d": 0}
    silent = run(tmp_path / "silent", without(("sessions", 202502, "a")), moved={"training": 0.0})
    assert of(silent, "a")["silent"] == ""


def test_which_item_matters_most(tmp_path: Path) -> None:
    items = run(tmp_path).items
    assert items["code"].tolist() == ["training", "sites"] * 2
    assert items["share"].tolist() == [87.5, 37.5, 50, 50]
    assert items.loc[items["group"] == "乡组", "importance"].sum() == pytest.approx(100 - 100 * 3 / 103)


def test_kinds_of_no_group_are_said(tmp_path: Path) -> None:
    alone = SCORE.model_copy(update={"groups": SCORE.groups[:1]})
    with store_of(tmp_path, FIGURES) as store:
        assert assess(store, alone, FEBRUARY, {}).unassessed == ("e乡", "f乡")
        nobody = assess(store, alone, FEBRUARY.but(peers="乡"), {})
    assert (len(nobody.units), nobody.unassessed) == (0, ("e乡", "f乡"))


def test_the_year_so_far_counts(tmp_path: Path) -> None:
    figures = {("sessions", month): everywhere([10] * 6) for month in months_between(202501, 202503)}
    found = run(tmp_path, figures, period=Period(2025, 1, "quarter"))
    assert found.period.code == "2025-03c"
    rows = found.points[(found.points["code"] == "training") & (found.points["area"] == "a")]
    assert (rows["value"].item(), rows["target"].item()) == (30, 120)
