"""``rebase`` on the command line."""

from pathlib import Path

from tests.pipelines.forms import form
from tests.pipelines.test_commands import instance, run, write  # noqa: F401


def test_a_chart_begins_anew_and_no_more(tmp_path: Path) -> None:
    for month in ("1", "2", "3"):
        content = form(("培训人次", "人次", 12), month=f"2025年{month}月")
        assert run("gather", write(tmp_path / month, **{f"霁川镇2025年{month}月": content}), "--accept").exit_code == 0
    refused = run("rebase", "trainees", "霁川镇", "2025-02")
    assert (refused.exit_code, "没有写理由" in refused.stderr) == (1, True)
    done = run("rebase", "trainees", "霁川镇", "2025-02", "--reason", "并入两个村")
    assert (done.exit_code, done.stdout[17:]) == (0, "组织部 2025年2月重新起算：并入两个村\n")
    gone = run("rebase", "trainees", "jichuan", "2025-02", "--remove", "--reason", "并村推迟", "--by", "区委")
    assert gone.stdout.splitlines()[1][17:] == "区委 2025年2月撤销：并村推迟"
    assert len(run("rebase", "trainees", "jichuan").stdout.splitlines()) == 2
    assert run("rebase", "trainees", "qingwu", "2025-02", "--all", "--reason", "口径调整").exit_code == 0
    assert "口径调整" in run("rebase", "trainees", "yinghu").stdout
