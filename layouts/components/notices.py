"""What is said to the reader: notices, emptiness, waiting."""

from collections.abc import Sequence
from typing import Any, Literal

from dash import html
from dash.development.base_component import Component

from layouts.components.aria import unheard, unseen

NoticeKind = Literal["info", "warn", "fault"]
_ICONS: dict[NoticeKind, tuple[str, str]] = {"info": ("i", "提示"), "warn": ("!", "注意"), "fault": ("×", "出错")}


def notice(text: Any, kind: NoticeKind = "info") -> Component:
    """One calm sentence: something to know, to look at, or a fault of ours."""
    icon, word = _ICONS[kind]
    return html.Div(
        [
            html.Span(
                [unheard(icon), unseen(word)],
                className="notice-icon",
            ),
            html.P(text),
        ],
        className=f"notice notice-{kind}",
        role="alert" if kind == "fault" else "status",
    )


def notices(sentences: Sequence[str], kind: NoticeKind = "warn") -> Component:
    """One notice for each sentence; nothing at all for none."""
    return html.Div([notice(sentence, kind) for sentence in sentences], className="notices")


def empty_state(title: str, hint: str = "", action: Component | None = None) -> Component:
    """Where there is nothing to show: what is missing, and what to do about it."""
    parts: list[Any] = [html.Strong(title)]
    if hint:
        parts.append(html.P(hint))
    if action is not None:
        parts.append(html.P(action))
    return html.Div(parts, className="empty-state")


def skeleton(height: str = "12rem") -> Component:
    """The shape of what is being fetched."""
    return html.Div(
        unseen("正在加载…"),
        className="skeleton",
        style={"height": height},
        role="status",
    )
