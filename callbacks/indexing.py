"""The index page: what the reader can read before any script has run, and what the browser fetches at once."""

import base64
import hashlib
import re
from html import escape
from typing import Any

from dash import Dash

from callbacks.serving import Bundles
from data.store import Store
from layouts.prerender import to_html
from layouts.shell import BRAND

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
{entry}
<footer>{config}{scripts}<script src="{script}"></script>{renderer}</footer>
</body>
</html>"""
_SOURCE = re.compile(r'<script src="([^"]+)"></script>')
_VERSIONS = re.compile(r'"(?:dash|python|plotly|ddk)_version":\s*(?:"[^"]*"|null)|"dash_version_url":\s*"[^"]*"')


class Dashboard(Dash):
    """Dash with our index page. ``store`` and ``bundles`` are set once the app is put together."""

    store: Store
    bundles: Bundles

    def interpolate_index(self, *_: Any, **parts: Any) -> str:
        """The index for the current request, its content drawn from the same tree as the layout."""
        from callbacks.routing import render  # the router needs the pages, which need nothing of this

        document = render(self.store)
        sources = _SOURCE.findall(parts["scripts"])
        preloads = [f'<link rel="preload" as="script" href="{source}">' for source in sources]
        preloads += [
            f'<link rel="preload" as="fetch" crossorigin="anonymous" href="/{name}">'
            for name in ("_dash-layout", "_dash-dependencies")
        ]
        entry = f'<div id="react-entry-point">{to_html(document)}</div>'
        return _PAGE.format(
            title=escape(BRAND),
            style=self.bundles.style,
            script=self.bundles.script,
            preloads="\n".join(preloads),
            entry=entry,
            config=_VERSIONS.sub(_hide, parts["config"]),
            scripts=parts["scripts"],
            renderer=parts["renderer"],
        )


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
