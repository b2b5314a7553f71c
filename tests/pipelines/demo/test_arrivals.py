"""The plan of what arrives: kinds and numbers of files, corrections, a slip, who is missing, when."""

import io
from collections import Counter
from datetime import datetime, time
from functools import cache

import openpyxl
import pytest

from pipelines.demo.arrivals import Parcel, plan_arrivals
from pipelines.demo.mistakes import make_mistakes
from tests.pipelines.demo.test_district import demo


@cache
def plan() -> tuple[Parcel, ...]:
    return tuple(plan_arrivals(demo()))


def cells(parcel: Parcel) -> list[list[str]]:
    """The file's cells as texts, a row for each line."""
    content = parcel.build()
    if parcel.name.endswith(".csv"):
        text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030")
        return [line.split(",") for line in text.splitlines()]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def named(name: str) -> Parcel:
    return next(parcel for parcel in plan() if parcel.name == name)


def test_about_three_hundred_files_each_of_its_own_name() -> None:
    assert Counter(parcel.kind for parcel in plan()) == {
        "summary": 12,
        "calendar": 48,
        "form": 245,
        "grouped": 12,
        "ledger": 20,
    }
    assert len({parcel.name for parcel in plan()}) == len(plan())


def test_they_arrive_in_order_and_after_the_month_they_report() -> None:
    times = [parcel.received_at for parcel in plan()]
    assert times == sorted(times)
    assert times[0] > datetime(2023, 2, 1)
    assert times[-1] < datetime(2026, 2, 1)
    assert all(time(9) <= moment.time() < time(18) for moment in times)


def test_few_come_after_the_deadline() -> None:
    forms = [parcel for parcel in plan() if parcel.kind == "form" and not parcel.corrects]
    late = [parcel for parcel in forms if parcel.received_at.day > 5]
    assert 0.03 < len(late) / len(forms) < 0.12


def test_six_corrections_follow_the_form_that_they_correct() -> None:
    corrections = [parcel for parcel in plan() if parcel.corrects]
    assert len(corrections) == 6
    for parcel in corrections:
        first = named(parcel.name.replace("（更正）", ""))
        assert (parcel.received_at - first.received_at).days >= 35
        assert first.build() != parcel.build()


def test_a_mistake_is_wrong_and_its_correction_right() -> None:
    right = {
        (metric, month, area): value
        for metric, month, area, value in demo().figures[["metric", "month", "area", "value"]].itertuples(index=False)
    }
    mistakes = make_mistakes(demo())
    assert len(mistakes) == 7
    for mistake in mistakes:
        assert mistake.entries
        assert all(right[entry] != wrong for entry, wrong in mistake.entries.items())


def test_one_figure_a_hundred_times_too_large_then_sent_again() -> None:
    (slip,) = [parcel for parcel in plan() if parcel.refused]
    again = named(slip.name.replace(".", "（重报）."))
    assert (again.received_at - slip.received_at).days == 3
    (mistake,) = [mistake for mistake in make_mistakes(demo()) if mistake.refused]
    ((entry, wrong),) = mistake.entries.items()
    assert entry[0] == "trainees"
    assert f"{wrong:.0f}" in {cell for row in cells(slip) for cell in row}
    assert f"{wrong / 100:.0f}" in {cell for row in cells(again) for cell in row}


def test_two_townships_have_sent_no_form_for_the_last_month() -> None:
    names = {parcel.name for parcel in plan()}
    for area, _ in demo().unreported:
        unit = demo().places[area].name
        assert f"{unit}2025年11月月报.xlsx" in names
        assert not any(name.startswith(f"{unit}2025年12月") for name in names)


def test_a_form_shows_title_labels_header_and_figures() -> None:
    rows = cells(named("藤岭乡2025年3月月报.xlsx"))
    assert rows[0][0] == "青梧区基层党建工作情况月报表"
    assert rows[1][0].startswith("填报单位：藤岭")
    assert "2025年3月" in "".join(rows[1])
    assert len(rows[2]) == 5
    assert any(row[0] == "一、基础数据" for row in rows)
    assert rows[-1][0].startswith("注：")


def test_a_grouped_table_has_two_header_rows_a_total_and_notes() -> None:
    rows = cells(named("青梧区2025年12月专项统计表.xlsx"))
    assert {"本期发生", "本年累计"} <= set(rows[2])
    assert rows[4][0] == "1"
    total = next(index for index, row in enumerate(rows) if row[0].replace("　", "") in ("合计", "总计"))
    assert total == 4 + 16
    assert rows[total + 1][0].startswith("注：")
    assert sum("未报" in row for row in rows) == 1


def test_a_ledger_grows_and_says_what_was_known_then() -> None:
    early, late = (cells(named(f"青梧区整改台账（{month}）.xlsx")) for month in ("2023年3月", "2025年12月"))
    assert len(early) < len(late)
    assert early[1] == late[1]
    assert {row[8] for row in late[2:]} == {"正在整改", "已整改", "已销号"}


@pytest.mark.parametrize(
    ("name", "encoding"), [("霁川镇2025年1月月报.csv", "gb18030"), ("鹭汀镇2025年1月月报.csv", "utf-8-sig")]
)
def test_two_townships_send_csv_each_in_its_encoding(name: str, encoding: str) -> None:
    content = named(name).build()
    assert content.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    assert "填报单位" in content.decode(encoding)


def test_a_file_is_the_same_bytes_each_time() -> None:
    for name in (
        "青梧区2023年6月基层党建汇总表.xlsx",
        "藤岭乡2024年上半年基层党建数据.xlsx",
        "青梧区整改台账（2025年6月）.xlsx",
    ):
        assert named(name).build() == named(name).build()
