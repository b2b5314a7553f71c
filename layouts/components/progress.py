"""Progress of rectification as bars of plain HTML, and the key that names their parts."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.components.aria import aria
from layouts.numbers import number, percent
from layouts.words import NOTHING

PARTS = (("progress-done", "已整改"), ("progress-under-way", "整改中"), ("progress-overdue", "逾期"))


def progress_row(label: Any, *, done: int, under_way: int, overdue: int) -> Component:
    """One bar: done, under way within the time limit, and overdue, with the figures in words.

    ``label`` is a name or a link.
    """
    total = done + under_way + overdue
    words = f"已整改{number(done)}，整改中{number(under_way)}，逾期{number(overdue)}"
    share = percent(100 * done / total) if total else NOTHING
    bar = html.Div(
        [
            html.Div(className=name, style={"width": f"{100 * count / total:.2f}%"}, title=f"{word} {number(count)}")
            for (name, word), count in zip(PARTS, (done, under_way, overdue), strict=True)
            if count
        ],
        className="progress-track",
        role="img",
        **aria(label=words if total else "没有问题"),
    )
    tail = html.Small(f"　{number(done)}/{number(total)}" + (f"，逾期{number(overdue)}" if overdue else ""))
    return html.Div(
        [html.Div(label), bar, html.Div([html.Strong(share), tail], className="progress-words")],
        className="progress-row",
    )


def progress_key() -> Component:
    return html.Ul(
        [html.Li([html.Span(className=f"key-swatch {name}"), word]) for name, word in PARTS], className="key"
    )
