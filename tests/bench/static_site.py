"""The baseline: a static page with the charts of one of ours, on plotly's basic bundle.

It is what somebody would get who exported the figures to files and drew them without any
server: one HTML page, one script, one JSON file a metric, everything precompressed and cached.
"""

import gzip
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli

ROOT = Path(__file__).resolve().parents[2]

_PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>静态页</title>
<link rel="stylesheet" href="/bootstrap.css"><link rel="stylesheet" href="/page.css">
<script src="/plotly.js" defer></script><script src="/page.js" defer></script></head><body>
<header>基层党建数据</header><select id="metric">{options}</select>
<div class="cards">{cards}</div>{charts}</body></html>"""
_STYLE = "body{font-family:sans-serif;margin:0 1rem}.cards{display:flex;gap:1rem}.cards p{font-size:2rem;margin:0}"
_SCRIPT = """const draw = async code => {
  const figures = await (await fetch(`/data/${code}.json`)).json();
  figures.forEach((figure, index) =>
    Plotly.react(`chart-${index}`, figure.data, figure.layout, {displayModeBar: false}));
};
const select = document.getElementById("metric");
select.addEventListener("change", () => draw(select.value));
draw(select.value);
"""


@dataclass(frozen=True)
class Answer:
    """A precompressed file: its media type and its bytes by content encoding."""

    media_type: str
    bodies: Mapping[str, bytes]
    immutable: bool

    @classmethod
    def of(cls, text: bytes, media_type: str, immutable: bool = False) -> "Answer":
        return cls(media_type, {"br": brotli.compress(text), "gzip": gzip.compress(text), "": text}, immutable)


def build_site(headlines: Mapping[str, str], figures: Mapping[str, list[dict[str, Any]]]) -> dict[str, Answer]:
    """The files of the site by path; ``figures`` holds the page's charts by metric code."""
    count = len(next(iter(figures.values())))
    page = _PAGE.format(
        options="".join(f'<option value="{code}">{code}</option>' for code in figures),
        cards="".join(
            f"<div><h3>{label}</h3><p class=headline>{value}</p></div>" for label, value in headlines.items()
        ),
        charts="".join(f'<div id="chart-{index}" style="height:420px"></div>' for index in range(count)),
    )
    vendor = ROOT / "assets" / "vendor"
    plotly = next(vendor.glob("plotly*basic*.js")).read_bytes()
    bootstrap = next(vendor.glob("bootstrap*.css")).read_bytes()
    return {
        "/": Answer.of(page.encode(), "text/html; charset=utf-8"),
        "/page.css": Answer.of(_STYLE.encode(), "text/css", immutable=True),
        "/page.js": Answer.of(_SCRIPT.encode(), "text/javascript", immutable=True),
        "/plotly.js": Answer.of(plotly, "text/javascript", immutable=True),
        "/bootstrap.css": Answer.of(bootstrap, "text/css", immutable=True),
    } | {
        f"/data/{code}.json": Answer.of(json.dumps(charts).encode(), "application/json")
        for code, charts in figures.items()
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, site: Mapping[str, Answer], *args: Any) -> None:
        self.site = site
        super().__init__(*args)

    def do_GET(self) -> None:  # noqa: N802  (the name the standard library calls)
        answer = self.site.get(self.path)
        if answer is None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        accepted = self.headers.get("Accept-Encoding", "")
        encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
        body = answer.bodies[encoding]
        self.send_response(200)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if answer.immutable else "no-cache")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the bench prints its own lines."""


@contextmanager
def serving(site: Mapping[str, Answer]) -> Iterator[str]:
    """Serve the site on a free loopback port; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
