"""Front-end files compressed once, as tightly as can be, into ``instance/precompressed``.

``python app.py prepare``, a step of ``make run``, does it; without that step everything is served
all the same, only larger.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import brotli
from dash import Dash
from flask import Response

ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=11),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}
_FILE = re.compile(r'(?:src|href)="(/(?:_dash-component-suites|bundle)/[^"]+)"')


class Precompressed:
    """Compressed bodies by address, as ``prepare`` left them; empty where it was not run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        manifest = folder / "manifest.json"
        self._types: dict[str, str] = json.loads(manifest.read_text()) if manifest.exists() else {}

    def answer(self, path: str, encoding: str | None) -> Response | None:
        """The compressed answer for an address, or nothing."""
        media_type = self._types.get(path)
        if media_type is None or encoding is None:
            return None
        try:
            body = (self._folder / name_file(path, encoding)).read_bytes()
        except FileNotFoundError:
            # A newer version was prepared beside this one, which still serves.
            return None
        headers = {"Content-Encoding": encoding, "Vary": "Accept-Encoding"}
        return Response(body, content_type=media_type, headers=headers)


def prepare(app: Dash, folder: Path) -> int:
    """Compress every front-end file that a page asks for; returns how many were new.

    Addresses carry fingerprints, so a file that is there is up to date; files of earlier versions
    are removed. The manifest is replaced last: a server that runs meanwhile misses nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    client = app.server.test_client()
    types: dict[str, str] = {}
    missing: list[tuple[Path, Callable[[bytes], bytes], bytes]] = []
    for path in dict.fromkeys(_FILE.findall(client.get("/").get_data(as_text=True))):
        answer = client.get(path, headers={"Accept-Encoding": "identity"})
        if answer.status_code != 200:
            raise RuntimeError(f"the index page names {path}, which answers {answer.status_code}")
        types[path] = answer.content_type
        targets = [(folder / name_file(path, encoding), pack) for encoding, pack in ENCODINGS.items()]
        missing += [(target, pack, answer.get_data()) for target, pack in targets if not target.exists()]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_write, missing))
    _replace(folder / "manifest.json", json.dumps(types, indent=0).encode())
    wanted = {name_file(path, encoding) for path in types for encoding in ENCODINGS} | {"manifest.json"}
    for file in folder.iterdir():
        if file.name not in wanted:
            file.unlink()
    return len(missing)


def name_file(path: str, encoding: str) -> str:
    """The file that holds an address's body in an encoding."""
    return f"{hashlib.sha256(path.encode()).hexdigest()[:24]}.{encoding}"


def _write(task: tuple[Path, Callable[[bytes], bytes], bytes]) -> None:
    target, pack, body = task
    _replace(target, pack(body))


def _replace(target: Path, content: bytes) -> None:
    """Write whole or not at all: a file that is there counts as finished."""
    part = target.with_suffix(target.suffix + ".part")
    part.write_bytes(content)
    part.replace(target)
