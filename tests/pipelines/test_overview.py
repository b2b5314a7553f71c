"""The overview: coverage, headline figures with like-for-like changes, what leads, what needs attention."""

from datetime import date, datetime
from pathlib import Path

import pytest

from data.periods import Period
from data.selection import Selection
from pipelines.corrections import list_corrections
from pipelines.headlines import list_headlines, series_periods
from pipelines.overview import Overview, summarise, survey
from tests.pipelines.derived import everywhere, store_of
from tests.small_district import list_item, observe, send

FIGURES = {
    ("sessions", 202402): everywhere([10, 10, 10, 10, 10, 10]),
    ("sessions", 202501): {**everywhere([5, 5, 5, 5, 5, 5]), "o": 1.0},
    ("sessions", 202502): {"a": 6.0, "b": 6.0, "c": 5.0, "d": 5.0, "o": 1.0},
    ("members", 202501): everywhere([100, 100, 100, 200, 100, 100]),
    ("members", 202502): {"a": 100.0, "b": 100.0, "c": 100.0, "d": 200.0},
    ("sites", 202501): everywhere([1] * 6),
    ("sites", 202502): {"a": 2.0, "b": 1.0, "c": 1.0, "d": 1.0},
    ("cases", 202501): everywhere([0] * 6),
    ("cases", 202502): {"a": 3.0, "b": 0.0, "c": 0.0, "d": 0.0},
}
ITEMS = (
    list_item("1", "a", date(2025, 1, 10), due=date(2025, 2, 10)),
    list_item("2", "b", date(2025, 1, 10), due=date(2025, 3, 10)),
    list_item("3", "b", date(2025, 1, 10), done=date(2025, 2, 1)),
)


@pytest.fixture
def overview(tmp_path: Path) -> Overview:
    with store_of(tmp_path, FIGURES, ITEMS) as store:
        return survey(store, Selection("q", "sessions", Period.parse("2025-02")))


def test_coverage_names_the_silent(overview: Overview) -> None:
    assert dict(zip(overview.coverage["name"], overview.coverage["state"], strict=True)) == {
        "a镇": "已报",
        "b镇": "已报",
        "c镇": "已报",
        "d镇": "已报",
        "e乡": "未报",
        "f乡": "未报",
    }


def test_headlines_compare_like_with_like(overview: Overview) -> None:
    rows = overview.headlines.set_index("metric")
    sessions = rows.loc["sessions"]
    assert (sessions["value"], sessions["covered"], sessions["expected"]) == (23.0, 5, 7)
    # The total fell from 31 to 23; of the four and the department that are in both it rose from 21.
    assert (sessions["previous_change"], sessions["previous_compared"]) == (2.0, 5)
    assert sessions["previous_percent"] == pytest.approx(200 / 21)
    assert (sessions["year_change"], sessions["year_percent"], sessions["year_compared"]) == (-18.0, -45.0, 4)


def test_small_trends_leave_out_what_would_draw_a_fall(overview: Overview) -> None:
    series = overview.headlines.set_index("metric").loc["sessions", "series"]
    assert len(series) == 13
    # The department was silent in February last year, two townships are now.
    assert series[-3:] == [None, 31.0, None]


def test_who_leads_and_lags_by_the_rate(overview: Overview) -> None:
    rows = overview.leaders[overview.leaders["metric"] == "sessions"]
    assert rows[["form", "side", "rank", "name", "value", "ranked"]].to_numpy().tolist() == [
        ["rate", "靠前", 1, "a镇", 6.0, 4],
        ["rate", "靠前", 1, "b镇", 6.0, 4],
        ["rate", "靠前", 3, "c镇", 5.0, 4],
        ["rate", "靠后", 4, "d镇", 2.5, 4],
    ]
    assert "cases" not in overview.leaders["metric"].tolist()


def test_matters_in_words(overview: Overview) -> None:
    assert [(matter.text, matter.path, matter.metric) for matter in overview.matters] == [
        ("2个单位未报：e乡、f乡", "/ranking", ""),
        ("整改逾期1项，最久的已逾期18天（a镇）", "/rectification", ""),
        ("30天内到期的整改1项", "/rectification", ""),
        ("培训同比下降45.0%（可比的4个单位）", "/trend", "sessions"),
    ]


def test_corrections_received_in_the_period_are_a_matter(tmp_path: Path) -> None:
    corrected = (
        observe("sessions", 202501, "a", 7),
        observe("sessions", 202502, "a", 8),
        observe("cases", 202501, "b", 1),
    )
    with store_of(tmp_path, FIGURES) as store:
        store.take(send("更正.xlsx", *corrected, at=datetime(2026, 3, 5)), "组", datetime(2026, 3, 6))
        (matter,) = survey(store, Selection("q", "sessions", Period.parse("2026Q1"))).matters[1:]
        assert (matter.text, matter.path) == ("2个单位更正了已接收的数，共3个", "/")
        found = list_corrections(store, matter.trace)
        assert found is not None
        assert (found.period.code, found.area.code, found.count) == ("2026Q1", "q", 3)
        assert [[(cell.area, cell.month, cell.value) for cell in cells] for cells in found.figures] == [
            [("a", 202501, 7.0), ("a", 202501, 5.0)],
            [("a", 202502, 8.0), ("a", 202502, 6.0)],
            [("b", 202501, 1.0), ("b", 202501, 0.0)],
        ]
        assert len(survey(store, Selection("q", "sessions", Period.parse("2026-02"))).matters) == 1


@pytest.mark.parametrize(
    "name", ["-corrections~2025-01~nowhere", "-corrections~13~q", "-corrections~2025-01", "sessions~2025-01~q", ""]
)
def test_other_names_are_no_corrections(tmp_path: Path, name: str) -> None:
    with store_of(tmp_path, FIGURES) as store:
        assert list_corrections(store, name) is None


def test_the_state_of_things(overview: Overview) -> None:
    assert summarise(overview, "林溪区", "乡镇（街道）") == (
        "2025年2月，林溪区6个乡镇（街道）已报4个；截至2月28日台账问题3个，已整改33.3%，逾期1个。"
    )


def test_a_units_own_headlines(tmp_path: Path) -> None:
    with store_of(tmp_path, FIGURES) as store:
        selection = Selection("a", "sessions", Period.parse("2025-02"))
        row = list_headlines(store, selection, [("sessions", "rate")], "a").iloc[0]
    assert (row["value"], row["previous_change"], row["previous_percent"]) == (6.0, 1.0, 20.0)


def test_the_small_trend_begins_with_the_first_month() -> None:
    months = list(range(202411, 202413)) + [202501, 202502]
    assert [p.code for p in series_periods(Period.parse("2025-02"), months)] == [
        "2024-11",
        "2024-12",
        "2025-01",
        "2025-02",
    ]
    assert series_periods(Period.parse("2025-02"), []) == []
