"""Our own front-end files, put together under addresses that change with their content."""

import hashlib
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"
VENDOR = ASSETS / "vendor"
_STYLE, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"


class Bundles:
    """One style sheet, one script of ours and plotly's small bundle, by address, each with its media type."""

    def __init__(self) -> None:
        styles, scripts = bundle_styles(), bundle_scripts()
        plotly = next(VENDOR.glob("plotly-basic-*.js")).read_bytes()
        self.style = f"/bundle/style.{_fingerprint(styles)}.css"
        self.script = f"/bundle/script.{_fingerprint(scripts)}.js"
        self.plotly = f"/bundle/plotly.{_fingerprint(plotly)}.js"
        self.files = {self.style: (styles, _STYLE), self.script: (scripts, _SCRIPT), self.plotly: (plotly, _SCRIPT)}


def bundle_styles() -> bytes:
    """Bootstrap, then our own sheets, tokens first and print last."""
    own = sorted(
        ASSETS.glob("*.css"), key=lambda path: (path.name != "tokens.css", path.name == "print.css", path.name)
    )
    return b"\n".join(path.read_bytes() for path in [*VENDOR.glob("bootstrap-*.css"), *own])


def bundle_scripts() -> bytes:
    """Our own browser scripts, and plotly's Chinese locale, which waits for plotly in its own queue."""
    locale = (VENDOR / "plotly-locale-zh-cn.js").read_text(encoding="utf-8")
    queue = "(window.PlotlyLocales = window.PlotlyLocales || []).push(module.exports)"
    own = [path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.js"))]
    return "\n".join([f"(module => {{{locale}\n{queue}}})({{}});", *own]).encode()


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
