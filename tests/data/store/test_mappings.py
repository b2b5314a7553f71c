"""Confirmed mappings: one for each sender and layout, the last one confirmed."""

from datetime import datetime

from data.store import Store
from data.store.mappings import KeptMapping

DAY = datetime(2025, 2, 6, 10)
MAPPING = {"areas": ["单位"], "metrics": {"培训人次": "trained", "其中：线上": None}}


def test_a_mapping_is_the_senders_own(store: Store) -> None:
    store.keep_mapping("a", "f" * 64, MAPPING, "组织部", DAY)
    store.keep_mapping("", "f" * 64, {"areas": []}, "组织部", DAY)
    assert store.mapping_for("a", "f" * 64) == MAPPING
    assert store.mapping_for("", "f" * 64) == {"areas": []}
    assert store.mapping_for("b", "f" * 64) is None
    assert store.mapping_for("a", "e" * 64) is None


def test_a_mapping_confirmed_anew_takes_the_place_of_the_old(store: Store) -> None:
    store.keep_mapping("a", "f" * 64, MAPPING, "组织部", DAY)
    store.keep_mapping("a", "f" * 64, {"areas": ["乡镇"]}, "组织部", DAY)
    assert store.mapping_for("a", "f" * 64) == {"areas": ["乡镇"]}


def test_all_are_listed_and_one_can_be_forgotten(store: Store) -> None:
    store.keep_mapping("b", "e" * 64, MAPPING, "组织部", DAY)
    store.keep_mapping("a", "f" * 64, {"areas": []}, "青石镇", DAY)
    kept = [
        KeptMapping("a", "f" * 64, {"areas": []}, "青石镇", DAY),
        KeptMapping("b", "e" * 64, MAPPING, "组织部", DAY),
    ]
    assert store.mappings() == kept
    store.forget_mapping("a", "f" * 64)
    assert store.mappings() == kept[1:]
