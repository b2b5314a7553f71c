"""Control charts of a trend: what is drawn, what is not, and what is said, by hand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from data.periods import Period, shift_month
from data.selection import Selection
from data.store import Store
from pipelines.control_charts import Control, chart_trend, summarise
from pipelines.trends import follow
from tests.pipelines.derived import Figures, store_of

NOISE = [50, 48, 52, 49, 51, 50, 49, 51, 50, 52]
NOW = datetime(2026, 1, 5)


def history(values: Sequence[float], metric: str = "sessions", area: str = "a", last: int = 202512) -> Figures:
    """An area's values, the last in a month."""
    return {(metric, shift_month(last, at + 1 - len(values))): {area: float(v)} for at, v in enumerate(values)}


def chart(store: Store, period: str = "2025-12", **more: object) -> Control:
    given = {"metric": "sessions", "period": Period.parse(period), "units": ("a",), **more}
    return chart_trend(store, follow(store, Selection("q", **given)))  # type: ignore[arg-type]


@pytest.fixture
def shifted(tmp_path: Path) -> Iterator[Store]:
    """Ten months of noise, and ten at a higher level."""
    with store_of(tmp_path, history([*NOISE, *(value + 10 for value in NOISE)])) as store:
        yield store


def test_limits_rules_and_words_of_a_unit(shifted: Store) -> None:
    control = chart(shifted)
    frame = control.frame
    # Moving ranges: 2 4 3 2 1 1 2 1 2 within each half (18), 8 between them: 44 / 19.
    assert frame["mean"].tolist() == [pytest.approx(55.2)] * 20
    assert frame["upper"].iloc[0] == pytest.approx(55.2 + 2.66 * 44 / 19)
    assert frame["rule"].tolist()[10:14] == ["shift", "shift", "outside", "shift"]
    assert frame["side"].tolist()[10:14] == [1, 1, 1, 1]
    assert frame["signal"].tolist()[11:13] == ["连续10个月高于均值", "高于控制上限"]
    assert "2025年3月至2025年12月连续10个月高于均值" in summarise(control)
    assert summarise(control).startswith("a镇均值 55.2个，控制下限 49.0，控制上限 61.4。")


def test_a_rebase_takes_the_shift_out_and_says_why(shifted: Store) -> None:
    shifted.set_rebase("sessions", ["a"], 202503, "组织部", NOW, "两村合并")
    control = chart(shifted)
    assert control.signals == ()
    assert control.frame["mean"].tolist() == [pytest.approx(50.2)] * 10 + [pytest.approx(60.2)] * 10
    assert [reason for reason in control.frame["rebased"] if reason] == ["两村合并"]
    assert summarise(control) == (
        "a镇自2025年3月重新起算（两村合并），均值 60.2个，控制下限 54.9，控制上限 65.5，"
        "只有10个月的数，控制限是暂定的。各期都在通常的波动范围内，没有信号。"
    )
    shifted.remove_rebase("sessions", ["a"], 202503, "组织部", NOW, "没有合并")
    assert chart(shifted).signals != ()
    assert [(event.what, event.reason) for event in chart(shifted).events] == [
        ("set", "两村合并"),
        ("removed", "没有合并"),
    ]


def test_a_quarter_begins_anew_with_the_month_within_it(shifted: Store) -> None:
    shifted.set_rebase("sessions", ["a"], 202505, "组织部", NOW, "两村合并")
    frame = chart(shifted, grain="quarter").frame
    assert frame.loc[frame["rebased"] != "", "period"].tolist() == ["2025Q2"]


def test_too_few_values_claim_nothing(tmp_path: Path) -> None:
    with store_of(tmp_path, history([1, 9])) as store:
        control = chart(store)
        assert control.frame["mean"].isna().all()
        assert control.signals == ()
        assert summarise(control) == "a镇只有2个月的数，不足8个月，不画控制限，不判断趋势。"
        assert summarise(chart(store, units=("b",))) == ""


