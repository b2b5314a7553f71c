"""Parts that only show, without a component of Dash for each of their elements.

Every component of Dash listens to everything that happens on the page, and says when it is new:
a table of 1,500 of them takes the browser seconds to put in place. What has no id and no control
in it goes as one component, which ``assets/plain.js`` turns into the very same elements.
"""

from typing import Any

from dash.development.base_component import Component

from layouts.elements import Element


class Plain(Component):
    """Elements as nested lists ``[tag, properties, child, …]``.

    With an id, it can be told a new ``tree``: what stays the same then stays as the reader has it, ticks, words and
    scrolling included. What may change its place says by its ``key`` which one it is. ``children`` are the
    components that they were made from. The browser is not sent them: they are there for whoever writes or
    reads the page on the server.
    """

    _namespace = "dashboard_parts"
    _type = "Plain"
    _prop_names: list[str] = ["id", "tree"]
    _valid_wildcard_attributes: list[str] = []
    _children_props: list[str] = []
    _base_nodes: list[str] = []

    def __init__(self, children: Any = None, **identity: str) -> None:
        """Raise ``Alive`` where something in it must stay a component."""
        super().__init__(tree=_list_nodes(children), **identity)  # type: ignore[no-untyped-call]
        self.children = children


class Alive(Exception):
    """There is an id or a control: the browser needs the components themselves."""


def plain(child: Any) -> Any:
    """A component, or a list of them, as one; what is a text or holds ids or controls stays as it is."""
    if not isinstance(child, Component | list | tuple):
        return child
    try:
        return Plain(child)
    except Alive:
        return child


def _list_nodes(child: Any) -> list[Any]:
    """Children as a list of texts, numbers and elements."""
    children = child if isinstance(child, list | tuple) else [child]
    return [_element(one) if isinstance(one, Component) else one for one in children if one is not None]


def _element(component: Component) -> list[Any]:
    shows = isinstance(component, Element) or component._namespace == "dash_html_components"
    if not shows and component._type != "Link":
        raise Alive
    properties = dict(component.to_plotly_json()["props"])  # type: ignore[no-untyped-call]
    if properties.get("id") is not None:
        raise Alive
    children = properties.pop("children", None)
    return ["a" if component._type == "Link" else component._type.lower(), properties, *_list_nodes(children)]
