"""From a refused file to a mapping that is kept, listed and forgotten, on the command line."""

from pathlib import Path
from typing import Any

import pytest

from tests.pipelines.forms import book, form
from tests.pipelines.test_commands import instance, run

__all__ = ["instance"]

SUMMARY: list[list[Any]] = [["单位", "党员", "在册户口"], ["霁川镇", 500, 12], ["北片", 300, 0]]


def summary(month: int, *headers: str) -> bytes:
    rows = [[f"2025年{month}月党建汇总表"], list(headers) or SUMMARY[0], *SUMMARY[1:]]
    return book(**{f"{month}月": rows})


@pytest.fixture
def june(tmp_path: Path) -> Path:
    path = tmp_path / "六月.xlsx"
    path.write_bytes(summary(6))
    return path


def test_a_mapping_is_written_confirmed_and_used_next_month(june: Path, tmp_path: Path) -> None:
    assert run("check", june).exit_code == 1
    mapping = tmp_path / "对应.toml"
    shown = run("mapping", june, "--write", mapping)
    assert shown.exit_code == 0
    assert "要确认 3 处" in shown.stdout
    written = mapping.read_text(encoding="utf-8")
    assert written.splitlines()[1:6] == [
        'sheet = "6月"',
        'rest = "read"',
        "",
        "[columns]",
        '"党员" = "party_members"  # party_members 党员总数、trainees 培训人次',
    ]
    assert '# "在册户口" = ""' in written
    for unknown, code in (("在册户口", "trainees"), ("北片", "yuyin")):
        written = written.replace(f'# "{unknown}" = ""', f'"{unknown}" = "{code}"')
    mapping.write_text(written, encoding="utf-8")
    kept = run("mapping", june, "--confirm", mapping)
    assert (kept.exit_code, kept.stdout) == (0, "已记住没有写明单位的 1 张表，以后同样的表不再问\n")
    july = tmp_path / "七月.xlsx"
    july.write_bytes(summary(7))
    assert run("check", june, july).exit_code == 0
    taken = run("gather", july, "--accept")
    assert (taken.exit_code, "共 1 个文件：已收 1 个" in taken.stdout) == (0, True)
    august = tmp_path / "八月.xlsx"
    august.write_bytes(summary(8, "单位", "在册户口", "党员"))
    moved = run("check", august)
    assert moved.exit_code == 1
    assert "八月.xlsx › 8月 › A2：认出 1 行单位，看不出数与指标、单位、月份怎样对应。" in moved.stderr


def test_kept_mappings_are_listed_and_forgotten(june: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "对应.toml"
    mapping.write_text(
        'rest = "read"\n[columns]\n"党员" = "party_members"\n"在册户口" = ""\n[places]\n"北片" = "yuyin"', "utf-8"
    )
    assert run("mapping", june, "--sender", "霁川镇", "--confirm", mapping).exit_code == 0
    assert run("check", june).exit_code == 1
    assert run("check", june, "--sender", "霁川镇").exit_code == 0
    listed = run("mappings").stdout
    assert "霁川镇" in listed
    signature = next(
        word for word in listed.replace("│", " ").split() if len(word) >= 8 and word.isalnum() and word.isascii()
    )
    assert run("mappings", "--forget", "zzzz").exit_code == 2
    assert run("mappings", "--forget", signature[:8]).exit_code == 0
    assert "霁川镇" not in run("mappings").stdout
    assert run("check", june, "--sender", "霁川镇").exit_code == 1


def test_a_mapping_against_the_sheet_is_not_kept(tmp_path: Path) -> None:
    path, mapping = tmp_path / "六月.xlsx", tmp_path / "对应.toml"
    path.write_bytes(form(("党员总数", "名", 500), ("培训人次", "人次", 3)))
    mapping.write_text('rest = "read"\n[rows]\n"党员总数" = "trainees"', encoding="utf-8")
    refused = run("mapping", path, "--confirm", mapping)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "“党员总数”是“党员总数”，对应关系里却是“培训人次”" in refused.stderr
    assert "霁川镇" not in run("mappings").stdout


def test_a_file_with_persons_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(book(名单=[["单位", "姓名"], ["霁川镇", "张三"]]))
    refused = run("mapping", path)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "属于个人信息" in refused.stderr
