"""Progress towards annual targets, on figures small enough to judge by hand."""

from datetime import datetime
from pathlib import Path

import numpy as np

from data.periods import Period, months_between
from data.selection import Selection
from data.targets import Target
from pipelines.targets import follow_targets, judge_amount, judge_level, overview_targets, summarise
from tests.pipelines.derived import CATALOGUE, everywhere, store_of

AT = datetime(2025, 1, 20, 10)
JUNE = Selection(area="q", metric="sessions", period=Period(2025, 6, "month"))
#: a is done, b exactly on course, c behind, d has no target, e and f are at the start.
MONTHLY = [20, 10, 9, 10, 0, 0]
FIGURES = {("sessions", month): everywhere(MONTHLY) for month in months_between(202501, 202506)} | {
    ("sites", month): everywhere([10, 12, 10, 10, 10, 10]) for month in (202412, 202506)
}
TARGETS = [Target("sessions", 2025, unit, 120.0) for unit in "abcef"] + [Target("sites", 2025, "b", 12.0)]


def test_who_is_done_on_course_and_behind(tmp_path: Path) -> None:
    with store_of(tmp_path, FIGURES) as store:
        store.set_targets(TARGETS, "组织部", AT)
        progress = follow_targets(store, JUNE, CATALOGUE["sessions"])
    frame = progress.frame.set_index("area")
    assert progress.gone == 50
    assert frame["standing"].to_dict() == {
        "a": "done",
        "b": "on_course",
        "c": "behind",
        "d": "",
        "e": "behind",
        "f": "behind",
    }
    assert frame["done"].round(1).tolist()[:3] == [100.0, 50.0, 45.0]
    assert frame["rank"].dropna().to_dict() == {"a": 1, "b": 2, "c": 3, "e": 4, "f": 4}
    assert frame.index[-1] == "d"
    assert frame["forecast"].tolist()[:3] == [240.0, 120.0, 108.0]
    assert summarise(progress) == ("2025年1—6月培训：序时进度50.0%，5个单位有年度目标，完成1个、符合序时1个、滞后3个。")


def test_the_whole_is_held_against_the_sum_of_the_targets(tmp_path: Path) -> None:
    everyone = [Target("sessions", 2025, unit, 100.0) for unit in "abcdef"]
    with store_of(tmp_path, {key: {**values, "o": 1.0} for key, values in FIGURES.items()}) as store:
        store.set_targets(everyone[:5], "组织部", AT)
        some = follow_targets(store, JUNE, CATALOGUE["sessions"]).whole
        store.set_targets(everyone[5:], "组织部", AT)
        whole = follow_targets(store, JUNE, CATALOGUE["sessions"]).whole
        peers = follow_targets(store, JUNE.but(peers="镇"), CATALOGUE["sessions"]).whole
    assert some[["target", "standing"]].to_numpy().tolist() == [[500.0, ""]]
    assert whole[["area", "target", "value", "standing"]].to_numpy().tolist() == [["q", 600.0, 300.0, "on_course"]]
    assert whole["done"].tolist() == [50.0]
    assert whole[["rank", "forecast"]].isna().to_numpy().tolist() == [[True, True]]
    assert peers.empty


def test_who_lacks_a_month_is_not_judged(tmp_path: Path) -> None:
    figures = {key: dict(values) for key, values in FIGURES.items()}
    del figures["sessions", 202503]["a"]
    with store_of(tmp_path, figures) as store:
        store.set_targets(TARGETS, "组织部", AT)
        progress = follow_targets(store, JUNE, CATALOGUE["sessions"])
    assert progress.whole["standing"].tolist() == [""]
    row = progress.frame.set_index("area").loc["a"]
    assert (row["standing"], row["months_reported"], row["months_expected"]) == ("", 5, 6)
    assert np.isnan(row["value"])
    assert summarise(progress).endswith("完成0个、符合序时1个、滞后3个，1个未报齐或无从比较，不作判断。")


def test_the_overview_counts_the_same(tmp_path: Path) -> None:
    with store_of(tmp_path, FIGURES) as store:
        store.set_targets(TARGETS, "组织部", AT)
        overview = overview_targets(store, JUNE)
        progress = follow_targets(store, JUNE, CATALOGUE["sessions"])
    counts = progress.frame.loc[progress.frame["target"].notna(), "standing"].value_counts().to_dict()
    assert overview["metric"].tolist() == ["sessions", "sites"]
    row = overview.set_index("metric").loc["sessions"]
    assert {name: row[name] for name in ("done", "on_course", "behind")} == counts
    assert overview.set_index("metric").loc["sites", ["targets", "done"]].tolist() == [1, 1]


def test_another_year_has_no_targets(tmp_path: Path) -> None:
    with store_of(tmp_path, FIGURES) as store:
        store.set_targets(TARGETS, "组织部", AT)
        before = JUNE.but(period=Period(2024, 12, "month"))
        assert overview_targets(store, before).empty
        assert summarise(follow_targets(store, before, CATALOGUE["sessions"])) == "2024年没有设培训的年度目标。"


def test_amounts_are_held_against_the_share_of_the_year_gone() -> None:
    value = np.array([120.0, 60.0, 59.0, np.nan, 60.0])
    target = np.array([120.0, 120.0, 120.0, 120.0, np.nan])
    assert judge_amount(value, target, 0.5).tolist() == ["done", "on_course", "behind", "", ""]


def test_a_stock_is_held_against_the_way_from_its_start() -> None:
    value, start = np.array([20.0, 16.0, 13.0, 13.0]), np.array([10.0, 12.0, 12.0, np.nan])
    assert judge_level(value, start, np.full(4, 20.0), 0.5, fewer=False).tolist() == ["done", "on_course", "behind", ""]


def test_of_what_should_be_few_the_target_is_the_most() -> None:
    value, start = np.array([2.0, 3.0, 5.0]), np.array([4.0, 4.0, 4.0])
    assert judge_level(value, start, np.full(3, 2.0), 0.5, fewer=True).tolist() == ["done", "on_course", "behind"]
