"""How something stands, as sign, word and colour: never by colour alone."""

from typing import Literal

from dash.development.base_component import Component

from layouts import elements as html
from layouts.components.aria import unheard

Tone = Literal["good", "bad", "warn", "plain"]


def standing(word: str, sign: str, tone: Tone, title: str | None = None) -> Component:
    """A word with its sign before it."""
    return html.Span([unheard(sign, "standing-sign"), word], className=f"standing standing-{tone}", title=title)


def moment(at: object, form: str = "%m-%d %H:%M") -> str:
    """A moment as a list shows it; nothing where there is none."""
    return at.strftime(form) if hasattr(at, "strftime") and at == at else ""
