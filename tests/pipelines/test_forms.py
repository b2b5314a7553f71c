"""Blank forms: what they ask, what they allow, and that what is filled in is what the intake reads."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.areas import Area
from data.definitions import Catalogue, Metric
from data.places import Places
from data.store import Store, open_store
from pipelines.demo.district import make_district
from pipelines.forms import FormFault, list_units, name_form, write_form
from pipelines.gathering import gather, read_content
from pipelines.harmonising import Names
from tests.filling import fill_store
from tests.pipelines.forms import CATALOGUE, NAMES, PLACES
from tests.small_district import observe, send
from tests.strategies import catalogues, places_for

#: What is typed into a form: 不适用 for ``None``.
Typed = Mapping[str, float | None]


def open_form(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content))["月报"]


def rows_of(sheet: Worksheet) -> dict[str, int]:
    """The row of each figure by its name; theme lines have no unit."""
    return {str(sheet.cell(row, 2).value): row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 3).value}


def fill(content: bytes, catalogue: Catalogue, typed: Typed) -> bytes:
    """The form as a clerk saves it."""
    book = load_workbook(io.BytesIO(content))
    rows = rows_of(book["月报"])
    for code, value in typed.items():
        book["月报"].cell(rows[catalogue[code].label_zh], 5).value = "不适用" if value is None else value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def words(sheet: Worksheet, *cells: str) -> list[Any]:
    return [sheet[cell].value for cell in cells]


@pytest.fixture
def opened(database: str, tmp_path: Path) -> Iterator[Store]:
    store = open_store(database, CATALOGUE, PLACES, tmp_path / "files")
    yield store
    store.close()


def test_the_form_of_a_township() -> None:
    sheet = open_form(write_form(CATALOGUE, PLACES, None, "jichuan", 202506))
    assert words(sheet, "A1", "A2", "E2") == [
        "霁川镇2025年6月基层党建工作月报表",
        "填报单位：霁川镇",
        "填报期间：2025年6月",
    ]
    assert words(sheet, *(f"{column}3" for column in "ABCDEFG")) == [
        "序号",
        "指标名称",
        "计量单位",
        "口径",
        "本期数",
        "上期数（供参考）",
        "说明",
    ]
    assert words(sheet, "A4", "A9", "A15") == ["一、基础数据", "二、思想引领", "三、基层基础"]
    assert words(sheet, *(f"{column}10" for column in "ABCDEFG")) == [
        5,
        "讲党课次数",
        "次",
        "本期发生",
        None,
        None,
        "只统计书记本人。",
    ]
    asked = {metric.label_zh for metric in CATALOGUE.metrics if metric.asked and PLACES["jichuan"].asked_for(metric)}
    assert set(rows_of(sheet)) == asked
    assert sheet["B10"].comment.text == CATALOGUE["party_lectures"].definition
    assert str(sheet["A38"].value).startswith("负责人（签章）：")
    assert "没有发生填 0" in str(sheet["A39"].value)


def test_only_this_periods_figures_can_be_typed_and_it_prints_one_page_wide() -> None:
    sheet = open_form(write_form(CATALOGUE, PLACES, None, "jichuan", 202506))
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {f"E{row}" for row in rows_of(sheet).values()}
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert sheet.freeze_panes == "C4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows) == (True, "$3:$3")


def test_cells_allow_numbers_within_bounds_and_not_applicable() -> None:
    sheet = open_form(write_form(CATALOGUE, PLACES, None, "jichuan", 202506))
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {f"E{row}" for row in rows_of(sheet).values()}
    rule = rules["E31"]
    assert rule.formula1 == 'IF(ISNUMBER($E$31),AND($E$31>=0,ROUND($E$31,0)=$E$31),TRIM($E$31)="不适用")'
    assert (rule.promptTitle, rule.prompt) == (
        "违反中央八项规定精神查处人数",
        "本年累计：填 1 月至本月的累计数。\n单位：人，填不小于 0 的整数。\n没有发生填 0；没有这项工作填“不适用”。",
    )
    assert rule.error == "应填不小于 0 的整数，或“不适用”。"


def test_decimals_and_a_maximum_are_allowed_as_declared() -> None:
    declared = CATALOGUE["party_lectures"].model_dump() | {"decimals": 2, "maximum": 1_500_000, "minimum": 0.5}
    catalogue = Catalogue(themes=CATALOGUE.themes, metrics=(Metric.model_validate(declared),), fingerprint="one")
    sheet = open_form(write_form(catalogue, PLACES, None, "jichuan", 202506))
    # One theme needs no line of its own.
    [rule] = sheet.data_validations.dataValidation
    assert str(rule.sqref) == "E4"
    assert rule.formula1 == ('IF(ISNUMBER($E$4),AND($E$4>=0.5,$E$4<=1500000,ROUND($E$4,2)=$E$4),TRIM($E$4)="不适用")')
    assert rule.error == "应填0.5 至 1500000 的数，最多 2 位小数，或“不适用”。"


def test_contradictions_turn_red_and_are_said_beside() -> None:
    sheet = open_form(write_form(CATALOGUE, PLACES, None, "jichuan", 202506))
    formulas: dict[str, list[str]] = {}
    for cells in sheet.conditional_formatting:
        formulas.setdefault(str(cells.sqref), []).extend(rule.formula[0] for rule in cells.rules)
    rows = rows_of(sheet)
    assert (rows["村（社区）数"], rows["驻村帮扶村数"], rows["结对帮扶户数"], rows["结对帮扶人数"]) == (7, 17, 19, 20)
    assert formulas["E17"] == formulas["G17"] == ["AND(COUNT($E$17,$E$7)=2,$E$17>$E$7)"]
    assert sheet["G17"].value == "不大于“村（社区）数”（第3项）。"
    assert formulas["E20"] == ["AND(COUNT($E$20,$E$19)=2,$E$20<$E$19)"]
    assert sheet["G20"].value == "不小于“结对帮扶户数”（第13项）。"
    assert formulas["E32"] == [
        "AND(COUNT($E$32,$E$31)=2,$E$32>$E$31)",
        "AND(COUNT($E$32,$E$33,$E$34)=3,OR($E$32<MAX($E$33,$E$34),$E$32>SUM($E$33,$E$34)))",
        "AND(COUNT($E$32,$F$32)=2,$E$32<$F$32)",
    ]
    assert "E10" not in formulas


@pytest.mark.parametrize(("month", "shown"), [(202502, [7, 500, "不适用"]), (202501, [None, 500, "不适用"])])
def test_the_month_before_is_shown_and_not_read(store: Store, month: int, shown: list[Any]) -> None:
    before = 202412 if month == 202501 else 202501
    store.take(
        send(
            "a.xlsx",
            observe("cases", before, "a", 7),
            observe("members", before, "a", 500),
            observe("meetings", before, "a", None, "not_applicable"),
        ),
        "组织部",
        datetime(2025, 2, 5),
    )
    content = write_form(store.catalogue, store.places, store, "a", month)
    sheet = open_form(content)
    rows = rows_of(sheet)
    assert [sheet.cell(rows[code], 6).value for code in ("cases", "members", "meetings")] == shown
    names = Names(store.catalogue, store.places)
    harvest = read_content(fill(content, store.catalogue, {"members": 501}), "月报.xlsx", names)
    assert {key: found.value for key, found in harvest.observations.items()} == {("members", month, "a"): 501.0}
    assert harvest.problems == []


def test_an_unfilled_form_is_refused(opened: Store, tmp_path: Path) -> None:
    path = tmp_path / name_form(PLACES, "jichuan", 202506)
    path.write_bytes(write_form(CATALOGUE, PLACES, opened, "jichuan", 202506))
    [outcome] = gather(opened, [path], by="组织部")
    assert outcome.status == "refused"
    assert [str(problem) for problem in outcome.problems] == [
        "霁川镇2025-06月报表.xlsx：表里一个数也没有填，应逐项填写。"
        "没有发生填 0，没有这项工作填“不适用”，填好后重新报送。"
    ]


def test_the_forms_of_a_whole_district_come_back_exactly(opened: Store, tmp_path: Path) -> None:
    district = make_district(7, CATALOGUE, PLACES, (202505, 202506))
    fill_store(opened, replace(district, months=(202505,), matters=()))
    figures = district.figures[district.figures["month"] == 202506]
    units = list_units(CATALOGUE, PLACES, "qingwu", 202506)
    assert len(units) == figures["area"].nunique()
    typed: dict[str, dict[str, float | None]] = {}
    for unit in units:
        own = figures[figures["area"] == unit.code]
        values = zip(own["metric"], own["value"], own["state"], strict=True)
        typed[unit.code] = {code: None if state == "not_applicable" else value for code, value, state in values}
        blank = write_form(CATALOGUE, PLACES, opened, unit.code, 202506)
        path = tmp_path / "in" / name_form(PLACES, unit.code, 202506)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(fill(blank, CATALOGUE, typed[unit.code]))
    outcomes = gather(opened, [tmp_path / "in"], by="组织部", accept=True)
    assert [str(problem) for outcome in outcomes for problem in outcome.problems] == []
    kept = opened.figures(list(CATALOGUE.codes()), [202506], list(typed))
    kept = kept[kept["observation"].notna()]
    assert {
        (area, metric): None if state == "not_applicable" else value
        for area, metric, value, state in zip(kept["area"], kept["metric"], kept["value"], kept["state"], strict=True)
    } == {(area, metric): value for area, entries in typed.items() for metric, value in entries.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(catalogues(), st.data())
def test_whatever_is_filled_in_is_read(catalogue: Catalogue, data: st.DataObject) -> None:
    places, month = data.draw(places_for(catalogue)), data.draw(st.sampled_from((202401, 202506, 202612)))
    units = list_units(catalogue, places, "district", month)
    unit = data.draw(st.sampled_from(units))
    asked = [metric.code for metric in catalogue.metrics if unit.asked_for(metric)]
    figures = st.none() | st.just(0) | st.integers(0, 10**9) | st.decimals(0, 10**6, places=2).map(float)
    typed = data.draw(st.dictionaries(st.sampled_from(asked), figures, min_size=1))
    content = fill(write_form(catalogue, places, None, unit.code, month), catalogue, typed)
    harvest = read_content(content, name_form(places, unit.code, month), Names(catalogue, places))
    assert harvest.problems == []
    assert {key: found.value for key, found in harvest.observations.items()} == {
        (code, month, unit.code): value for code, value in typed.items()
    }


def test_texts_are_never_formulas_and_never_codes() -> None:
    declared = CATALOGUE["party_lectures"].model_dump() | {"label_zh": "=1+1", "definition": "=2+2", "note": "@SUM(A1)"}
    catalogue = Catalogue(themes=CATALOGUE.themes, metrics=(Metric.model_validate(declared),), fingerprint="one")
    area = Area(code="a", name="甲/乙&P镇", kind="镇", parent="q")
    places = Places(areas=(Area(code="q", name="林溪区", kind="区"), area), fingerprint="one")
    sheet = open_form(write_form(catalogue, places, None, "a", 202506))
    assert [(sheet[cell].value, sheet[cell].data_type) for cell in ("B4", "G4")] == [("=1+1", "s"), ("@SUM(A1)", "s")]
    assert sheet.oddFooter.left.text == "甲/乙&&P镇2025年6月"
    assert name_form(places, "a", 202506) == "甲乙&P镇2025-06月报表.xlsx"


def test_a_unit_whose_name_is_not_its_own_goes_by_its_code() -> None:
    areas = (
        Area(code="q", name="林溪区", kind="区"),
        Area(code="a", name="青石镇", kind="镇", parent="q"),
        Area(code="b", name="白沙乡", kind="乡", parent="q"),
        Area(code="a1", name="东村", kind="村", parent="a"),
        Area(code="b1", name="东村", kind="村", parent="b"),
    )
    places = Places(areas=areas, fingerprint="two")
    declared = CATALOGUE["party_lectures"].model_dump() | {"reported_by": ("village",)}
    catalogue = Catalogue(themes=CATALOGUE.themes, metrics=(Metric.model_validate(declared),), fingerprint="one")
    assert [unit.code for unit in list_units(catalogue, places, "q", 202506)] == ["a1", "b1"]
    content = fill(write_form(catalogue, places, None, "b1", 202506), catalogue, {"party_lectures": 3})
    assert list(read_content(content, "东村.xlsx", Names(catalogue, places)).observations) == [
        ("party_lectures", 202506, "b1")
    ]


def test_units_without_a_form_are_said(store: Store) -> None:
    with pytest.raises(FormFault, match=r"^林溪区自身不填报任何指标，没有表样。请改用所属单位，或用 --all"):
        write_form(store.catalogue, store.places, store, "q", 202501)
    with pytest.raises(FormFault, match=r"^旧街街道在2025年4月不是有效的单位，没有这个月的表。"):
        write_form(store.catalogue, store.places, store, "c", 202504)
    assert NAMES.match_metric("上期数（供参考）").code is None
