"""Small marks beside or instead of a number: state words, changes, movements, chips, links."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from data.definitions import Form, Metric, Polarity
from layouts import elements as html
from layouts.components.aria import unheard, unseen
from layouts.numbers import number, signed
from layouts.words import NOTHING, POINTS, change, movement, state_word


def absent(value: Any) -> bool:
    """Whether a frame's cell holds nothing: ``None``, NaN or NA."""
    # NA first: to compare it with anything is neither true nor false.
    return value is None or value is pd.NA or bool(value != value)


def trace_link(text: str, href: str) -> Component:
    """A number that leads to the cell it came from."""
    return html.Link(text, href=href, className="trace-link", title="查看这个数的来源")


def figure_mark(
    value: Any, state: str, decimals: int = 0, *, href: str = "", months: tuple[int, int] = (0, 0)
) -> Component | str:
    """The figure, linked to its origin where ``href`` is given, or the word for its state.

    ``months`` are those reported and those expected, for 未报齐.
    """
    if state == "reported" and not absent(value):
        text = number(float(value), decimals)
        return trace_link(text, href) if href else text
    return html.Span(state_word("missing" if state == "reported" else state, *months), className="state-word")


def change_mark(
    amount: Any,
    percent: Any,
    polarity: Polarity,
    *,
    decimals: int = 0,
    kind: str = "",
    points: bool = False,
    bare: bool = False,
) -> Component:
    """How much more or less: arrow, amount or per cent, coloured only where better and worse exist.

    ``kind`` is 环比 or 同比; ``points`` says that the figures are per cents, whose difference is in
    percentage points, ``bare`` that a column's header names that unit.
    """
    label = [html.Span(kind, className="change-kind")] if kind else []
    if absent(amount):
        return html.Span([*label, NOTHING], className="change change-plain")
    amount = float(amount)
    relative = None if absent(percent) else float(percent)
    if points:
        text = number(abs(amount), decimals) + ("" if bare else POINTS)
    elif relative is None:
        text = number(abs(amount), decimals)
    else:
        text = f"{number(abs(relative), 1)}%"
    tip = signed(amount, decimals) + POINTS if points else change("", amount, relative, decimals).strip()
    if amount == 0:
        return html.Span([*label, "持平"], className="change change-plain")
    arrow = unheard("▲" if amount > 0 else "▼", "arrow")
    ear = unseen("增加" if amount > 0 else "减少")
    return html.Span(
        [*label, arrow, ear, text], className=f"change {_tone(amount, polarity)}", title=f"{kind} {tip}".strip()
    )


def _tone(amount: float, polarity: Polarity) -> str:
    if polarity not in ("higher", "lower"):
        return "change-plain"
    return "change-better" if (amount > 0) == (polarity == "higher") else "change-worse"


def movement_mark(steps: Any) -> Component:
    """``▲ 进位2``, ``▼ 退位1``, ``持平``, or a dash without a rank before."""
    if absent(steps):
        return html.Span(NOTHING, className="change change-plain")
    steps = int(steps)
    words = movement(steps)
    if steps == 0:
        return html.Span(words, className="change change-plain")
    arrow = unheard("▲" if steps > 0 else "▼", "arrow")
    return html.Span([arrow, words], className=f"change {'change-better' if steps > 0 else 'change-worse'}")


def rank_mark(position: Any, tied: bool = False) -> Component | str:
    if absent(position):
        return html.Span(NOTHING, className="state-word")
    tie = [html.Span("并列", className="rank-tie")] if tied else []
    return html.Span([*tie, html.Span(str(int(position)), className="rank")])


def chip(text: str, *, marked: bool = False) -> Component:
    """A short word set apart: a unit, a basis; ``marked`` in the accent."""
    return html.Span(text, className="chip chip-mark" if marked else "chip")


def chips(marks: Sequence[Component]) -> Component:
    return html.Ul([html.Li(mark) for mark in marks], className="chips")


def download_link(href: str, label: str = "下载 CSV") -> Component:
    """A plain link to a file: the browser fetches it, no script needed."""
    return html.A(label, href=href, className="download-link", download="")


def unit_points(metric: Metric, form: Form) -> bool:
    """Whether differences of a figure are percentage points."""
    return metric.unit_of(form) == "%"
