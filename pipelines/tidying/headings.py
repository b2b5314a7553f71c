"""Headings as a mapping knows them: one spelling for a column or a row, the same from month to month."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.names import fold_name
from pipelines.reading.tables import Column, Table
from pipelines.tidying.periods import is_year, lift_month, lift_running

#: What a column or a row may be told to be besides a metric: left aside, or the figures of the metrics in the rows.
ASIDE = ""
FIGURES = "数量"


@dataclass(frozen=True)
class Told:
    """What a person has said of a table: a metric's code, ASIDE or FIGURES by column and by row.

    ``areas`` are the columns of places from outer to inner, empty where nothing was said of them; ``places`` the
    names of places that are left aside, folded.
    """

    columns: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)
    areas: tuple[Column, ...] = ()
    places: frozenset[str] = frozenset()


NOTHING_TOLD = Told()


def fold_heading(text: str) -> str:
    """One spelling for a flattened header. A month that the reading understands does not distinguish it: the mapping
    of 6月/培训数 serves July too. Any other number stays, so that next year's 2026年目标 is asked about anew."""
    parts = text.split("/")
    folded = [_fold_part(part) for part in parts]
    if any(fold.startswith("〈") for fold in folded):
        folded = ["〈年〉" if is_year(part) else fold for part, fold in zip(parts, folded, strict=True)]
    return "/".join(folded)


def _fold_part(part: str) -> str:
    until, left = lift_running(part)
    if until:
        return "〈1月起〉" + fold_name(left)
    month, left = lift_month(part)
    return ("〈月〉" if month else "") + fold_name(left)


def key_columns(table: Table) -> dict[int, str]:
    """The key of each named column. Of columns with the very same header the second is ``人数#2``."""
    keys: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for column in table.columns:
        if column.path:
            written = fold_name(column.flattened)
            seen[written] += 1
            again = f"#{seen[written]}" if seen[written] > 1 else ""
            keys[column.index] = fold_heading(column.flattened) + again
    return keys


def key_rows(table: Table) -> dict[int, str]:
    """The key of each data row: its path; of rows with the same path that and the unit. Rows that even so
    are not told apart have none, since rows may be put in another order."""
    plain = {row: key for row in table.data_rows if (key := _key_row(table, row))}
    count = Counter(plain.values())
    keys = {
        row: key if count[key] == 1 else f"{key}({fold_name(table.row_units.get(row, ''))})"
        for row, key in plain.items()
    }
    count = Counter(keys.values())
    return {row: key for row, key in keys.items() if count[key] == 1}


def _key_row(table: Table, row: int) -> str:
    """A part (其中：女) goes by the row that it is a part of as well."""
    path = [fold_name(text) for text in table.row_paths.get(row, ())]
    if row not in table.part_rows:
        return "/".join(path)
    whole = next((above for above in reversed(table.data_rows) if above < row and above not in table.part_rows), None)
    above = [fold_name(text) for text in table.row_paths.get(whole, ())] if whole is not None else path[:-1]
    return "/".join([*above, f"其中{path[-1]}"])
