from dash.development.base_component import Component

from layouts import elements as html
from layouts.parts import Drawn, Page, Part
from tests.layouts.seeing import kinds, text_of, with_class


def arrange(drawn: Drawn) -> Component:
    return html.Div([drawn.head("downloads"), drawn.part("table", "wide"), drawn.part("foot")])


def page(*parts: str) -> Page:
    names = ("summary", "downloads", "table", "foot", *parts)
    return Page("cases", "/cases", "案件", tuple(Part(name, "children") for name in names), lambda view: view, arrange)


def test_values_stand_where_their_callbacks_find_them() -> None:
    content = page("title").layout(["共3件", "下载", "表", "注", "青梧区案件"])
    (head,) = with_class(content, "page-head")
    (said,) = with_class(content, "page-head-said")
    assert [(type(piece).__name__, piece.id, text_of(piece)) for piece in (*head.children[:2], said.children[0])] == [
        ("H1", "cases-title", "青梧区案件"),
        ("Div", "cases-downloads", "下载"),
        ("Div", "cases-summary", "共3件"),
    ]
    assert text_of(said.children[1]) == "复制文字"
    assert [(box.id, text_of(box), getattr(box, "className", "")) for box in content.children[1:]] == [
        ("cases-table", "表", "wide"),
        ("cases-foot", "注", ""),
    ]


def test_a_page_whose_title_never_changes_says_its_name() -> None:
    assert text_of(kinds(page().layout(["共3件", "下载", "表", "注"]), "H1")) == "案件"
