"""Who is named at either end of a ranking."""

import pytest

from pipelines.leaders import pick_ends


@pytest.mark.parametrize(
    ("ranks", "first", "last"),
    [
        ([2, 7, 1, 3, 6, 4, 5, 8], [2, 0, 3], [7, 1, 4]),
        # Who shares a place stands with it, above and below.
        ([1, 1, 3, 3, 3, 6, 7, 7], [0, 1, 2, 3, 4], [6, 7, 5]),
        ([1, 1, 1, 1, 5, 5], [0, 1, 2, 3], [4, 5]),
        # Nobody is named first and last at once.
        ([1, 2], [0], [1]),
        ([1, 2, 3, 4], [0, 1], [3, 2]),
        ([1, 1, 1], [], []),
        ([1], [], []),
        ([], [], []),
    ],
)
def test_three_at_either_end(ranks: list[int], first: list[int], last: list[int]) -> None:
    assert pick_ends(ranks) == (first, last)
