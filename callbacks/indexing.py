"""The index page: what can be read before any script has run, and what the scripts need at once.

It holds the page's content as plain HTML, the first layout and the list of callbacks as data
(``assets/first-answers.js`` hands them to Dash without asking the server again), and only those
scripts of Dash that our pages use. Plotly and they are only named: ``assets/first-view.js`` fetches
and runs them, plotly when the first view is painted, Dash when its charts are.
"""

import re
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlsplit

from dash import Dash
from dash._utils import to_json
from flask import Response, make_response, request

from callbacks.bundles import Bundles
from callbacks.pages import find_page
from callbacks.routing import render, requested_address
from callbacks.serving import accepted_encoding, pack
from data.store import Store
from layouts.prerender import GRAPH_ROOM, to_html
from layouts.shell import title_of

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{style}">
<script src="{script}" defer></script>
{scripts}
</head>
<body>
<div id="first-view">{first_view}</div>
<div id="react-entry-point"></div>
<script id="first-layout" type="application/json">{layout}</script>
<script id="first-dependencies" type="application/json">{dependencies}</script>
{config}
</body>
</html>"""
#: The scripts of Dash that pages are made of. Its polyfills serve browsers older than ours, its
#: tables are not used; pieces that only some component needs are fetched by that component.
SCRIPTS = (
    "/deps/react@",
    "/deps/react-dom@",
    "/deps/prop-types@",
    "/dash_renderer.",
    "/dash_bootstrap_components.",
    "/dash_html_components.",
    "/dash_core_components.",
    "/dash_core_components-shared.",
    "/async-graph.",
)
_SOURCE = re.compile(r'<script src="([^"]+)"></script>')
_VERSIONS = re.compile(r'"(?:dash|python|plotly|ddk)_version":\s*(?:"[^"]*"|null)|"dash_version_url":\s*"[^"]*"')


class Dashboard(Dash):
    """Dash with our index page. ``store`` and ``bundles`` are set once the app is put together."""

    store: Store
    bundles: Bundles

    def index(self, *_: Any, **__: Any) -> Response:
        """The index for any address; 404 with the way back where it is no page's."""
        served = find_page(request.path)
        status = 200 if served else 404
        encoding = accepted_encoding()
        if served and served.live:
            body = pack(write_index(self, requested_address()).encode(), encoding)
        else:
            body = write_packed(self, self.store.version(), requested_address(), encoding)
        headers = {"Content-Encoding": encoding, "Vary": "Accept-Encoding"} if encoding else {"Vary": "Accept-Encoding"}
        return make_response(body, status, headers)


@lru_cache(maxsize=200)
def write_packed(app: Dashboard, version: int, address: str, encoding: str | None) -> bytes:
    """An address's index as it goes over the wire, kept as long as the data are the same (``version``).

    Readers share it, Dash's token of a page load included: only background callbacks look at that,
    and there are none.
    """
    return pack(write_index(app, address).encode(), encoding)


def write_index(app: Dashboard, address: str) -> str:
    """The index of an address, its content drawn from the same tree as the layout."""
    document = render(app.store, address)
    served = find_page(urlsplit(address).path)
    first_view = to_html(document)
    scripts = [_name(source, "dash") for source in choose_scripts(app._generate_scripts_html())]
    if GRAPH_ROOM in first_view:
        scripts.insert(0, _name(app.bundles.plotly, "plotly"))
    return _PAGE.format(
        title=escape(title_of(served.page if served else None)),
        style=app.bundles.style,
        script=app.bundles.script,
        scripts="\n".join(scripts),
        first_view=first_view,
        layout=_write_data(document),
        dependencies=_write_data(app._callback_list),
        config=_VERSIONS.sub(_hide, app._generate_config_html()),
    )


def _name(source: str, whose: str) -> str:
    """Name a script without having it fetched."""
    return f'<script type="text/plain" data-of="{whose}" data-src="{source}"></script>'


def choose_scripts(offered: str) -> list[str]:
    """The scripts of Dash to load, in its order, out of the elements that it would write.

    Raise ``RuntimeError`` where Dash offers one of SCRIPTS not exactly once.
    """
    chosen = [source for source in _SOURCE.findall(offered) if any(name in source for name in SCRIPTS)]
    missed = [name for name in SCRIPTS if sum(name in source for source in chosen) != 1]
    if missed:
        raise RuntimeError(f"Dash does not offer exactly one script named {', '.join(missed)}")
    return chosen


def _write_data(value: Any) -> str:
    """As Dash itself would send it; its JSON holds no ``<`` that could end the script element."""
    text: str = to_json(value)  # type: ignore[no-untyped-call]
    return text


def _hide(found: re.Match[str]) -> str:
    """A version for everybody to read helps nobody but an attacker: the key stays, empty."""
    return found[0].split(":")[0] + ':""'
