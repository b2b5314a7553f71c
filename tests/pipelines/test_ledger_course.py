"""When items are found, done and closed, and what looking back says, counted by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pipelines.ledger_course import (
    count_ages,
    describe_reviews,
    describe_spans,
    follow_course,
    follow_flow,
    judge_review,
    judge_reviews,
    measure_spans,
)

JUNE = date(2025, 6, 30)


def item(
    found: date, due: date | None = None, done: date | None = None, closed: date | None = None, **more: Any
) -> dict[str, Any]:
    state = "done" if done and done <= JUNE else "overdue" if due and due < JUNE else "open"
    return {
        "found_on": found,
        "due_on": due,
        "done_on": done,
        "closed_on": closed,
        "state": state,
        "review": "",
        **more,
    }


ITEMS = pd.DataFrame(
    [
        item(date(2025, 4, 30), date(2025, 5, 31), date(2025, 5, 31), date(2025, 6, 10)),
        item(date(2025, 4, 30), date(2025, 5, 30)),
        item(date(2025, 5, 1), date(2025, 6, 30), date(2025, 7, 2), date(2025, 7, 9)),
        item(date(2025, 6, 30)),
        item(date(2024, 1, 31), date(2024, 3, 1), date(2025, 6, 1)),
    ],
    dtype=object,
)


def test_each_month_says_what_came_and_what_stands_at_its_end() -> None:
    flow = follow_flow(ITEMS, 202506)
    assert flow["label"].tolist()[0] == "2024年6月"
    assert len(flow) == 13
    assert flow.tail(3)[["label", "found", "done", "closed", "standing", "overdue"]].to_numpy().tolist() == [
        ["2025年4月", 2, 0, 0, 3, 1],
        ["2025年5月", 1, 1, 0, 3, 2],
        ["2025年6月", 1, 1, 1, 3, 1],
    ]


def test_months_begin_with_the_first_item() -> None:
    assert follow_flow(ITEMS.head(3), 202506)["label"].tolist() == ["2025年4月", "2025年5月", "2025年6月"]
    assert follow_flow(ITEMS.head(0), 202506).empty


def test_ages_count_what_is_not_done_by_days_since_it_was_found() -> None:
    assert count_ages(ITEMS, JUNE).to_numpy().tolist() == [
        ["30天以内", 1, 1, 0],
        ["31—90天", 2, 1, 1],
        ["91—180天", 0, 0, 0],
        ["181—365天", 0, 0, 0],
        ["一年以上", 0, 0, 0],
    ]


def test_a_span_ends_when_done_and_lasts_on_while_it_is_not() -> None:
    days, finished = measure_spans(ITEMS, "done_on", JUNE)
    assert days.tolist() == [31, 61, 60, 0, 487]
    assert finished.tolist() == [True, False, False, False, True]
    days, finished = measure_spans(ITEMS, "closed_on", JUNE)
    assert days.tolist() == [41, 61, 60, 0, 516]
    assert finished.tolist() == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("整改到位，未反弹", "sound"),
        ("没有反弹", "sound"),
        ("未发现问题反弹", "sound"),
        ("无需重新整改", "sound"),
        ("合格", "sound"),
        ("有反弹，已重新交办", "relapsed"),
        ("整改不到位", "relapsed"),
        ("个别点位未整改到位", "relapsed"),
        ("不合格", "relapsed"),
        ("问题复发", "relapsed"),
        ("已看", "unclear"),
        ("", ""),
        (" — ", ""),
        ("未开展", ""),
    ],
)
def test_what_looking_back_found(text: str, said: str) -> None:
    assert judge_review(text) == said


def test_only_what_is_done_can_have_been_looked_at_again() -> None:
    items = ITEMS.assign(review="有反弹")
    assert judge_reviews(items) == ["relapsed", "", "", "", "relapsed"]


def test_the_course_in_words() -> None:
    items = ITEMS.assign(source="自查", review=["整改到位", "", "", "", "有反弹"])
    course = follow_course(items, JUNE, ["自查", "市委检查"])
    assert course.spans[["source", "found", "done", "done_median", "closed"]].to_numpy().tolist() == [
        ["全部来源", 5, 2, 487.0, 1],
        ["自查", 5, 2, 487.0, 1],
    ]
    assert describe_spans(course) == "一半的问题在发现后487天内完成整改。"
    assert describe_reviews(course) == "已“回头看”2个：巩固1个，有反弹1个（以最新台账为准）。"
    assert course.relapsed["found_on"].tolist() == [date(2024, 1, 31)]


def test_an_empty_ledger_has_no_course() -> None:
    course = follow_course(ITEMS.assign(source="自查").head(0), JUNE, ["自查"])
    assert (len(course.flow), len(course.spans), len(course.relapsed)) == (0, 0, 0)
    assert describe_spans(course) == ""
    assert describe_reviews(course) == "台账还没有记下“回头看”的结果。"
