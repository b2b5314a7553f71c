"""The index page: what can be read before any script has run, and what the scripts need at once.

It holds the page's content as plain HTML, the first layout and the list of callbacks as data
(``assets/first-answers.js`` hands them to Dash without asking the server again), and only those
scripts of Dash that our pages use.
"""

import base64
import hashlib
import re
from html import escape
from typing import Any

from dash import Dash
from dash._utils import to_json
from flask import Response, make_response, request

from callbacks.bundles import Bundles
from callbacks.pages import find_page
from callbacks.routing import render
from data.store import Store
from layouts.prerender import to_html
from layouts.shell import title_of

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{style}">
{preloads}
</head>
<body>
<div id="first-view">{first_view}</div>
<div id="react-entry-point"></div>
<script id="first-layout" type="application/json">{layout}</script>
<script id="first-dependencies" type="application/json">{dependencies}</script>
{config}
{scripts}
{renderer}
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
        page: str = super().index()  # type: ignore[no-untyped-call]
        return make_response(page, 200 if find_page(request.path) else 404)

    def interpolate_index(self, *_: Any, **parts: Any) -> str:
        """The index for the current request, its content drawn from the same tree as the layout."""
        document = render(self.store)
        served = find_page(request.path)
        sources = choose_scripts(_SOURCE.findall(parts["scripts"]), self.bundles)
        return _PAGE.format(
            title=escape(title_of(served.page if served else None)),
            style=self.bundles.style,
            preloads="\n".join(f'<link rel="preload" as="script" href="{source}">' for source in sources),
            first_view=to_html(document),
            layout=_write_data(document),
            dependencies=_write_data(self._callback_list),
            config=_VERSIONS.sub(_hide, parts["config"]),
            scripts="\n".join(f'<script src="{source}"></script>' for source in sources),
            renderer=parts["renderer"],
        )


def choose_scripts(offered: list[str], bundles: Bundles) -> list[str]:
    """The scripts to load in Dash's order, then our own, which holds plotly's locale, and its small bundle.

    Raise ``RuntimeError`` where Dash offers one of SCRIPTS not exactly once.
    """
    chosen = [source for source in offered if any(name in source for name in SCRIPTS)]
    missed = [name for name in SCRIPTS if sum(name in source for source in chosen) != 1]
    if missed:
        raise RuntimeError(f"Dash does not offer exactly one script named {', '.join(missed)}")
    return [*chosen, bundles.script, bundles.plotly]


def _write_data(value: Any) -> str:
    """As Dash itself would send it; its JSON holds no ``<`` that could end the script element."""
    text: str = to_json(value)  # type: ignore[no-untyped-call]
    return text


def _hide(found: re.Match[str]) -> str:
    """A version for everybody to read helps nobody but an attacker: the key stays, empty."""
    return found[0].split(":")[0] + ':""'


def security_policy(app: Dash) -> str:
    """Only our own files; the one inline script (Dash's start) by its hash."""
    start = re.sub(r"^<script[^>]*>|</script>$", "", app._generate_renderer())
    digest = base64.b64encode(hashlib.sha256(start.encode()).digest()).decode()
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'sha256-{digest}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    )
