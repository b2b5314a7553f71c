"""What the intake takes, and what it says of what it does not take: literal messages with their cells."""

import io
from typing import Any

import openpyxl
import pytest

from pipelines.checking import check
from pipelines.gathering import read_content
from pipelines.taking import order_problems
from tests.pipelines.forms import CATALOGUE, NAMES, book, form, summary


def problems(content: bytes, name: str = "霁川镇2025年6月.xlsx") -> list[str]:
    harvest = read_content(content, name, NAMES)
    return [str(problem) for problem in order_problems(harvest, check(harvest, CATALOGUE, None))]


def figures(content: bytes, name: str = "报表.xlsx") -> dict[tuple[str, int, str], float | None]:
    harvest = read_content(content, name, NAMES)
    assert [str(problem) for problem in harvest.problems] == []
    return {key: observation.value for key, observation in harvest.observations.items()}


def test_a_form_is_read() -> None:
    content = form(("党员总数", "名", 500), ("培训人次", "人次", "1,234"), ("脱贫户数", "户", "不适用"))
    assert figures(content) == {
        ("party_members", 202506, "jichuan"): 500.0,
        ("trainees", 202506, "jichuan"): 1234.0,
        ("lifted_households", 202506, "jichuan"): None,
    }


def test_blank_is_nothing_and_zero_is_zero() -> None:
    content = form(("党员总数", "名", None), ("培训人次", "人次", 0), ("讲党课次数", "次", "—"))
    assert figures(content) == {("trainees", 202506, "jichuan"): 0.0}


def test_all_problems_are_said_at_once_in_workbook_order() -> None:
    content = form(
        ("党员总数", "名", -3),
        ("培训人次", "人次", "7(28)"),
        ("从没听说过的数", "个", 5),
        ("村（社区）数", "个", 12.5),
        ("重点难点村（社区）", "个", 20),
    )
    assert problems(content) == [
        "霁川镇2025年6月.xlsx › 月报 › D4：“-3”小于最小值 0（党员总数）。请改正后重新报送。",
        "霁川镇2025年6月.xlsx › 月报 › D5：“7(28)”不是一个数（培训人次）。"
        "请只填一个数字；没有发生填 0，没有这项工作填“不适用”。",
        "霁川镇2025年6月.xlsx › 月报 › D6：“从没听说过的数”不是指标目录中的名称或别名。"
        "请按下发的表样填写，或确认它对应哪个指标。",
        "霁川镇2025年6月.xlsx › 月报 › D7：“12.5”应为整数（村（社区）数，单位 个）。请改正后重新报送。",
        "霁川镇2025年6月.xlsx › 月报 › D8：重点难点村（社区）“20”大于村（社区）数 12.5，"
        "部分不能超过整体。请核对两个数。",
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            [("结对帮扶户数", "户", 30), ("结对帮扶人数", "人", 20)],
            "结对帮扶人数“20”小于结对帮扶户数 30。请核对两个数。",
        ),
        (
            [("其中党纪政务处分人数", "人", 9), ("党纪处分人数", "人", 4), ("政务处分人数", "人", 3)],
            "其中党纪政务处分人数“9”大于党纪处分人数、政务处分人数之和 7，"
            "各部分可以交叉，合起来不应少于总数。请核对各数。",
        ),
        (
            [("其中党纪政务处分人数", "人", 3), ("党纪处分人数", "人", 4)],
            "其中党纪政务处分人数“3”小于党纪处分人数、政务处分人数中最大的 4，"
            "各部分可以交叉，但都不应超过总数。请核对各数。",
        ),
        (
            [("其中党纪政务处分人数", "人", 3), ("党纪处分人数", "人", 2), ("政务处分人数", "人", 4)],
            "其中党纪政务处分人数“3”小于党纪处分人数、政务处分人数中最大的 4，"
            "各部分可以交叉，但都不应超过总数。请核对各数。",
        ),
        ([("培训人次", "期", 30)], "培训人次的单位写作“期”，应为“人次”。请改正表头或换算后重新报送。"),
    ],
)
def test_relations_and_units(lines: list[tuple[str, str, Any]], said: str) -> None:
    assert [problem.split("：", 1)[1] for problem in problems(form(*lines))][0] == said


