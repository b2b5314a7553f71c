"""Downloads: the CSV of exactly what a page shows, under a plain address of its own.

``/download/<page>/<table>.csv?<the page's own query>``. Files go out as a stream of bytes, not
through Dash, whose downloads are base64 inside JSON.
"""

from urllib.parse import quote

from dash import Dash
from flask import Flask, Response, abort, request

from callbacks.addresses import read_query
from callbacks.pages import PAGES
from data.store import Store
from pipelines.exporting import file_name, stream_csv


def register(app: Dash, store: Store) -> None:
    """Answer the download addresses of every page."""
    server: Flask = app.server

    @server.get("/download/<page>/<table>.csv")
    def download(page: str, table: str) -> Response:
        return send_table(store, page, table)


def send_table(store: Store, page: str, table: str) -> Response:
    """One table of one page for the request's query; 404 where the page offers no such table."""
    served = next((one for one in PAGES if one.page.code == page), None)
    if served is None or table not in served.tables:
        abort(404)
    selection, _ = read_query(store, request.args)
    offered = served.tables[table](store, selection)
    name = file_name(*offered.names)
    return Response(
        stream_csv(offered.frame, offered.columns),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename=\"figures.csv\"; filename*=UTF-8''{quote(name)}"},
    )
