"""The lines of a form: each figure that a unit is asked for, with what is known of it and what it is bound to."""

from dataclasses import dataclass

from data.areas import Area
from data.definitions import Catalogue, Metric, Theme
from data.observations import STATE_ZH
from data.periods import month_label, shift_month
from data.places import Places
from data.store import Store

#: What a form says for a figure that a unit cannot have.
NOT_APPLICABLE = STATE_ZH["not_applicable"]


class FormFault(Exception):
    """A form that cannot be made; the message says why and what to do, in the user's words."""


@dataclass(frozen=True)
class Line:
    """One figure to fill in: its number on the form, its row in the sheet, counted from 1, and what was
    reported for the month before: a number, ``不适用``, or nothing where none is known."""

    number: int
    row: int
    metric: Metric
    previous: float | str | None


@dataclass(frozen=True)
class Content:
    """What a form holds below its header: ``sections`` are the themes with their rows, none where there is one theme
    only; ``lines`` by the metric's code, in the form's order."""

    sections: tuple[tuple[int, Theme], ...]
    lines: dict[str, Line]

    @property
    def last_row(self) -> int:
        return max(line.row for line in self.lines.values())


def list_units(catalogue: Catalogue, places: Places, area: str, month: int) -> list[Area]:
    """Who under an area, itself included, gets a form for a month: whoever is asked for any figure."""
    units = (places[area], *places.below(area))
    return [unit for unit in units if unit.valid_in(month) and _list_asked(catalogue, unit)]


def list_lines(
    catalogue: Catalogue, places: Places, store: Store | None, area: str, month: int, first_row: int
) -> Content:
    """What the form of a unit and month holds, from ``first_row`` on. Without a store nothing earlier is known.

    Raise ``FormFault`` for a unit that did not exist in the month or is asked for nothing.
    """
    unit = places[area]
    if not unit.valid_in(month):
        raise FormFault(f"{unit.name}在{month_label(month)}不是有效的单位，没有这个月的表。请核对单位和月份。")
    asked = _list_asked(catalogue, unit)
    if not asked:
        raise FormFault(f"{unit.name}自身不填报任何指标，没有表样。请改用所属单位，或用 --all 生成所属全部单位的表样。")
    before = _read_previous(store, asked, area, month)
    themes = [theme for theme in catalogue.themes if any(metric.theme == theme.code for metric in asked)]
    sections: list[tuple[int, Theme]] = []
    lines: dict[str, Line] = {}
    row = first_row
    for theme in themes:
        if len(themes) > 1:
            sections.append((row, theme))
            row += 1
        for metric in (metric for metric in asked if metric.theme == theme.code):
            lines[metric.code] = Line(len(lines) + 1, row, metric, before.get(metric.code))
            row += 1
    return Content(tuple(sections), lines)


def _list_asked(catalogue: Catalogue, unit: Area) -> list[Metric]:
    return [metric for metric in catalogue.metrics if metric.asked and unit.asked_for(metric)]


def _read_previous(store: Store | None, asked: list[Metric], area: str, month: int) -> dict[str, float | str]:
    """The month before as it stands now. A running total begins anew in January, so it has nothing before it then."""
    if store is None:
        return {}
    codes = [metric.code for metric in asked if metric.basis != "cumulative" or month % 100 != 1]
    frame = store.figures(codes, [shift_month(month, -1)], [area])
    # Sums of those below are not what the unit itself reported.
    frame = frame[frame["observation"].notna()]
    values = zip(frame["metric"].tolist(), frame["value"].tolist(), frame["state"].tolist(), strict=True)
    return {code: NOT_APPLICABLE if state == "not_applicable" else value for code, value, state in values}
