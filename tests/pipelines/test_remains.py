"""Figures outside of all tables: none is lost without a word."""

import pytest

from pipelines.gathering import read_content
from tests.pipelines.forms import NAMES, book
from tests.pipelines.reading.drawn import read, sort_rows
from tests.pipelines.townships import LECTURES, MEMBERS, TRAINEES, figures, said, take

REMEDY = "请放进表里，写清是哪个指标的数；不报送的请删去。"
FORM = "填报单位：霁川镇|填报期间：2025年6月|\n项目|单位|数量\n培训人次|人次|20"
TAKEN = {(TRAINEES, 202506, "jichuan"): 20.0}


def test_a_table_whose_figures_come_first_begins_below_the_note_of_another() -> None:
    above = "党员总数统计表||\n乡镇|2025年5月|2025年6月\n霁川镇||6\n注：没有发生的填0。||"
    below = (
        "填报单位：组织部　填报期间：2025年6月||\n数量|项目|计量单位\n基础数据||\n2|村（社区）数|个\n0|讲党课次数|次"
    )
    assert [sort_rows(table) for table in read(f"{above}\n{below}")] == [".hdn.....", ".....hddd"]
    assert said(take(f"{above}\n{below}")) == [
        "月报 › A6：认出 1 列数量，看不出数与指标、单位、月份怎样对应。请使用下发的表样填写，或确认表上各栏对应什么。"
    ]


def test_a_table_may_begin_with_a_blank_row_below_its_header() -> None:
    above = "填报期间：2025年6月|||\n序号|乡镇|党员总数|讲党课次数\n1|霁川镇|3|1"
    below = "填报单位：组织部　填报期间：2025年6月|||\n项目|数量||\n|||\n培训人次|20||"
    assert figures(take(f"{above}\n{below}")) == {
        (MEMBERS, 202506, "jichuan"): 3.0,
        (LECTURES, 202506, "jichuan"): 1.0,
        (TRAINEES, 202506, "qingwu-organisation"): 20.0,
    }


def test_figures_below_what_reads_as_a_header_among_notes_are_no_more_of_the_table_above() -> None:
    above = "培训人次统计表|||\n乡镇|2025年5月|2025年6月|\n霁川镇||1|\n注：没有发生的填0|||"
    harvest = take(f"{above}\n机构|党员总数|讲党课次数|\n说明：略|||\n榆荫街道|3|4|")
    assert figures(harvest) == {}
    assert said(harvest) == [
        "月报 › A5：“机构”一行像是另一张表的表头，看不出下面的数属于哪张表。请一张工作表只放一张表后重新报送。"
    ]


def test_a_header_may_begin_with_remarks() -> None:
    above = "培训人次统计表||||\n2025年4月|乡镇|2025年5月|2025年6月|\n|霁川镇||1|"
    below = "填报期间：2025年6月||||\n备注|序号|乡镇|党员总数|上年同期\n见附件|1|霁川镇|300|70"
    assert figures(take(f"{above}\n{below}")) == {
        (TRAINEES, 202506, "jichuan"): 1.0,
        (MEMBERS, 202506, "jichuan"): 300.0,
    }


@pytest.mark.parametrize(
    ("row", "cell"),
    [("讲党课次数|1||", "B4：“1”"), ("榆荫街道|||20", "D4：“20”"), ("榆荫街道|甲|未报|20", "")],
)
def test_figures_beside_blanks_only_are_said_where_words_or_totals_belong(row: str, cell: str) -> None:
    harvest = take(f"2025年6月|||\n乡镇|类别|培训人次|合计\n霁川镇|甲|20|20\n{row}")
    assert said(harvest) == ([f"月报 › {cell}不在表里填数的地方，没有读取。{REMEDY}"] if cell else [])


@pytest.mark.parametrize(("figure", "problems"), [(None, 1), (5, 0)])
def test_a_number_among_remarks_is_said_only_where_the_figure_is_blank(figure: int | None, problems: int) -> None:
    rows = [["填报单位：霁川镇"], ["2025年6月"], ["项目", "数量", "备注"], ["培训人次", 3], ["讲党课次数", figure, 5]]
    assert len(read_content(book(月报=rows), "报表.xlsx", NAMES).problems) == problems


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (f"霁川镇|讲党课次数|3|4\n{FORM}", "C1：“3”等2个数"),
        (f"霁川镇|讲党课次数|约30|4\n{FORM}", "C1：“约30”等2个数"),
        (f"党员总数：|300\n{FORM}", "B1：“300”"),
        (f"党员总数：300名\n{FORM}", "A1：“党员总数：300名”"),
        (f"种植面积：|300\n{FORM}", "B1：“300”"),
        (f"负责人：甲|300\n{FORM}", "B1：“300”"),
        (f"{FORM}\n说明：|讲党课次数|3", "C4：“3”"),
        (f"{FORM}\n注：||\n3|讲党课次数|", "A5：“3”"),
        (f"{FORM}\n讲党课次数|5|", "B4：“5”"),
    ],
)
def test_a_figure_in_no_table_is_said(text: str, cell: str) -> None:
    assert said(take(text)) == [f"月报 › {cell}不在表里填数的地方，没有读取。{REMEDY}"]


