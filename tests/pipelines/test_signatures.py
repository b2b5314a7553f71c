"""A layout is known again whatever its month and places."""

import pytest

from pipelines.signatures import sign_table
from tests.pipelines.forms import NAMES, book
from tests.pipelines.test_mapping import Rows, summary, tables_of


@pytest.mark.parametrize(
    ("rows", "same"),
    [
        ([["2025年7月党建汇总表"], ["单位", "在册人头", "培训人次"], ["藤岭乡", 1, 2], ["合计", 1, 2]], True),
        ([["二〇二五年十二月党建汇总表"], ["单位", "在册人头", "培训人次"], ["霁川镇", 1, 2]], True),
        ([["2025年6月党建汇总表"], ["单位", "培训人次", "在册人头"], ["霁川镇", 1, 2]], False),
        ([["2025年6月党建汇总表"], ["单位", "在册人头（户）", "培训人次"], ["霁川镇", 1, 2]], False),
        ([["2025年6月党建汇总表"], ["单位", "在册人头", "培训人次", "备注"], ["霁川镇", 1, 2, 3]], False),
        ([["2025年6月综治汇总表"], ["单位", "在册人头", "培训人次"], ["霁川镇", 1, 2]], False),
    ],
)
def test_a_layout_is_known_again_by_sheet_titles_and_headers(rows: Rows, same: bool) -> None:
    [first], [second] = tables_of(summary(["霁川镇", 500, 12])), tables_of(book(汇总=rows))
    assert (sign_table(first, NAMES) == sign_table(second, NAMES)) is same


def test_one_more_month_or_another_place_across_is_the_same_layout() -> None:
    first = book(霁川=[["霁川镇2025年情况"], ["项目", "1月", "2月"], ["培训人次", 1, 2]])
    second = book(榆荫=[["榆荫街道2025年情况"], ["项目", "1月", "2月", "3月"], ["培训人次", 1, 2, 3]])
    assert sign_table(tables_of(first)[0], NAMES) == sign_table(tables_of(second)[0], NAMES)
