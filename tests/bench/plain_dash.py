"""The application that a reader of Dash's manual would write over the same database: one page, one callback, no rooms.

``gunicorn "tests.bench.plain_dash:server('…/app.db')"`` serves it.
"""

import sqlite3
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from flask import Flask

_QUESTION = """
SELECT areas.code AS unit, figures.value AS value
FROM figures JOIN areas ON areas.id = figures.area_id
WHERE figures.metric = ? AND figures.month = ? AND figures.state = 'reported'
ORDER BY figures.value DESC
"""


def server(database: str) -> Flask:
    """A metric and a month to choose, their figures as bars and as a table."""
    app = Dash(__name__)
    app.layout = html.Div([dcc.Input(id="metric"), dcc.Input(id="month"), dcc.Graph(id="bars"), html.Table(id="table")])
    choices = [Input("metric", "value"), Input("month", "value")]

    @app.callback([Output("bars", "figure"), Output("table", "children")], choices)
    def show(metric: str, month: int) -> tuple[Any, Any]:
        with sqlite3.connect(database) as connection:
            frame = pd.read_sql(_QUESTION, connection, params=(metric, month))
        frame["rank"] = frame["value"].rank(ascending=False, method="min")
        rows = [html.Tr([html.Td(cell) for cell in row]) for row in frame.itertuples(index=False)]
        return go.Figure(go.Bar(x=frame["value"], y=frame["unit"], orientation="h")), rows

    flask: Flask = app.server
    return flask
