"""Workbooks that the page 报送 gives out: blank forms, and what was handed in with its problems marked."""

from functools import partial
from io import BytesIO

from dash import Dash
from flask import Flask, Response, abort, request, send_file

from callbacks.submission import find_record
from data.store import Store
from pipelines.forms import FormFault, name_form, write_form
from pipelines.marking import mark_workbook, name_marked

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register(app: Dash, store: Store) -> None:
    """Add the addresses."""
    server: Flask = app.server
    server.get("/submission/form.xlsx", endpoint="form")(partial(send_form, store))
    server.get("/submission/marked/<record>", endpoint="marked")(partial(send_marked, store))


def send_form(store: Store) -> Response:
    """The blank form of a unit and month; 404 where there is none."""
    unit, month = request.args.get("unit", ""), request.args.get("month", "")
    if unit not in store.places or not month.isdecimal() or not 1 <= int(month) % 100 <= 12 or len(month) != 6:
        abort(404)
    try:
        content = write_form(store.catalogue, store.places, store, unit, int(month))
    except FormFault:
        abort(404)
    return _send(content, name_form(store.places, unit, int(month)))


def send_marked(store: Store, record: str) -> Response:
    """A kept workbook with a comment at each wrong cell; 404 where it is not kept."""
    found = find_record(store, record)
    content = store.file(found.sha256) if found else None
    if found is None or content is None:
        abort(404)
    return _send(mark_workbook(content, found.file_name, found.problems), name_marked(found.file_name))


def _send(content: bytes, name: str) -> Response:
    return send_file(BytesIO(content), mimetype=_XLSX, as_attachment=True, download_name=name)
