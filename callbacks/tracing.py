"""The drawer for a figure that the address names."""

from dash.development.base_component import Component

from data.selection import Selection
from data.store import Store
from layouts.components.origin import origin_drawer
from pipelines.tracing import trace_figure


def draw_trace(store: Store, selection: Selection) -> Component | None:
    """The drawer of the selection's traced figure; nothing where there is no such figure."""
    origin = trace_figure(store, selection.trace)
    if origin is None:
        return None
    return origin_drawer(
        origin.metric,
        origin.form,
        origin.period,
        origin.area,
        origin.cells,
        origin.replaced,
        origin.items,
        store.catalogue,
        store.places,
        close=selection.query(trace=""),
    )
