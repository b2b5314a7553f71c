"""Pages as parts: what a page shows anew when the selection changes, and how it is arranged.

A page draws its view into the values of its parts, in their order; ``arrange`` puts the same
values into the skeleton for a first visit. The callback that repaints and the first layout are
therefore one drawing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from layouts import ids


@dataclass(frozen=True)
class Part:
    """One property of one component: a graph's ``figure``, a section's ``children``."""

    name: str
    prop: str


@dataclass(frozen=True)
class Page:
    """One page: its address, its name in the navigation, its parts and their arrangement.

    ``draw`` turns the page's view into one value for each part; ``arrange`` takes those values by
    part name and returns the content.
    """

    code: str
    path: str
    title: str
    parts: Sequence[Part]
    draw: Callable[[Any], Sequence[Any]]
    arrange: Callable[[dict[str, Any]], Component]

    def layout(self, values: Sequence[Any]) -> Component:
        """The whole content around the values that ``draw`` gave."""
        names = [f"{part.name}.{part.prop}" for part in self.parts]
        return self.arrange(dict(zip(names, values, strict=True)))

    def id_of(self, name: str) -> str:
        return ids.part(self.code, name)
