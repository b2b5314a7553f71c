"""Sheets of annual targets, read as any workbook: what they set, and what is wrong with which cell."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from data.problems import Refusal
from data.store import Store, open_store
from data.targets import Target
from pipelines.target_sheets import TargetSheet, read_targets, take_targets, type_target
from tests.pipelines.forms import CATALOGUE, NAMES, PLACES, book
from tests.pipelines.test_commands import instance, run, write  # noqa: F401

AT = datetime(2025, 1, 20, 10)
HEADER = ["乡镇", "培训人次", "讲党课次数（次）"]


def sheet(*rows: list[Any], title: str = "青梧区2025年度目标任务", header: list[str] = HEADER) -> bytes:
    """Its first figure stands in B3."""
    return book(年度目标=[[title], header, *rows])


def read(content: bytes, year: int | None = None, name: str = "目标.xlsx") -> TargetSheet:
    return read_targets(content, name, NAMES, year)


def complaints(found: TargetSheet) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_townships_down_and_metrics_across() -> None:
    found = read(sheet(["霁川镇", 1200, 24], ["鹭汀镇", 900, 18]))
    assert (found.year, found.problems) == (2025, ())
    assert found.targets == (
        Target("trainees", 2025, "jichuan", 1200.0, "年度目标", "B3"),
        Target("party_lectures", 2025, "jichuan", 24.0, "年度目标", "C3"),
        Target("trainees", 2025, "luting", 900.0, "年度目标", "B4"),
        Target("party_lectures", 2025, "luting", 18.0, "年度目标", "C4"),
    )


def test_metrics_down_and_townships_across() -> None:
    found = read(book(目标=[["2025年度目标"], ["指标", "霁川镇", "鹭汀镇"], ["培训人次", 1200, 900]]))
    assert [(target.area, target.value, target.cell) for target in found.targets] == [
        ("jichuan", 1200.0, "B3"),
        ("luting", 900.0, "C3"),
    ]


def test_not_applicable_takes_a_target_back_and_blank_says_nothing() -> None:
    found = read(sheet(["霁川镇", "不适用", None]))
    assert found.targets == (Target("trainees", 2025, "jichuan", None, "年度目标", "B3"),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            ["霁川镇", "一千二", 24],
            "目标.xlsx › 年度目标 › B3：“一千二”不是一个数（培训人次）。"
            "请只填一个数字；没有发生填 0，没有这项工作填“不适用”。",
        ),
        (
            ["霁川镇", 0, 24],
            "目标.xlsx › 年度目标 › B3：培训人次的目标“0”作不了目标，应是大于 0 的数。"
            "请填写年末要达到的数；不设目标的，表里写“不适用”。",
        ),
        (
            ["霁川镇", 12.5, 24],
            "目标.xlsx › 年度目标 › B3：培训人次的目标“12.5”不是整数。请填写整数，单位是人次。",
        ),
    ],
)
def test_each_fault_names_its_cell(row: list[Any], said: str) -> None:
    found = read(sheet(row))
    assert (found.refused, complaints(found)) == (True, [said])


def test_a_discipline_figure_takes_no_target() -> None:
    found = read(sheet(["霁川镇", 3], header=["乡镇", "违反中央八项规定精神查处人数"]))
    assert found.targets == ()
    assert complaints(found) == [
        "目标.xlsx › 年度目标 › B3：违反中央八项规定精神查处人数的目标“3”不能设：不作评判，不设目标。"
        "请不要给这个指标设目标。"
    ]


def test_who_is_not_asked_has_no_target() -> None:
    found = read(sheet(["巡察办", 3, 4], ["霁川镇", 3, 4]))
    assert complaints(found)[0] == (
        "目标.xlsx › 年度目标 › B3：“3”：巡察办不填报培训人次。请核对是哪个单位、哪个指标的数。"
    )


@pytest.mark.parametrize(
    ("title", "name", "given", "year"),
    [
        ("年度目标", "目标.xlsx", 2025, 2025),
        ("年度目标", "2026年目标.xlsx", None, 2026),
        ("年度目标", "目标.xlsx", None, None),
        ("2025年度目标", "目标.xlsx", 2026, None),
        ("2025年度目标", "2024年目标.xlsx", None, None),
    ],
)
def test_the_year_is_said_once(title: str, name: str, given: int | None, year: int | None) -> None:
    found = read(sheet(["霁川镇", 3, 4], title=title), given, name)
    assert found.year == year
    assert [problem.rule for problem in found.problems] == ([] if year else ["target_year"])


def test_persons_are_refused() -> None:
    found = read(book(目标=[["2025年目标"], ["乡镇", "姓名", "身份证号", "培训人次"], ["霁川镇", "某某", "1", 3]]))
    assert (found.refused, found.targets) == (True, ())


@pytest.fixture
def opened(database: str, tmp_path: Path) -> Iterator[Store]:
    store = open_store(database, CATALOGUE, PLACES, tmp_path / "files")
    yield store
    store.close()


def test_a_file_is_kept_whole_or_not_at_all(opened: Store) -> None:
    wrong = sheet(["霁川镇", 1200, "多"])
    assert take_targets(opened, wrong, "错.xlsx", "组织部", AT)[1] == 0
    assert opened.targets(2025) == []
    content = sheet(["霁川镇", 1200, 24])
    assert take_targets(opened, content, "对.xlsx", "组织部", AT)[1] == 2
    assert take_targets(opened, content, "对.xlsx", "组织部", AT)[1] == 0
    [change, _] = opened.target_changes(2025)
    assert (change.file_name, change.target.cell, opened.file(change.sha256)) == ("对.xlsx", "B3", content)


def test_the_command(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 对=sheet(["霁川镇", 1200, 24]), 错=sheet(["霁川镇", 1200, "多"]))
    taken = run("targets", folder / "对.xlsx")
    assert (taken.exit_code, taken.stdout) == (0, "2025年度目标 2 个，其中新设或改动 2 个\n")
    assert "其中新设或改动 0 个" in run("targets", folder / "对.xlsx").stdout
    refused = run("targets", folder / "错.xlsx")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("错.xlsx › 年度目标 › C3：“多”不是一个数（讲党课次数）。")


def test_one_target_is_typed_in_changed_and_taken_back(opened: Store) -> None:
    for text in ("1,200", "1300", ""):
        type_target(opened, 2025, "trainees", "jichuan", text, "组织部", AT)
    assert [(change.before, change.target.value) for change in opened.target_changes(2025)] == [
        (None, 1200.0),
        (1200.0, 1300.0),
        (1300.0, None),
    ]


@pytest.mark.parametrize("text", ["多", "-3", "0", "nan", "inf", "2.5"])
def test_what_is_typed_is_checked_as_a_cell_is(opened: Store, text: str) -> None:
    with pytest.raises(Refusal, match=f"霁川镇2025年培训人次的目标“{text}”"):
        type_target(opened, 2025, "trainees", "jichuan", text, "组织部", AT)
    assert opened.target_changes(2025) == []


@pytest.mark.parametrize(("metric", "area"), [("nothing", "jichuan"), ("trainees", "nowhere"), ("trainees", "qingwu")])
def test_a_target_needs_a_metric_and_who_reports_it(opened: Store, metric: str, area: str) -> None:
    with pytest.raises(LookupError):
        type_target(opened, 2025, metric, area, "3", "组织部", AT)
