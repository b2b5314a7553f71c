"""The life of a submission on the command line: what is printed, what is left behind, how it exits."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from tests.pipelines.forms import book, form
from tests.pipelines.test_commands import instance, run, write  # noqa: F401

FIRST = form(("培训人次", "人次", 12))
CORRECTED = form(("培训人次", "人次", 15))
ZERO = form(("培训人次", "人次", 0))


def gather(folder: Path, *options: str, **contents: bytes) -> Result:
    return run("gather", write(folder, **contents), "--received", "2025-07-05T09:30", *options)


def line(result: Result, name: str) -> list[str]:
    """The cells of the table's line that begins with a name."""
    [found] = [line for line in result.stdout.splitlines() if line.removeprefix("│").strip().startswith(name)]
    return [cell.strip() for cell in found.strip("│").split("│")]


def test_a_file_waits_is_returned_comes_again_and_counts(tmp_path: Path) -> None:
    assert gather(tmp_path / "一", 初报=FIRST).exit_code == 0
    assert line(run("status"), "霁川镇") == ["霁川镇", "已报", "1", "2025-07-05 09:30", "第1号待审"]
    returned = run("return", 1, "--reason", "漏报两个村")
    assert (returned.exit_code, returned.stdout) == (0, "第1号报送已退回\n")
    overdue = (date.today() - date(2025, 7, 5)).days
    assert line(run("status"), "霁川镇") == ["霁川镇", "退回", "1", "2025-07-05 09:30", f"逾期 {overdue} 天"]
    again = gather(tmp_path / "一", "--accept")
    assert again.exit_code == 1
    assert "初报.xlsx：第1号报送已于" in again.stderr
    assert gather(tmp_path / "二", 重报=CORRECTED).exit_code == 0
    assert line(run("status"), "霁川镇")[1] == "重报"
    assert line(run("status"), "鹭汀镇")[1] == "未报"
    accepted = run("accept", 2)
    assert (accepted.exit_code, accepted.stdout) == (0, "第2号报送已接收，改变 1 个数\n")
    assert line(run("status"), "霁川镇") == ["霁川镇", "接收", "1", "2025-07-05 09:30", ""]
    assert "应报 20 个，已报 1 个，按时 1 个" in run("status", "--month", "2025-06").stdout
    assert [line(run("submissions"), number)[-1] for number in "12"] == ["退回", "接收"]
    assert len(run("submissions", "--limit", 1).stdout.splitlines()) == len(run("submissions").stdout.splitlines()) - 1


def test_a_correction_shows_what_it_changes(tmp_path: Path) -> None:
    gather(tmp_path / "一", "--accept", 初报=FIRST)
    gather(tmp_path / "二", 更正=CORRECTED)
    shown = run("submissions", 2)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("第2号报送：更正.xlsx（待审）\n  2025-07-05 09:30 组织部 收到\n")
    assert line(shown, "培训人次") == ["培训人次", "2025年6月", "霁川镇", "12", "15", "月报 D4"]
    assert run("submissions", 1).stdout.count("接收") == 2
    assert line(run("submissions", 1), "培训人次")[3:5] == ["未报", "12"]
    gather(tmp_path / "三", 照旧=form(("培训人次", "人次", 12), ("讲党课次数", "次", 3)))
    assert "培训人次" not in run("submissions", 3).stdout


def test_a_ledger_sent_again_shows_which_items_differ(tmp_path: Path) -> None:
    head = [
        "编号",
        "问题来源",
        "问题摘要",
        "责任单位",
        "整改措施",
        "发现日期",
        "整改时限",
        "状态",
        "完成日期",
        "销号日期",
        "回头看结果",
    ]
    first = [
        "甲1",
        "自查",
        "台账更新不及时",
        "霁川镇",
        "补录",
        "2025-01-03",
        "2025-03-01",
        "正在整改",
        None,
        None,
        None,
    ]
    done = [*first[:7], "已整改", "2025-02-20", None, None]
    fresh = ["甲2", *first[1:]]
    gather(tmp_path / "一", "--accept", 一月=book(整改台账=[head, first]))
    gather(tmp_path / "二", 二月=book(整改台账=[head, done, fresh]))
    shown = run("submissions", 2)
    rows = [[cell.strip() for cell in row.strip("│").split("│")] for row in shown.stdout.splitlines() if "甲" in row]
    assert rows == [
        ["甲1", "状态", "正在整改", "已整改", "整改台账 第 2 行"],
        ["甲1", "完成日期", "", "2025-02-20", "整改台账 第 2 行"],
        ["甲2", "新增", "", "甲2", "整改台账 第 3 行"],
    ]


