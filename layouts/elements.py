"""HTML elements and links as Dash has them, made without its checks.

Dash compares every property that a component is given with all that it knows: 20 µs an element,
and a page has 1,500 of them, drawn anew for every reader who asks for a view that nobody has seen
yet. ``tests/callbacks/test_wiring.py`` checks the properties instead.
"""

from collections.abc import Callable
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component


class Element(Component):
    """A component whose properties are taken as they come."""

    def __init__(self, children: Any = None, **properties: Any) -> None:
        self.children = children
        self.__dict__.update(properties)

    def to_plotly_json(self) -> dict[str, Any]:
        return {"props": self.__dict__, "type": self._type, "namespace": self._namespace}


def _lighten(example: Component) -> Callable[..., Component]:
    """The kind of an example, which says what properties there are."""
    kind = type(example)
    known = {name: getattr(example, name) for name in ("_prop_names", "_valid_wildcard_attributes")}
    return type(kind.__name__, (Element, kind), {"__module__": __name__, **known})


def _draw(name: str, *properties: str) -> Callable[..., Component]:
    """An element that Dash has not; only for parts that only show (``layouts.components.plain``)."""
    known = {"_prop_names": ["children", "className", *properties], "_valid_wildcard_attributes": ["aria-"]}
    return type(name, (Element,), {"__module__": __name__, "_namespace": "dashboard_parts", "_type": name, **known})


A = _lighten(html.A())
Article = _lighten(html.Article())
Aside = _lighten(html.Aside())
Button = _lighten(html.Button())
Caption = _lighten(html.Caption())
Dd = _lighten(html.Dd())
Details = _lighten(html.Details())
Div = _lighten(html.Div())
Dl = _lighten(html.Dl())
Dt = _lighten(html.Dt())
Form = _lighten(html.Form())
H1 = _lighten(html.H1())
H2 = _lighten(html.H2())
H3 = _lighten(html.H3())
I = _lighten(html.I())  # noqa: E741
Label = _lighten(html.Label())
Li = _lighten(html.Li())
Link = _lighten(dcc.Link(href=""))
Option = _lighten(html.Option())
P = _lighten(html.P())
Pre = _lighten(html.Pre())
Progress = _lighten(html.Progress())
Section = _lighten(html.Section())
Select = _lighten(html.Select())
Small = _lighten(html.Small())
Span = _lighten(html.Span())
Strong = _lighten(html.Strong())
Summary = _lighten(html.Summary())
Table = _lighten(html.Table())
Tbody = _lighten(html.Tbody())
Td = _lighten(html.Td())
Textarea = _lighten(html.Textarea())
Th = _lighten(html.Th())
Thead = _lighten(html.Thead())
Tr = _lighten(html.Tr())
Ul = _lighten(html.Ul())

Circle = _draw("Circle", "cx", "cy", "r")
Input = _draw("Input", "type", "name", "value", "defaultValue", "min", "max", "title", "placeholder", "inputMode")
G = _draw("G")
Path = _draw("Path", "d")
Polyline = _draw("Polyline", "points")
Svg = _draw("Svg", "viewBox", "role", "style")
Text = _draw("Text", "x", "y")
Title = _draw("Title")
