"""The rectification ledger's sheet as it stands on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from data.places import Places
from pipelines.demo.matters import Matter
from pipelines.demo.pages import Page

HEADERS = (
    "序号",
    "问题编号",
    "问题来源",
    "责任单位",
    "问题内容",
    "整改措施",
    "发现时间",
    "整改时限",
    "整改状态",
    "完成时间",
    "销号时间",
    "“回头看”情况",
)


def know_on(matters: Iterable[Matter], day: date) -> Iterator[Matter]:
    """The items found by a day, without what happened to them later."""
    for matter in matters:
        if matter.found_on <= day:
            reviewed = matter.reviewed_on is not None and matter.reviewed_on <= day
            yield replace(
                matter,
                done_on=matter.done_on if matter.done_on and matter.done_on <= day else None,
                closed_on=matter.closed_on if matter.closed_on and matter.closed_on <= day else None,
                reviewed_on=matter.reviewed_on if reviewed else None,
                review=matter.review if reviewed else "",
            )


def status_of(matter: Matter) -> str:
    """已销号, 已整改 or 正在整改; that an item is overdue follows from its dates."""
    if matter.closed_on:
        return "已销号"
    return "已整改" if matter.done_on else "正在整改"


def draw_ledger(places: Places, matters: Iterable[Matter], day: date) -> Page:
    page = Page("整改台账")
    page.span(
        1, 1, 1, len(HEADERS), f"{places.root.name}问题整改台账（截至{day.year}年{day.month}月{day.day}日）", "title"
    )
    page.put_row(2, HEADERS, "header")
    for row, matter in enumerate(know_on(matters, day), start=3):
        unit = places[matter.area].name
        page.put_row(row, [row - 2, matter.number, matter.source, unit, matter.summary, matter.measures])
        page.put_row(row, [matter.found_on, matter.due_on], "date", first=7)
        page.put(row, 9, status_of(matter))
        page.put_row(row, [matter.done_on, matter.closed_on], "date", first=10)
        page.put(row, 12, matter.review or None)
    return page
