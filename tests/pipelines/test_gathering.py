"""Files into the store: whole or not at all, never twice, and nothing of what is refused."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from data.observations import Incoming, Kept
from data.store import Store, open_store
from pipelines.gathering import check_file, gather, list_files
from pipelines.taking import Outcome
from tests.pipelines.forms import CATALOGUE, PLACES, book, form, summary

RECEIVED = datetime(2025, 7, 3, 9, 30)


@pytest.fixture
def opened(database: str, tmp_path: Path) -> Iterator[Store]:
    store = open_store(database, CATALOGUE, PLACES, tmp_path / "files")
    yield store
    store.close()


def take(store: Store, *paths: Path, accept: bool = True) -> list[Outcome]:
    return gather(store, list(paths), by="组织部", received_at=RECEIVED, accept=accept)


def write(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def kept_files(tmp_path: Path) -> list[bytes]:
    return [path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_a_file_is_taken_once(opened: Store, tmp_path: Path) -> None:
    content = form(("党员总数", "名", 500), ("培训人次", "人次", 12))
    path = write(tmp_path / "in", "霁川镇2025年6月.xlsx", content)
    [first] = take(opened, path)
    assert (first.status, first.observations, first.problems) == ("taken", 2, ())
    version = opened.version()
    [again] = take(opened, path)
    assert (again.status, again.submission_id) == ("known", first.submission_id)
    assert opened.version() == version
    assert kept_files(tmp_path) == [content]
    [trace] = opened.trace("trainees", 202506, "jichuan")
    assert (trace.file_name, trace.sheet, trace.cell, trace.text, trace.value) == (
        "霁川镇2025年6月.xlsx",
        "月报",
        "D5",
        "12",
        12.0,
    )
    assert (trace.received_at, trace.accepted_by) == (RECEIVED, "组织部")


def test_a_month_that_has_not_begun_is_no_month_to_report(opened: Store, tmp_path: Path) -> None:
    ahead = write(tmp_path / "in", "八月.xlsx", form(("党员总数", "名", 500), month="2025年8月"))
    [outcome] = take(opened, ahead)
    assert (outcome.status, [str(problem) for problem in outcome.problems]) == (
        "refused",
        ["八月.xlsx › 月报：2025年8月，还没有到；最晚只能报到2025年7月。请改正填报期间后重新报送。"],
    )
    begun = write(tmp_path / "in", "七月.xlsx", form(("党员总数", "名", 500), month="2025年7月"))
    assert [taken.status for taken in take(opened, begun)] == ["taken"]


def test_what_is_not_accepted_is_kept_and_not_shown(opened: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "in", "霁川镇2025年6月.xlsx", form(("培训人次", "人次", 12)))
    [outcome] = take(opened, path, accept=False)
    assert outcome.status == "taken"
    assert opened.figures(["trainees"], [202506], ["jichuan"]).empty
    [again] = take(opened, path)
    assert (again.status, again.submission_id) == ("accepted", outcome.submission_id)
    assert opened.figures(["trainees"], [202506], ["jichuan"])["value"].tolist() == [12.0]


@pytest.mark.parametrize("personal", [True, False])
def test_nothing_of_a_refused_file_is_stored(opened: Store, tmp_path: Path, personal: bool) -> None:
    rows: list[list[Any]] = [
        ["2025年6月汇总"],
        ["单位", "姓名", "党员总数（名）"],
        ["霁川镇", "张三" if personal else None, -5],
    ]
    path = write(tmp_path / "in", "汇总.xlsx", book(汇总=rows))
    [outcome] = take(opened, path)
    assert outcome.status == "refused"
    assert [problem.rule for problem in outcome.problems] == ["personal_data" if personal else "below_minimum"]
    assert opened.submissions().empty
    assert kept_files(tmp_path) == []


def test_a_file_too_large_is_not_loaded(opened: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "in", "霁川镇2025年6月.xlsx", b"")
    os.truncate(path, 40_000_000)
    [outcome] = take(opened, path)
    assert [problem.rule for problem in outcome.problems] == ["file_too_large"]


def test_checking_stores_nothing(opened: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "in", "霁川镇2025年6月.xlsx", form(("培训人次", "人次", 12)))
    assert check_file(opened, path) == []
    assert opened.submissions().empty


def test_a_cumulative_figure_may_not_fall_below_what_is_known(opened: Store, tmp_path: Path) -> None:
    name = "违反中央八项规定精神查处人数"
    take(opened, write(tmp_path / "in", "五月.xlsx", form((name, "人", 7), month="2025年5月")))
    [outcome] = take(opened, write(tmp_path / "in", "六月.xlsx", form((name, "人", 6))))
    assert [str(problem) for problem in outcome.problems] == [
        f"六月.xlsx › 月报 › D4：{name}本年累计“6”小于上月累计 7，累计数不应减少。"
        "请填 1 月至本月的累计；如上月报错，请先更正上月，确实减少的请说明理由。"
    ]


def test_files_of_one_unit_that_come_together_are_held_against_each_other(opened: Store, tmp_path: Path) -> None:
    name = "违反中央八项规定精神查处人数"
    paths = [
        write(tmp_path / "in", f"{number}.xlsx", form((name, "人", value), unit=unit, month=f"2025年{month}月"))
        for number, (unit, month, value) in enumerate(
            [("霁川镇", 5, 7), ("榆荫街道", 5, 2), ("霁川镇", 6, 6), ("榆荫街道", 6, 2)]
        )
    ]
    outcomes = take(opened, *paths)
    assert [(outcome.status, [problem.rule for problem in outcome.problems]) for outcome in outcomes] == [
        ("taken", []),
        ("taken", []),
        ("taken", ["cumulative_fallen"]),
        ("taken", []),
    ]


def test_a_district_is_held_against_its_units_that_come_with_it(opened: Store, tmp_path: Path) -> None:
    townships = [area for area in PLACES.areas if area.tier == "township" and area.valid_in(202506)]
    units = write(tmp_path / "in", "乡镇.xlsx", summary([[area.name, 100, 10] for area in townships]))
    whole = write(
        tmp_path / "in", "青梧区.xlsx", form(("党员总数", "名", 1500), ("讲党课次数", "次", 3), unit="青梧区")
    )
    outcomes = take(opened, units, whole)
    assert [(outcome.status, [problem.rule for problem in outcome.problems]) for outcome in outcomes] == [
        ("taken", []),
        ("taken", ["sum_differs"]),
    ]


def test_the_same_file_under_two_names_is_taken_once(opened: Store, tmp_path: Path) -> None:
    content = form(("培训人次", "人次", 12))
    outcomes = take(opened, *(write(tmp_path / "in", name, content) for name in ("一.xlsx", "二.xlsx")))
    assert [outcome.status for outcome in outcomes] == ["taken", "known"]
    assert outcomes[0].submission_id == outcomes[1].submission_id


def test_a_file_that_cannot_be_kept_takes_no_other_with_it(
    opened: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    townships = ("霁川镇", "榆荫街道", "鹭汀镇")
    paths = [write(tmp_path / "in", f"{unit}.xlsx", form(("培训人次", "人次", 12), unit=unit)) for unit in townships]
    heard: list[str] = []

    def fail(store: Store, brought: Sequence[Incoming], by: str) -> list[Kept]:
        if any(incoming.file_name == "榆荫街道.xlsx" for incoming in brought):
            raise OSError("disk")
        return keep(store, brought, by)

    keep = Store.take_all
    with monkeypatch.context() as failing:
        failing.setattr(Store, "take_all", fail)
        with pytest.raises(OSError, match="disk"):
            gather(opened, paths, by="组织部", accept=True, progress=lambda outcome: heard.append(outcome.status))
    assert heard == ["taken"]
    assert opened.submissions()["file_name"].tolist() == ["霁川镇.xlsx"]
    assert [outcome.status for outcome in take(opened, *paths)] == ["known", "taken", "taken"]


def test_a_slip_of_the_unit_is_seen_against_the_own_history(opened: Store, tmp_path: Path) -> None:
    for month in range(1, 7):
        content = form(("培训人次", "人次", 40 + month), month=f"2025年{month}月")
        take(opened, write(tmp_path / "in", f"{month}月.xlsx", content))
    [outcome] = take(opened, write(tmp_path / "in", "七月.xlsx", form(("培训人次", "人次", 4400), month="2025年7月")))
    assert [problem.rule for problem in outcome.problems] == ["unit_slip"]
    [outcome] = take(opened, write(tmp_path / "in", "七月.xlsx", form(("培训人次", "人次", 440), month="2025年7月")))
    assert outcome.status == "taken"


@pytest.mark.parametrize("accept", [True, False])
def test_a_file_that_was_returned_stays_returned(opened: Store, tmp_path: Path, accept: bool) -> None:
    path = write(tmp_path / "in", "六月.xlsx", form(("培训人次", "人次", 12)))
    [first] = take(opened, path, accept=False)
    assert first.submission_id is not None
    opened.return_submission(first.submission_id, "组织部", RECEIVED, "漏报两个村")
    [again] = take(opened, path, accept=accept)
    assert (again.status, again.submission_id) == ("refused", first.submission_id)
    assert [str(problem) for problem in again.problems] == [
        "六月.xlsx：第1号报送已于 2025-07-03 由组织部退回（理由：漏报两个村），退回的不能接收。请改正后重新报送。"
    ]
    record = opened.submission(first.submission_id)
    assert record
    assert record.status == "returned"
    assert opened.months() == []


def test_a_correction_of_a_locked_month_is_kept_and_waits(opened: Store, tmp_path: Path) -> None:
    take(opened, write(tmp_path / "in", "六月.xlsx", form(("培训人次", "人次", 12))))
    opened.lock(202506, "组织部", RECEIVED)
    path = write(tmp_path / "in", "更正.xlsx", form(("培训人次", "人次", 15)))
    for _ in range(2):
        [outcome] = take(opened, path)
        assert (outcome.status, [problem.rule for problem in outcome.problems]) == ("held", ["locked"])
    assert outcome.submission_id is not None
    assert opened.figures(["trainees"], [202506], ["jichuan"])["value"].tolist() == [12]
    opened.reopen(202506, "组织部", RECEIVED, "更正漏报")
    [outcome] = take(opened, path)
    assert (outcome.status, outcome.problems) == ("accepted", ())
    assert opened.figures(["trainees"], [202506], ["jichuan"])["value"].tolist() == [15]


def test_a_folder_is_taken_by_name_without_office_temporaries(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.csv", "~$b.xlsx", ".c.xls", "d.doc"):
        write(tmp_path / "in", name, b"")
    assert [path.name for path in list_files([tmp_path / "in"])] == ["a.csv", "b.xlsx"]