def test_a_month_is_locked_and_reopened(tmp_path: Path) -> None:
    gather(tmp_path / "一", "--accept", 初报=FIRST)
    lock = run("lock", "2025-06", "--reason", "已印发通报").stdout
    assert lock.startswith("2025年6月已锁定；还有 19 个单位没有报：区本级、组织部、纪委监委、巡察办、鹭汀镇、")
    assert "霁川镇" not in lock
    assert "2025年6月（2025-07-05 截止，已锁定）" in run("status").stdout
    locked = run("lock", "2025年6月")
    assert (locked.exit_code, locked.stderr) == (1, "2025年6月已经锁定。不必再锁。\n")
    held = gather(tmp_path / "二", "--accept", 更正=CORRECTED)
    assert held.exit_code == 1
    assert "待接收 1 个" in held.stdout
    message = "更正.xlsx：2025年6月已锁定，这份更正已留存，但不能接收。请先写明理由重新开放该月。\n"
    assert held.stderr == message
    both = run("accept", 2, 1)
    assert (both.exit_code, both.stderr) == (1, message)
    assert both.stdout == "第1号报送已接收，改变 1 个数\n"
    assert run("reopen", "2025-06", "--reason", "更正漏报").stdout == "2025年6月已重新开放\n"
    accepted = run("gather", tmp_path / "二", "--accept")
    assert accepted.exit_code == 0
    assert "更正.xlsx │ 接收 " in accepted.stdout
    assert "共 1 个文件：已收 0 个，已收过 0 个，接收 1 个，退回 0 个" in accepted.stdout
    assert "已收 0 个，已收过 1 个，退回 0 个" in run("gather", tmp_path / "二", "--accept").stdout


def test_a_warning_is_answered_and_then_accepted(tmp_path: Path) -> None:
    gather(tmp_path / "一", 近似=form(("主体班、轮训班、专题讲坐期数", "期", 3)))
    refused = run("accept", 1)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("近似.xlsx › 月报 › D4：第1条提醒（“主体班、轮训班、专题讲坐期数”")
    assert "还没有说明" in run("submissions", 1).stdout
    assert run("answer", 1, 2, "--reason", "无误").exit_code == 1
    answered = run("answer", 1, 1, "--reason", "一字之差", "--by", "霁川镇")
    assert (answered.exit_code, answered.stdout) == (0, "已记下，提醒全部说明了\n")
    assert "霁川镇说明：一字之差" in run("submissions", 1).stdout
    assert run("accept", 1).exit_code == 0


def test_one_reason_answers_all_warnings_of_a_rule(tmp_path: Path) -> None:
    gather(tmp_path / "一", 近似=form(("主体班、轮训班、专题讲坐期数", "期", 3)))
    listed = run("submissions", 1).stdout
    rule = listed.split("提醒 1（")[1].split("）")[0]
    assert run("answer", 1, "--rule", "nothing", "--reason", "无误").stdout == "已记下，还有 1 条提醒没有说明\n"
    answered = run("answer", 1, "--rule", rule, "--reason", "一字之差")
    assert (answered.exit_code, answered.stdout) == (0, "已记下，提醒全部说明了\n")


def test_deadlines_and_reminders(tmp_path: Path) -> None:
    assert run("deadline", "2025-06").stdout == "2025年6月的截止日：2025-07-05\n"
    assert run("deadline", "2025-06", "2025-07-04").stdout == "2025年6月的截止日：2025-07-04\n"
    gather(tmp_path / "一", "--accept", 零=ZERO)
    assert line(run("status"), "霁川镇")[-1] == "迟报，零报告"
    reminded = run("remind")
    assert reminded.exit_code == 0
    overdue = str((date.today() - date(2025, 7, 4)).days)
    assert line(reminded, "2025年6月 │ 鹭汀镇") == ["2025年6月", "鹭汀镇", "未报", "2025-07-04", overdue]
    # What nobody reports any more is said once, not unit by unit.
    said = reminded.stdout.splitlines()[0]
    assert said.startswith("2025年7月至20")
    assert said.endswith("已过截止日，还没有任何单位报送。")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("accept", 7), 1, "没有编号为 7 的报送"),
        (("submissions", 7), 1, "没有编号为 7 的报送"),
        (("return", 7, "--reason", "漏报"), 1, "没有编号为 7 的报送"),
        (("answer", 7, 1, "--reason", "无误"), 1, "没有编号为 7 的报送"),
        (("reopen", "2025-06", "--reason", "更正"), 1, "2025年6月没有锁定"),
        (("reopen", "六月", "--reason", "更正"), 2, "月份：“六月”应写作 2025-06 的样子"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str | int, ...], code: int, said: str) -> None:
    result = run(*words)
    assert result.exit_code == code
    assert said in result.stderr


@pytest.mark.parametrize("words", [("return", 1), ("reopen", "2025-06"), ("answer", 1, 1)])
def test_a_reason_is_asked_for(words: tuple[str | int, ...]) -> None:
    assert run(*words).exit_code == 2
