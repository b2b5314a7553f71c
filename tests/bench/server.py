"""Our own server for the bench and the screenshots: the real app on a free port, the demo district in it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port that nobody uses right now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving_demo(instance: Path) -> Iterator[str]:
    """Load the demo into an instance folder, serve it, and yield the address."""
    run = _in_instance(instance, free_port())
    subprocess.run([sys.executable, "-m", "pipelines", "demo"], check=True, **run)
    subprocess.run([sys.executable, "app.py", "prepare"], check=True, **run)
    with serving(instance) as address:
        yield address


@contextmanager
def serving(instance: Path) -> Iterator[str]:
    """Serve an instance folder as it is, and yield the address."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "app.py"], **_in_instance(instance, port))
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _in_instance(instance: Path, port: int) -> dict[str, Any]:
    environment = {**os.environ, "INSTANCE_DIR": str(instance), "PORT": str(port), "DATABASE_URL": ""}
    return {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def wait_for(url: str, seconds: float = 60) -> None:
    """Come back once the address answers. Raise ``TimeoutError`` where it does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {seconds:g} s")


def chromium() -> str:
    """Debian's browser; the tests' own download of one is not used."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise FileNotFoundError("chromium is not installed: run tests/packages.sh")
    return found


LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