@pytest.mark.parametrize(
    "text",
    [
        f"基层党建月报表||\n2025||\n{FORM}",
        f"{FORM}\n注：||\n1|含预备党员|\n2|不含其他|",
        f"{FORM}\n填表日期：|20250703|",
        "填报单位：霁川镇|填报期间：2025年6月|\n项目|单位|数量\n甲|乙|1\n培训人次|人次|20\n项目|单位|数量\n甲|乙|1",
    ],
)
def test_a_year_a_day_and_the_number_of_a_note_or_a_column_are_no_figures(text: str) -> None:
    harvest = take(text)
    assert (figures(harvest), said(harvest)) == (TAKEN, [])


def test_a_column_without_a_header_may_number_rows_but_not_one_alone() -> None:
    (problem,) = take("2025年6月||\n|乡镇|培训人次\n1|霁川镇|20").problems
    assert problem.found == "A列有数"
    assert said(take("2025年6月||\n|乡镇|培训人次\n1|霁川镇|20\n2|榆荫街道|30")) == []


def test_words_in_a_column_without_a_header_are_said() -> None:
    harvest = take("2025年6月|||\n项目|单位||榆荫街道\n培训人次|人次|？？|3")
    assert figures(harvest) == {(TRAINEES, 202506, "yuyin"): 3.0}
    assert [problem.severity for problem in harvest.problems] == ["warn"]
    assert said(harvest) == ["月报 › C3：“？？”这一列没有表头，没有读取。如是要报的数，请写明是哪个指标并填数字。"]


def test_the_same_header_in_other_columns_is_another_tables() -> None:
    above = "填报单位：霁川镇||||\n|项目|2025年5月|2025年6月|\n|培训人次|1|2|"
    below = "填报单位：榆荫街道||||\n项目|2025年5月|2025年6月||\n培训人次|3|4||"
    assert figures(take(f"{above}\n{below}")) == {
        (TRAINEES, 202505, "jichuan"): 1.0,
        (TRAINEES, 202506, "jichuan"): 2.0,
        (TRAINEES, 202505, "yuyin"): 3.0,
        (TRAINEES, 202506, "yuyin"): 4.0,
    }


def test_a_header_of_two_rows_may_come_again_in_part() -> None:
    head = "乡镇|党员||培训人次\n|党员总数|讲党课次数|"
    harvest = take(
        f"2025年6月|||\n{head}\n霁川镇|1|2|3\n乡镇|党员||培训人次\n榆荫街道|4|5|6", "A2:A3 B2:C2 D2:D3 B5:C5"
    )
    assert said(harvest) == []
    assert figures(harvest) == {
        (MEMBERS, 202506, "jichuan"): 1.0,
        (LECTURES, 202506, "jichuan"): 2.0,
        (TRAINEES, 202506, "jichuan"): 3.0,
        (MEMBERS, 202506, "yuyin"): 4.0,
        (LECTURES, 202506, "yuyin"): 5.0,
        (TRAINEES, 202506, "yuyin"): 6.0,
    }


def test_a_table_or_a_sheet_of_figures_that_is_nobodys_is_said_and_does_not_stop_the_others() -> None:
    ours = [["霁川镇2025年6月"], ["项目", "单位", "数量"], ["培训人次", "人次", 20]]
    other = [["品种", "面积", "产量"], ["水稻", 20, 30], ["小麦", 40, 50]]
    harvest = read_content(book(月报=ours, 农业=other, 草稿=[[3], [4, 5]]), "报表.xlsx", NAMES)
    assert figures(harvest) == TAKEN
    assert [problem.severity for problem in harvest.problems] == ["warn", "warn"]
    assert said(harvest) == [
        "农业 › A1：“品种”这张表没有认得的指标或单位，没有读取。如要报送，请按下发的表样填写，或确认各栏对应什么。",
        f"草稿 › A1：“3”等3个数不在表里填数的地方，没有读取。{REMEDY}",
    ]


def test_a_table_with_our_names_in_which_no_column_is_known_is_refused() -> None:
    above = (
        "填报单位：霁川镇　年度：2025年\n2025年|指标名称|计量单位|2025年\n1月|||2月\n4|党员总数|名|2\n0|讲党课次数|次|3"
    )
    below = "培训人次统计表\n乡镇|2025年1月|2025年2月\n霁川镇|4|2"
    harvest = take(f"{above}\n{below}")
    assert [problem.severity for problem in harvest.problems] == ["block"]
    assert said(harvest) == [
        "月报 › B4：有“党员总数”的表看不出数在哪一栏，没有读取。如要报送，请按下发的表样填写，或确认各栏对应什么。"
    ]


def test_a_file_of_which_nothing_is_known_is_refused() -> None:
    harvest = read_content(book(农业=[["品种", "面积"], ["水稻", 20], ["小麦", 40]]), "报表.xlsx", NAMES)
    assert [problem.severity for problem in harvest.problems] == ["warn", "block"]
