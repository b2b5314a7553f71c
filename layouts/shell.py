"""The shell around every page: header, navigation, filter bar, notice, content, drawer."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from data.places import Places
from data.selection import Selection
from layouts import ids
from layouts.components.aria import aria
from layouts.filters import default_values, filter_bar
from layouts.parts import Page

BRAND = "基层党建数据看板"


def shell(
    page: Page | None,
    pages: Sequence[Page],
    selection: Selection,
    address: str,
    content: Component,
    drawer: Component | None,
    places: Places,
    months: Sequence[int],
    metric: str,
    notices: Sequence[str],
) -> Component:
    """The whole document for an address; ``page`` is empty where there is none of that path.

    ``metric`` is the code of the metric that is shown where the address names none.
    """
    path, mark, query = address.partition("?")
    return html.Div(
        [
            # With the address already in it, the browser has nothing to tell on a first visit.
            dcc.Location(id=ids.URL, refresh=False, pathname=path, search=f"{mark}{query}"),
            dcc.Store(id=ids.PAGE, data=address),
            dcc.Store(id=ids.SELECTION, data=""),
            dcc.Store(id=ids.TRACE, data=selection.trace),
            dcc.Store(id=ids.SCOPE, data=""),
            dcc.Store(id=ids.DEFAULTS, data=default_values(places, metric, months)),
            html.A("跳到正文", href=f"#{ids.MAIN}", className="skip-link"),
            html.Header(
                html.Div(
                    [
                        dcc.Link(BRAND, href="/", className="site-brand"),
                        html.Nav(
                            [_link(one, page, selection) for one in pages if one.listed],
                            className="site-nav",
                            **aria(label="页面"),
                        ),
                    ],
                    className="site-header-inner",
                ),
                className="site-header",
            ),
            filter_bar(selection, places, months),
            html.Div(notice_lines(notices), id=ids.NOTICE, className="notices", role="status"),
            html.Main(html.Div(content, id=ids.CONTENT), id=ids.MAIN, className="page", tabIndex="-1"),
            html.Div(drawer, id=ids.DRAWER),
            html.Footer(f"{BRAND} · 只汇总单位和期间的数，不收集任何个人信息", id=ids.FOOTER, className="site-footer"),
        ]
    )


def notice_lines(notices: Sequence[str]) -> list[Component]:
    """What the reader should know about what is shown, one line each."""
    return [html.P(notice, className="notice") for notice in notices]


def _link(one: Page, page: Page | None, selection: Selection) -> Component:
    active = page is not None and one.path == page.path
    return dcc.Link(
        one.title,
        href=one.path + selection.elsewhere(),
        id=ids.navigation(one.path),
        className="active" if active else "",
        title="当前页面" if active else "",
    )


def title_of(page: Page | None) -> str:
    """What the browser's tab says."""
    return f"{page.title} · {BRAND}" if page else BRAND


def not_found(path: str) -> Component:
    """The content for a path that is no page."""
    return html.Div(
        [
            html.Div(html.H1("没有这个页面"), className="page-head"),
            html.P(f"地址“{path}”不对应任何页面。请从上方的导航进入，或回到总览。"),
            dcc.Link("回到总览", href="/", className="btn btn-outline-secondary"),
        ],
        className="card-box",
    )
