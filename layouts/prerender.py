"""A component tree as plain HTML, so that a page can be read before any script has run.

Only what pages are made of is known: html components, links, selects, and graphs, which leave
their room empty. Stores and locations are nothing to see.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from dash.development.base_component import Component

_VOID = {"img", "br", "hr", "input", "col", "wbr"}
_UNSEEN = {"Store", "Location", "Interval"}
_ATTRIBUTES = {
    "className": "class",
    "htmlFor": "for",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "tabIndex": "tabindex",
}
_SKIPPED = {
    "children",
    "id",
    "style",
    "n_clicks",
    "options",
    "value",
    "data",
    "figure",
    "config",
    "persistence",
    "label",
    "inline",
    "switch",
    "refresh",
}


def to_html(node: Any) -> str:
    """The HTML of a component, a text, a number, or a list of them; nothing for ``None``."""
    if node is None:
        return ""
    if isinstance(node, (str, int, float)):
        return escape(str(node))
    if not isinstance(node, Component):
        return "".join(map(to_html, node)) if isinstance(node, Iterable) else ""
    kind = type(node).__name__
    if kind in _UNSEEN:
        return ""
    if kind == "Graph":
        return '<div class="graph-room"></div>'
    if kind == "Select":
        return _select(node)
    tag = "a" if kind == "Link" else kind.lower()
    opening = f"<{tag}{_attributes(node)}>"
    return opening if tag in _VOID else f"{opening}{to_html(getattr(node, 'children', None))}</{tag}>"


def _attributes(node: Component) -> str:
    texts = []
    for name, value in _props(node).items():
        if name in _SKIPPED or value is None or value is False:
            continue
        attribute = _ATTRIBUTES.get(name, name)
        texts.append(f' {attribute}="{escape(str(value))}"' if value is not True else f" {attribute}")
    style = getattr(node, "style", None)
    if style:
        texts.append(f' style="{escape(";".join(f"{_kebab(key)}:{value}" for key, value in style.items()))}"')
    return "".join(texts)


def _select(node: Component) -> str:
    props = _props(node)
    options = [
        f"<option{' selected' if option['value'] == props.get('value') else ''}>{escape(option['label'])}</option>"
        for option in props["options"]
    ]
    return f'<select class="form-select" disabled>{"".join(options)}</select>'


def _props(node: Component) -> dict[str, Any]:
    props: dict[str, Any] = node.to_plotly_json()["props"]  # type: ignore[no-untyped-call]
    return props


def _kebab(name: str) -> str:
    return name if name.startswith("--") else "".join(f"-{c.lower()}" if c.isupper() else c for c in name)
