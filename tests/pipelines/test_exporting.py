"""CSV, byte by byte and read back by what reads CSV."""

import csv
import io
import tracemalloc
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.exporting import Column, field_of, file_name, header_of, stream_csv, write_csv

COLUMNS = (Column("name", "单位"), Column("value", "培训人次（人次）", "state"), Column("rank", "名次"))


def frame_of(*rows: tuple[str, float, str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["name", "value", "state", "rank"])
    return frame.astype({"value": "float64", "rank": "Int64"})


def test_the_bytes_of_a_file() -> None:
    frame = frame_of(
        ("青石镇", 1234.0, "reported", 1),
        ("白沙乡", 0.0, "reported", 2),
        ("旧街街道", np.nan, "missing", pd.NA),
        ("组织部", np.nan, "not_applicable", pd.NA),
        ("新街街道", np.nan, "withheld", pd.NA),
    )
    assert write_csv(frame, COLUMNS) == (
        b"\xef\xbb\xbf"
        + (
            "单位,培训人次（人次）,名次\r\n"
            "青石镇,1234,1\r\n"
            "白沙乡,0,2\r\n"
            "旧街街道,未报,\r\n"
            "组织部,不适用,\r\n"
            "新街街道,不公布,\r\n"
        ).encode()
    )


def test_an_empty_frame_is_a_header() -> None:
    assert write_csv(frame_of(), COLUMNS) == "\ufeff单位,培训人次（人次）,名次\r\n".encode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12.299999999999999, "12.3"),
        (0.1 + 0.2, "0.3"),
        (4.1 - 4.0, "0.1"),
        (1 / 3, "0.333333333333"),
        (0.00001234, "0.00001234"),
        (12345678901.5, "12345678901.5"),
        (9_007_199_254_740_993.0, "9007199254740992"),
        (-3.0, "-3"),
        (-0.0, "0"),
        (105_571.0, "105571"),
        (float("nan"), ""),
    ],
)
def test_numbers_are_plain_alone_and_in_a_column(value: float, expected: str) -> None:
    assert write_csv(pd.DataFrame({"n": [1.0, value]}), [Column("n", "数")]).decode().splitlines()[2:] == (
        [expected] if expected else ['""']
    )
    assert field_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-3", "'-3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝HYPERLINK(A1)", "'＝HYPERLINK(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("青石镇", "青石镇"),
        ("第1名=并列", "第1名=并列"),
        (True, "是"),
        (False, "否"),
        (7, "7"),
        (None, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (date(2025, 6, 30), "2025-06-30"),
        (datetime(2025, 7, 5, 9, 30), "2025-07-05 09:30"),
    ],
)
def test_fields(value: object, expected: str) -> None:
    assert field_of(value) == expected


def test_headers_are_made_harmless_too() -> None:
    content = write_csv(pd.DataFrame({"n": [1.0]}), [Column("n", "=1+1")])
    assert content.decode("utf-8-sig").splitlines()[0] == "'=1+1"


def test_headers_carry_their_unit() -> None:
    assert header_of("培训人次", "人次") == "培训人次（人次）"
    assert header_of("单位", "") == "单位"


def test_file_names_are_chinese_and_safe() -> None:
    assert file_name("培训人次", "青梧区", "2025年1—6月") == "培训人次_青梧区_2025年1—6月.csv"
    assert file_name("每百名/党员: *?", "", 'a"b<c>|\\') == "每百名党员_abc.csv"
    assert file_name("../../etc", "\x00\r\n") == "etc.csv"
    assert len(file_name("长" * 500)) == 124


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
amounts = st.one_of(
    st.just(float("nan")),
    st.integers(-(10**12), 10**12).map(float),
    st.decimals(-(10**6), 10**6, places=3).map(float),
)


@given(st.lists(st.tuples(texts, amounts, st.sampled_from(["missing", "withheld"]), st.integers(1, 99)), max_size=30))
def test_what_is_written_reads_back(rows: list[tuple[str, float, str, int]]) -> None:
    frame = frame_of(*rows)
    content = write_csv(frame, COLUMNS)
    read = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(read) == len(rows)
    for line, (name, value, state, rank) in zip(read, rows, strict=True):
        assert line["单位"] in (name, f"'{name}")
        assert line["名次"] == str(rank)
        if np.isnan(value):
            assert line["培训人次（人次）"] == {"missing": "未报", "withheld": "不公布"}[state]
        else:
            assert float(line["培训人次（人次）"]) == value
    if rows:
        again = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", na_values=["未报", "不公布"])
        numbers = pd.to_numeric(again["培训人次（人次）"]).to_numpy(np.float64)
        np.testing.assert_array_equal(numbers, frame["value"].to_numpy())


def test_a_large_file_is_never_held_whole() -> None:
    frame = pd.DataFrame({"name": "青石镇", "value": np.arange(100_000) / 7, "state": "reported", "rank": 1})
    tracemalloc.start()
    size = sum(len(piece) for piece in stream_csv(frame, COLUMNS))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 2_500_000
    assert peak < size / 2
