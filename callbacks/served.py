"""What a page needs to be served: the page, where its view comes from, its tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.selection import Selection
from data.store import Store
from layouts.parts import Page
from pipelines.exporting import Column


@dataclass(frozen=True)
class Table:
    """What a page offers as CSV: the frame that it shows, its columns, and the parts of the file's name."""

    frame: pd.DataFrame
    columns: Sequence[Column]
    names: Sequence[str]


def frame_nothing(columns: Sequence[Column]) -> pd.DataFrame:
    """A frame without rows for columns and their states, where there is nothing to offer."""
    return pd.DataFrame(columns=[name for column in columns for name in (column.name, column.state) if name])


@dataclass(frozen=True)
class Served:
    """A page, where its view comes from, and the tables that it offers by their name in the address.

    A ``live`` page shows what changes without any figure changing: it is drawn anew each time.
    """

    page: Page
    view: Callable[[Store, Selection], Any]
    tables: Mapping[str, Callable[[Store, Selection], Table]] = field(default_factory=dict)
    live: bool = False
