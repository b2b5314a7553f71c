"""``make screenshots``: takes the pictures of the documentation again, from the demo district."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from callbacks.pages import PAGES
from tests.bench.server import LAUNCH, ROOT, chromium, serving_demo

PICTURES = ROOT / "docs" / "pictures"
#: The views worth a picture, by page; others are taken as they open.
QUERIES = {
    "ranking": "?metric=trainees&form=rate",
    "trend": "?metric=trainees&form=rate&units=yinghu,luting",
    "compare": "?metric=trainees&form=rate&units=yinghu,luting,jichuan",
    "profile": "?units=yinghu",
}
SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "tablet": (1024, 768)}


def main() -> None:
    """Every page of the navigation on the laptop; the overview on the wall and on a tablet as well."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="dashboard-pictures-") as folder,
        serving_demo(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        for served in (one for one in PAGES if one.page.listed):
            code = served.page.code
            for name, (width, height) in SIZES.items() if code == "overview" else [("1366", SIZES["1366"])]:
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(f"{address}{served.page.path}{QUERIES.get(code, '')}", wait_until="networkidle")
                page.wait_for_timeout(500)
                page.screenshot(path=PICTURES / f"{code}-{name}.png")
                page.close()
                print(f"docs/pictures/{code}-{name}.png", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
