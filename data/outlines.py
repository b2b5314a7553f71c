"""Outlines of areas on a map: a path as SVG writes it, how far it reaches, and where a name fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

#: Right and down, in the drawing's own steps.
Point = tuple[float, float]
Ring = tuple[Point, ...]
#: The sides of a tile and of the gap between two.
TILE, TILE_GAP = 100, 6
#: Lines across a shape on which a name is tried.
TRIES = 24


@dataclass(frozen=True)
class Outline:
    """``box`` is left, top, right, bottom; ``at`` the middle of the name and ``room`` how wide that may be."""

    path: str
    box: tuple[float, float, float, float]
    at: Point
    room: float


def outline(rings: Sequence[Ring]) -> Outline:
    """The outline of closed rings, holes among them: to be filled by the even-odd rule."""
    across, down = zip(*(point for ring in rings for point in ring), strict=True)
    path = "".join("M" + "L".join(f"{x:g},{y:g}" for x, y in ring) + "Z" for ring in rings)
    box = (min(across), min(down), max(across), max(down))
    return Outline(path, box, *_find_room(rings, box[1], box[3]))


def outline_tile(tile: tuple[int, int]) -> Outline:
    """The square of a tile by its column and row."""
    left, top = ((place - 1) * (TILE + TILE_GAP) for place in tile)
    right, bottom = left + TILE, top + TILE
    return outline([((left, top), (right, top), (right, bottom), (left, bottom), (left, top))])


def _find_room(rings: Sequence[Ring], top: float, bottom: float) -> tuple[Point, float]:
    """The middle of a wide stretch inside a shape, rather across its middle than near its ends, and its width."""
    found: list[tuple[float, Point, float]] = [(0.0, rings[0][0], 0.0)]
    for step in range(1, TRIES):
        y = top + (bottom - top) * step / TRIES
        crossings = sorted(
            x0 + (y - y0) / (y1 - y0) * (x1 - x0)
            for ring in rings
            for (x0, y0), (x1, y1) in pairwise(ring)
            if (y0 <= y) != (y1 <= y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            central = 1 - abs(2 * step / TRIES - 1)
            found.append(((right - left) * central, ((left + right) / 2, y), right - left))
    _, at, room = max(found)
    return at, room
