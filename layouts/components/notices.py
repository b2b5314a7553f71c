"""What is said where there is nothing to show."""

from typing import Any

from dash.development.base_component import Component

from layouts import elements as html


def empty_state(title: str, hint: str = "", action: Component | None = None) -> Component:
    """Where there is nothing to show: what is missing, and what to do about it."""
    parts: list[Any] = [html.Strong(title)]
    if hint:
        parts.append(html.P(hint))
    if action is not None:
        parts.append(html.P(action))
    return html.Div(parts, className="empty-state")
