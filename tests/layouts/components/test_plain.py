"""What only shows goes to the browser as one component; what has ids or controls is left alone."""

from dash import dcc, html

from layouts.components.graph import graph
from layouts.components.plain import Plain, plain
from layouts.figures.base import empty_figure
from layouts.filters import labelled
from layouts.prerender import to_html

TABLE = html.Table(
    [
        html.Tr([html.Th("单位", scope="col"), None, html.Th(3, colSpan=2, style={"fontWeight": 600})]),
        html.Tr(html.Td(dcc.Link("1,185", href="/?trace=a~b", className="trace-link"), **{"aria-label": "数"})),
    ],
    className="figures",
)


def test_elements_are_listed_with_what_react_needs_to_know_of_them() -> None:
    made = plain(TABLE)
    assert isinstance(made, Plain)
    assert made.to_plotly_json() == {
        "namespace": "dashboard_parts",
        "type": "Plain",
        "props": {
            "tree": [
                [
                    "table",
                    {"className": "figures"},
                    [
                        "tr",
                        {},
                        ["th", {"scope": "col"}, "单位"],
                        ["th", {"colSpan": 2, "style": {"fontWeight": 600}}, 3],
                    ],
                    [
                        "tr",
                        {},
                        [
                            "td",
                            {"aria-label": "数"},
                            ["a", {"href": "/?trace=a~b", "className": "trace-link"}, "1,185"],
                        ],
                    ],
                ]
            ]
        },
    }


def test_first_view_is_that_of_the_components() -> None:
    assert to_html(plain(TABLE)) == to_html(TABLE)
    assert to_html(plain([TABLE, "完"])) == f"{to_html(TABLE)}完"


def test_with_an_id_it_can_be_told_anew_and_says_which_row_is_which() -> None:
    made = Plain([html.Tr("一", key="7")], id="rows")
    assert made.to_plotly_json()["props"] == {"id": "rows", "tree": [["tr", {"key": "7"}, "一"]]}
    assert to_html(made) == "<tr>一</tr>"


def test_a_list_becomes_one() -> None:
    made = plain([html.P("一"), html.P("二")])
    assert made.tree == [["p", {}, "一"], ["p", {}, "二"]]


def test_texts_ids_controls_and_charts_stay() -> None:
    for kept in (
        "一",
        None,
        html.Div(html.P("一", id="one")),
        [html.P("一"), labelled("指标", "metric", [{"value": "a", "label": "b"}], "a")],
        html.Div(graph("one", empty_figure("无数据"))),
    ):
        assert plain(kept) is kept
