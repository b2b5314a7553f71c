"""The drawer for what the address traces: a figure, the corrections of a period, or ledger items."""

from dash.development.base_component import Component

from data.periods import day_label
from data.selection import Selection
from data.store import Store
from layouts.components.corrected import corrections_drawer
from layouts.components.items import items_drawer
from layouts.components.origin import draw_course, origin_drawer
from layouts.words import ITEM_STATE_ZH
from pipelines.corrections import list_corrections
from pipelines.rectification import list_items
from pipelines.tracing import follow_figure, trace_figure


def draw_trace(store: Store, selection: Selection) -> Component | None:
    """The drawer of what the selection traces; nothing where that is nothing."""
    catalogue, places, close = store.catalogue, store.places, selection.query(trace="")
    corrected = list_corrections(store, selection.trace)
    if corrected is not None:
        period, area, count, figures = corrected.period, corrected.area, corrected.count, corrected.figures
        return corrections_drawer(period, area, count, figures, catalogue, places, close)
    listed = list_items(store, selection.trace)
    if listed is not None:
        state = ITEM_STATE_ZH.get(listed.count, "发现的全部问题")
        subject = f"{listed.area} · {listed.label} · {state} · 截至{day_label(listed.at)}"
        return items_drawer(subject, listed.frame, close)
    origin = trace_figure(store, selection.trace)
    if origin is None:
        return None
    periods, series = follow_figure(store, origin)
    units = () if origin.area.code == selection.area else (origin.area.code,)
    trend = selection.query(
        metric=origin.metric.code,
        form=origin.form,
        period=origin.period,
        grain=origin.period.grain,
        units=units,
        trace="",
    )
    return origin_drawer(
        origin.metric,
        origin.form,
        origin.period,
        origin.area,
        origin.cells,
        origin.replaced,
        origin.items,
        catalogue,
        places,
        close,
        draw_course(origin.metric, origin.form, periods, series, f"/trend{trend}"),
    )
