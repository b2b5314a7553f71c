"""The parts of page 报送: each standing in sign, word and colour, what wants attention first, wrong cells marked."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from data.areas import Area
from data.excerpts import Excerpt, Line, Spot
from data.places import Places
from data.problems import Problem
from data.submissions import Answer, Scope, Submission, Waiting, Warned
from data.uploads import Upload, UploadStatus
from layouts.components.decisions import decide
from layouts.components.matrix import coverage_matrix
from layouts.components.problems import problem_table
from layouts.components.sheets import sheet_views
from layouts.components.uploads import batch_progress, upload_list
from layouts.components.waiting import waiting_list
from layouts.components.warnings import warning_table
from tests.layouts.seeing import kinds, text_of, with_class

BLOCK = Problem("below_minimum", "block", "“-3”小于最小值 0", "", "请改正", "a.xlsx", "月报", "D5")
WARN = Problem("metric_absent", "warn", "有 2 个数没有填", "", "请补填", "a.xlsx")

TOWN = Places(
    areas=(Area(code="q", name="林溪区", kind="区"), Area(code="a", name="青石镇", kind="镇", parent="q")),
    fingerprint="",
)


def upload(
    number: int, status: UploadStatus, batch: str = "new", decided: str = "", problems: tuple[Problem, ...] = ()
) -> Upload:
    at = datetime(2025, 7, 3, 9, 30)
    whose = (("a",), (202506,)) if status in ("passed", "faulty") else ((), ())
    return Upload(number, batch, f"{number}.xlsx", "0", at, "组织部", status, 1, problems, None, None, decided, *whose)


def cells(*standings: str) -> pd.DataFrame:
    """One unit a row, all of June 2025."""
    came = datetime(2025, 7, 3)
    rows = [
        {
            "month": 202506,
            "area": f"a{n}",
            "name": f"{n}镇",
            "standing": standing,
            "due_on": date(2025, 7, 5),
            "received_at": pd.NaT if standing in ("missing", "pending") else came,
            "late": standing == "late",
            "days_overdue": 3 if standing == "missing" else 0,
            "submission_id": pd.NA if standing in ("missing", "pending") else n,
            "waiting": pd.NA,
        }
        for n, standing in enumerate(standings)
    ]
    return pd.DataFrame(rows)


def test_matrix_says_each_standing_in_sign_word_and_tone() -> None:
    frame = cells("punctual", "late", "waiting", "returned", "missing", "pending")
    months = pd.DataFrame([{"month": 202506, "owed": 5, "reported": 3, "punctual": 2, "locked": True}])
    units = frame[["area", "name"]].assign(owed=[1, 1, 1, 1, 1, 0], reported=[1, 1, 1, 0, 0, 0], punctual=0)
    table = coverage_matrix(frame, months, units, lambda number: f"?record=submission-{number}")
    marks = with_class(table, "standing")
    assert [(text_of(mark), mark.className.split("-")[-1]) for mark in marks] == [
        ("✓按时", "good"),
        ("✓迟报", "warn"),
        ("…待审", "plain"),
        ("↩退回", "warn"),
        ("✕未报", "bad"),
        ("·待报", "plain"),
    ]
    assert marks[1].title == "1镇2025年6月：迟报，截止 2025-07-05，首次报来 2025-07-03 00:00（迟报）"
    assert marks[4].title == "4镇2025年6月：未报，截止 2025-07-05，已过 3 天"
    assert [link.href for link in kinds(table, "Link")] == [f"?record=submission-{n}" for n in range(4)]
    rows = [[text_of(cell) for cell in row.children] for row in kinds(table, "Tr")]
    assert rows[0] == ["单位", "25-06已锁定", "报送率", "及时率"]
    assert rows[1] == ["报送率", "60%", "60%", ""]
    assert rows[2] == ["及时率", "40%", "", "0%"]
    assert rows[-1] == ["5镇", "·待报", "—", "—"]


def test_what_wants_attention_of_the_last_batch_comes_first() -> None:
    uploads = [
        upload(5, "passed", decided="reported"),
        upload(4, "faulty", problems=(WARN, BLOCK)),
        upload(3, "reading"),
        upload(2, "rejected", batch="old"),
        upload(1, "passed", batch="old", decided="accepted"),
    ]
    table = upload_list(uploads, TOWN, lambda one: f"?record=upload-{one.id}")
    rows = [[text_of(cell) for cell in row.children] for row in kinds(table, "Tr")][1:]
    assert rows == [
        ["4.xlsx青石镇 2025年6月", "!有问题", "1 必须改，1 提醒", "07-03 09:30组织部"],
        ["5.xlsx青石镇 2025年6月", "✓通过（等待接收）", "", "07-03 09:30组织部"],
        ["3.xlsx", "…正在读取", "", "07-03 09:30组织部"],
        ["2.xlsx", "✕被拒收", "", "07-03 09:30组织部"],
        ["1.xlsx青石镇 2025年6月", "✓已接收", "", "07-03 09:30组织部"],
    ]
    assert [link.href for link in kinds(table, "Link")] == [f"?record=upload-{n}" for n in (4, 5, 2, 1)]
    [progress] = kinds(batch_progress(uploads), "Progress")
    assert (progress.value, progress.max) == ("2", "3")
    assert text_of(batch_progress(uploads)) == "最近一次交来 3 个：正在读取 1 个，通过（等待接收） 1 个，有问题 1 个"
    assert batch_progress([]) == []


def test_only_what_nothing_stands_against_can_be_ticked() -> None:
    at = datetime(2025, 7, 3, 9, 30)
    one = Submission(
        7, "0", "a.xlsx", "", at, "组织部", "reported", (), (Warned(WARN, None),), (Scope(202506, "a", 4, 0),), 0
    )
    locked = Problem("locked", "block", "2025年6月", "已锁定", "请先重新开放")
    unanswered = Problem("unanswered", "block", "第1条提醒", "还没有说明", "请核实")
    waiting = [
        Waiting(one, ()),
        Waiting(replace(one, id=6), (unanswered, unanswered)),
        Waiting(replace(one, id=5), (locked,)),
    ]
    shown = waiting_list(waiting, 9, TOWN, lambda submission: f"?record=submission-{submission.id}")
    rows = [[text_of(cell) for cell in row.children] for row in kinds(shown, "Tr")][1:]
    assert rows == [
        ["", "青石镇 2025年6月", "", "07-03 09:30"],
        ["", "青石镇 2025年6月", "!2 个待说明", "07-03 09:30"],
        ["", "青石镇 2025年6月", "!2025年6月已锁定", "07-03 09:30"],
    ]
    assert [(tick.value, getattr(tick, "aria-label")) for tick in kinds(shown, "Input")[1:]] == [
        ("7", "选青石镇 2025年6月")
    ]
    assert text_of(shown).startswith("共 9 份，这里是最近的 3 份")
    assert "打“!”的不能一并接收" in text_of(shown)
    none_ready = waiting_list(waiting[1:], 2, TOWN, lambda submission: "")
    assert kinds(none_ready, "Input") == kinds(none_ready, "Button") == []


def test_a_warning_stands_where_it_is_answered_and_is_elsewhere_only_counted() -> None:
    at = datetime(2025, 7, 3, 9, 30)
    other = replace(WARN, found="“12”约为平常的 10 倍", sheet="月报", cell="D6")
    told = Warned(WARN, Answer("两个支部撤并", "组织部", at))
    one = Submission(7, "0", "a.xlsx", "", at, "组织部", "reported", (), (told, Warned(other, None)), (), 0)
    unanswered = Problem("unanswered", "block", "第2条提醒（“12”约为平常的 10 倍）", "还没有说明", "请核实")
    decided = decide(one, [unanswered])
    assert "约为平常" not in text_of(decided)
    assert text_of(with_class(decided, "obstacle")) == "还有 1 条提醒没有说明，全部说明了才能接收。去说明"
    shown = warning_table(one, [WARN, other], linked=True)
    rows = [[text_of(cell) for cell in row.children] for row in kinds(shown, "Tr")][1:]
    assert rows == [
        ["整个文件", "有 2 个数没有填请补填", "说明：两个支部撤并组织部，07-03 09:30"],
        ["月报 › D6", "“12”约为平常的 10 倍请补填", ""],
    ]
    assert [field.name for field in kinds(shown, "Textarea")] == ["answer-1"]
    assert "共 2 条提醒，1 条还没有说明。" in text_of(shown)
    # A filter leaves each answer at its warning.
    assert [field.name for field in kinds(warning_table(one, [other], linked=True), "Textarea")] == ["answer-1"]
    decided_on = warning_table(replace(one, status="returned"), [WARN, other], linked=True)
    assert kinds(decided_on, "Textarea") == kinds(decided_on, "Button")[1:] == []


def test_a_problem_leads_to_its_cell_where_the_sheet_is_shown() -> None:
    shown = problem_table([WARN, BLOCK], 2, linked=True)
    [button] = kinds(shown, "Button")
    assert (text_of(button), getattr(button, "data-goes")) == ("月报 › D5", "月报!D5")
    assert kinds(problem_table([WARN, BLOCK], 2, linked=False), "Button") == []
    assert text_of(problem_table([], 2, linked=True)).startswith("没有符合条件的问题")


def test_a_sheet_marks_its_wrong_cells_and_says_what_it_leaves_out() -> None:
    lines = (
        Line(1, (Spot("A1", "标题", 2),)),
        Line(9, (Spot("A9", "培训人次"), Spot("B9", "-3", 1, "block", "小于最小值 0")), left_out=7),
    )
    table = sheet_views([Excerpt("月报", ("A", "B"), lines, rows_below=4, columns_beyond=2)])
    rows = [[text_of(cell) for cell in row.children] for row in kinds(kinds(table, "Tbody")[0], "Tr")]
    assert rows == [["1", "标题"], ["省略 7 行"], ["9", "培训人次", "-3"], ["下面还有 4 行"]]
    [wrong] = with_class(table, "sheet-block")
    assert (wrong.title, getattr(wrong, "data-cell")) == ("小于最小值 0", "月报!B9")
    assert text_of(kinds(table, "H3")[0]) == "月报（右边还有 2 列）"
    assert text_of(sheet_views([])).startswith("没有可以显示的表")
