"""Pages as parts: what a page shows anew when the selection changes, and how it is arranged.

A page draws its view into the values of its parts, in their order; ``arrange`` puts the same
values into the skeleton for a first visit. The callback that repaints and the first layout are
therefore one drawing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from layouts import elements as html
from layouts import ids
from layouts.components.graph import graph


@dataclass(frozen=True)
class Part:
    """One property of one component: a graph's ``figure``, a section's ``children``.

    The ``tree`` of a section that only shows is brought up to date in its place; new children take it.
    """

    name: str
    prop: str


class Drawn(dict[str, Any]):
    """The values of a page's parts, ``name.property`` each, to be put into their places.

    Each goes under the id by which its callback finds it.
    """

    def __init__(self, page: "Page", values: Sequence[Any]) -> None:
        super().__init__(zip((f"{part.name}.{part.prop}" for part in page.parts), values, strict=True))
        self.page = page

    def head(self, *actions: str) -> Component:
        """The page's title, the ``actions`` beside it by their parts' names, and its summary, which can be copied."""
        title = html.H1(self.page.title)
        if "title.children" in self:
            title = html.H1(self["title.children"], id=self.page.id_of("title"))
        beside = [self.part(name, "page-actions") for name in actions]
        copy = html.Button("复制文字", type="button", className="copy-text", title="复制这段话")
        said = html.Div([self.part("summary", "page-head-hint"), copy], className="page-head-said")
        return html.Div([title, *beside, said], className="page-head")

    def part(self, name: str, class_name: str = "") -> Component:
        """What stands in a part."""
        styled = {"className": class_name} if class_name else {}
        if f"{name}.tree" in self:
            return html.Div(self[f"{name}.tree"], **styled)
        return html.Div(self[f"{name}.children"], id=self.page.id_of(name), **styled)

    def chart(self, name: str) -> Component:
        """A part that is a figure, in its box."""
        return graph(self.page.id_of(name), self[f"{name}.figure"])


@dataclass(frozen=True)
class Page:
    """One page: its address, its name in the navigation, its parts and their arrangement.

    ``draw`` turns the page's view into one value for each part; ``arrange`` puts them into the content.
    A page that is not ``listed`` is reached from another, not from the navigation.
    """

    code: str
    path: str
    title: str
    parts: Sequence[Part]
    draw: Callable[[Any], Sequence[Any]]
    arrange: Callable[[Drawn], Component]
    listed: bool = True

    def layout(self, values: Sequence[Any]) -> Component:
        """The whole content around the values that ``draw`` gave."""
        return self.arrange(Drawn(self, values))

    def id_of(self, name: str) -> str:
        return ids.part(self.code, name)
