"""目标 on the demo district: table and downloads say the same, and a target typed in is seen at once."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from callbacks.indexing import Dashboard
from callbacks.targets import SERVED, view
from data.catalogue_loading import load_catalogue
from data.periods import Period
from data.places import load_places
from data.selection import Selection
from data.store import Store, open_store
from pipelines.demo.district import SEED, make_district
from pipelines.demo.targets import plan_targets
from pipelines.target_sheets import take_targets
from tests.callbacks.conftest import ROOT
from tests.callbacks.faces import csv_of, part, rows_of
from tests.filling import fill_store
from tests.layouts.seeing import text_of

SEPTEMBER = Selection("qingwu", "trainees", Period.parse("2025-09"))
OURS = {"Origin": "http://localhost"}


@pytest.fixture(scope="module")
def aimed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo district with its targets."""
    folder: Path = tmp_path_factory.mktemp("aimed")
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    places = load_places(ROOT / "data" / "places" / "demo.toml", catalogue)
    store = open_store(f"sqlite:///{folder / 'dashboard.db'}", catalogue, places, folder / "files")
    district = make_district(SEED, catalogue, places, silent=2)
    fill_store(store, district)
    for parcel in plan_targets(district):
        take_targets(store, parcel.build(), parcel.name, "组织部", parcel.received_at)
    yield store
    store.close()


def test_table_and_csv_say_the_same(aimed: Store) -> None:
    rows = rows_of(part(SERVED, aimed, SEPTEMBER, "table", "children"))
    lines = csv_of(SERVED, aimed, SEPTEMBER, "progress")
    assert len(rows) == len(lines) == 17
    assert [rows[-1][1], rows[-1][6]] == ["青梧区", "—"]
    units = lines[:-1]
    assert float(lines[-1]["年度目标（人次）"]) == sum(float(line["年度目标（人次）"]) for line in units)
    assert rows[-1][4] == f"{float(lines[-1]['完成目标（%）']):.1f}%"
    for row, line in zip(rows[:-1], units, strict=True):
        assert row[0].removeprefix("并列") == line["名次"]
        assert row[1] == line["单位"]
        assert row[2].replace(",", "") == line["年度目标（人次）"]
        assert row[3].replace(",", "") == line["2025年1—9月（人次）"]
        assert row[4] == f"{float(line['完成目标（%）']):.1f}%"
        assert row[5][1:] == line["状态"]
        assert row[5][0] == {"完成": "✓", "符合序时": "●", "滞后": "!"}[line["状态"]]
        assert float(line["预计下限（人次）"]) < float(line["年末预计（人次）"]) < float(line["预计上限（人次）"])


def test_who_has_done_most_of_the_target_stands_first(aimed: Store) -> None:
    lines = csv_of(SERVED, aimed, SEPTEMBER, "progress")[:-1]
    done = [float(line["完成目标（%）"]) for line in lines]
    assert done == sorted(done, reverse=True)
    assert [int(line["名次"]) for line in lines] == [1 + sum(other > own for other in done) for own in done]


def test_the_summary_counts_what_the_table_shows(aimed: Store) -> None:
    words = [line["状态"] for line in csv_of(SERVED, aimed, SEPTEMBER, "progress")[:-1]]
    said = f"完成{words.count('完成')}个、符合序时{words.count('符合序时')}个、滞后{words.count('滞后')}个"
    assert view(aimed, SEPTEMBER).summary == f"2025年1—9月培训人次：序时进度75.0%，16个单位有年度目标，{said}。"


def test_silent_units_are_not_judged(aimed: Store) -> None:
    lines = csv_of(SERVED, aimed, SEPTEMBER.but(period=Period.parse("2025-12")), "progress")[:-1]
    silent = [line for line in lines if line["2025年1—12月（人次）"] == "未报"]
    assert [(line["名次"], line["状态"], line["年末预计（人次）"]) for line in silent] == [("", "", ""), ("", "", "")]
    assert lines[-2:] == silent


def test_a_metric_without_targets_leads_to_those_that_have(aimed: Store) -> None:
    shown = view(aimed, SEPTEMBER.but(metric="eight_rules_persons"))
    assert shown.metric == aimed.catalogue["party_lectures"]
    assert len(shown.overview) == 8


def test_every_change_can_be_downloaded(aimed: Store) -> None:
    lines = csv_of(SERVED, aimed, SEPTEMBER, "changes")
    assert len(lines) == 8 * 16
    assert lines[0] == {
        "时间": "2025-01-20 10:00",
        "经手人": "组织部",
        "单位": "霁川镇",
        "指标": "讲党课次数",
        "原目标": "",
        "新目标": lines[0]["新目标"],
        "文件": "青梧区2025年度基层党建目标任务.xlsx",
        "工作表": "年度目标",
        "单元格": "C3",
    }


def test_nothing_set_is_said(nothing: Store) -> None:
    selection = Selection("qingwu", "party_members", Period.parse("2025-09"))
    assert view(nothing, selection).summary == "2025年没有设年度目标。"
    assert "这一年没有年度目标" in text_of(part(SERVED, nothing, selection, "overview", "children"))
    assert csv_of(SERVED, nothing, selection, "progress") == []


def test_a_target_typed_in_counts_and_is_remembered(made: Dashboard, client: FlaskClient) -> None:
    form = {"area": "jichuan", "value": "1,200"}
    answer = client.post("/targets/2025/trainees", data=form, headers=OURS)
    assert (answer.status_code, answer.json) == (200, {})
    [change] = made.store.target_changes(2025)
    assert (change.target.area, change.target.value, change.by) == ("jichuan", 1200.0, "组织部")
    assert datetime.now().year == change.at.year
    assert client.post("/targets/2025/trainees", data=form).status_code == 403


@pytest.mark.parametrize(
    ("metric", "area", "value", "status", "said"),
    [
        ("trainees", "jichuan", "多", 409, "霁川镇2025年培训人次的目标“多”作不了目标"),
        ("eight_rules_persons", "jichuan", "3", 409, "不作评判"),
        ("nothing", "jichuan", "3", 404, "没有这个指标或单位"),
        ("trainees", "qingwu-inspection", "3", 404, "巡察办不报培训人次"),
    ],
)
def test_what_is_no_target_is_said(
    client: FlaskClient, metric: str, area: str, value: str, status: int, said: str
) -> None:
    answer = client.post(f"/targets/2025/{metric}", data={"area": area, "value": value}, headers=OURS)
    assert answer.status_code == status
    assert answer.json is not None
    assert said in answer.json["message"]
