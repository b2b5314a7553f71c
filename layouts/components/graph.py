"""The one way a figure gets onto a page."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from layouts.components.cards import figure_style
from layouts.figures.base import Figure

#: Nothing leaves the network: no cloud button, no link to plotly; the picture is saved locally.
CONFIG: Any = {
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "locale": "zh-CN",
    "responsive": True,
    "displayModeBar": "hover",
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2},
    "doubleClick": "reset",
}


def graph(graph_id: str, figure: Figure) -> Component:
    """A figure in its box, which takes the height that the drawing asks for."""
    drawn = dcc.Graph(id=graph_id, figure=figure, config=CONFIG)
    return html.Div(drawn, id=f"{graph_id}-box", className="figure", style=figure_style(figure))
