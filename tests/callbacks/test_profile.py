"""乡镇画像 on the demo district: its tables, small trends and items are its downloads."""

import re

import pytest

from callbacks.profile import SERVED, view
from data.periods import Period
from data.selection import Selection
from data.store import Store
from layouts.numbers import number
from pipelines.profiles import profile
from tests.callbacks.faces import csv_of, part, rows_of
from tests.layouts.seeing import kinds, text_of, with_class

DECEMBER = Selection("qingwu", "trainees", Period.parse("2025-12"), units=("yinghu",))


def metric_rows(store: Store, selection: Selection) -> list[list[object]]:
    """The cells of every metric's row, theme after theme."""
    themes = part(SERVED, store, selection, "themes", "children")
    return [row.children for body in kinds(themes, "Tbody") for row in kinds(body, "Tr")]


def test_each_row_is_a_line_of_the_csv(district: Store) -> None:
    rows, lines = metric_rows(district, DECEMBER), csv_of(SERVED, district, DECEMBER, "figures")
    assert len(rows) == len(lines) == 34
    frame = profile(district, DECEMBER)
    assert frame is not None
    decimals = frame.figures["decimals"].tolist()
    for (name, value, place, middle, *_), line, digits in zip(rows, lines, decimals, strict=True):
        assert text_of(name) == f"{line['指标']} {line['计量单位']}"
        shown = number(float(line["数值"]), digits)
        beneath = "".join(text_of(piece) for piece in with_class(value, "beneath"))
        assert text_of(value) == shown + beneath
        assert beneath in ("", f"{number(float(line['原值']))}{line['原值计量单位']}")
        assert text_of(middle) == number(float(line["同类中位数"]), digits)
        found = re.fullmatch(
            r"(?:并列)?第(\d+)名共(\d+)个(?:，未报(\d+))?(?:第(\d+)–(\d+)名之间差异不显著)?", text_of(place)
        )
        band = (line["名次区间从"], line["名次区间到"])
        told = band if band[0] != band[1] else ("0", "0")
        expected = (line["名次"], line["参加排名的单位数"], line["未报的单位数"], *told)
        assert found is None if text_of(place) == "—" else found and found.groups("0") == expected
        assert (text_of(place) == "—") == (line["名次"] == "")


def test_a_rate_says_what_it_is_made_from_and_both_can_be_traced(district: Store) -> None:
    line = next(line for line in csv_of(SERVED, district, DECEMBER, "figures") if line["指标"] == "每百名党员培训人次")
    raw, rate = float(line["原值"]), float(line["数值"])
    held = district.figures(["trainees", "party_members"], [202512], ["yinghu"]).set_index("metric")["value"]
    assert raw == held["trainees"]
    assert rate == pytest.approx(held["trainees"] / held["party_members"] * 100)
    row = next(row for row in metric_rows(district, DECEMBER) if text_of(row[0]).startswith("每百名党员培训人次"))
    addresses = [link.href for link in kinds(row[1], "Link")]
    assert ["trace=trainees~2025-12~yinghu~rate" in addresses[0], "~rate" in addresses[1]] == [True, False]


def test_discipline_has_no_place_and_no_colour(district: Store) -> None:
    themes = part(SERVED, district, DECEMBER, "themes", "children")
    judged = {m.label(form): m.polarity for m in district.catalogue.metrics for form in m.forms}
    unjudged = [row for row in kinds(themes, "Tr")[1:] if judged.get(text_of(row.children[0]).split(" ")[0]) in OPEN]
    assert len(unjudged) > 8
    for row in unjudged:
        assert text_of(row.children[2]) == "—"
        assert not with_class(row, "change-better")
        assert not with_class(row, "change-worse")


OPEN = ("no_judgement", "none")


def test_the_small_trends_are_columns_of_the_csv(district: Store) -> None:
    line = csv_of(SERVED, district, DECEMBER, "figures")[0]
    months = [name for name in line if name.startswith("走势 ")]
    assert (months[0], months[-1], len(months)) == ("走势 2024年12月", "走势 2025年12月", 13)
    assert line["走势 2025年12月"] == line["数值"]
    assert f"到{number(float(line['数值']))}，" in getattr(
        kinds(metric_rows(district, DECEMBER)[0][5], "Svg")[0], "aria-label"
    )


def test_items_are_the_csv(district: Store) -> None:
    rows = rows_of(part(SERVED, district, DECEMBER, "items", "children"))
    lines = csv_of(SERVED, district, DECEMBER, "items")
    assert [row[0] for row in rows] == [line["编号"] for line in lines]
    assert len(rows) == 2
    for row, line in zip(rows, lines, strict=True):
        place = f"{line['文件']} › {line['工作表']} 第{line['行']}行"
        assert row[1].endswith(f"{line['问题来源']} · {line['状态']} · {place}")
        assert row[2:] == [line["整改时限"], line["逾期（天）"]]


def test_a_silent_township_is_shown_without_places(district: Store) -> None:
    silent = Selection("qingwu", "trainees", Period.parse("2025-12"), units=("shuanglin",))
    lines = csv_of(SERVED, district, silent, "figures")
    assert {line["数值"] for line in lines if line["指标"] in ("党员总数", "每百名党员培训人次")} == {"未报"}
    assert {line["名次"] for line in lines if line["数值"] == "未报"} == {""}
    missing = sum(line["数值"] == "未报" for line in lines)
    # What is counted from the district's ledger is there although the unit sent nothing.
    assert f"霜林镇有数的指标4项、未报{missing}项，" in part(SERVED, district, silent, "summary", "children")


def test_without_a_unit_the_first_is_shown_and_all_can_be_chosen(district: Store) -> None:
    shown = view(district, Selection("qingwu", "trainees", Period.parse("2025-12")))
    assert shown.unit is not None
    assert (shown.unit.name, len(shown.choices)) == ("霁川镇", 16)


def test_standouts_and_similar_units_are_those_of_the_csv(district: Store) -> None:
    chosen = DECEMBER
    standouts = csv_of(SERVED, district, chosen, "standouts")
    rows = rows_of(part(SERVED, district, chosen, "standouts", "children"))
    assert len(standouts) > 3
    assert [row[0] for row in rows] == [line["与同类相比"] for line in standouts]
    assert [row[1].split(" ")[0] for row in rows] == [line["指标"] for line in standouts]
    similar = csv_of(SERVED, district, chosen, "similar")
    table = part(SERVED, district, chosen, "similar", "children")
    assert [row[0] for row in rows_of(table)] == [line["单位"] for line in similar]
    assert similar[0]["单位"] == "萤湖镇"
    assert len(similar) == 5
    assert [row[1].replace(",", "") for row in rows_of(table)] == [line["党员总数（名）"] for line in similar]
    chosen_units = kinds(table, "Link")[-1].href.split("units=")[1].split("&")[0]
    assert len(chosen_units.replace("%2C", ",").split(",")) == 5


def test_without_a_score_the_card_says_so(district: Store) -> None:
    assert "没有可以显示的得分" in text_of(part(SERVED, district, DECEMBER, "scores", "children"))
    assert csv_of(SERVED, district, DECEMBER, "course") == csv_of(SERVED, district, DECEMBER, "points") == []
