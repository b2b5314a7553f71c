"""What tells of a person wherever it stands, and what only looks like it."""

from collections.abc import Sequence
from typing import Any

import pytest

from pipelines.gathering import read_content
from tests.pipelines.forms import NAMES, book

Rows = Sequence[Sequence[Any]]
FIGURES: list[list[Any]] = [["2025年6月汇总"], ["单位", "党员总数（名）"], ["霁川镇", 500]]


def personal_cells(rows: Rows) -> list[str]:
    harvest = read_content(book(汇总=rows), "报表.xlsx", NAMES)
    assert not harvest.observations or not [p for p in harvest.problems if p.rule == "personal_data"]
    return [problem.cell for problem in harvest.problems if problem.rule == "personal_data"]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        # A list of names far below the figures, past a page of rows.
        ([*FIGURES, *[[None]] * 20, ["名单"], ["序号", "姓名", "职务"], [1, "张三", "书记"]], ["B26"]),
        ([["姓名"], ["张三"], ["李四"]], ["A2", "A3"]),
        ([["登记表"], ["项目", "内容"], ["联系人姓名", "张三"], ["党员总数", 500]], ["B3"]),
        ([*FIGURES, [None], ["填表人：王五　电话：１３８００１３８０００"]], ["A5"]),
        ([*FIGURES, ["榆荫街道", 13800138000]], ["B4"]),
        ([["单位", "备注"], ["霁川镇", "138 0013 8000"]], ["B2"]),
        ([["单位", "身份证号码"], ["霁川镇", 110101199003071234]], ["B2"]),
        ([["单位", "联系电话"], ["霁川镇", "0716-1234567"], ["榆荫街道", 1234567]], ["B2", "B3"]),
    ],
)
def test_persons_are_found(rows: Rows, cells: list[str]) -> None:
    assert personal_cells(rows) == cells


@pytest.mark.parametrize(
    "rows",
    [
        [["填报单位：霁川镇", "联系人"], *FIGURES],
        [["单位", "结对联系人（名）", "联系电话"], ["霁川镇", 12, "******"]],
        [["单位", "村集体收入（元）"], ["霁川镇", 300500000]],
        [["统一社会信用代码", "备注"], ["91110000600037341L", "文号2025061500123456789"]],
    ],
)
def test_what_is_no_person_is_taken(rows: Rows) -> None:
    assert personal_cells(rows) == []
