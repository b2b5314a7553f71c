"""Dash passes unknown ids, duplicate outputs and missing properties in silence: they are looked for here."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from dash.development.base_component import Component

from callbacks.bundles import ASSETS
from callbacks.indexing import Dashboard
from callbacks.pages import PAGES
from callbacks.routing import render
from callbacks.served import Served
from data.store import Store
from layouts.elements import Element
from layouts.prerender import to_html


@pytest.fixture(scope="module")
def declared(app: Dashboard) -> list[dict[str, Any]]:
    """Every callback, as the browser is told of it."""
    found: list[dict[str, Any]] = app.server.test_client().get("/_dash-dependencies").get_json()
    assert len(found) > 2 * len(PAGES)
    return found


def walk(node: Any) -> Iterator[Component]:
    """A component and every component in it."""
    if isinstance(node, Component):
        yield node
        yield from walk(getattr(node, "children", None))
    elif isinstance(node, (list, tuple)):
        for child in node:
            yield from walk(child)


def identified(tree: Component) -> list[tuple[Any, Component]]:
    return [(node.id, node) for node in walk(tree) if getattr(node, "id", None) is not None]


def outputs(callback: dict[str, Any]) -> list[str]:
    """``id.property`` of each output; none for a callback that answers nothing."""
    whole: str = callback["output"]
    if callback.get("no_output"):
        return []
    return whole[2:-2].split("...") if whole.startswith("..") else [whole]


def ends(callback: dict[str, Any]) -> list[tuple[Any, str]]:
    """Every id and property that a callback names."""
    named = [(part["id"], part["property"]) for part in callback["inputs"] + callback["state"]]
    named += [(key, prop) for key, _, prop in (output.rpartition(".") for output in outputs(callback))]
    return [(json.loads(key) if key.startswith("{") else key, prop) for key, prop in named]


def matching(wanted: Any, found: list[tuple[Any, Component]]) -> list[Component]:
    """The components that an id means; ``["ALL"]`` in it means any."""
    if not isinstance(wanted, dict):
        return [node for key, node in found if key == wanted]
    fixed = {name: value for name, value in wanted.items() if value != ["ALL"]}
    return [
        node
        for key, node in found
        if isinstance(key, dict) and key.keys() == wanted.keys() and fixed.items() <= key.items()
    ]


def test_every_callback_names_what_there_is(app: Dashboard, declared: list[dict[str, Any]]) -> None:
    promised = identified(app.validation_layout)
    shown = [one for served in PAGES for one in identified(render(app.store, served.page.path))]
    named = [end for callback in declared for end in ends(callback)]
    assert [key for key, _ in named if isinstance(key, str) and not matching(key, promised)] == []
    assert [key for key, _ in named if not matching(key, shown)] == []
    lacking = [(key, prop) for key, prop in named for node in matching(key, shown) if prop not in node._prop_names]
    assert lacking == []


@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
def test_ids_of_a_page_are_unique(app: Dashboard, served: Served) -> None:
    count = Counter(json.dumps(key, sort_keys=True) for key, _ in identified(render(app.store, served.page.path)))
    assert [key for key, times in count.items() if times > 1] == []
    assert {f'"{served.page.id_of(part.name)}"' for part in served.page.parts} <= count.keys()


def test_no_output_belongs_to_two_callbacks(declared: list[dict[str, Any]]) -> None:
    count = Counter(output for callback in declared for output in outputs(callback))
    assert [output for output, times in count.items() if times > 1] == []
    assert {served.page.id_of(part.name) + "." + part.prop for served in PAGES for part in served.page.parts} <= set(
        count
    )


def test_nothing_is_asked_before_the_reader_acts(declared: list[dict[str, Any]]) -> None:
    assert [callback["output"] for callback in declared if not callback["prevent_initial_call"]] == []


def test_browser_functions_exist(declared: list[dict[str, Any]]) -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in ASSETS.glob("*.js"))
    functions = [callback["clientside_function"] for callback in declared if callback.get("clientside_function")]
    assert len(functions) >= 5
    for function in functions:
        block = re.search(rf"^    {function['namespace']}: {{$.*?^    }},$", scripts, re.MULTILINE | re.DOTALL)
        assert block, function
        assert re.search(rf"^      {function['function_name']}\(", block[0], re.MULTILINE), function


def test_callbacks_are_checked_by_the_browser_too(app: Dashboard) -> None:
    assert app.config.suppress_callback_exceptions is False


@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
def test_first_view_says_what_the_live_page_says(app: Dashboard, served: Served) -> None:
    tree = render(app.store, served.page.path)
    html = to_html(tree)
    texts = [str(child) for node in walk(tree) for child in children_of(node) if isinstance(child, (str, int, float))]
    assert len(texts) > 15
    readable = unescape(re.sub(r"<[^>]*>", "\n", html))
    assert [text for text in texts if text not in readable] == []
    kinds = {type(node).__name__ for node in walk(tree) if node._namespace != "dash_html_components"}
    assert kinds <= {
        "Link",
        "Graph",
        "Select",
        "Input",
        "Checklist",
        "Plain",
        "Store",
        "Location",
        "Svg",
        "Polyline",
        "Circle",
    }


@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
def test_browser_is_not_given_a_component_for_every_cell(app: Dashboard, served: Served) -> None:
    """Each component answers to every change of any other: with 1,500 a repaint takes seconds."""
    layout = app.server.test_client().get("/_dash-layout", headers={"Referer": served.page.path}).get_data(as_text=True)
    assert 40 < layout.count('"namespace":') < 140


@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
def test_elements_have_only_properties_that_dash_knows(app: Dashboard, served: Served) -> None:
    """Their constructors do not look, to be quick."""
    elements = [node for node in walk(render(app.store, served.page.path)) if isinstance(node, Element)]
    assert len(elements) > 10
    for element in elements:
        given = {name for name in element.__dict__ if not name.startswith(tuple(element._valid_wildcard_attributes))}
        assert given <= set(element._prop_names), element


@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
def test_no_chart_offers_to_send_figures_away(app: Dashboard, served: Served) -> None:
    graphs = [node for node in walk(render(app.store, served.page.path)) if type(node).__name__ == "Graph"]
    assert len(graphs) == len({part.name for part in served.page.parts if part.prop == "figure"})
    for graph in graphs:
        assert graph.config["showSendToCloud"] is False
        assert graph.config["plotlyServerURL"] == ""
        assert graph.config["displaylogo"] is False


def children_of(node: Component) -> list[Any]:
    children = getattr(node, "children", None)
    return children if isinstance(children, list) else [children]


@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
def test_pages_stand_on_an_empty_store(nothing: Store, served: Served) -> None:
    assert "<h1" in to_html(render(nothing, served.page.path))
