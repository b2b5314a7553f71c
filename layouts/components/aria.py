"""What is said to readers by ear."""

from typing import Any

from dash.development.base_component import Component

from layouts import elements as html


def aria(**parts: str) -> dict[str, Any]:
    """Keyword arguments for a component: ``**aria(label="…")`` becomes ``aria-label``."""
    return {f"aria-{name}": value for name, value in parts.items()}


def unheard(text: str, class_name: str | None = None) -> Component:
    """A sign for the eye only; the words beside it say the same."""
    return html.Span(text, className=class_name, **aria(hidden="true"))


def unseen(text: str) -> Component:
    """Words for the ear only."""
    return html.Span(text, className="visually-hidden")
