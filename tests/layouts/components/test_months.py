"""Months to be locked, reopened and given a deadline; and who is to be called, as a text."""

from datetime import date

import pandas as pd

from layouts.components.months import month_list
from layouts.components.reminders import reminder_text
from tests.layouts.seeing import kinds, text_of, with_class


def test_a_month_says_who_is_missing_before_it_is_locked() -> None:
    months = pd.DataFrame(
        [
            {"month": 202506, "due_on": date(2025, 7, 5), "owed": 3, "missing": ["甲镇", "乙乡"], "locked": False},
            {"month": 202505, "due_on": date(2025, 6, 5), "owed": 3, "missing": [], "locked": True},
            {"month": 202504, "due_on": date(2025, 5, 5), "owed": 2, "missing": ["甲镇", "乙乡"], "locked": False},
        ]
    )
    shown = month_list(months)
    june, may, april = kinds(shown, "Tr")[1:]
    assert [text_of(cell) for cell in june.children][2:4] == ["1/3", "甲镇、乙乡"]
    assert [text_of(cell) for cell in may.children][2:4] == ["3/3", "都已报"]
    assert [text_of(cell) for cell in april.children][2:4] == ["0/2", "全部 2 个单位"]
    assert text_of(with_class(june, "act-lock")) == (
        "还没有报的：甲镇、乙乡。锁定后仍可交来更正，但不能接收。锁定2025年6月"
    )
    assert [form.action for form in kinds(june, "Form")] == ["/month/202506/deadline", "/month/202506/lock"]
    assert [form.action for form in kinds(may, "Form")] == ["/month/202505/deadline", "/month/202505/reopen"]
    assert [field.defaultValue for field in kinds(shown, "Input")] == ["2025-07-05", "2025-06-05", "2025-05-05"]
    assert [field.name for field in kinds(may, "Textarea")] == ["reason"]
    assert "■已锁定" in text_of(may)


def test_who_is_to_be_called_can_be_sent_on_as_a_text() -> None:
    called = pd.DataFrame(
        [
            {"month": 202506, "due_on": date(2025, 7, 5), "days_overdue": 3, "units": ["甲镇", "乙乡"]},
            {"month": 202505, "due_on": date(2025, 6, 5), "days_overdue": 33, "units": ["乙乡"]},
        ]
    )
    [text] = kinds(reminder_text(called, date(2025, 7, 8)), "Pre")
    assert text_of(text).splitlines() == [
        "催报（截至2025年7月8日）",
        "2025年6月（截止2025年7月5日，逾期3天）：甲镇、乙乡",
        "2025年5月（截止2025年6月5日，逾期33天）：乙乡",
    ]
