"""The drawer of corrections: each figure as it is now, and beneath it what it was before."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from data.definitions import Catalogue
from data.observations import Trace
from data.periods import Period, month_label
from data.places import Area, Places
from layouts import elements as html
from layouts.components.cells import cell_table
from layouts.components.drawer import drawer


def corrections_drawer(
    period: Period,
    area: Area,
    count: int,
    figures: Sequence[Sequence[Trace]],
    catalogue: Catalogue,
    places: Places,
    close: str,
) -> Component:
    """The corrections received in a period, ``figures`` of ``count`` each as its cells, the current one first."""

    def what(cell: Trace) -> list[Any]:
        if not cell.current:
            return [html.Small("更正前", className="matter-origin")]
        about = f"{catalogue[cell.metric].label_zh} {month_label(cell.month)}"
        return [places[cell.area].name, html.Small(about, className="matter-origin")]

    limit = f"，这里显示前 {len(figures)} 个" if count > len(figures) else ""
    summary = f"共 {count} 个数在接收之后又被更正{limit}。"
    cells = [cell for versions in figures for cell in versions]
    body = cell_table(cells, what, summary, catalogue) if cells else html.P("本期没有收到更正。")
    return drawer("更正的数", f"{area.name} · {period.label}收到", close, body)
