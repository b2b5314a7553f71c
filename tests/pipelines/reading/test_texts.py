"""Spaces, units, enumerators and labels in the texts of forms."""

import pytest

from pipelines.reading.texts import bare_name, clean, is_note, is_total, names_section, read_labels, split_unit


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("地 区", "地区"),
        ("    粮    食", "粮食"),
        ("低收入困难家庭\u3000\u3000(户)", "低收入困难家庭(户)"),
        ("党支部数\n（个）", "党支部数（个）"),
        ("Special Constr", "Special Constr"),
        (2023.0, "2023"),
        (None, ""),
    ],
)
def test_layout_spaces_go(raw: str | float | None, text: str) -> None:
    assert clean(raw) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("党员（人）", ("党员", "人")),
        ("受训人次(人次)", ("受训人次", "人次")),
        ("人均工资（万元/年）", ("人均工资", "万元/年")),
        ("村（社区）", ("村（社区）", "")),
        ("村（社区）数（个）", ("村（社区）数", "个")),
        ("资产总计（期末）", ("资产总计（期末）", "")),
        ("党员", ("党员", "")),
    ],
)
def test_units_stand_in_the_last_brackets(text: str, parts: tuple[str, str]) -> None:
    assert split_unit(text) == parts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("一、营业收入", "营业收入"),
        ("1.贫困户基本情况", "贫困户基本情况"),
        ("3.村（社区）数（个）", "村（社区）数"),
        ("其中：年龄分布（人）", "年龄分布"),
        ("其中党纪政务处分人数", "党纪政务处分人数"),
        ("其中：文化新业态[2]", "文化新业态"),
        ("党员总数*（名）", "党员总数"),
        ("党员总数（名）①", "党员总数"),
        ("支部数（注1）", "支部数"),
        ("35岁以下", "35岁以下"),
        ("2.5以下", "2.5以下"),
        ("其中", "其中"),
    ],
)
def test_names_stand_bare(text: str, name: str) -> None:
    assert bare_name(text) == name


def test_totals_are_whole_names() -> None:
    assert [is_total(name) for name in ("合计", "小计", "总计", "全区合计", "合计：")] == [True] * 5
    assert [is_total(name) for name in ("吕田镇小计", "青梧区合计", "本页合计")] == [True] * 3
    assert [is_total(name) for name in ("资产总计", "三、资产总计（期末）", "合计数", "建成的村合计")] == [False] * 4


def test_notes_begin_with_their_word() -> None:
    assert [is_note(text) for text in ("注：", "注1.本表", "备注：无", "说明", "填表说明：")] == [True] * 5
    assert [is_note(text) for text in ("注销党员", "说明会次数", "备注栏", "关注对象")] == [False] * 4


def test_sections_need_an_enumerator_or_their_words() -> None:
    assert [names_section(text) for text in ("一、基础数据", "（二）党员", "按类别分", "按输出地分:")] == [True] * 4
    assert [names_section(text) for text in ("三村村", "一心村", "吕田镇", "按揭户")] == [False] * 4


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("填报单位：云樟乡", {"填报单位": "云樟乡"}),
        ("填报单位（盖章）：甲镇\u3000\u3000填报时间： 2025年6月", {"填报单位": "甲镇", "填报时间": "2025年6月"}),
        ("单位:人", {"单位": "人"}),
        ("（单位：万元）", {"单位": "万元"}),
        ("填报单位：____甲镇____ 填报时间：＿＿", {"填报单位": "甲镇", "填报时间": ""}),
        ("负 责 人：", {"负责人": ""}),
        ("填表人：    审核人：   联系电话：", {"填表人": "", "审核人": "", "联系电话": ""}),
        ("注：本表于次月5日前报送", {}),
        ("青梧区基层党建工作情况月报表", {}),
        ("2025年6月统计表（单位：万元）", {}),
        ("08:30", {}),
    ],
)
def test_labels_are_read_in_one_cell(text: str, labels: dict[str, str]) -> None:
    assert read_labels(text) == labels