def test_an_unknown_place_and_a_wrong_total() -> None:
    content = summary([["霁川镇", 500, 10], ["没有这个镇", 300, 5], ["合计", 900, 15]])
    assert problems(content, "汇总.xlsx") == [
        "汇总.xlsx › 汇总 › A4：“没有这个镇”不是本区的单位名称或别名。请填写全称，或确认它是哪个单位。",
        "汇总.xlsx › 汇总 › B5：合计“900”与各行之和 800 不等（党员总数）。请核对各行和合计后重新报送。",
    ]


def test_a_subtotal_counts_the_rows_since_the_one_before() -> None:
    content = summary(
        [["霁川镇", 500, 10], ["小计", 500, 10], ["榆荫街道", 300, 5], ["小计", 800, 5], ["合计", 800, 15]]
    )
    assert problems(content, "汇总.xlsx") == [
        "汇总.xlsx › 汇总 › B6：合计“800”与各行之和 300 不等（党员总数）。请核对各行和合计后重新报送。"
    ]


def hide_first_sheet(content: bytes) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    workbook.worksheets[0].sheet_state = "hidden"
    workbook.active = 1
    hidden = io.BytesIO()
    workbook.save(hidden)
    return hidden.getvalue()


def test_a_hidden_sheet_is_read_and_said() -> None:
    may: list[list[Any]] = [["填报单位：霁川镇", "填报期间：2025年5月"], ["项目", "数量"], ["党员总数", 1]]
    june: list[list[Any]] = [["填报单位：霁川镇", "填报期间：2025年6月"], ["项目", "数量"], ["党员总数", 2]]
    harvest = read_content(hide_first_sheet(book(旧表=may, 月报=june)), "报表.xlsx", NAMES)
    assert {key[1]: observation.value for key, observation in harvest.observations.items()} == {
        202505: 1.0,
        202506: 2.0,
    }
    assert [(problem.severity, str(problem)) for problem in harvest.problems] == [
        ("warn", "报表.xlsx › 旧表：工作表是隐藏的，里面的数已一并读取。如不报送，请删去后重新报送。")
    ]


def test_an_older_copy_on_a_hidden_sheet_is_not_chosen_from() -> None:
    old: list[list[Any]] = [["填报单位：霁川镇", "填报期间：2025年6月"], ["项目", "数量"], ["党员总数", 1]]
    new: list[list[Any]] = [["填报单位：霁川镇", "填报期间：2025年6月"], ["项目", "数量"], ["党员总数", 2]]
    said = problems(hide_first_sheet(book(旧表=old, 月报=new)), "报表.xlsx")
    assert said[1] == "报表.xlsx › 旧表 › B3：“1”与同一文件 月报 B3 的“2”是同一个数却不相同。请只保留正确的一个。"


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    workbook = openpyxl.load_workbook(
        io.BytesIO(summary([["霁川镇", 500, 10], ["榆荫街道", 300, 5], ["藤岭乡", 200, 3]]))
    )
    sheet = workbook.worksheets[0]
    sheet.row_dimensions[4].hidden = sheet.row_dimensions[5].hidden = sheet.column_dimensions["C"].hidden = True
    hidden = io.BytesIO()
    workbook.save(hidden)
    harvest = read_content(hidden.getvalue(), "报表.xlsx", NAMES)
    assert len(harvest.observations) == 6
    assert [str(problem) for problem in harvest.problems] == [
        "报表.xlsx › 汇总：第4、5行和C列是隐藏的，里面的数已一并读取。如不报送，请删去后重新报送。"
    ]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("0%", "“45%”不是一个数（讲党课次数）"),
        ("0.00%;[Red]-0.00%", "“45%”不是一个数（讲党课次数）"),
        ('0!.0,"万"', "“0.45（单元格格式使显示的数与此不同）”不是一个数（讲党课次数）"),
        ('0"万"', "“0.45（单元格格式使显示的数与此不同）”不是一个数（讲党课次数）"),
    ],
)
def test_a_figure_that_its_format_changes_is_held(shown: str, said: str) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(form(("讲党课次数", "次", 0.45))))
    workbook.worksheets[0]["D4"].number_format = shown
    formatted = io.BytesIO()
    workbook.save(formatted)
    assert problems(formatted.getvalue())[0].startswith(f"霁川镇2025年6月.xlsx › 月报 › D4：{said}")


