"""Who is of about the same size."""

import math
from pathlib import Path

from data.periods import Period
from pipelines.similar_units import find_similar, size_metrics
from tests.pipelines.derived import CATALOGUE, TOWNSHIPS, everywhere, store_of

JUNE = Period.parse("2025-06")


def test_sizes_are_what_rates_divide_by() -> None:
    assert [metric.code for metric in size_metrics(CATALOGUE)] == ["members", "homes"]


def test_the_nearest_by_size_come_first_on_the_log_scale(tmp_path: Path) -> None:
    sizes = {
        ("members", 202506): everywhere([99, 49, 199, 99, 999, 9]),
        ("homes", 202506): everywhere([99, 99, 99, 9, 999, 9]),
    }
    with store_of(tmp_path, sizes) as store:
        found = find_similar(store, "a", TOWNSHIPS, JUNE)
    # Half as many members and twice as many are equally far.
    assert found["area"].tolist()[:3] == ["a", "b", "c"]
    assert found["distance"].round(9).tolist()[0] == 0
    assert math.isclose(found["distance"][1], found["distance"][2])
    assert found["area"].tolist()[3:] == ["d", "e"]
    assert found[["members", "homes"]].to_numpy().tolist()[:2] == [[99, 99], [49, 99]]


def test_a_size_that_is_not_known_is_left_out(tmp_path: Path) -> None:
    sizes = {("members", 202506): {"a": 99, "b": 49, "d": 9}, ("homes", 202506): {"a": 99, "c": 98}}
    with store_of(tmp_path, sizes) as store:
        assert find_similar(store, "a", TOWNSHIPS, JUNE)["area"].tolist() == ["a", "c", "b", "d"]
        assert find_similar(store, "e", TOWNSHIPS, JUNE)["area"].tolist() == []
