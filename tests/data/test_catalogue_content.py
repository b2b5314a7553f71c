"""The catalogue holds every figure that the annual report needs, as it was agreed."""

import csv
from pathlib import Path

import pytest

from data.catalogue_loading import load_catalogue
from data.definitions import Catalogue, Metric
from data.settings import Settings

#: The metrics as agreed with those who read the annual report; a change here is a change of that agreement.
REQUIRED = Path(__file__).with_name("required_metrics.csv")

SOURCES = {
    "": "",
    "secretary_": "书记点评",
    "city_": "市委检查",
    "theme_": "主题教育",
    "self_": "自查",
    "risk_": "防风险守底线",
}


def required() -> list[dict[str, str]]:
    return list(csv.DictReader(REQUIRED.read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Settings().catalogue_dir)


def relations(metric: Metric) -> set[str]:
    found = set()
    if metric.part_of:
        found.add(f"part of {metric.part_of}")
    if metric.at_least:
        found.add(f"at least {metric.at_least}")
    if metric.difference:
        found.add(f"{metric.difference[0]} minus {metric.difference[1]}")
    return found


def test_forty_two_metrics_and_thirty_eight_figures_are_required() -> None:
    rows = required()
    assert len(rows) == 42
    assert [int(row["figure"]) for row in rows if row["figure"]] == list(range(1, 39))


@pytest.mark.parametrize("row", required(), ids=lambda row: str(row["code"]))
def test_each_required_metric_says_what_was_agreed(row: dict[str, str], catalogue: Catalogue) -> None:
    metric = catalogue[row["code"]]
    assert {
        "figure": str(metric.figure or ""),
        "code": metric.code,
        "theme": metric.theme,
        "label_zh": metric.label_zh,
        "label_en": metric.label_en,
        "unit": metric.unit,
        "basis": metric.basis,
        "reported_by": "+".join(metric.reported_by),
        "polarity": metric.polarity,
        "report_area": metric.report_area,
    } == {key: value for key, value in row.items() if key not in ("relation", "per")}
    if row["relation"]:
        assert row["relation"] in relations(metric)
    elif metric.basis != "ledger":
        assert relations(metric) == set()


@pytest.mark.parametrize("row", required(), ids=lambda row: str(row["code"]))
def test_each_required_metric_has_the_quotients_it_implies(row: dict[str, str], catalogue: Catalogue) -> None:
    metric = catalogue[row["code"]]
    by_whole = bool(row["per"]) and row["per"] == metric.part_of
    rated = bool(row["per"]) and not by_whole
    assert (metric.rate is not None, metric.share is not None) == (rated, metric.part_of is not None)
    if metric.rate:
        assert (metric.rate.per, metric.rate.times) == (row["per"], 100 if row["per"] == "party_members" else 1)


def test_the_catalogue_holds_the_required_metrics_two_overlapping_parts_and_the_ledger(catalogue: Catalogue) -> None:
    ledger = {f"rectify_{slug}{count}" for slug in SOURCES for count in ("found", "done", "open", "overdue")}
    parts = {"eight_rules_party_sanctioned", "eight_rules_administrative_sanctioned"}
    assert set(catalogue.codes()) == {row["code"] for row in required()} | parts | ledger
    assert len(catalogue.metrics) == 61


def test_sanctions_overlap_inside_the_whole(catalogue: Catalogue) -> None:
    whole = catalogue["eight_rules_sanctioned"]
    assert whole.overlapping_parts == ("eight_rules_party_sanctioned", "eight_rules_administrative_sanctioned")
    for code in whole.overlapping_parts:
        part = catalogue[code]
        assert (part.part_of, part.basis, part.polarity) == ("eight_rules_sanctioned", "cumulative", "no_judgement")
        assert part.reported_by == ("township", "district")


@pytest.mark.parametrize(("slug", "source"), SOURCES.items())
def test_every_source_of_the_ledger_has_its_four_counts(slug: str, source: str, catalogue: Catalogue) -> None:
    found, done, open_, overdue = (
        catalogue[f"rectify_{slug}{count}"] for count in ("found", "done", "open", "overdue")
    )
    four = (found, done, open_, overdue)
    assert [metric.ledger and (metric.ledger.source, metric.ledger.count) for metric in four] == [
        (source, "found"),
        (source, "done"),
        (source, "open"),
        (source, "overdue"),
    ]
    assert [metric.polarity for metric in four] == ["none", "higher", "lower", "lower"]
    assert [metric.forms for metric in four] == [("raw",)] + [("raw", "share")] * 3
    assert {metric.part_of for metric in four[1:]} == {found.code}
    assert open_.difference == (found.code, done.code)
    assert open_.at_least == overdue.code


def test_themes_stand_in_order_with_their_leading_figures(catalogue: Catalogue) -> None:
    assert [(theme.code, theme.label_zh, theme.order) for theme in catalogue.themes] == [
        ("context", "基础数据", 1),
        ("lead", "思想引领", 2),
        ("base", "基层基础", 3),
        ("clean", "清正之风", 4),
        ("rectify", "整改实效", 5),
    ]
    assert {theme.code: [metric.code for metric in catalogue.headlines(theme.code)] for theme in catalogue.themes} == {
        "context": ["party_members", "party_branches", "villages", "lifted_households"],
        "lead": ["trainees", "party_lectures", "training_sessions", "field_studies"],
        "base": ["branches_up_to_standard", "standardised_premises", "dual_role_villages", "helped_households"],
        "clean": ["eight_rules_persons", "eight_rules_sanctioned", "public_interest_cases", "inspected_units"],
        "rectify": ["rectify_found", "rectify_done", "rectify_open", "rectify_overdue"],
    }


def test_every_definition_says_when_and_what_does_not_count(catalogue: Catalogue) -> None:
    times = ("报告期末", "本月", "本年1月1日")
    silent = [
        metric.code
        for metric in catalogue.metrics
        if not any(time in metric.definition for time in times) or "不" not in metric.definition
    ]
    assert silent == []


def test_every_metric_asked_for_is_known_by_several_names(catalogue: Catalogue) -> None:
    assert [metric.code for metric in catalogue.metrics if metric.asked and len(metric.aliases) < 4] == []


def test_a_headline_such_as_a_form_prints_it_belongs_to_one_metric(catalogue: Catalogue) -> None:
    names = {name: metric.code for metric in catalogue.metrics for name in (metric.label_zh, *metric.aliases)}
    assert {
        name: names[name]
        for name in (
            "党课次数",
            "书记讲党课",
            "培训期数",
            "驻村干部数",
            "一肩挑村数",
            "党员总数含预备党员",
            "土专家田秀才",
        )
    } == {
        "党课次数": "party_lectures",
        "书记讲党课": "party_lectures",
        "培训期数": "training_sessions",
        "驻村干部数": "posted_cadres",
        "一肩挑村数": "dual_role_villages",
        "党员总数含预备党员": "party_members",
        "土专家田秀才": "local_experts",
    }


def test_a_metric_says_how_each_of_its_forms_is_written(catalogue: Catalogue) -> None:
    metric = catalogue["eight_rules_sanctioned"]
    assert [
        (form, metric.label(form), metric.unit_of(form), metric.decimals_of(form), metric.times(form))
        for form in metric.forms
    ] == [
        ("raw", "其中党纪政务处分人数", "人", 0, 1),
        ("rate", "每百名党员受党纪政务处分人数", "人/百名党员", 2, 100),
        ("share", "查处人员中受处分占比", "%", 1, 100),
    ]
    assert [metric.denominator(form) for form in metric.forms] == [None, "party_members", "eight_rules_persons"]
    assert catalogue["trainees"].unit_of("rate") == "人次/百名党员"
    assert catalogue["posted_cadres"].label("rate") == "每村驻村干部"


#: What befalls many persons or matters one by one; everything else is planned, appointed or on a register.
EVENTS = {
    "eight_rules_persons",
    "eight_rules_sanctioned",
    "eight_rules_party_sanctioned",
    "eight_rules_administrative_sanctioned",
    "public_interest_cases",
    "public_interest_sanctioned",
    "rectify_found",
    *(f"rectify_{source}_found" for source in ("secretary", "city", "theme", "self", "risk")),
}
#: Shares that a plan or an appointment settles for all at once.
PLANNED_SHARES = {
    "villages_with_posted_cadres",
    "helped_households",
    "standardised_premises",
    "promoted_under_35",
    "promoted_graduates",
    "directly_inspected_villages",
}


def test_each_metric_declares_what_chance_does_to_it(catalogue: Catalogue) -> None:
    assert {metric.code for metric in catalogue.metrics if metric.nature_of() == "events"} == EVENTS
    assert {metric.code for metric in catalogue.metrics if metric.nature_of("rate") == "events"} == EVENTS
    shared = {metric.code: metric.nature_of("share") for metric in catalogue.metrics if metric.share}
    assert {code for code, nature in shared.items() if nature == "administrative"} == PLANNED_SHARES
    assert set(shared.values()) == {"administrative", "proportion"}
    assert [metric.code for metric in catalogue.metrics if "nature" not in metric.model_fields_set] == []
    assert [
        metric.code for metric in catalogue.metrics if metric.share and "nature" not in metric.share.model_fields_set
    ] == []
