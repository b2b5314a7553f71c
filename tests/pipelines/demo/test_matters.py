"""The rectification ledger: a few hundred items, five sources, every course that an item may take."""

from datetime import date

from pipelines.demo.ledgers import know_on, status_of
from tests.pipelines.demo.test_district import demo

LAST_DAY = date(2025, 12, 31)


def test_a_few_hundred_items_of_five_sources() -> None:
    matters = demo().matters
    assert 300 <= len(matters) <= 600
    assert {matter.source for matter in matters} == {"书记点评", "市委检查", "主题教育", "自查", "防风险守底线"}
    assert len({matter.number for matter in matters}) == len(matters)
    assert {matter.found_on.year for matter in matters} == {2023, 2024, 2025}
    tiers = {demo().places[matter.area].tier for matter in matters}
    assert tiers == {"township", "organ"}


def test_the_course_of_an_item_is_in_order() -> None:
    for matter in demo().matters:
        assert matter.done_on
        assert matter.closed_on
        assert matter.found_on < matter.due_on
        assert matter.found_on < matter.done_on < matter.closed_on
        assert matter.reviewed_on is None or matter.closed_on < matter.reviewed_on


def test_what_stands_open_at_the_end() -> None:
    known = list(know_on(demo().matters, LAST_DAY))
    standing = [matter for matter in known if status_of(matter) == "正在整改"]
    overdue = [matter for matter in standing if matter.due_on < LAST_DAY]
    assert 15 < len(standing) < 120
    assert 3 < len(overdue) < len(standing)
    assert all(matter.reviewed_on is None or matter.reviewed_on <= LAST_DAY for matter in known)
    assert {"整改到位，未反弹", "有反弹，已重新交办", ""} == {matter.review for matter in known}


def test_an_item_is_not_known_before_it_is_found_nor_done_before_it_is_done() -> None:
    matter = demo().matters[0]
    assert matter.done_on
    assert matter.closed_on
    assert [
        status_of(known)
        for day in (matter.found_on, matter.done_on, matter.closed_on)
        for known in know_on([matter], day)
    ] == ["正在整改", "已整改", "已销号"]
    assert not list(know_on([matter], date(2022, 12, 31)))
