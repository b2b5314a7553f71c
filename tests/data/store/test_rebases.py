"""Rebases: set with a reason, removed with a reason, and nothing of it forgotten."""

from datetime import datetime

import pytest

from data.problems import Refusal
from data.rebases import RebaseEvent, list_rebases
from data.store import Store
from tests.small_district import observe, send

MAY, JUNE = datetime(2025, 5, 20, 10), datetime(2025, 6, 1, 9)


@pytest.fixture
def filled(store: Store) -> Store:
    """January to April, so that a chart has something on both sides."""
    store.take(send("全部", *(observe("meetings", 202500 + month, "a", 3) for month in range(1, 5))), "组织部", MAY)
    return store


def test_a_rebase_is_set_removed_and_set_again(filled: Store) -> None:
    filled.set_rebase("meetings", ["a"], 202503, "组织部", MAY, " 并入两个村 ")
    first = RebaseEvent("meetings", "a", 202503, "set", "并入两个村", "组织部", MAY)
    assert list_rebases(filled.rebase_events("meetings", "a")) == [first]
    assert filled.rebase_events("meetings", "b") == filled.rebase_events("cases", "a") == []
    filled.remove_rebase("meetings", ["a"], 202503, "区委", JUNE, "其实是下月并入")
    assert list_rebases(filled.rebase_events("meetings", "a")) == []
    filled.set_rebase("meetings", ["a"], 202504, "区委", JUNE, "并入两个村")
    filled.set_rebase("meetings", ["a"], 202503, "区委", JUNE, "还是三月")
    events = filled.rebase_events("meetings", "a")
    assert [(event.month, event.what, event.by) for event in events] == [
        (202503, "set", "组织部"),
        (202503, "removed", "区委"),
        (202504, "set", "区委"),
        (202503, "set", "区委"),
    ]
    assert [event.month for event in list_rebases(events)] == [202503, 202504]


def test_a_change_of_what_is_counted_concerns_all(filled: Store) -> None:
    filled.set_rebase("meetings", ["a"], 202503, "组织部", MAY, "并入两个村")
    filled.set_rebase("meetings", ["a", "b"], 202503, "组织部", JUNE, "口径调整")
    assert [event.reason for event in filled.rebase_events("meetings", "a")] == ["并入两个村"]
    assert [event.reason for event in filled.rebase_events("meetings", "b")] == ["口径调整"]
    filled.remove_rebase("meetings", ["a", "b"], 202503, "组织部", JUNE, "口径没有调整")
    assert [list_rebases(filled.rebase_events("meetings", area)) for area in "ab"] == [[], []]
    with pytest.raises(Refusal, match="“z”不是地区代码"):
        filled.set_rebase("meetings", ["a", "z"], 202504, "组织部", JUNE, "口径调整")
    assert len(filled.rebase_events("meetings", "a")) == 2


def test_who_caches_reads_anew(filled: Store) -> None:
    version = filled.version()
    filled.set_rebase("meetings", ["a"], 202503, "组织部", MAY, "并入两个村")
    assert filled.version() == version + 1


@pytest.mark.parametrize(
    ("metric", "area", "month", "reason", "said"),
    [
        ("meetings", "a", 202503, " ", "2025年3月起重新起算没有写理由"),
        ("meetings", "a", 202501, "并村", "2025年1月前后没有数据，应在2025年1月之后、2025年4月以前"),
        ("meetings", "a", 202505, "并村", "2025年5月前后没有数据"),
        ("nothing", "a", 202503, "并村", "“nothing”不是指标代码"),
        ("meetings", "z", 202503, "并村", "“z”不是地区代码"),
    ],
)
def test_what_cannot_be_set(filled: Store, metric: str, area: str, month: int, reason: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        filled.set_rebase(metric, [area], month, "组织部", MAY, reason)


def test_twice_or_never(filled: Store) -> None:
    with pytest.raises(Refusal, match="2025年3月没有设过重新起算"):
        filled.remove_rebase("meetings", ["a"], 202503, "组织部", MAY, "撤")
    filled.set_rebase("meetings", ["a"], 202503, "组织部", MAY, "并村")
    with pytest.raises(Refusal, match="2025年3月已经设过重新起算"):
        filled.set_rebase("meetings", ["a"], 202503, "组织部", MAY, "并村")
    with pytest.raises(Refusal, match="撤销重新起算没有写理由"):
        filled.remove_rebase("meetings", ["a"], 202503, "组织部", MAY, "")


def test_an_empty_store_has_nothing_to_begin_anew(store: Store) -> None:
    with pytest.raises(Refusal, match="还没有数据"):
        store.set_rebase("meetings", ["a"], 202503, "组织部", MAY, "并村")
