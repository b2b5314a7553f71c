"""Downloads over their addresses: every table of every page, its file name, its bytes, and what is not offered."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from app import create_app
from callbacks.indexing import Dashboard
from callbacks.pages import PAGES
from callbacks.routing import render
from callbacks.served import Served
from data.settings import Settings
from tests.layouts.seeing import walk

VIEW = "?area=qingwu&metric=trainees&period=2025-06&form=rate&units=yinghu,luting"
OFFERED = [(served.page.code, name) for served in PAGES for name in served.tables]


@pytest.fixture
def client(app: Dashboard) -> FlaskClient:
    made: FlaskClient = app.server.test_client()
    return made


@pytest.mark.parametrize(("code", "table"), OFFERED)
def test_every_table_downloads_with_mark_and_name(client: FlaskClient, code: str, table: str) -> None:
    answer = client.get(f"/download/{code}/{table}.csv{VIEW}")
    assert (answer.status_code, answer.content_type) == (200, "text/csv; charset=utf-8")
    assert answer.is_streamed
    assert answer.data[:3] == b"\xef\xbb\xbf"
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    # In the district of these tests nobody has set a target.
    assert len(lines) > 1 or (code, table) == ("targets", "changes")
    assert {len(line) for line in lines} == {len(lines[0])}
    named = re.fullmatch(
        r"attachment; filename=\"figures\.csv\"; filename\*=UTF-8''([\w.%~-]+)", answer.headers["Content-Disposition"]
    )
    assert named
    name = unquote(named[1])
    assert re.fullmatch(r"[^\\/:*?\"<>|\s]+\.csv", name)
    assert re.search(r"[一-鿿]{2}", name)


def test_the_name_says_metric_area_and_period(client: FlaskClient) -> None:
    answer = client.get(f"/download/ranking/units.csv{VIEW}")
    assert unquote(answer.headers["Content-Disposition"]).endswith("''排名_每百名党员培训人次_青梧区_2025年6月.csv")


@pytest.mark.parametrize("address", ["ranking/nothing", "nothing/units", "ranking/heat", "../data/units"])
def test_what_is_not_offered_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(f"/download/{address}.csv").status_code == 404


@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
def test_every_link_on_a_page_leads_to_the_page_s_own_view(app: Dashboard, client: FlaskClient, served: Served) -> None:
    tree = render(app.store, f"{served.page.path}{VIEW}")
    links = [node.href for node in walk(tree) if str(getattr(node, "href", "")).startswith("/download/")]
    assert {link.split("?")[0] for link in links} == {
        f"/download/{served.page.code}/{name}.csv" for name in served.tables
    }
    for link in links:
        assert client.get(link).status_code == 200
        assert "period=2025-06" in link


def test_nothing_reported_downloads_as_well(tmp_path: Path) -> None:
    app = create_app(Settings(instance_dir=tmp_path))
    client = app.server.test_client()
    for code, table in OFFERED:
        answer = client.get(f"/download/{code}/{table}.csv")
        assert answer.status_code == 200, (code, table)
        assert answer.data.startswith(b"\xef\xbb\xbf"), (code, table)
    app.store.close()
