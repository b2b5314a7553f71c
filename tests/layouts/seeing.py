"""What a reader gets of a component or a figure, for tests."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dash.development.base_component import Component

from data.catalogue_loading import load_catalogue
from data.definitions import Catalogue


@cache
def catalogue() -> Catalogue:
    return load_catalogue(Path(__file__).parents[2] / "data" / "catalogue")


def walk(child: Any) -> Iterator[Any]:
    """A component and all it holds, texts included."""
    if child is None:
        return
    if isinstance(child, list | tuple):
        for one in child:
            yield from walk(one)
        return
    yield child
    if isinstance(child, Component):
        yield from walk(getattr(child, "children", None))


def text_of(child: Any) -> str:
    """All text in it, for the eye and for the ear."""
    return "".join(str(piece) for piece in walk(child) if not isinstance(piece, Component))


def with_class(child: Any, name: str) -> list[Any]:
    """The components in it of a class."""
    return [piece for piece in walk(child) if name in str(getattr(piece, "className", "")).split()]


def kinds(child: Any, kind: str) -> list[Any]:
    """The components in it of a tag: ``Tr``, ``Link``."""
    return [piece for piece in walk(child) if type(piece).__name__ == kind]


def heading(figure: dict[str, Any]) -> str:
    """A figure's title and the lines under it."""
    title = figure["layout"]["title"]
    return f"{title['text']} {title['subtitle']['text']}"


def hovers(figure: dict[str, Any]) -> list[str]:
    return [text for trace in figure["data"] for text in trace.get("hovertext", [])]
