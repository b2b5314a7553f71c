"""A callback that fails is logged and said, and changes nothing."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.failures import SORRY
from callbacks.indexing import Dashboard


def repaint(client: FlaskClient, metric: str) -> Any:
    """Ask for the ranking's words and tables as the browser does once the figure has come."""
    callback = next(
        one
        for one in client.get("/_dash-dependencies").get_json()
        if "ranking-table.children" in one["output"] and not one.get("clientside_function")
    )
    outputs = [
        dict(zip(("id", "property"), end.rsplit(".", 1), strict=True)) for end in callback["output"][2:-2].split("...")
    ]
    return client.post(
        "/_dash-update-component",
        json={
            "output": callback["output"],
            "outputs": outputs,
            "inputs": [{"id": "ranking-bars", "property": "figure", "value": {}}],
            "changedPropIds": ["ranking-bars.figure"],
            "parsedChangedPropsIds": ["ranking-bars.figure"],
            "state": [{"id": "selection", "property": "data", "value": f"?metric={metric}"}],
        },
    )


def test_repaint_answers_with_the_parts(app: Dashboard) -> None:
    answer = repaint(app.server.test_client(), "trainees")
    assert answer.status_code == 200
    assert answer.get_json()["response"]["ranking-title"]["children"] == "培训人次排名"


def test_failure_is_logged_and_said(
    app: Dashboard, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # A metric that no other test looks at: what was drawn already is not drawn again.
    def fail(*_: object, **__: object) -> None:
        raise OSError("disk on fire")

    monkeypatch.setattr("callbacks.ranking.rank_children", fail)
    answer = repaint(app.server.test_client(), "field_studies")
    assert answer.status_code == 200
    told = answer.get_json()
    assert told["sideUpdate"]["notice"]["children"][0]["props"]["children"] == SORRY
    assert "response" not in told or told["response"] == {}
    assert "disk on fire" in caplog.text
    assert "disk on fire" not in answer.text
