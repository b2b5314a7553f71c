"""What the server sends besides Dash's own answers: our bundles, compressed files, headers."""

import gzip
import re

import brotli
from dash import Dash
from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue

from callbacks.bundles import Bundles
from callbacks.precompression import Precompressed

#: Where Dash would fetch plotly's whole bundle (4.5 MB); it is led to the small one.
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
FOREVER = "public, max-age=31536000, immutable"
#: Without a fingerprint in the address an upgrade must reach the reader: ask again each time.
ASK_AGAIN = "no-cache"
#: Only our own files, and no script inside a page.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
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
_FINGERPRINTED = re.compile(r"\.v[0-9_]+m\d+\.|^/bundle/")
_WORTH_COMPRESSING = 1_000
_TEXTS = ("application/json", "text/html", "text/javascript", "text/css")


def register(app: Dash, bundles: Bundles, precompressed: Precompressed) -> None:
    """Answer front-end files before Dash does, and finish every answer with its headers."""
    server: Flask = app.server

    @server.before_request
    def answer_file() -> ResponseReturnValue | None:
        if request.method != "GET":
            return None
        if request.path == PLOTLY:
            return redirect(bundles.plotly)
        found = precompressed.answer(request.path, accepted_encoding())
        if found is None and request.path in bundles.files:
            body, media_type = bundles.files[request.path]
            found = Response(body, content_type=media_type)
        return found

    @server.after_request
    def finish(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        # Same origin, whole address: the first layout is drawn for the page that the Referer names.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        set_caching(response)
        return compress(response, accepted_encoding())


def set_caching(response: Response) -> None:
    """Files under a fingerprint for ever, other files asked again, what shows figures never kept."""
    if response.status_code == 200 and _FINGERPRINTED.search(request.path):
        response.headers["Cache-Control"] = FOREVER
    elif request.path.startswith("/_dash-component-suites/") or request.path == PLOTLY:
        response.headers["Cache-Control"] = ASK_AGAIN
    else:
        response.headers.setdefault("Cache-Control", "no-store")


def accepted_encoding() -> str | None:
    """The better of the encodings that the browser takes. Over plain http that is gzip."""
    accepted = request.accept_encodings
    return next((encoding for encoding in ("br", "gzip") if accepted[encoding] > 0), None)


def compress(response: Response, encoding: str | None) -> Response:
    """Compress an answer made on the spot, lightly; streams and small ones go as they are."""
    if (
        encoding is None
        or response.is_streamed
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
        or response.mimetype not in _TEXTS
        or (response.content_length or 0) < _WORTH_COMPRESSING
    ):
        return response
    response.set_data(pack(response.get_data(), encoding))
    response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    return response


def pack(body: bytes, encoding: str | None) -> bytes:
    """A body in an encoding, lightly compressed: a reader waits for it."""
    if encoding == "br":
        packed: bytes = brotli.compress(body, quality=4)
        return packed
    return gzip.compress(body, 4, mtime=0) if encoding == "gzip" else body
