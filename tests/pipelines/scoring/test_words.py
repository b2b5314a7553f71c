"""The words about a score agree with its frames, whatever the weights."""

import re
from datetime import datetime
from pathlib import Path

import numpy as np

from pipelines.scoring.assessment import Assessment, assess
from pipelines.scoring.words import summarise
from tests.pipelines.derived import everywhere, store_of
from tests.pipelines.scoring.test_assessment import FEBRUARY, FIGURES, SCORE, TARGETS, run, without


def check(found: Assessment) -> None:
    said = summarise(found)
    sentences = said.split("：", 1)[1].removesuffix("。").split("。")
    assert len(sentences) == found.units["group"].nunique()
    for sentence, (group, units) in zip(sentences, found.units.groupby("group", sort=False), strict=True):
        assert sentence.startswith(f"{group}{len(units)}个单位")
        first = units[units["rank"] == 1]
        assert ("并列第1名" in sentence) == (len(first) > 1)
        assert f"第1名{'、'.join(first['name'])}（{first['score'].iloc[0]:.1f}分）" in sentence
        if len(first) == 1:
            worst = first["worst"].iloc[0]
            assert ("仍是第1名" if worst == 1 else f"在第1—{worst}名之间") in sentence
        vetoed = units.loc[units["veto"] != "", "name"]
        assert (f"一票否决{len(vetoed)}个：{'、'.join(vetoed)}" in sentence) == bool(len(vetoed))
        share = re.search(r"得分差距有(-?\d+)%来自(\w+)，", sentence)
        items = found.items[found.items["group"] == group].dropna(subset="importance")
        assert bool(share) == bool(len(items))
        if share:
            most = items["importance"].max()
            assert int(share[1]) == round(most)
            assert items.loc[items["importance"] == most, "label"].tolist() == [share[2]]


def test_over_many_weights(tmp_path: Path) -> None:
    figures = {
        **FIGURES,
        ("sites", 202502): everywhere([3, 2, 5, 4, 5, 1]),
        ("weak", 202502): everywhere([0, 1, 5, 3, 2, 0]),
    }
    with store_of(tmp_path, figures) as store:
        store.set_targets(TARGETS, "组织部", datetime(2025, 1, 20, 10))
        for seed in range(150):
            chance = np.random.default_rng(seed)
            moved = {item.code: float(chance.integers(0, 101)) for item in SCORE.items}
            if any(moved.values()):
                check(assess(store, SCORE, FEBRUARY, moved))


def test_who_is_silent_is_named(tmp_path: Path) -> None:
    found = run(tmp_path, without(("sessions", 202502, "b")))
    assert "有未报项的1个：b镇" in summarise(found)
