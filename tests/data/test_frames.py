"""A frame's rows as whoever shows them takes them."""

from datetime import date

import pandas as pd

from data.frames import list_rows


def test_rows_hold_plain_values_under_their_columns() -> None:
    frame = pd.DataFrame(
        {
            "name": ["霁川镇", "柚坡镇"],
            "value": [1.5, 2.0],
            "covered": [3, 4],
            "tied": [True, False],
            "due_on": [date(2025, 6, 30), None],
            "rank": pd.array([1, None], dtype="Int64"),
        }
    )
    rows = list_rows(frame)
    assert rows[0] == {
        "name": "霁川镇",
        "value": 1.5,
        "covered": 3,
        "tied": True,
        "due_on": date(2025, 6, 30),
        "rank": 1,
    }
    assert [type(value) for value in rows[0].values()] == [str, float, int, bool, date, int]
    assert (rows[1]["due_on"], rows[1]["rank"]) == (None, pd.NA)


def test_a_frame_without_rows_has_none() -> None:
    assert list_rows(pd.DataFrame({"name": []})) == []
    assert list_rows(pd.DataFrame()) == []
