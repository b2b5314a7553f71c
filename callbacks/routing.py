"""Routing: which page an address shows, on the first visit and on every navigation.

Dash's own pages router would ask the server again right after the first layout and on every change
of the query. Here the first layout already holds the page of the address and travels inside the
index (who asks for it apart names the page in the Referer), a change of path asks for new content,
and a change of the query alone repaints the page's parts.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from flask import has_request_context, request

from callbacks.addresses import read_address
from callbacks.drawings import draw
from callbacks.pages import PAGES, find_page
from callbacks.served import Served
from callbacks.tracing import draw_trace
from data.periods import Period
from data.selection import Selection
from data.store import Store
from layouts import ids
from layouts.components.plain import Plain
from layouts.filters import peer_options, period_options
from layouts.shell import not_found, notice_lines, shell


def requested_address() -> str:
    """The address in the reader's address bar, for the index itself or for its layout request."""
    if not has_request_context():
        return "/"
    shown = urlsplit(request.headers.get("Referer", "/") if request.path == "/_dash-layout" else request.url)
    return f"{shown.path or '/'}?{shown.query}" if shown.query else shown.path or "/"


def render(store: Store, address: str | None = None) -> Component:
    """The whole document for an address; without one, for the current request's."""
    address = requested_address() if address is None else address
    path, selection, notices = read_address(store, address)
    served = find_page(path)
    content = served.page.layout(draw(store, served, selection)) if served else not_found(path)
    return shell(
        served.page if served else None,
        [one.page for one in PAGES],
        selection,
        address,
        content,
        draw_trace(store, selection) if selection.trace else None,
        store.places,
        store.months(),
        next(iter(store.catalogue.codes())),
        notices,
    )


def validation_layout(store: Store) -> Component:
    """Every id that a callback may name, with the kind of component that bears it, and nothing else.

    Dash writes this into every index page, so it holds no figures.
    """
    kinds: dict[str, Callable[..., Component]] = {"figure": dcc.Graph, "tree": Plain}
    parts = [
        kinds.get(part.prop, html.Div)(id=served.page.id_of(part.name))
        for served in PAGES
        for part in {part.name: part for part in served.page.parts}.values()
    ]
    empty = Selection(
        area=store.places.root.code, metric=next(iter(store.catalogue.codes())), period=Period(2025, 1, "month")
    )
    frame = shell(None, [], empty, "/", html.Div(), None, store.places, (), empty.metric, ())
    return html.Div([frame, *parts])


def open_page(store: Store, address: str) -> tuple[Component, list[Component]]:
    """The content and the notices for a new path."""
    path, selection, notices = read_address(store, address)
    served = find_page(path)
    content = served.page.layout(draw(store, served, selection)) if served else not_found(path)
    return content, notice_lines(notices)


def repaint(store: Store, served: Served, places: Sequence[int], search: str, *_woken_by: Any) -> list[Any]:
    """Some of a page's parts, by their places among all, for a changed query."""
    selection = read_address(store, f"{served.page.path}{search}").selection
    values, parts = draw(store, served, selection), served.page.parts
    return [values[place].tree if parts[place].prop == "tree" else values[place] for place in places]


def offer_choices(store: Store, search: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The periods and the peer groups to choose from: the selected period's grain, the selected area's kinds."""
    selection = read_address(store, f"/{search}").selection
    return period_options(selection.period.grain, store.months()), peer_options(store.places, selection.area)


def open_trace(store: Store, trace: str, search: str | None) -> Component | None:
    """The drawer for a traced figure; nothing when the address names none."""
    if not trace:
        return None
    selection = read_address(store, f"/{search or ''}").selection
    return draw_trace(store, selection.but(trace=trace))


def register(app: Dash, store: Store) -> None:
    """Wire the address, the navigation and every page's parts."""
    browser_callback: Callable[..., None] = app.clientside_callback
    controls = {"type": "control", "name": ALL}
    links = {"type": "navigation", "path": ALL}
    browser_callback(
        ClientsideFunction("address", "split"),
        [Input(ids.URL, "pathname"), Input(ids.URL, "search")],
        [State(ids.PAGE, "data"), State(ids.TRACE, "data"), State(ids.DEFAULTS, "data")],
        [State(controls, "value"), State(controls, "id")],
        prevent_initial_call=True,
    )
    browser_callback(
        ClientsideFunction("address", "write"),
        Output(ids.URL, "search"),
        Input(controls, "value"),
        [State(controls, "id"), State(ids.URL, "pathname"), State(ids.URL, "search"), State(ids.DEFAULTS, "data")],
        prevent_initial_call=True,
    )
    browser_callback(
        ClientsideFunction("address", "mark"),
        [Output(links, "className"), Output(links, "title")],
        Input(ids.URL, "pathname"),
        [State(links, "id"), State(links, "children")],
        prevent_initial_call=True,
    )
    browser_callback(ClientsideFunction("reading", "arrive"), Input(ids.CONTENT, "children"), prevent_initial_call=True)
    browser_callback(ClientsideFunction("reading", "attend"), Input(ids.DRAWER, "children"), prevent_initial_call=True)
    app.callback(
        [Output(ids.CONTENT, "children"), Output(ids.NOTICE, "children")],
        Input(ids.PAGE, "data"),
        prevent_initial_call=True,
    )(partial(open_page, store))
    app.callback(
        [Output(ids.control("period"), "options"), Output(ids.control("peers"), "options")],
        Input(ids.SCOPE, "data"),
        prevent_initial_call=True,
    )(partial(offer_choices, store))
    app.callback(
        Output(ids.DRAWER, "children"),
        Input(ids.TRACE, "data"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )(partial(open_trace, store))
    for served in PAGES:
        # Figures first; words and tables when the first figure has come, so that their many parts
        # do not hold up its painting. What wakes them is the style of the figure's box, which
        # comes with it: the browser sends the server what wakes a callback, and a figure is large.
        parts = served.page.parts
        drawn = [place for place, part in enumerate(parts) if part.prop in ("figure", "style")]
        said = [place for place in range(len(parts)) if place not in drawn]
        box = next((served.page.id_of(part.name) for part in parts if part.prop == "style"), None)
        if box is not None:
            app.callback(
                [Output(served.page.id_of(parts[place].name), parts[place].prop) for place in drawn],
                Input(ids.SELECTION, "data"),
                prevent_initial_call=True,
            )(partial(repaint, store, served, drawn))
        asked = [Input(ids.SELECTION, "data")] if box is None else [State(ids.SELECTION, "data"), Input(box, "style")]
        app.callback(
            [Output(served.page.id_of(parts[place].name), parts[place].prop) for place in said],
            asked,
            prevent_initial_call=True,
        )(partial(repaint, store, served, said))
