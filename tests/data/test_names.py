"""Names are folded to what distinguishes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.names import fold_name


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("培训 人次（人次）", "培训人次"),
        ("培训人次(单位：人次)", "培训人次"),
        ("支书主任“一肩挑”村（社区）", "支书主任一肩挑村(社区)"),
        ("３５岁以下", "35岁以下"),
        ("（人次）", "(人次)"),
        ("", ""),
    ],
)
def test_a_name_is_folded_to_what_distinguishes_it(written: str, folded: str) -> None:
    assert fold_name(written, {"人次"}) == folded


@given(st.text(), st.text(alphabet=" \t\n\u3000“”"))
def test_folding_ignores_blanks_and_quotes_around_a_name(name: str, noise: str) -> None:
    assert fold_name(noise + name + noise) == fold_name(name)
