"""The whole state of a period, long and wide."""

from pathlib import Path

import pandas as pd

from data.periods import Period
from data.selection import Selection
from pipelines.snapshots import list_snapshot, spread_snapshot
from tests.pipelines.derived import CATALOGUE, everywhere, store_of

FIGURES = {
    ("sessions", 202501): {**everywhere([1, 2, 3, 4, 5, 6]), "o": 10.0},
    ("sessions", 202502): {"a": 1.0, "b": 0.0, "o": 2.0},
    ("members", 202502): everywhere([10, 20, 30, 40, 50, 60]),
}


def choose(period: str = "2025-02") -> Selection:
    return Selection("q", "sessions", Period.parse(period))


def list_long(folder: Path, period: str = "2025-02") -> pd.DataFrame:
    with store_of(folder, FIGURES) as store:
        return list_snapshot(store, choose(period))


def raw(long: pd.DataFrame) -> pd.DataFrame:
    return long[long["form"] == "raw"].set_index(["metric", "code"])


def test_long_has_every_metric_of_every_unit_with_its_state(tmp_path: Path) -> None:
    long = list_long(tmp_path)
    assert len(long) == (len(CATALOGUE.metrics) + len(("sessions", "sites", "signs"))) * 8
    rows = raw(long)
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
    with store_of(tmp_path, FIGURES) as store:
        found, long = spread_snapshot(store, choose()), raw(list_snapshot(store, choose()))
    assert found["code"].tolist() == ["q", "a", "b", "c", "d", "e", "f", "o"]
    wide = found.set_index("code")
    for metric in CATALOGUE.codes():
        for code in wide.index:
            value, same = wide.loc[code, metric], long.loc[(metric, code), "value"]
            assert value == same or (pd.isna(value) and pd.isna(same))
            assert wide.loc[code, f"state:{metric}"] == long.loc[(metric, code), "state"]


def test_a_quarter_that_lacks_a_month_is_missing_and_not_a_smaller_sum(tmp_path: Path) -> None:
    rows = raw(list_long(tmp_path, "2025Q1"))
    assert rows.loc[("sessions", "a"), "state"] == "missing"
    assert pd.isna(rows.loc[("sessions", "a"), "value"])


def test_a_rate_stands_beside_what_it_divides(tmp_path: Path) -> None:
    long = list_long(tmp_path)
    rows = long[(long["metric"] == "sessions") & (long["form"] == "rate")].set_index("code")
    columns = ["label", "unit", "value", "state", "numerator", "denominator", "times"]
    assert rows.loc["a", columns].tolist() == ["每百名培训", "次/百名", 10.0, "reported", 1.0, 10.0, 100.0]
    # The district's is that of the two townships that have both sides: not the department's, not the silent ones'.
    assert rows.loc["q", columns[2:]].tolist() == [100 / 30, "reported", 1.0, 30.0, 100.0]
    assert rows.loc["c", "state"] == "missing"
    assert rows.loc["c", ["value", "numerator", "denominator"]].isna().all()
    assert raw(long).loc["sessions", ["numerator", "denominator", "times"]].isna().all(axis=None)
