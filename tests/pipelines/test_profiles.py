"""One unit's figures and places among its peers, counted by hand."""

from datetime import date
from pathlib import Path

import pandas as pd

from data.periods import Period
from data.places import Places
from data.selection import Selection
from pipelines.profiles import Profile, profile, summarise
from tests.pipelines.derived import PLACES, WITH_VILLAGES, Figures, everywhere, store_of
from tests.small_district import list_item

FIGURES = {
    ("sessions", 202402): everywhere([4, 0, 0, 0, 0, 0]),
    ("sessions", 202501): everywhere([2, 0, 0, 0, 0, 0]),
    ("sessions", 202502): {"a": 3.0, "b": 9.0, "c": 1.0, "d": 1.0},
    ("members", 202402): everywhere([100] * 6),
    ("members", 202501): everywhere([100] * 6),
    ("members", 202502): everywhere([100, 100, 100, 100, 100, 100]),
    ("weak", 202502): everywhere([2, 0, 2, 4, 5, 6]),
    ("cases", 202501): everywhere([1] * 6),
    ("cases", 202502): everywhere([4] * 6),
}
ITEMS = (
    list_item("1", "a", date(2025, 1, 10), due=date(2025, 2, 10)),
    list_item("2", "a", date(2025, 1, 10), due=date(2025, 4, 10)),
    list_item("3", "a", date(2025, 1, 10), done=date(2025, 2, 1)),
    list_item("4", "b", date(2025, 1, 10)),
)


def shown(
    folder: Path, unit: str = "a", places: Places = PLACES, figures: Figures = FIGURES, **more: object
) -> Profile:
    selection = Selection("q", "sessions", Period.parse("2025-02"), units=(unit,), **more)  # type: ignore[arg-type]
    with store_of(folder, figures, ITEMS, places) as store:
        found = profile(store, selection)
    assert found is not None
    return found


def test_a_figure_with_its_place_its_change_and_its_trend(tmp_path: Path) -> None:
    rows = shown(tmp_path).figures.set_index("metric")
    rate = rows.loc["sessions"]
    assert (rate["form"], rate["value"], rate["rank"], rate["ranked"]) == ("rate", 3.0, 2, 4)
    assert rate["peers_middle"] == 2.0
    assert (rate["change"], rate["change_pct"]) == (1.0, 50.0)
    assert (rate["year_change"], rate["year_change_pct"]) == (-1.0, -25.0)
    assert (rate["series"][0], rate["series"][-2:]) == (4.0, [2.0, 3.0])
    assert rate["series"][1] is None
    weak = rows.loc["weak"]
    assert (weak["rank"], weak["ranked"], weak["observation"] > 0) == (2, 6, True)


def test_a_place_says_among_how_many_and_how_many_are_silent(tmp_path: Path) -> None:
    rate = shown(tmp_path).figures.set_index("metric").loc["sessions"]
    assert (rate["rank"], rate["tied"], rate["ranked"], rate["silent"]) == (2, False, 4, 2)
    assert (rate["raw"], rate["raw_state"], rate["raw_unit"]) == (3.0, "reported", "个")


def test_equal_figures_share_a_place(tmp_path: Path) -> None:
    row = shown(tmp_path, "d").figures.set_index("metric").loc["sessions"]
    assert (row["rank"], row["tied"]) == (3, True)


def test_discipline_figures_have_a_middle_and_no_place(tmp_path: Path) -> None:
    cases = shown(tmp_path).figures.set_index("metric").loc["cases"]
    assert (cases["value"], cases["peers_middle"], cases["ranked"]) == (3.0, 3.0, 0)
    assert pd.isna(cases["rank"])


def test_only_what_the_unit_is_asked_for_is_listed(tmp_path: Path) -> None:
    metrics = shown(tmp_path).figures["metric"].tolist()
    assert metrics == ["members", "sessions", "cases", "sites", "weak", "homes", "signs", "found"]


def test_the_items_that_wait(tmp_path: Path) -> None:
    found = shown(tmp_path)
    assert found.items["number"].tolist() == ["1", "2"]
    assert summarise(found) == (
        "2025年2月a镇有数的指标5项、未报3项，分先后的2项中居前三分之一的1项、后三分之一的0项；未整改问题2个，其中逾期1个。"
    )


def test_a_silent_unit_has_no_place_and_no_change(tmp_path: Path) -> None:
    row = shown(tmp_path, "f").figures.set_index("metric").loc["sessions"]
    assert row["state"] == "missing"
    assert pd.isna([row["value"], row["rank"], row["change"], row["year_change"]]).all()


def test_a_unit_of_another_group_has_no_place_in_this_one(tmp_path: Path) -> None:
    row = shown(tmp_path, "e", peers="镇").figures.set_index("metric").loc["weak"]
    assert row[["rank"]].isna().all()
    assert (row["ranked"], row["peers_middle"]) == (4, 2.0)


def test_a_unit_above_villages_has_its_own_figures_and_their_totals(tmp_path: Path) -> None:
    visits = {("visits", 202501): {"a1": 3.0, "a2": 8.0}, ("visits", 202502): {"a1": 6.0}}
    rows = shown(tmp_path, places=WITH_VILLAGES, figures={**FIGURES, **visits}).figures.set_index("metric")
    assert rows.loc["sessions", ["value", "change"]].tolist() == [3.0, 1.0]
    # Of two villages one is silent now: 6 against 11 would be no comparison.
    assert rows.loc["visits", "value"] == 6.0
    assert rows.loc["visits", ["change", "change_pct"]].isna().all()
