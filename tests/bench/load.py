"""``python -m tests.bench.load``: many readers at once beside plain Dash, and the pages and CSV of a province."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.store import Store
from tests.bench.__main__ import say
from tests.bench.crowd import READERS, VIEWS_EACH, crowd, list_questions, percentile
from tests.bench.server import free_port, serving_demo, wait_for
from tests.bench.serving_time import open_demo
from tests.bench.wide import open_province, time_download, time_pages

WORKERS = ("--workers", "2", "--threads", "4", "--worker-class", "gthread", "--no-control-socket")


def bench_crowd(store: Store, ours: str, database: Path) -> None:
    """Every reader asks for views that nobody has asked for yet, without pausing."""
    views = [(metric.code, month) for month in reversed(store.months()) for metric in store.catalogue.metrics]
    chosen = views[: READERS * VIEWS_EACH]
    searches = [(f"?metric={metric}&period={month // 100}-{month % 100:02d}",) for metric, month in chosen]
    mine = crowd(ours, list_questions(ours, "ranking-bars.figure", searches))
    with serving_plain(database) as plain:
        theirs = crowd(plain, list_questions(plain, "bars.figure", chosen))
    ratio = percentile(mine, 95) / percentile(theirs, 95)
    say(f"{READERS} readers without pause, p95", f"{ratio:.2f} × plain", "<= 1.2")
    print(f"    (p50 and p95: ours {percentile(mine, 50):.0f} and {percentile(mine, 95):.0f} ms, no error;", end=" ")
    print(f"plain Dash {percentile(theirs, 50):.0f} and {percentile(theirs, 95):.0f} ms)")


@contextmanager
def serving_plain(database: Path) -> Iterator[str]:
    """Serve the plain application on a free port; yields its address."""
    address = f"127.0.0.1:{free_port()}"
    application = f"tests.bench.plain_dash:server('{database}')"
    command = [sys.executable, "-m", "gunicorn", application, "--bind", address, *WORKERS]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://{address}/_dash-layout")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def bench_province(district: Store, folder: Path) -> None:
    """The district's pages and download over 1,500 units."""
    province = open_province(folder)
    for title, (small, large) in time_pages(district, province).items():
        say(f"{title} of a province, drawn anew", f"{large.anew / small.anew:.1f} × district", "<= 1.5")
        print(f"    (district {small.anew:.0f} ms; province {large.anew:.0f} ms, questions {large.questions:.0f})")
    download = time_download(province)
    say("CSV of a province, first bytes", f"{download.first:.0f} ms", "<= 50 ms")
    say("CSV of a province, rows a second", f"{download.rate:.0f}", ">= 200000")
    say("CSV of a province, memory of the stream", f"{download.memory:.1f} MB", "flat")
    print(f"    ({download.rows} rows; {download.asked:.0f} ms until the frame stands)")
    province.close()


def main() -> None:
    """The readers first, while nothing else is at work."""
    with tempfile.TemporaryDirectory(prefix="dashboard-load-") as folder:
        instance = Path(folder) / "instance"
        print("loading the demo district …", file=sys.stderr)
        with serving_demo(instance) as ours:
            store = open_demo(instance)
            bench_crowd(store, ours, instance / "dashboard.db")
        print("drawing a province …", file=sys.stderr)
        bench_province(store, Path(folder))
        store.close()


if __name__ == "__main__":
    main()
