"""The drawer beside a page: what stands behind a number."""

from typing import Any

from dash.development.base_component import Component

from layouts import elements as html
from layouts.components.aria import aria


def drawer(title: str, subject: str, close: str, *body: Any) -> Component:
    """A drawer about a subject; ``close`` is the address without it."""
    head = [
        html.Div([html.H2(title), html.P(subject, className="drawer-subject")]),
        html.Link("关闭", href=close, className="drawer-close", title=f"关闭{LABEL}"),
    ]
    return html.Aside(
        [html.Div(head, className="drawer-head"), *body], className="drawer", role="dialog", **aria(label=LABEL)
    )


LABEL = "数据来源"
