"""Times of a page as its reader sees them, taken inside a real headless Chromium.

Every time is in milliseconds from the start of navigation (or from the reader's choice) to the
frame in which the thing looked for is painted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

CHART = ".js-plotly-plot .main-svg .trace path"
# Marks the first frame after each selector matches; runs before any script of the page.
_WATCH = """selectors => {
  window.firstSeen = {};
  const look = () => {
    for (const [name, selector] of Object.entries(selectors))
      if (!(name in window.firstSeen) && document.querySelector(selector)) {
        window.firstSeen[name] = null;
        requestAnimationFrame(() => requestAnimationFrame(() => { window.firstSeen[name] = performance.now(); }));
      }
    if (Object.keys(window.firstSeen).length < Object.keys(selectors).length) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


_SEEN = """() => new Promise((resolve, reject) => {
  const until = performance.now() + 60000;
  const look = () => {
    const seen = window.firstSeen;
    if (seen && seen.headline && seen.chart) resolve(seen);
    else if (performance.now() > until) reject(new Error("nothing was drawn within a minute"));
    else setTimeout(look, 50);
  };
  look();
})"""


@dataclass(frozen=True)
class Visit:
    """One visit: first painted headline and chart in ms, bytes on the wire, number of requests."""

    headline: float
    chart: float
    bytes: int
    requests: int


def visit(context: BrowserContext, url: str, headline: str) -> Visit:
    """Open a page in a context (fresh: first visit; used before: repeat visit)."""
    page = context.new_page()
    received = {"bytes": 0, "requests": 0}
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")

    def finished(event: dict[str, Any]) -> None:
        received["bytes"] += int(event["encodedDataLength"])

    def answered(event: dict[str, Any]) -> None:
        if not event["response"].get("fromDiskCache") and event["response"]["url"].startswith("http"):
            received["requests"] += 1

    wire.on("Network.loadingFinished", finished)
    wire.on("Network.responseReceived", answered)
    page.add_init_script(f"({_WATCH})({{headline: {headline!r}, chart: {CHART!r}}})")
    page.goto(url, wait_until="commit")
    # Not wait_for_function: it evaluates text, which our security policy forbids.
    seen = page.evaluate(_SEEN)
    page.wait_for_load_state("networkidle")
    page.close()
    return Visit(seen["headline"], seen["chart"], received["bytes"], received["requests"])


def compare_visits(browser: Browser, urls: dict[str, tuple[str, str]], rounds: int) -> dict[str, dict[str, Visit]]:
    """First and repeat visits of several pages, interleaved so that a busy machine slows all alike.

    ``urls`` holds address and headline selector by name. Returns by name ``first`` and ``repeat``,
    each the medians over the rounds.
    """
    taken: dict[str, dict[str, list[Visit]]] = {name: {"first": [], "repeat": []} for name in urls}
    for _ in range(rounds):
        for name, (url, headline) in urls.items():
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            taken[name]["first"].append(visit(context, url, headline))
            taken[name]["repeat"].append(visit(context, url, headline))
            context.close()
    return {name: {kind: _middle(visits) for kind, visits in kinds.items()} for name, kinds in taken.items()}


def _middle(visits: list[Visit]) -> Visit:
    return Visit(
        headline=median(v.headline for v in visits),
        chart=median(v.chart for v in visits),
        bytes=int(median(v.bytes for v in visits)),
        requests=int(median(v.requests for v in visits)),
    )


_REPAINT = """({select, chart}) => new Promise(resolve => {
  const graph = document.querySelector(chart);
  const control = document.querySelector(select);
  let started;
  control.addEventListener("change", () => { started = performance.now(); }, {capture: true, once: true});
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    graph.removeListener("plotly_afterplot", painted);
    resolve(performance.now() - started);
  }));
  window.choose = value => {
    const setter = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value").set;
    setter.call(control, value);
    graph.on("plotly_afterplot", painted);
    control.dispatchEvent(new Event("change", {bubbles: true}));
  };
  window.choose(VALUE);
})"""


def repaint(page: Page, select: str, chart: str, value: str) -> float:
    """Milliseconds from choosing ``value`` in a native select to the chart painted anew."""
    script = _REPAINT.replace("VALUE", repr(value))
    return float(page.evaluate(script, {"select": select, "chart": chart}))


def median_of(measure: Callable[[], float], rounds: int) -> float:
    """The middle of several measurements of one thing."""
    return median(measure() for _ in range(rounds))
