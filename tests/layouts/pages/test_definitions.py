import json
import re
from typing import Any

from data.periods import Period
from data.selection import Selection
from layouts.pages.definitions import PAGE, View, list_relations
from tests.layouts.seeing import catalogue, kinds, text_of


def show() -> Any:
    selection = Selection("qingwu", "trainees", Period.parse("2025-12"), search="两委")
    found = catalogue().metrics
    return PAGE.layout(PAGE.draw(View(selection, catalogue(), found, 30, [(found[0], found[1])])))


def test_quotes_within_quotes_are_inner_ones() -> None:
    said = text_of(show())
    assert "“‘防风险、守底线’检视问题”中，截至报告期末已完成整改的条数" in said
    assert (
        list_relations(catalogue()["rectify_risk_done"], catalogue())[0]
        == "是“‘防风险、守底线’检视问题”的一部分，不得大于它"
    )
    assert re.findall("“[^”]*“|”[^“]*”", said) == []


def test_the_search_box_has_its_label() -> None:
    page = show()
    (label,) = kinds(page, "Label")
    (box,) = kinds(page, "Input")
    assert (text_of(label), json.loads(label.htmlFor)) == ("搜索", box.id)
