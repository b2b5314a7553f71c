"""Who acts, and that it is done from our own pages."""

from urllib.parse import urlsplit

from flask import abort, request


def acting_person() -> str:
    """Who hands in, accepts and returns. There are no accounts: it is the department."""
    return "组织部"


def require_same_origin() -> None:
    """403 for what another site's page sends: a browser says with every such request where it is from."""
    origin = request.headers.get("Origin", "")
    if urlsplit(origin).netloc != request.host:
        abort(403)
