"""Entries: the headings of a table one by one, and what each is taken for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from data.headings import Candidate, Entry, Kind, RowKind
from data.names import fold_name
from pipelines.candidates import guess, rank_metrics, rank_places
from pipelines.harmonising import Names
from pipelines.reading.grid import address
from pipelines.reading.row_names import GROUP_NAMES, find_name_columns
from pipelines.reading.tables import Column, Table
from pipelines.reading.values import read_cell
from pipelines.tidying.axes import TALKING_HEADERS, Axes
from pipelines.tidying.complaints import holds_figures
from pipelines.tidying.headings import ASIDE, Told, key_columns, key_rows
from pipelines.tidying.periods import lift_month
from pipelines.tidying.senses import read_sense
from pipelines.tidying.surroundings import Surroundings


@dataclass(frozen=True)
class Survey:
    """A table with its axes and what was told of it."""

    table: Table
    axes: Axes
    told: Told
    around: Surroundings

    @property
    def names(self) -> Names:
        return self.around.names

    @property
    def rows_hold(self) -> RowKind | None:
        """Whether the rows are metrics, places or months; ``None`` where nothing tells."""
        across, down, areas = self.axes.metrics_across, len(self.axes.metric_rows), len(self.axes.area_rows)
        if areas and (across or not down) and areas >= down:
            return "place"
        if self.axes.month_rows is not None and not down and self.axes.area_column is None:
            return "month"
        if down or any(name in GROUP_NAMES for name in self._names_of_rows().values()):
            return "metric"
        if across or self.axes.area_column is not None:
            return "place"
        return "metric" if self.axes.headings else None

    def _names_of_rows(self) -> dict[int, str]:
        """The headers of the columns that name the rows; the first column may hold figures instead."""
        naming = find_name_columns(self.table.grid, self.table.columns, self.table.data_rows)
        words = (c for c in self.table.columns if c.index in naming and not holds_figures(self.table, c))
        return {column.index: "".join(column.names[-1:]) for column in words}

    def list_entries(self) -> Iterator[Entry]:
        """The table's subject and label, then its columns, then its rows."""
        yield from self._whole()
        yield from filter(None, map(self._column, self.table.columns))
        if self.rows_hold == "month":
            return
        if self.rows_hold == "place" and self.axes.area_column is not None:
            outer = {row: self.axes.outer.get(row) for row in self._filled_rows()}
            yield from list_places(self.table, self.axes.area_column, outer, self.names, self.told.places)
        else:
            yield from self._rows()

    def _whole(self) -> Iterator[Entry]:
        label = self.around.area_label()
        in_rows = self.rows_hold == "place" and self.axes.area_column is not None
        if label is not None and not in_rows and not self.axes.areas_across:
            yield _take_place(Entry("label", 0, "", self.table.labels[label], self.table.labels[label]), self.names)
        if self.rows_hold == "place" and self.axes.months_across and not self.axes.metrics_across:
            title = "".join(self.table.title) or self.table.sheet
            entry, stated = Entry("table", 0, "", title, title, ("metric",)), self.around.stated_metric
            if stated is not None or self.around.told:
                yield entry.taken("metric", stated.code if stated else self.around.told, told=stated is None)
            else:
                yield guess(entry, {"metric": rank_metrics((lift_month(title)[1],), "", self.names)})

    def _column(self, column: Column) -> Entry | None:
        heading = next((heading for heading in self.axes.headings if heading.column is column), None)
        told, other = self.told.columns.get(column.index), column in self.axes.other
        unknown = column in self.axes.unknown and column.index not in self._names_of_rows()
        if not (heading or other or unknown or told is not None) or not holds_figures(self.table, column):
            return None
        cell, key = address(self.table.header_rows[-1], column.index), key_columns(self.table).get(column.index, "")
        entry = Entry("column", column.index, cell, column.flattened, key, self._kinds_across)
        if other or told == ASIDE:
            return entry.left()
        if heading is None or heading.match.read_as:
            return self._guess(entry, column.names, column.unit)
        if heading.area is not None:
            return entry.taken("place", heading.area)
        kind: Kind = "metric" if heading.match.code else "figures"
        return entry.taken(kind, heading.match.code or "", told=told is not None)

    @property
    def _kinds_across(self) -> tuple[Kind, ...]:
        match self.rows_hold:
            case "place":
                return ("metric",)
            case "metric":
                return ("figures", "place")
            case "month":
                return ("metric", "place")
        return ("metric", "place", "figures")

    def _rows(self) -> Iterator[Entry]:
        """Rows that hold figures, by their names; a row that begins with a figure has none."""
        keys, naming = key_rows(self.table), max(self._names_of_rows(), default=0)
        held = self.rows_hold
        kinds: tuple[Kind, ...] = ("place",) if held == "place" else ("metric",) if held else ("metric", "place")
        for row in self._filled_rows():
            path = self.table.row_paths.get(row, ())
            if not path or not isinstance(self.table.grid.shown(row, naming), str):
                continue
            cell = address(row, naming)
            entry = Entry("row", row, cell, "/".join(path), keys.get(row, ""), kinds)
            match = self.axes.metric_rows.get(row)
            if row in self.axes.aside:
                yield entry.left()
            elif match is not None and match.code and not match.read_as:
                yield entry.taken("metric", match.code, told=row in self.told.rows)
            else:
                yield self._guess(entry, path, self.table.row_units.get(row, ""))

    def _filled_rows(self) -> list[int]:
        """The rows with anything in a column that holds figures."""
        naming = self._names_of_rows()
        spoken = (c for c in self.table.columns if c.index in naming or "".join(c.names[-1:]) in TALKING_HEADERS)
        apart = {column.index for column in spoken}
        figures = [c.index for c in self.table.columns if c.index not in apart and holds_figures(self.table, c)]

        def filled(row: int) -> bool:
            return any(read_cell(self.table.grid, row, index).kind != "blank" for index in figures)

        return list(filter(filled, self.table.data_rows))

    def _guess(self, entry: Entry, path: tuple[str, ...], unit: str) -> Entry:
        parts = (lift_month(part)[1] for part in path)
        plain = tuple(part for part in parts if part and not read_sense(part))
        ranked: dict[Kind, tuple[Candidate, ...]] = {}
        if "metric" in entry.kinds:
            ranked["metric"] = rank_metrics(plain, unit, self.names)
        if "place" in entry.kinds and plain:
            ranked["place"] = rank_places(plain[-1], self.names)
        guessed = guess(entry, ranked)
        filled = [column for column in self.axes.unknown if holds_figures(self.table, column)]
        if "figures" in entry.kinds and not guessed.kind and not self.axes.headings and len(filled) == 1:
            # The only column of figures beside rows of metrics.
            return replace(guessed, certainty="likely", kind="figures")
        return guessed


def list_places(
    table: Table,
    column: Column,
    rows: Mapping[int, str | None],
    names: Names,
    aside: frozenset[str] = frozenset(),
) -> Iterator[Entry]:
    """The places that a column names, each name once; ``rows`` are those to look at, with the place around each."""
    seen: set[tuple[str, str | None]] = set()
    for row, parent in rows.items():
        text = str(table.grid.shown(row, column.index) or "").strip()
        if not text or (text, parent) in seen:
            continue
        seen.add((text, parent))
        entry = Entry("place", row, address(row, column.index), text, text)
        yield entry.left() if fold_name(text) in aside else _take_place(entry, names, parent)


def _take_place(entry: Entry, names: Names, parent: str | None = None) -> Entry:
    entry = replace(entry, kinds=("place",))
    match = names.match_area(entry.text, parent)
    if match.code is not None:
        return entry.taken("place", match.code, told=names.is_told(entry.text))
    if match.candidates:
        # Which of them is meant may differ from row to row.
        entry = replace(entry, key="")
    return guess(entry, {"place": rank_places(entry.text, names, parent)})
