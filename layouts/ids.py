"""Every component id, once."""

import json

URL = "url"
#: What the address says, taken apart by the browser: the page (path and query, written when the
#: path changes), the selection (query, written when only that changes), the figure traced, and the
#: scope (query, written when what there is to choose from changes with it).
PAGE = "page-address"
SELECTION = "selection"
TRACE = "trace"
SCOPE = "scope"
#: What a control shows where the address says nothing.
DEFAULTS = "defaults"

MAIN = "main"
CONTENT = "content"
NOTICE = "notice"
DRAWER = "drawer"
FOOTER = "footer"


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
