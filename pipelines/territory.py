"""Makes an area tree out of a table that lists units with what they belong to."""

from pathlib import Path

from data.areas import KINDS
from pipelines.reading.tables import find_tables
from pipelines.reading.workbook import open_workbook


class TerritoryFault(Exception):
    """The table cannot be turned into an area tree; the text says why."""


def draw_tree(path: Path, columns: list[str], kinds: list[str]) -> str:
    """The area tree, as a places file, of the columns that name each level, outermost first.

    ``kinds`` gives the level's kind; a name that ends with another kind (街道 among 镇) has that kind.
    """
    if len(columns) != len(kinds):
        raise TerritoryFault("列和类型的个数应当相同")
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise TerritoryFault(f"没有“{'、'.join(unknown)}”这种区划类型；可用 {'、'.join(KINDS)}")
    tree: dict[tuple[str, ...], str] = {}
    for grid in open_workbook(path.read_bytes(), path.name).sheets:
        for table in find_tables(grid):
            at = {column.flattened: column.index for column in table.columns}
            if not all(column in at for column in columns):
                continue
            for row in table.data_rows:
                names = [str(grid.shown(row, at[column]) or "").strip() for column in columns]
                if all(names):
                    for depth in range(len(names)):
                        tree.setdefault(tuple(names[: depth + 1]), kind_of(names[depth], kinds[depth]))
    if not tree:
        raise TerritoryFault(f"{path.name} 里没有同时带有 {'、'.join(columns)} 各列的表")
    roots = [place for place in tree if len(place) == 1]
    if len(roots) > 1:
        raise TerritoryFault(f"最外一级应只有一个，现有 {'、'.join(root[0] for root in roots)}")
    codes = {place: f"a{number:04d}" for number, place in enumerate(tree, start=1)}
    blocks = []
    for place in sorted(tree, key=len):
        parent = f'parent = "{codes[place[:-1]]}"\n' if len(place) > 1 else ""
        blocks.append(f'[areas.{codes[place]}]\nname = "{_escape(place[-1])}"\nkind = "{tree[place]}"\n{parent}')
    return "\n".join(blocks)


def kind_of(name: str, level: str) -> str:
    """The kind that a name's own ending says, where it is one of the level's tier; else the level's."""
    endings = [kind for kind in KINDS if name.endswith(kind) and KINDS[kind] == KINDS[level]]
    return max(endings, key=len) if endings else level


def _escape(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
