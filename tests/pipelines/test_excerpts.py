"""Excerpts show the head of a sheet and the rows around what is wrong, and no more than their bounds."""

from data.problems import Problem
from pipelines.excerpts import excerpt_file
from tests.pipelines.forms import book


def wrong(sheet: str, cell: str, severity: str = "block", found: str = "错") -> Problem:
    return Problem("some_rule", severity, found, "，应为数", "请改正", "a.xlsx", sheet, cell)  # type: ignore[arg-type]


SMALL = book(月报=[["标题"], ["序号", "数量"], [1, 12.0], [2, "七"]], 说明=[["看一看"]])
LONG = book(长表=[[row, f"第{row}行"] for row in range(1, 1001)])


def test_a_small_sheet_is_shown_whole_with_its_wrong_cell() -> None:
    [excerpt] = excerpt_file(SMALL, "a.xlsx", [wrong("月报", "B4"), wrong("月报", "B4", "warn", "又错")])
    assert (excerpt.sheet, excerpt.columns, excerpt.rows_below) == ("月报", ("A", "B"), 0)
    assert [[spot.text for spot in line.spots] for line in excerpt.lines] == [
        ["标题", ""],
        ["序号", "数量"],
        ["1", "12"],
        ["2", "七"],
    ]
    marked = [spot for line in excerpt.lines for spot in line.spots if spot.severity]
    assert [(spot.cell, spot.severity, spot.wrong) for spot in marked] == [("B4", "block", "错，应为数；又错，应为数")]


def test_the_first_sheet_is_shown_where_nothing_is_wrong_and_another_where_it_is_asked_for() -> None:
    assert [excerpt.sheet for excerpt in excerpt_file(SMALL, "a.xlsx", [])] == ["月报"]
    assert [excerpt.sheet for excerpt in excerpt_file(SMALL, "a.xlsx", [], "说明")] == ["说明"]


def test_a_long_sheet_is_shown_around_what_is_wrong() -> None:
    [excerpt] = excerpt_file(LONG, "a.xlsx", [wrong("长表", "B500"), wrong("长表", "B10")])
    assert [line.row for line in excerpt.lines] == [*range(1, 13), *range(498, 503)]
    assert [(line.row, line.left_out) for line in excerpt.lines if line.left_out] == [(498, 485)]
    assert excerpt.rows_below == 498


def test_bounds_hold_whatever_is_wrong() -> None:
    wide = book(宽表=[["字" * 500] * 300 for _ in range(400)])
    problems = [wrong("宽表", f"A{row}") for row in range(1, 401)]
    [excerpt] = excerpt_file(wide, "a.xlsx", problems)
    assert len(excerpt.lines) <= 125
    assert (len(excerpt.columns), excerpt.columns_beyond) == (60, 240)
    assert max(len(spot.text) for line in excerpt.lines for spot in line.spots) == 201
    many = book(**{f"表{n}": [["x"]] for n in range(20)})
    assert len(excerpt_file(many, "a.xlsx", [wrong(f"表{n}", "A1") for n in range(20)])) == 8


def test_what_cannot_be_opened_has_no_excerpt() -> None:
    assert excerpt_file(b"PK\x03\x04 nothing", "a.xlsx", []) == []