def test_a_stretch_too_short_since_the_rebase_claims_nothing(shifted: Store) -> None:
    shifted.set_rebase("sessions", ["a"], 202507, "组织部", NOW, "换届")
    control = chart(shifted)
    assert control.frame["mean"].notna().tolist() == [True] * 14 + [False] * 6
    assert summarise(control) == "a镇自2025年7月重新起算（换届），只有6个月的数，不足8个月，不画控制限，不判断趋势。"


def test_a_last_month_that_is_not_all_in_is_not_judged(tmp_path: Path) -> None:
    figures = {key: dict.fromkeys("abcdef", values["a"]) for key, values in history([*NOISE, 90]).items()}
    figures["sessions", 202512] = {"a": 90.0}
    with store_of(tmp_path, figures) as store:
        control = chart(store, units=())
    assert control.mean
    assert control.frame["partial"].tolist() == [False] * 10 + [True]
    assert control.frame["rule"].tolist() == [""] * 11
    assert control.frame["mean"].iloc[-1] == pytest.approx(50.2)
    assert summarise(control) == (
        "林溪区已报单位平均均值 50.2个，控制下限 44.9，控制上限 55.5，只有10个月的数，控制限是暂定的。"
        "各期都在通常的波动范围内，没有信号。末期尚未报齐，暂不判断。"
    )


def test_a_last_month_that_is_missing_is_said(tmp_path: Path) -> None:
    figures = {**history([*NOISE, *NOISE], last=202511), ("sessions", 202512): {"b": 3.0}}
    with store_of(tmp_path, figures) as store:
        said = summarise(chart(store))
    assert said.endswith("没有信号。末期未报。")


def test_limits_that_no_figure_can_reach_are_left_out(tmp_path: Path) -> None:
    with store_of(tmp_path, history([0, 3, 0, 4, 0, 3, 0, 4, 0, 3, 0, 4])) as store:
        control = chart(store)
    assert control.frame["lower"].isna().all()
    assert control.frame["upper"].notna().all()
    assert "控制下限" not in summarise(control)


def test_a_year_to_date_stands_beside_last_year_and_has_no_limits(tmp_path: Path) -> None:
    with store_of(tmp_path, history([*range(1, 25)], last=202512)) as store:
        control = chart(store, grain="ytd", period="2025-03")
    assert control.frame["mean"].isna().all()
    assert control.signals == ()
    assert control.frame["year_ago"].iloc[-1] == 1 + 2 + 3
    assert control.frame["year_change_pct"].iloc[-1] == pytest.approx((13 + 14 + 15) / 6 * 100 - 100)
    assert summarise(control) == ("a镇2025年1—3月累计 42个，上年同期 6个。累计数逐月递加，不画控制限，只与上年同期比。")


def test_every_grain_knows_the_year_before(shifted: Store) -> None:
    assert chart(shifted).frame["year_ago"].iloc[-1] == 51.0
    assert chart(shifted, grain="quarter").frame["year_ago"].iloc[-1] == 50 + 49 + 51.0
    assert np.isnan(chart(shifted, grain="year").frame["year_ago"].iloc[-1])


def test_a_quarter_that_has_not_ended_is_no_part_of_the_limits(tmp_path: Path) -> None:
    with store_of(tmp_path, history([*NOISE * 3, 50, 51], last=202508)) as store:
        control = chart(store, period="2025-08", grain="quarter")
        before = chart(store, period="2025-06", grain="quarter")
    frame = control.frame
    assert frame[["period", "partial", "begun"]].iloc[-1].tolist() == ["2025Q3", True, True]
    assert frame["value"].iloc[-1] == 101.0
    assert frame["mean"].iloc[0] == before.frame["mean"].iloc[0]
    assert (frame["rule"].iloc[-1], np.isnan(frame["year_ago"].iloc[-1])) == ("", True)
    assert summarise(control).endswith("末期未满，暂不判断。")
