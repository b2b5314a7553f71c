"""The command line: what it prints, what it leaves behind, and how it exits."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from pipelines.__main__ import app
from tests.pipelines.forms import book, form

SOUND = form(("培训人次", "人次", 12))
WRONG = form(("培训人次", "人次", -3), ("讲党课次数", "次", "7(28)"))


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "instance"


def run(*words: str | int | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def write(folder: Path, **contents: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    return folder


def test_gathering_a_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 六月=SOUND)
    first = run("gather", folder, "--accept", "--received", "2025-07-03T09:30")
    assert (first.exit_code, "共 1 个文件：已收 1 个，已收过 0 个，退回 0 个" in first.stdout) == (0, True)
    again = run("gather", folder, "--accept")
    assert (again.exit_code, "共 1 个文件：已收 0 个，已收过 1 个，退回 0 个" in again.stdout) == (0, True)
    status = run("status")
    assert status.exit_code == 0
    [line] = [line for line in status.stdout.splitlines() if "霁川镇" in line]
    assert "接收" in line
    assert "2025-07-03 09:30" in line


def test_a_refused_file_fails_the_command_and_the_others_are_taken(tmp_path: Path, instance: Path) -> None:
    result = run("gather", write(tmp_path / "in", 对=SOUND, 错=WRONG), "--accept")
    assert result.exit_code == 1
    assert "共 2 个文件：已收 1 个，已收过 0 个，退回 1 个" in result.stdout
    assert "错.xlsx › 月报 › D4：“-3”小于最小值 0（培训人次）。请改正后重新报送。" in result.stderr
    assert len([path for path in (instance / "files").rglob("*") if path.is_file()]) == 1


def test_checking_prints_every_problem_and_stores_nothing(tmp_path: Path, instance: Path) -> None:
    folder = write(tmp_path / "in", 对=SOUND, 错=WRONG)
    assert run("check", folder / "对.xlsx").exit_code == 0
    result = run("check", folder)
    assert (result.exit_code, result.stdout) == (1, "对.xlsx：没有问题\n错.xlsx：2 个问题\n")
    assert [line.split("：")[0] for line in result.stderr.splitlines()] == [
        "错.xlsx › 月报 › D4",
        "错.xlsx › 月报 › D5",
    ]
    assert run("status").stdout == "还没有收到任何数据\n"


def test_what_is_recognised_as_json(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 汇总=book(汇总=[["单位", "党员（名）"], ["霁川镇", 5], ["合计", 5]]))
    [table] = json.loads(run("read", folder / "汇总.xlsx", "--json").stdout)
    assert table == {
        "file": "汇总.xlsx",
        "table": {
            "sheet": "汇总",
            "header_rows": [1],
            "first_data_row": 2,
            "last_data_row": 2,
            "n_data_rows": 1,
            "total_rows": [3],
            "section_rows": [],
            "note_rows": [],
        },
        "flattened_headers": ["单位", "党员（名）"],
        "cells": [
            {"row": 1, "col": 1, "value": "单位"},
            {"row": 1, "col": 2, "value": "党员（名）"},
            {"row": 2, "col": 1, "value": "霁川镇"},
            {"row": 2, "col": 2, "value": 5.0},
            {"row": 3, "col": 1, "value": "合计"},
            {"row": 3, "col": 2, "value": 5.0},
        ],
        "hidden": {"sheet": False, "rows": [], "columns": []},
    }


def test_a_text_file_goes_by_its_encoding_and_blank_cells_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "汇总.csv"
    path.write_bytes("单位,党员（名）,支部（个）\n霁川镇,,5\n".encode("gb18030"))
    [table] = json.loads(run("read", path, "--json").stdout)
    assert table["table"]["sheet"] == "gb18030"
    assert [cell["value"] for cell in table["cells"] if cell["row"] == 2] == ["霁川镇", None, "5"]


def test_every_fault_of_the_definitions_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("catalogue").exit_code == 0
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "a.toml").write_text('[theme]\nlabel_zh = "甲"\nnonsense = 1\n', encoding="utf-8")
    monkeypatch.setenv("CATALOGUE_DIR", str(tmp_path / "catalogue"))
    result = run("catalogue")
    assert result.exit_code == 1
    assert "a.toml › theme.nonsense：没有这个键" in result.stderr
    assert "a.toml › theme.order：缺少这个键" in result.stderr


def test_an_area_tree_is_printed(tmp_path: Path) -> None:
    rows = [["区", "乡镇", "村"], ["甲区", "乙镇", "丙村"], [None, "丁街道", "戊社区"], ["甲区", "丁街道", "己村"]]
    folder = write(tmp_path / "in", 名册=book(名册=rows))
    result = run("places", folder / "名册.xlsx", "--columns", "区,乡镇,村", "--kinds", "区,镇,村")
    assert result.stdout == (
        '[areas.a0001]\nname = "甲区"\nkind = "区"\n\n'
        '[areas.a0002]\nname = "乙镇"\nkind = "镇"\nparent = "a0001"\n\n'
        '[areas.a0004]\nname = "丁街道"\nkind = "街道"\nparent = "a0001"\n\n'
        '[areas.a0003]\nname = "丙村"\nkind = "村"\nparent = "a0002"\n\n'
        '[areas.a0005]\nname = "己村"\nkind = "村"\nparent = "a0004"\n\n'
    )
    wrong = run("places", folder / "名册.xlsx", "--columns", "县", "--kinds", "县")
    assert (wrong.exit_code, wrong.stderr) == (1, "名册.xlsx 里没有同时带有 县 各列的表\n")


@pytest.mark.parametrize("option", [("--month", "六月"), ("--mapping", "mapping.toml")])
def test_options_that_are_none_are_said(tmp_path: Path, option: tuple[str, str]) -> None:
    (tmp_path / "mapping.toml").write_text("areas = []", encoding="utf-8")
    name, value = option
    folder = write(tmp_path / "in", 六月=SOUND)
    result = run("check", folder, name, tmp_path / value if name == "--mapping" else value)
    assert result.exit_code == 2
    assert ("mapping.toml：不是有效的列对应文件" if name == "--mapping" else "应写作 2025-06 的样子") in result.stderr


def test_blank_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one = run("template", "霁川", "2025-06")
    assert (one.exit_code, one.stdout) == (0, "已写出 1 份表样：当前文件夹\n")
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["霁川镇2025-06月报表.xlsx"]
    assert run("template", "jichuan", "2025-06", "-o", tmp_path / "甲.xlsx").exit_code == 0
    every = run("template", "青梧区", "2025-06", "--all", "-o", tmp_path / "表样")
    assert every.stdout.startswith("已写出 20 份表样：")
    assert len(list((tmp_path / "表样").glob("*.xlsx"))) == 20
    assert run("check", tmp_path / "甲.xlsx").stderr.startswith("甲.xlsx：表里一个数也没有填，应逐项填写。")
    wrong = run("template", "青梧区", "2025-06")
    assert (wrong.exit_code, wrong.stderr.startswith("青梧区自身不填报任何指标，没有表样。")) == (1, True)
    unknown = run("template", "某镇", "2025-06")
    assert (unknown.exit_code, unknown.stderr) == (2, "“某镇”不是2025年6月有效的单位代码或名称\n")
    unclear = run("template", "霁川镇", "六月")
    assert (unclear.exit_code, unclear.stderr) == (2, "月份：“六月”应写作 2025-06 的样子\n")


def test_marked_workbooks(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 对=SOUND, 错=WRONG)
    assert run("mark", folder / "对.xlsx").stdout == "对.xlsx：没有问题，不用标注\n"
    marked = run("mark", folder / "错.xlsx")
    assert (marked.exit_code, marked.stdout) == (
        0,
        f"错.xlsx：2 个问题，已标在 {folder / '错（问题标注）.xlsx'}\n",
    )
    sheet = load_workbook(folder / "错（问题标注）.xlsx")["月报"]
    assert sheet["D4"].comment.text == "【必须改正】“-3”小于最小值 0（培训人次）。请改正后重新报送。"
    assert run("mark", folder / "错.xlsx", "-o", tmp_path / "甲.xlsx").exit_code == 0
    assert run("check", tmp_path / "甲.xlsx").stderr == run("check", folder / "错.xlsx").stderr.replace("错.", "甲.")
