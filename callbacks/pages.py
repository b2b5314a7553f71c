"""The pages in the order of the navigation."""

from callbacks import (
    compare,
    definitions,
    mapping,
    overview,
    profile,
    ranking,
    rectification,
    score,
    submission,
    targets,
    trend,
)
from callbacks.served import Served

PAGES: tuple[Served, ...] = (
    overview.SERVED,
    ranking.SERVED,
    compare.SERVED,
    trend.SERVED,
    targets.SERVED,
    score.SERVED,
    rectification.SERVED,
    profile.SERVED,
    submission.SERVED,
    mapping.SERVED,
    definitions.SERVED,
)


def find_page(path: str) -> Served | None:
    """The page of a path; ``None`` where there is none."""
    plain = path.rstrip("/") or "/"
    return next((served for served in PAGES if served.page.path == plain), None)
