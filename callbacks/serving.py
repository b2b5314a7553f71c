"""What the server sends besides Dash's own answers: bundles, the swapped plotly, headers, compression.

Front-end files are compressed once, by ``prepare`` (a step of ``make run``), into
``instance/precompressed``; without that step everything is served all the same, only larger.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
from dash import Dash
from flask import Flask, Response, request

ASSETS = Path(__file__).resolve().parent.parent / "assets"
VENDOR = ASSETS / "vendor"
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
FOREVER = "public, max-age=31536000, immutable"
#: Without a fingerprint in the address an upgrade must reach the reader: ask again each time.
ASK_AGAIN = "no-cache"
_FINGERPRINTED = re.compile(r"\.v[0-9_]+m\d+\.|^/bundle/|[?&]m=")
_WORTH_COMPRESSING = 1_000
_TEXTS = ("application/json", "text/html", "text/csv", "text/javascript", "text/css")


def bundle_styles() -> bytes:
    """Bootstrap, then our own sheets, tokens first."""
    own = sorted(
        ASSETS.glob("*.css"), key=lambda path: (path.name != "tokens.css", path.name == "print.css", path.name)
    )
    return b"\n".join(path.read_bytes() for path in [*VENDOR.glob("bootstrap-*.css"), *own])


def bundle_scripts() -> bytes:
    """Our own browser scripts, and plotly's Chinese locale, which waits for plotly in its own queue."""
    locale = (VENDOR / "plotly-locale-zh-cn.js").read_text()
    queued = f"(module => {{{locale}\n(window.PlotlyLocales = window.PlotlyLocales || []).push(module.exports)}})({{}});"
    return "\n".join([queued, *(path.read_text() for path in sorted(ASSETS.glob("*.js")))]).encode()


class Bundles:
    """Our files as two, under addresses that change with their content."""

    def __init__(self) -> None:
        styles, scripts = bundle_styles(), bundle_scripts()
        self.style = f"/bundle/style.{hashlib.sha256(styles).hexdigest()[:16]}.css"
        self.script = f"/bundle/script.{hashlib.sha256(scripts).hexdigest()[:16]}.js"
        self.files = {
            self.style: (styles, "text/css; charset=utf-8"),
            self.script: (scripts, "text/javascript; charset=utf-8"),
            PLOTLY: (next(VENDOR.glob("plotly-basic-*.js")).read_bytes(), "text/javascript; charset=utf-8"),
        }


class Precompressed:
    """Compressed bodies by address, as ``prepare`` left them; empty where it was not run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        manifest = folder / "manifest.json"
        self._types: dict[str, str] = json.loads(manifest.read_text()) if manifest.exists() else {}

    def answer(self, path: str, accepted: str) -> Response | None:
        """The compressed answer for an address, or nothing."""
        media_type = self._types.get(path)
        encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else None
        if media_type is None or encoding is None:
            return None
        body = (self._folder / f"{_name(path)}.{encoding}").read_bytes()
        return cached(Response(body, content_type=media_type, headers={"Content-Encoding": encoding}), path)


def cached(response: Response, path: str) -> Response:
    """With the cache header that its address allows."""
    response.headers["Cache-Control"] = FOREVER if _FINGERPRINTED.search(path) else ASK_AGAIN
    response.headers["Vary"] = "Accept-Encoding"
    if not _FINGERPRINTED.search(path):
        response.add_etag()
        response.make_conditional(request)
    return response


def register(app: Dash, bundles: Bundles, folder: Path, policy: str) -> None:
    """Answer front-end files before Dash does, and finish every answer with its headers."""
    server: Flask = app.server
    precompressed = Precompressed(folder)

    @server.before_request
    def answer_file() -> Response | None:
        if request.method != "GET":
            return None
        found = precompressed.answer(request.path, request.headers.get("Accept-Encoding", ""))
        if found is None and request.path in bundles.files:
            body, media_type = bundles.files[request.path]
            found = cached(Response(body, content_type=media_type), request.path)
        return found

    @server.after_request
    def finish(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        # Same origin, whole address: the first layout is drawn for the page that the Referer names.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if _FINGERPRINTED.search(request.full_path):
            response.headers["Cache-Control"] = FOREVER
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return compress(response, request.headers.get("Accept-Encoding", ""))


def compress(response: Response, accepted: str) -> Response:
    """Compress an answer made on the spot, lightly; streams and small ones go as they are."""
    if (
        response.is_streamed
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
        or response.mimetype not in _TEXTS
        or (response.content_length or 0) < _WORTH_COMPRESSING
    ):
        return response
    if "br" in accepted:
        response.set_data(brotli.compress(response.get_data(), quality=4))
        response.headers["Content-Encoding"] = "br"
    elif "gzip" in accepted:
        response.set_data(gzip.compress(response.get_data(), compresslevel=4, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response


def prepare(app: Dash, bundles: Bundles, folder: Path) -> int:
    """Compress every front-end file that a page can ask for; returns how many. Up to date is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    client = app.server.test_client()
    types: dict[str, str] = {}
    for address in _addresses(client.get("/").get_data(as_text=True), bundles):
        answer = client.get(address, headers={"Accept-Encoding": "identity"})
        if answer.status_code != 200:
            continue
        path = address.split("?")[0]
        body = answer.get_data()
        types[path] = answer.content_type
        for encoding, pack in (("br", _pack_brotli), ("gzip", _pack_gzip)):
            target, digest = folder / f"{_name(path)}.{encoding}", folder / f"{_name(path)}.sha256"
            if not (target.exists() and digest.exists() and digest.read_text() == hashlib.sha256(body).hexdigest()):
                target.write_bytes(pack(body))
        (folder / f"{_name(path)}.sha256").write_text(hashlib.sha256(body).hexdigest())
    (folder / "manifest.json").write_text(json.dumps(types))
    return len(types)


def _addresses(index: str, bundles: Bundles) -> Iterator[str]:
    yield from dict.fromkeys(re.findall(r'(?:src|href)="(/(?:_dash-component-suites|bundle)/[^"]+)"', index))
    yield PLOTLY


def _name(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:24]


def _pack_brotli(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, quality=11)
    return packed


def _pack_gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=9, mtime=0)
