"""总览 on the demo district: its cards, heat map, leaders and laggards are its downloads."""

import pytest

from callbacks import overview, ranking
from data.periods import Period
from data.selection import Selection
from data.store import Store
from tests.callbacks.faces import csv_of, part, rows_of
from tests.layouts.seeing import kinds, text_of, with_class

DECEMBER = Selection("qingwu", "trainees", Period.parse("2025-12"))


def test_cards_are_the_csv(district: Store) -> None:
    lines = csv_of(overview.SERVED, district, DECEMBER, "headlines")
    themes = part(overview.SERVED, district, DECEMBER, "themes", "children")
    cards = [text_of(card) for card in with_class(themes, "headline-figure")]
    values = {line["指标"]: float(line["数值"]) for line in lines}
    labels = [text_of(label) for label in with_class(themes, "headline-label")]
    assert sorted(labels) == sorted(values)
    for label, shown in zip(labels, cards, strict=True):
        metric = next(m for m in district.catalogue.metrics if m.label_zh == label)
        assert float(shown.removesuffix(metric.unit).strip().replace(",", "")) == values[label]


@pytest.mark.parametrize("sort", ["", "-trainees"])
def test_heat_is_the_csv(district: Store, sort: str) -> None:
    chosen = DECEMBER.but(sort=sort)
    lines = csv_of(overview.SERVED, district, chosen, "heat")
    table = rows_of(part(overview.SERVED, district, chosen, "heat", "children"))
    by_unit: dict[str, list[str]] = {}
    for line in lines:
        by_unit.setdefault(line["单位"], []).append(line["数值"])
    assert [row[0] for row in table] == list(by_unit)
    decimals = {m.label(f): m.decimals_of(f) for m in district.catalogue.metrics for f in m.forms}
    places = [decimals[line["指标"]] for line in lines if line["单位"] == table[0][0]]
    for row in table:
        shown = [cell.split("（")[0].replace(",", "") for cell in row[1:]]
        held = by_unit[row[0]]
        for text, value, digits in zip(shown, held, places, strict=True):
            assert (
                text == value
                if value in ("未报", "不适用")
                else float(text) == pytest.approx(float(value), abs=0.51 * 10**-digits)
            )


def test_leaders_are_the_csv(district: Store) -> None:
    lines = csv_of(overview.SERVED, district, DECEMBER, "leaders")
    decimals = {m.label(f): m.decimals_of(f) for m in district.catalogue.metrics for f in m.forms}
    told: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        sharing = [other for other in lines if (other["指标"], other["名次"]) == (line["指标"], line["名次"])]
        names = "、".join(other["单位"] for other in sharing[:3]) + (f"等{len(sharing)}个" if len(sharing) > 3 else "")
        value = f"{float(line['数值']):,.{decimals[line['指标']]}f}"
        said = f"{'并列' if len(sharing) > 1 else ''}{line['名次']} {names} {value}"
        sides = told.setdefault(f"{line['指标']} {line['计量单位']}{line['偶然波动']}", {"靠前": [], "靠后": []})
        if said not in sides[line["靠前或靠后"]]:
            sides[line["靠前或靠后"]].append(said)
    rows = part(overview.SERVED, district, DECEMBER, "leaders", "children")
    shown = [
        [
            text_of(row.children[0]),
            *([text_of(place) for place in with_class(cell, "leader")] for cell in row.children[1:]),
        ]
        for row in kinds(kinds(rows, "Tbody")[0], "Tr")
    ]
    assert shown == [[label, sides["靠前"], sides["靠后"]] for label, sides in told.items()]
    assert len(shown) == 11
    assert shown[0][1][0] == "1 椒岩乡 20.9"


def test_first_and_last_say_what_chance_may_have_done_as_the_ranking_does(district: Store) -> None:
    lines = {line["指标"]: line for line in csv_of(overview.SERVED, district, DECEMBER, "leaders")}
    told = [line["偶然波动"] for line in lines.values() if line["偶然波动"]]
    assert 0 < len(told) < len(lines)
    table = text_of(part(overview.SERVED, district, DECEMBER, "leaders", "children"))
    assert all(said in table for said in told)
    share = DECEMBER.but(metric="branches_up_to_standard", form="share")
    said = lines[district.catalogue["branches_up_to_standard"].label("share")]["偶然波动"]
    assert said.startswith("计入偶然波动，第1名")
    assert ranking.view(district, share).summary.endswith(said)
