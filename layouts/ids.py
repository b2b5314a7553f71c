"""Every component id, once."""

import json

URL = "url"
#: What the address says, taken apart by the browser: the page (path and query, written when the
#: path changes), the figure traced, and the scope (query, written when what there is to choose from
#: changes with it). The selection has a place for each page (``selection``).
PAGE = "page-address"
TRACE = "trace"
SCOPE = "scope"
#: What a control shows where the address says nothing.
DEFAULTS = "defaults"

MAIN = "main"
CONTENT = "content"
NOTICE = "notice"
DRAWER = "drawer"
FOOTER = "footer"


def selection(path: str) -> dict[str, str]:
    """The selection (query) of the page at a path, written when only that changes.

    One for each page: of one for all, every page's callbacks would be woken and then dropped.
    """
    return {"type": "selection", "path": path}


def control(name: str) -> dict[str, str]:
    """A control of the filter bar or of a page; its value stands in the address under ``name``."""
    return {"type": "control", "name": name}


def spelled(name: str) -> str:
    """A control's id as it stands in the document, for its label."""
    return json.dumps(control(name), sort_keys=True, separators=(",", ":"))


def part(page: str, name: str) -> str:
    """A part of a page that its callback brings up to date."""
    return f"{page}-{name}"


def navigation(path: str) -> dict[str, str]:
    """A link of the navigation, which carries the selection along."""
    return {"type": "navigation", "path": path}
