"""The application: ``create_app(settings)`` puts it together, ``python app.py`` serves it."""

import os
import sys
from functools import partial

import dash_bootstrap_components  # noqa: F401  (registers its scripts before the index is made)
from flask import Flask

from callbacks import acts, downloads, failures, precompression, routing, serving, workbooks
from callbacks.bundles import Bundles
from callbacks.indexing import Dashboard
from data.catalogue_loading import load_catalogue
from data.places import load_places
from data.score_loading import load_scores
from data.settings import Settings
from data.store import open_store
from pipelines.inbox_keeper import keep_inbox


def create_app(settings: Settings) -> Dashboard:
    """The Dash application for some settings, its database open and its first request answered."""
    catalogue = load_catalogue(settings.catalogue_dir)
    places = load_places(settings.places_file, catalogue)
    scores = load_scores(settings.scores_dir, catalogue)
    store = open_store(settings.database, catalogue, places, settings.files_dir, scores)
    app = Dashboard(
        __name__,
        include_assets_files=False,
        include_pages_meta=False,
        eager_loading=True,
        add_log_handler=False,
        use_async=False,
        enable_mcp=False,
        update_title="",
        health_endpoint="healthz",
        on_error=failures.report,
    )
    app.store, app.bundles = store, Bundles()
    app.layout = partial(routing.render, store)
    app.validation_layout = routing.validation_layout(store)  # type: ignore[assignment]
    routing.register(app, store)
    downloads.register(app, store)
    acts.register(app, store)
    workbooks.register(app, store)
    precompressed = precompression.Precompressed(settings.instance_dir / "precompressed")
    serving.register(app, app.bundles, precompressed)
    # The first request sets Dash up; the reader's must not meet it half done.
    answer = app.server.test_client().get("/")
    if answer.status_code != 200:
        raise RuntimeError(f"the first page answers {answer.status}; see the log above")
    return app


def server() -> Flask:
    """What each worker of the web server runs: an application of its own, opened after the fork."""
    settings = Settings()
    app = create_app(settings)
    keep_inbox(app.store, settings)
    flask: Flask = app.server
    return flask


def main(settings: Settings) -> None:
    """``python app.py`` serves; ``python app.py prepare`` compresses the front-end files."""
    if sys.argv[1:] == ["prepare"]:
        precompression.prepare(create_app(settings), settings.instance_dir / "precompressed")
        return
    serve = ["gunicorn", "app:server()", "--bind", f"{settings.host}:{settings.port}"]
    serve += ["--workers", str(settings.workers), "--threads", "4", "--worker-class", "gthread", "--no-control-socket"]
    os.execv(sys.executable, [sys.executable, "-m", *serve])


if __name__ == "__main__":
    main(Settings())
