"""Annual targets: the last one counts, and how it came to be is kept."""

from datetime import datetime
from pathlib import Path

import pytest

from data.store import Store
from data.targets import Target, TargetChange, explain_no_target
from tests.pipelines.forms import CATALOGUE

JANUARY, JULY = datetime(2025, 1, 20, 10), datetime(2025, 7, 1, 9)


def test_the_last_target_counts_and_the_first_is_remembered(store: Store) -> None:
    first = [Target("meetings", 2025, "a", 24.0, "目标", "C3"), Target("meetings", 2025, "b", 12.0, "目标", "C4")]
    assert store.set_targets(first, "组织部", JANUARY, "目标.xlsx", "f" * 64) == 2
    assert store.set_targets([Target("meetings", 2025, "a", 20.0)], "区委", JULY) == 1
    assert store.targets(2025) == [Target("meetings", 2025, "a", 20.0), first[1]]
    assert store.targets(2024) == []
    assert store.target_changes(2025) == [
        TargetChange(first[0], None, "组织部", JANUARY, "目标.xlsx", "f" * 64),
        TargetChange(first[1], None, "组织部", JANUARY, "目标.xlsx", "f" * 64),
        TargetChange(Target("meetings", 2025, "a", 20.0), 24.0, "区委", JULY, "", ""),
    ]
    assert store.target_changes(2025, "signs") == []


def test_what_is_as_it_was_is_no_change(store: Store) -> None:
    store.set_targets([Target("meetings", 2025, "a", 24.0)], "组织部", JANUARY)
    version = store.version()
    assert store.set_targets([Target("meetings", 2025, "a", 24.0, "目标", "C3")], "组织部", JULY) == 0
    assert (store.version(), len(store.target_changes(2025))) == (version, 1)


def test_who_caches_reads_anew_after_a_change(store: Store) -> None:
    version = store.version()
    store.set_targets([Target("meetings", 2025, "a", 24.0)], "组织部", JANUARY)
    assert store.version() == version + 1


def test_a_target_is_taken_back(store: Store) -> None:
    store.set_targets([Target("meetings", 2025, "a", 24.0)], "组织部", JANUARY)
    store.set_targets([Target("meetings", 2025, "a", None)], "组织部", JULY)
    assert store.targets(2025) == []
    assert [(change.before, change.target.value) for change in store.target_changes(2025)] == [(None, 24), (24, None)]


def test_the_file_is_kept(store: Store, tmp_path: Path) -> None:
    store.set_targets([Target("meetings", 2025, "a", 24.0)], "组织部", JANUARY, "目标.xlsx", "ab" * 32, b"file")
    assert store.file("ab" * 32) == b"file"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("trainees", ""),
        ("branches_up_to_standard", ""),
        ("priority_villages", ""),
        ("eight_rules_persons", "不作评判，不设目标"),
        ("party_members", "不分高低，不设目标"),
        ("rectify_done", "由台账统计，多少取决于查出多少问题，不设目标"),
    ],
)
def test_which_metrics_take_a_target(code: str, why: str) -> None:
    assert explain_no_target(CATALOGUE[code]) == why
