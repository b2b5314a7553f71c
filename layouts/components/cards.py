"""Cards: the white sheets that a page lays out, and the one that holds a leading figure."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from data.definitions import Form, Metric
from layouts import elements as html
from layouts.components.marks import absent, change_mark, unit_points
from layouts.components.sparklines import sparkline
from layouts.figures.base import Figure, height_of
from layouts.numbers import number, short
from layouts.words import PREVIOUS, YEAR_AGO, state_word


def card(
    title: str,
    *children: Any,
    hint: str = "",
    actions: Sequence[Component] = (),
    foot: Sequence[Any] = (),
    level: int = 2,
) -> Component:
    """A titled card. ``hint`` is one line under the title, ``actions`` stand beside it."""
    heading = html.H2(title) if level == 2 else html.H3(title)
    head: list[Any] = [heading]
    if actions:
        head.append(html.Div(list(actions), className="card-actions"))
    if hint:
        head.append(html.P(hint, className="card-hint"))
    body: list[Any] = [html.Div(head, className="card-head"), *children]
    if foot:
        body.append(html.Div(list(foot), className="card-foot"))
    return html.Section(body, className="card")


def figure_card(title: str, box: Component, *, foot: Sequence[Any] = ()) -> Component:
    """A card around a figure, whose title is drawn in the figure and repeated for readers by ear."""
    body: list[Any] = [html.H2(title, className="visually-hidden"), box]
    if foot:
        body.append(html.Div(list(foot), className="card-foot"))
    return html.Section(body, className="card")


def figure_style(figure: Figure) -> dict[str, str]:
    """The style of a figure's box: the height that the drawing asks for; without any the box is not there."""
    height = height_of(figure)
    return {"--figure-height": f"{height}px"} if height else {"display": "none"}


def headline_card(
    metric: Metric,
    *,
    value: Any,
    state: str,
    href: str,
    form: Form = "raw",
    trace: str = "",
    previous: tuple[Any, Any] = (None, None),
    year_ago: tuple[Any, Any] = (None, None),
    trend: Sequence[float | None] = (),
    trend_words: str = "",
    note: str = "",
) -> Component:
    """A leading figure: name, figure and unit, 环比 and 同比 (amount, per cent), a small trend, a note.

    ``href`` leads to the metric's ranking, ``trace`` to the figure's origin; ``trend_words`` say
    what the small trend covers (``近12个月``).
    """
    decimals, points = metric.decimals_of(form), unit_points(metric, form)
    shown: list[Any]
    if state == "reported" and not absent(value):
        exact, text = number(float(value), decimals), short(float(value), decimals)
        figure = (
            html.Link(text, href=trace, className="trace-link", title=f"{exact}，查看来源")
            if trace
            else html.Strong(text, title=exact)
        )
        shown = [figure, html.Span(metric.unit_of(form), className="headline-unit")]
    else:
        shown = [html.Span(state_word("missing" if state == "reported" else state), className="state-word")]
    body: list[Any] = [html.Div(shown, className="headline-figure")]
    if any(point is not None for point in trend):
        body.append(sparkline(trend, f"{metric.label(form)}{trend_words}走势", decimals=decimals))
    parts: list[Any] = [
        html.H3(html.Link(metric.label(form), href=href), className="headline-label"),
        html.Div(body, className="headline-body"),
        html.P(
            [
                change_mark(*change, metric.polarity, decimals=decimals, kind=kind, points=points)
                for kind, change in ((PREVIOUS, previous), (YEAR_AGO, year_ago))
            ],
            className="headline-changes",
        ),
    ]
    if note:
        parts.append(html.Div(note, className="headline-note"))
    return html.Article(parts, className="card headline")
