"""From any figure on a screen back to the cells it is made of.

A figure is named as ``data.traces`` says. A unit's month is one cell; a quarter has a cell a month,
a total the cells of every unit below, a rate those of what it divides and of what it divides by; a
ledger count has ledger items instead.
"""

from dataclasses import dataclass

import pandas as pd

from data.definitions import Form, Metric
from data.observations import Trace
from data.periods import Period, last_day
from data.places import Area
from data.store import Store
from pipelines.headlines import series_periods
from pipelines.measures import Measurer


@dataclass(frozen=True)
class Origin:
    """Where a figure comes from.

    ``cells`` are current, in the order metric, month, area; ``replaced`` are earlier cells of the same
    figures that a correction took the place of; ``items`` (LEDGER_COLUMNS) stands for ledger counts.
    """

    metric: Metric
    form: Form
    period: Period
    area: Area
    cells: tuple[Trace, ...]
    replaced: tuple[Trace, ...]
    items: pd.DataFrame | None


def trace_figure(store: Store, name: str) -> Origin | None:
    """The origin of a figure by its name; ``None`` where the name is none."""
    parts = name.split("~")
    if len(parts) not in (3, 4) or parts[0] not in store.catalogue or parts[2] not in store.places:
        return None
    try:
        period = Period.parse(parts[1])
    except ValueError:
        return None
    metric, area = store.catalogue[parts[0]], store.places[parts[2]]
    form: Form = next((form for form in metric.forms if form == parts[-1]), "raw")
    below = metric.denominator(form)
    if metric.ledger is not None:
        # A share's items are those of its whole; their state tells which are the part.
        counted = store.catalogue[below] if below and store.catalogue[below].ledger else metric
        return Origin(metric, form, period, area, (), (), _count_items(store, counted, period, area))
    traces = _cells_of(store, metric.code, period, area)
    if below is not None:
        traces = _with_both(traces, _cells_of(store, below, period, area))
    return Origin(
        metric,
        form,
        period,
        area,
        tuple(trace for trace in traces if trace.current),
        tuple(trace for trace in traces if not trace.current),
        None,
    )


def follow_figure(store: Store, origin: Origin) -> tuple[list[Period], list[float | None]]:
    """The figure over the last 13 periods of its grain, oldest first; ``None`` where there is none."""
    periods = series_periods(origin.period, store.months())
    asked, area = [(origin.metric.code, origin.form)], origin.area.code
    return periods, Measurer(store, asked, periods, [area]).trace_series(asked, periods, area)[0]


def months_needed(metric: Metric, period: Period) -> list[int]:
    """The months whose cells a figure of a period is made of.

    A month's own amount of a cumulative figure needs the month before as well, except in January.
    """
    if metric.basis == "flow":
        return period.months
    if metric.basis == "cumulative" and period.grain not in ("year", "ytd"):
        before = [period.first_month - 1] if period.first_month % 100 != 1 else []
        return [*before, period.last_month]
    return [period.last_month]


def _cells_of(store: Store, code: str, period: Period, area: Area) -> list[Trace]:
    """The area's own cells of each month, or where it has none those of the units below it."""
    traces: list[Trace] = []
    for month in months_needed(store.catalogue[code], period):
        traces += store.trace(code, month, area.code) or store.parts(code, month, area.code)
    return traces


def _with_both(above: list[Trace], below: list[Trace]) -> list[Trace]:
    """The cells of a ratio: a unit that has only one of its sides is not in it (a department has no members).

    Where the sides come from different tiers no unit has both, and all of them are in it.
    """
    both = {trace.area for trace in above if trace.current} & {trace.area for trace in below if trace.current}
    return [trace for trace in (*above, *below) if trace.area in both or not both]


def _count_items(store: Store, metric: Metric, period: Period, area: Area) -> pd.DataFrame:
    """The ledger items that a count counts: found since 1 January, in the state that it counts."""
    assert metric.ledger is not None
    end = last_day(period.last_month)
    items = store.ledger(area.code, end)
    kept = items["found_on"].map(lambda day: day.year == end.year)
    if metric.ledger.source:
        kept &= items["source"] == metric.ledger.source
    states = {
        "found": ("done", "open", "overdue"),
        "done": ("done",),
        "open": ("open", "overdue"),
        "overdue": ("overdue",),
    }
    kept &= items["state"].isin(states[metric.ledger.count])
    return items[kept].reset_index(drop=True)
