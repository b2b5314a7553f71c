"""``make bench``: prints every figure as a ratio to a baseline of the same run, with its target."""

import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from callbacks.overview import view as view_overview
from callbacks.ranking import view as view_ranking
from data.selection import Selection
from data.store import Store
from layouts.pages import overview, ranking
from tests.bench.browser_timing import compare_visits, repaint
from tests.bench.intake_time import time_intake
from tests.bench.server import LAUNCH, chromium, serving_demo
from tests.bench.serving_time import open_demo, time_bands, time_callbacks, time_weights
from tests.bench.static_site import build_site, serving

ROUNDS = 7
METRICS = ("trainees", "party_lectures", "training_sessions", "field_studies")
METRIC_CONTROL = 'select[id*="\\"metric\\""]'


def figures_of(store: Store) -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
    """The ranking page's charts by metric, and the overview's headline figures."""
    charts: dict[str, list[dict[str, Any]]] = {}
    for metric in METRICS:
        selection, _ = Selection.parse({"metric": metric}, store.catalogue, store.places, store.months())
        values = ranking.PAGE.draw(view_ranking(store, selection))
        charts[metric] = [
            part for part, declared in zip(values, ranking.PAGE.parts, strict=True) if declared.prop == "figure"
        ]
    shown = view_overview(store, selection)
    return charts, {row["label"]: f"{row['value']:g}" for row in shown.headlines.head(4).to_dict("records")}


def overview_chart(store: Store) -> dict[str, Any]:
    """The overview's first chart."""
    selection, _ = Selection.parse({}, store.catalogue, store.places, store.months())
    values = overview.PAGE.draw(view_overview(store, selection))
    return next(part for part, declared in zip(values, overview.PAGE.parts, strict=True) if declared.prop == "figure")


def say(what: str, figure: str, target: str) -> None:
    print(f"{what:<44} {figure:>14}   {target}", flush=True)


def bench_visits(browser: Browser, ours: str, baseline: str, path: str, title: str) -> None:
    """First and repeat visit of a page against the static one with the same charts."""
    seen = compare_visits(
        browser,
        {"static": (f"{baseline}/", ".headline"), "ours": (f"{ours}{path}", "h1")},
        ROUNDS,
    )
    mine, static = seen["ours"], seen["static"]
    say(f"{title} first visit, headline", f"{mine['first'].headline / static['first'].chart:.2f} × page", "<= 0.5")
    say(f"{title} first visit, first chart", f"{mine['first'].chart / static['first'].chart:.2f} × page", "<= 1.5")
    say(f"{title} repeat visit, first chart", f"{mine['repeat'].chart / static['repeat'].chart:.2f} × page", "<= 1.3")
    say(f"{title} first visit, bytes", f"{mine['first'].bytes / 1000:.0f} KB", "<= 800 KB")
    say(f"{title} first visit, requests", f"{mine['first'].requests}", "<= 25")
    print(f"    (static page: first {static['first'].chart:.0f} ms, repeat {static['repeat'].chart:.0f} ms)")


def bench_repaint(browser: Browser, ours: str, baseline: str) -> None:
    """Choosing another metric until the chart is painted, against the static page."""
    times: dict[str, list[float]] = {"ours": [], "static": []}
    pages = {name: browser.new_page(viewport={"width": 1366, "height": 768}) for name in times}
    pages["ours"].goto(f"{ours}/ranking?metric={METRICS[0]}", wait_until="networkidle")
    pages["static"].goto(f"{baseline}/", wait_until="networkidle")
    for turn in range(12):
        metric = METRICS[(turn + 1) % len(METRICS)]
        for name, page in pages.items():
            control = METRIC_CONTROL if name == "ours" else "#metric"
            times[name].append(repaint(page, control, ".js-plotly-plot", metric))
            page.wait_for_load_state("networkidle")
    for page in pages.values():
        page.close()
    ratio = median(times["ours"]) / median(times["static"])
    say("change of metric to repainted chart", f"{ratio:.2f} × page", "<= 1.5")
    print(f"    (ours {median(times['ours']):.0f} ms, static {median(times['static']):.0f} ms)")


def bench_intake(folder: Path) -> None:
    """A province's month of workbooks, taken in and accepted, against opening them."""
    intake = time_intake(folder)
    gathered = intake.gathered
    files = sum(gathered.ended.values())
    say(f"intake of {files} workbooks against opening them", f"{intake.ratio:.2f} ×", "<= 2.5")
    say("figures taken in per second", f"{gathered.figures / gathered.seconds:.0f}", "")
    say("most memory, all processes", f"{gathered.memory:.0f} MB", "")
    opened = [work.seconds / files * 1000 for work in intake.opened]
    print(f"    (a file: {gathered.seconds / files * 1000:.2f} ms, opened {opened[0]:.2f} and {opened[1]:.2f} ms)")
    print(f"    (opening alone: {max(work.memory for work in intake.opened):.0f} MB; {gathered.ended})")


def main() -> None:
    """Run everything: the intake while no server runs beside it, then what is cheap before what is dear."""
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as folder:
        print("drawing a province's month …", file=sys.stderr)
        bench_intake(Path(folder) / "province")
        instance = Path(folder) / "instance"
        print("loading the demo district …", file=sys.stderr)
        with serving_demo(instance) as ours:
            store = open_demo(instance)
            for title, taken in time_callbacks(store).items():
                say(f"{title} repaint beyond its {taken.count} questions", f"{taken.beyond:.1f} ms", "<= 5 ms")
                print(f"    (questions {taken.questions:.1f} ms; the same view again {taken.again:.1f} ms in all)")
            for nature in ("events", "proportion"):
                say(f"rank bands of 1,500 units, {nature}", f"{time_bands(nature):.0f} ms", "<= 500 ms")
            say("weights varied for 1,500 units", f"{time_weights():.0f} ms", "<= 500 ms")
            charts, headlines = figures_of(store)
            first = {"overview": [overview_chart(store)]}
            json.dumps(charts)
            with sync_playwright() as playwright, serving(build_site(headlines, charts)) as static_ranking:
                browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
                bench_repaint(browser, ours, static_ranking)
                bench_visits(browser, ours, static_ranking, f"/ranking?metric={METRICS[0]}", "排名")
                with serving(build_site(headlines, first)) as static_overview:
                    bench_visits(browser, ours, static_overview, "/", "总览")
                browser.close()
            store.close()


if __name__ == "__main__":
    main()
