"""The ledger by source and unit on a period's last day, counted by hand."""

import math
from datetime import date
from pathlib import Path

import pandas as pd

from data.periods import Period
from data.selection import Selection
from pipelines.rectification import Rectification, summarise, survey_ledger
from tests.pipelines.derived import everywhere, store_of
from tests.small_district import list_item

ITEMS = (
    list_item("1", "a", date(2025, 1, 10), due=date(2025, 2, 10), done=date(2025, 2, 1), source="市委检查"),
    list_item("2", "a", date(2025, 1, 10), due=date(2025, 2, 10)),
    list_item("3", "b", date(2024, 11, 5), due=date(2025, 1, 31)),
    list_item("4", "o", date(2025, 2, 20), due=date(2025, 3, 30), source="市委检查"),
    list_item("5", "b", date(2025, 2, 20), due=date(2025, 3, 31)),
    list_item("6", "c", date(2025, 2, 20)),
    list_item("7", "c", date(2025, 2, 3), due=date(2025, 2, 28)),
    list_item("8", "d", date(2025, 3, 1), due=date(2025, 3, 2)),
    list_item("9", "d", date(2025, 2, 1), due=date(2025, 2, 10), done=date(2025, 3, 5)),
)
COLUMNS = ["found", "done", "open", "overdue"]


def survey(folder: Path, area: str = "q", period: str = "2025-02", peers: str | None = None) -> Rectification:
    with store_of(folder, {("sessions", 202502): everywhere([1] * 6)}, ITEMS) as store:
        return survey_ledger(store, Selection(area, "sessions", Period.parse(period), peers=peers))


def test_by_source_and_by_unit_add_up_to_the_totals(tmp_path: Path) -> None:
    found = survey(tmp_path)
    assert {key: found.totals[key] for key in COLUMNS} == {"found": 8, "done": 1, "open": 4, "overdue": 3}
    assert found.totals["rate"] == 12.5
    by_source = found.by_source.set_index("source")[COLUMNS]
    assert by_source.loc["市委检查"].tolist() == [2, 1, 1, 0]
    assert by_source.loc["自查"].tolist() == [6, 0, 3, 3]
    by_area = found.by_area.set_index("area")
    assert by_area.index.tolist() == ["a", "b", "c", "d", "e", "f", "o"]
    assert by_area.loc["a", [*COLUMNS, "rate"]].tolist() == [2, 1, 0, 1, 50.0]
    assert by_area.loc["o", COLUMNS].tolist() == [1, 0, 1, 0]
    assert (by_area.loc["e", "found"], math.isnan(by_area.loc["e", "rate"])) == (0, True)
    for frame in (found.by_source, found.by_area):
        assert frame[COLUMNS].sum().tolist() == [8, 1, 4, 3]


def test_a_peer_group_narrows_the_units_alone(tmp_path: Path) -> None:
    found = survey(tmp_path, peers="镇")
    assert found.by_area["area"].tolist() == ["a", "b", "c", "d"]
    assert found.by_area[COLUMNS].sum().tolist() == [7, 1, 3, 3]
    assert found.totals["found"] == 8


def test_what_is_found_or_done_later_is_not_known_yet(tmp_path: Path) -> None:
    by_area = survey(tmp_path).by_area.set_index("area")
    assert by_area.loc["d", COLUMNS].tolist() == [1, 0, 0, 1]
    by_area = survey(tmp_path / "later", period="2025-03").by_area.set_index("area")
    assert by_area.loc["d", COLUMNS].tolist() == [2, 1, 0, 1]


def test_due_within_thirty_days_and_overdue_oldest_first(tmp_path: Path) -> None:
    found = survey(tmp_path)
    # Thirty days from 28 February is 30 March; what falls due on the day itself is not late yet.
    assert found.due["number"].tolist() == ["7", "4"]
    assert found.overdue["number"].tolist() == ["3", "2", "9"]
    assert found.overdue["days_overdue"].tolist() == [28, 18, 18]


def test_a_unit_has_its_own_ledger(tmp_path: Path) -> None:
    found = survey(tmp_path, area="a")
    assert found.totals["found"] == 2
    assert found.by_area[["area", "found"]].to_numpy().tolist() == [["a", 2]]


def test_the_state_in_words(tmp_path: Path) -> None:
    assert summarise(survey(tmp_path), "林溪区") == (
        "截至2025年2月28日，林溪区台账共有问题8个，已整改1个（12.5%），整改中未到期4个，逾期3个；30天内到期2个，其中7天内1个。"
    )


def test_an_empty_ledger(tmp_path: Path) -> None:
    found = survey(tmp_path, area="f")
    assert math.isnan(found.totals["rate"])
    assert summarise(found, "f乡") == "截至2025年2月28日，f乡台账没有问题。"
    assert isinstance(found.due, pd.DataFrame)
    assert found.due.empty
