"""What 排名 and 趋势 say in words is what their figures are, over many generated districts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from data.observations import Observation
from data.periods import Period, shift_month
from data.selection import Selection
from data.store import Store
from pipelines import control_charts, ranking, trends
from pipelines.movements import CAUSES
from pipelines.statistics.control import chart_series
from tests.pipelines.derived import TOWNSHIPS, Figures, store_of
from tests.small_district import send

SEEDS = range(25)
LAST, MONTHS = 202506, 20


@contextmanager
def district(folder: Path, seed: int) -> Iterator[Store]:
    """Twenty months of six townships that differ, drift, jump and are sometimes silent; some months corrected."""
    rng = np.random.default_rng(seed)
    level, drift = rng.uniform(2, 30, size=6), rng.choice([0.0, 0.0, 0.4], size=6)
    months = [shift_month(LAST, at + 1 - MONTHS) for at in range(MONTHS)]
    figures: dict[tuple[str, int], dict[str, float]] = {}
    for at, month in enumerate(months):
        values = rng.poisson(level + drift * at + 8 * (at > 12) * (rng.random() < 0.3))
        told = rng.random(6) > 0.08
        figures["sessions", month] = {
            code: float(value) for code, value, there in zip(TOWNSHIPS, values, told, strict=True) if there
        }
        figures["members", month] = dict.fromkeys(TOWNSHIPS, 100.0)
    frozen: Figures = figures
    with store_of(folder, frozen) as store:
        at_all = datetime(2026, 2, 5)
        corrected = tuple(
            Observation("sessions", month, code, float(rng.integers(0, 40)), "reported", "表", "B2", "")
            for month in months[-4:]
            for code in TOWNSHIPS
            if code in figures["sessions", month] and rng.random() < 0.1
        )
        if corrected:
            store.take(send(f"更正{seed}", *corrected, at=at_all), "组织部", at_all)
        yield store


def look(store: Store, period: str = "2025-06", **more: object) -> ranking.Ranking:
    given = {"metric": "sessions", "period": Period.parse(period), **more}
    return ranking.rank_children(store, Selection("q", **given))  # type: ignore[arg-type]


def ends_of(ranked: ranking.Ranking) -> tuple[set[str], set[str]]:
    """Who is first and who is last of a ranking; nobody where all are level."""
    placed = ranked.frame.dropna(subset=["rank"])
    if placed["rank"].nunique() < 2:
        return set(), set()
    first, last = placed["rank"].min(), placed["rank"].max()
    return set(placed.loc[placed["rank"] == first, "area"]), set(placed.loc[placed["rank"] == last, "area"])


@pytest.mark.parametrize("seed", SEEDS)
def test_streaks_are_those_of_the_rankings_before(tmp_path: Path, seed: int) -> None:
    with district(tmp_path, seed) as store:
        period, pages = Period.of_month(LAST), []
        for _ in range(12):
            pages.append(look(store, period.code))
            period = period.previous()
    ends = [ends_of(page) for page in pages]
    for area, streak in zip(pages[0].frame["area"], pages[0].frame["streak"], strict=True):
        for side, word in ((0, "首位"), (1, "末位")):
            length = next((at for at, end in enumerate(ends) if area not in end[side]), 12)
            said = re.search(rf"连续(\d+)次(?:以上)?{word}", streak)
            assert (int(said[1]) if said else min(length, 1)) == length
        silent = re.search(r"，(\d+)年(\d+)月未报不连计", streak)
        if silent:
            page = next(
                page for page in pages if page.selection.period == Period(int(silent[1]), int(silent[2]), "month")
            )
            assert page.frame.set_index("area").loc[area, "state"] == "missing"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sentence_under_the_ranking_is_its_frame(tmp_path: Path, seed: int) -> None:
    with district(tmp_path, seed) as store:
        ranked, before = look(store), look(store, "2025-05")
    said, frame = ranking.summarise(ranked, "林溪区"), ranked.frame
    assert f"林溪区培训 {frame['value'].sum():,.0f}个" in said
    assert f"6个单位中已报{int(frame['value'].notna().sum())}个" in said
    first, last = (set(frame.loc[frame["area"].isin(end), "name"]) for end in ends_of(ranked))
    for word, names in (("第1名", first), ("末位", last)):
        named = re.search(rf"，{word}((?:[a-f][镇乡](?:（[^）]*）)?、?)+)", said)
        assert (set(re.findall(r"[a-f][镇乡]", named[1])) if named else set()) == (names if len(names) <= 3 else set())
    for name, streak in zip(frame["name"], frame["streak"], strict=True):
        if f"{name}（" in said:
            assert f"{name}（{streak}）" in said
    shown = before.frame.set_index("area")["rank"]
    for row in frame.dropna(subset=["movement"]).itertuples():
        parts = [int(getattr(row, cause)) for cause in CAUSES]
        assert sum(parts) == row.movement == row.previous_rank - row.rank
        assert row.previous_rank - parts[-1] == shown[row.area]
        told = {cause: int(part.replace("−", "-")) for cause, part in re.findall(r"(\D+?)([+−]\d+)，?", row.why)}
        assert told == {cause: part for cause, part in zip(CAUSES.values(), parts, strict=True) if part}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_words_of_a_trend_are_its_figures(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    unit, months = str(rng.choice(list(TOWNSHIPS))), int(rng.integers(3, MONTHS + 1))
    last = shift_month(LAST, months - MONTHS)
    with district(tmp_path, seed) as store:
        selection = Selection("q", "sessions", Period.of_month(last), units=(unit,))
        trend = trends.follow(store, selection)
        control = control_charts.chart_trend(store, trend)
    said, frame = control_charts.summarise(control), control.frame
    values = frame["value"].to_numpy()
    count = int((~np.isnan(values)).sum())
    chart = chart_series(values)
    line = trend.frame[(trend.frame["area"] == "q") & trend.frame["value"].notna()]
    words = trends.summarise(trend, "林溪区")
    for row in (line.iloc[0], line.iloc[-1]):
        assert f"{row['label']} {row['value']:,.1f}个" in words
    assert not re.search("上升|下降|增长|好转", words)
    if count < control_charts.LEAST:
        assert f"只有{count}个月的数，不足8个月" in said or not count
        assert not re.search("高于|低于|上升|下降", said)
        return
    assert f"均值 {chart.mean[0]:,.1f}个" in said
    assert f"控制上限 {chart.upper[0]:,.1f}" in said
    assert ("控制下限" in said) == (chart.lower[0] >= 0) or "接近控制下限" in said or "低于控制下限" in said
    assert ("没有信号" in said) == (not any(chart.rule))
    assert ("末期未报" in said) == bool(np.isnan(values[-1]))
    labels = frame["label"].tolist()
    for first, end, length, what in re.findall(
        r"(\d+年\d+月)至(\d+年\d+月)连续(\d+)个月(高于均值|低于均值|逐期上升|逐期下降)", said
    ):
        run = values[labels.index(first) : labels.index(end) + 1]
        assert len(run) == int(length) >= 7
        sign = 1 if what in ("高于均值", "逐期上升") else -1
        assert ((np.diff(run) if "逐期" in what else run - chart.mean[0]) * sign > 0).all()
    for label, side in re.findall(r"[。；](\d+年\d+月)(高于控制上限|低于控制下限)", said):
        value = values[labels.index(label)]
        assert value > chart.upper[0] if side == "高于控制上限" else value < chart.lower[0]
