"""A real browser at the real application, which serves the demo district as it came through the intake."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page, expect

from tests.bench.server import LAUNCH, chromium, serving_demo

# Two cores serve, draw and test at once: slow is no fault here, and times are not asserted.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the application's database and the demo's workbooks."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def base_url(instance: Path) -> Iterator[str]:
    """The address of the application, which runs for the whole session."""
    with serving_demo(instance) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, quiet: it calls nobody but our server."""
    return {"executable_path": chromium(), "args": LAUNCH}


@pytest.fixture(scope="session")
def browser_context_args(base_url: str) -> dict[str, Any]:
    """A laptop with a Chinese browser."""
    return {"base_url": base_url, "viewport": {"width": 1366, "height": 768}, "locale": "zh-CN"}


@pytest.fixture
def faults() -> list[str]:
    """What the browser complained of; a test that provokes a fault clears it."""
    return []


@pytest.fixture
def page(page: Page, faults: list[str]) -> Iterator[Page]:
    """A page that fails its test when the browser complains: no error, no warning of our making."""

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"{message.type}: {message.text}")

    def broke(error: Error) -> None:
        faults.append(f"uncaught: {error}")

    page.on("console", heard)
    page.on("pageerror", broke)
    yield page
    assert faults == []
