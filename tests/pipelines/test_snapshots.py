"""The whole state of a period, long and wide."""

from pathlib import Path

import pandas as pd

from data.periods import Period
from data.selection import Selection
from pipelines.snapshots import Snapshot, take_snapshot
from tests.pipelines.derived import CATALOGUE, everywhere, store_of

FIGURES = {
    ("sessions", 202501): {**everywhere([1, 2, 3, 4, 5, 6]), "o": 10.0},
    ("sessions", 202502): {"a": 1.0, "b": 0.0, "o": 2.0},
    ("members", 202502): everywhere([10, 20, 30, 40, 50, 60]),
}


def snapshot(folder: Path, period: str = "2025-02") -> Snapshot:
    with store_of(folder, FIGURES) as store:
        return take_snapshot(store, Selection("q", "sessions", Period.parse(period)))


def test_long_has_every_metric_of_every_unit_with_its_state(tmp_path: Path) -> None:
    found = snapshot(tmp_path)
    assert len(found.long) == len(CATALOGUE.metrics) * 8
    rows = found.long.set_index(["metric", "code"])
    columns = ["value", "state", "covered", "expected"]
    assert rows.loc[("sessions", "q"), columns].tolist() == [3.0, "reported", 3, 7]
    assert rows.loc[("sessions", "b"), columns].tolist() == [0.0, "reported", 1, 1]
    assert rows.loc[("sessions", "c"), "state"] == "missing"
    assert pd.isna(rows.loc[("sessions", "c"), "value"])
    assert rows.loc[("members", "o"), "state"] == "not_applicable"
    assert rows.loc[("members", "q"), ["value", "unit", "basis", "period"]].tolist() == [
        210.0,
        "个",
        "期末存量",
        "2025年2月",
    ]


def test_wide_says_the_same(tmp_path: Path) -> None:
    found = snapshot(tmp_path)
    assert found.wide["code"].tolist() == ["q", "a", "b", "c", "d", "e", "f", "o"]
    long = found.long.set_index(["metric", "code"])
    wide = found.wide.set_index("code")
    for metric in CATALOGUE.codes():
        for code in wide.index:
            value, same = wide.loc[code, metric], long.loc[(metric, code), "value"]
            assert value == same or (pd.isna(value) and pd.isna(same))
            assert wide.loc[code, f"state:{metric}"] == long.loc[(metric, code), "state"]


def test_a_quarter_that_lacks_a_month_is_missing_and_not_a_smaller_sum(tmp_path: Path) -> None:
    rows = snapshot(tmp_path, "2025Q1").long.set_index(["metric", "code"])
    assert rows.loc[("sessions", "a"), "state"] == "missing"
    assert pd.isna(rows.loc[("sessions", "a"), "value"])
