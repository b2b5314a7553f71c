"""A component tree as plain HTML, so that a page can be read before any script has run.

Only what pages are made of is known: html components, links, graphs, which leave their room empty,
and controls, which wait for the scripts. Stores and locations are nothing to see.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from dash.development.base_component import Component

#: Where a chart will stand.
GRAPH_ROOM = '<div class="graph-room"></div>'
_VOID = {"img", "br", "hr", "input", "col", "wbr"}
_UNSEEN = {"Store", "Location", "Interval"}
_ATTRIBUTES = {
    "className": "class",
    "htmlFor": "for",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "tabIndex": "tabindex",
    "defaultValue": "value",
}
_SKIPPED = {"children", "id", "key", "style", "n_clicks", "refresh"}


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
    if kind == "Plain":
        return to_html(node.children)
    if kind == "Graph":
        return GRAPH_ROOM
    if kind in _CONTROLS and node._namespace not in ("dash_html_components", "dashboard_parts"):
        return _CONTROLS[kind](_props(node))
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


def _select(props: dict[str, Any]) -> str:
    options = [
        f"<option{' selected' if option['value'] == props.get('value') else ''}>{escape(option['label'])}</option>"
        for option in props["options"]
    ]
    return f'<select class="form-select" disabled>{"".join(options)}</select>'


def _input(props: dict[str, Any]) -> str:
    value, hint = escape(str(props.get("value", ""))), escape(props.get("placeholder", ""))
    return f'<input class="form-control" value="{value}" placeholder="{hint}" disabled>'


def _checklist(props: dict[str, Any]) -> str:
    boxes = [
        f'<div class="form-check form-check-inline"><input type="checkbox" class="form-check-input" disabled'
        f"{' checked' if option['value'] in props.get('value', ()) else ''}>"
        f'<label class="form-check-label">{escape(option["label"])}</label></div>'
        for option in props["options"]
    ]
    return f"<div>{''.join(boxes)}</div>"


_CONTROLS: dict[str, Callable[[dict[str, Any]], str]] = {"Select": _select, "Input": _input, "Checklist": _checklist}


def _props(node: Component) -> dict[str, Any]:
    props: dict[str, Any] = node.to_plotly_json()["props"]  # type: ignore[no-untyped-call]
    return props


def _kebab(name: str) -> str:
    return name if name.startswith("--") else "".join(f"-{c.lower()}" if c.isupper() else c for c in name)