def test_persons_on_a_hidden_sheet_are_refused() -> None:
    said = problems(hide_first_sheet(book(名单=[["单位", "姓名"], ["霁川镇", "张三"]], 月报=[["月报"]])), "报表.xlsx")
    assert [line.split("：")[0] for line in said] == ["报表.xlsx › 名单 › B2"]


def test_the_same_figure_twice_must_be_the_same() -> None:
    twice = summary([["霁川镇", 500, 10], ["霁川", 501, 10]])
    assert problems(twice, "汇总.xlsx") == [
        "汇总.xlsx › 汇总 › B4：“501”与同一文件 汇总 B3 的“500”是同一个数却不相同。请只保留正确的一个。",
        "汇总.xlsx › 汇总 › C4：“10”与第3行是同一单位、同一月份的培训人次。请只保留一行，或写明各是哪个单位的数。",
    ]


def test_months_that_contradict_one_another_are_not_chosen_from() -> None:
    assert problems(form(("培训人次", "人次", 3)), "霁川镇2025年5月.xlsx") == [
        "霁川镇2025年5月.xlsx › 月报：“填报期间”为2025年6月，文件名为2025年5月，互相矛盾。"
        "请在“填报期间”写明年月后重新报送。"
    ]


def test_a_form_without_month_or_unit_is_not_guessed() -> None:
    content = form(("培训人次", "人次", 3), unit="", month="")
    said = problems(content, "报表.xlsx")
    assert "报表.xlsx › 月报：没有写明是哪个单位的数。请填写“填报单位”后重新报送。" in said
    assert "报表.xlsx › 月报：没有写明是哪一个月的数。请在“填报期间”写明年月后重新报送。" in said


def test_a_near_name_is_read_and_said() -> None:
    harvest = read_content(form(("主体班、轮训班、专题讲坐期数", "期", 3)), "报表.xlsx", NAMES)
    assert [key[0] for key in harvest.observations] == ["training_sessions"]
    assert [(problem.severity, problem.cell) for problem in harvest.problems] == [("warn", "D4")]


@pytest.mark.parametrize(
    "name", ["未达标创建党支部", "36岁以下提拔干部", "党员", "老党员总数", "漠视侵害群众利益问题立案人数"]
)
def test_what_only_looks_alike_is_unknown(name: str) -> None:
    assert NAMES.match_metric(name).code is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("霁川", "jichuan"),
        ("霁川镇人民政府", "jichuan"),
        ("中共青梧区霁川镇委员会", "jichuan"),
        ("霁川镇党委组织办公室", "jichuan"),
        ("青梧区霁川镇", "jichuan"),
        ("榆荫街", "yuyin"),
        ("榆荫街道办事处", "yuyin"),
        ("青梧区委组织部", "qingwu-organisation"),
        ("秋塘乡", None),
        ("镇", None),
    ],
)
def test_places_go_by_several_names(written: str, code: str | None) -> None:
    assert NAMES.match_area(written, month=202506).code == code


def test_nothing_of_ours_in_a_workbook() -> None:
    assert problems(book(一=[["食堂菜单"], ["周一", "面条"]]), "菜单.xlsx") == [
        "菜单.xlsx：没有找到报表，应有指标名称、单位和期间。请使用下发的表样填写，或确认表上各栏对应什么。"
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["单位", "姓名"], ["霁川镇", "张三"]], "B2：“姓名”一列的内容属于个人信息，本系统不收"),
        ([["说明"], ["经办人电话 13800138000"]], "A2：手机号码属于个人信息，本系统不收"),
        ([["备注"], ["11010119900307123X"]], "A2：身份证号码属于个人信息，本系统不收"),
    ],
)
def test_persons_are_refused(rows: list[list[str]], said: str) -> None:
    [problem] = problems(book(名单=rows), "名单.xlsx")
    assert problem == f"名单.xlsx › 名单 › {said}。整个文件未保存；请删去这些内容后重新报送。"


def test_redacted_columns_are_not_persons() -> None:
    rows: list[list[Any]] = [["单位", "联系人", "联系电话", "党员总数（名）"], ["霁川镇", "（已隐去）", "***", 500]]
    assert figures(book(汇总=[["2025年6月汇总"], *rows])) == {("party_members", 202506, "jichuan"): 500.0}
