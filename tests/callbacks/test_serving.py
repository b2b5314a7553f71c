"""What goes over the wire: which files, how packed, how long kept, under which headers."""

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from plotly.offline import get_plotlyjs_version

from app import create_app
from callbacks.bundles import VENDOR
from callbacks.indexing import SCRIPTS, Dashboard, choose_scripts
from callbacks.pages import PAGES
from callbacks.precompression import ENCODINGS as PACKERS
from callbacks.precompression import name_file, prepare
from callbacks.serving import PLOTLY
from data.settings import Settings

FILE = re.compile(r'<(?:script|link rel="stylesheet")[^>]*(?:src|href)="([^"]+)"')
YEAR = "public, max-age=31536000, immutable"


@pytest.fixture
def client(app: Dashboard) -> FlaskClient:
    made: FlaskClient = app.server.test_client()
    return made


@pytest.fixture
def index(client: FlaskClient) -> str:
    return client.get("/").get_data(as_text=True)


def test_vendored_plotly_is_the_one_that_dash_expects() -> None:
    version = get_plotlyjs_version()
    script = VENDOR / f"plotly-basic-{version}.min.js"
    assert f"plotly.js (basic - minified) v{version}" in script.read_text(encoding="utf-8")[:300]


def test_vendored_files_come_with_their_licences() -> None:
    scripts = [path.name for path in VENDOR.glob("*.*") if path.suffix in (".js", ".css")]
    licences = [path.stem for path in VENDOR.glob("*.LICENSE")]
    assert len(scripts) >= 3
    assert [name for name in scripts if not any(name.startswith(licence) for licence in licences)] == []


def test_index_loads_only_our_own_host_and_the_small_plotly(app: Dashboard, index: str) -> None:
    files = FILE.findall(index)
    assert len(files) == len(SCRIPTS) + 3
    assert [name for name in files if not name.startswith("/")] == []
    assert app.bundles.plotly in files
    assert files.index(app.bundles.script) < files.index(app.bundles.plotly), "the locale waits for plotly"


def test_page_without_charts_loads_no_plotly(app: Dashboard, client: FlaskClient) -> None:
    assert app.bundles.plotly not in client.get("/definitions").get_data(as_text=True)


def test_every_file_of_the_index_is_kept_for_ever(client: FlaskClient, index: str) -> None:
    for name in FILE.findall(index):
        answer = client.get(name)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, YEAR), name


def test_whole_plotly_is_never_sent(app: Dashboard, client: FlaskClient) -> None:
    answer = client.get(PLOTLY)
    assert (answer.status_code, answer.headers["Location"]) == (302, app.bundles.plotly)
    assert answer.headers["Cache-Control"] == "no-cache"


def test_scripts_that_dash_no_longer_offers_are_noticed() -> None:
    with pytest.raises(RuntimeError, match="/deps/react@"):
        choose_scripts('<script src="/_dash-component-suites/dash/deps/other.js"></script>')


@pytest.mark.parametrize("path", [served.page.path for served in PAGES])
def test_index_carries_the_first_layout(client: FlaskClient, path: str) -> None:
    address = f"{path}?period=2025-06&metric=trainees"
    index = client.get(address).get_data(as_text=True)
    carried = re.search(r'<script id="first-layout" type="application/json">(.*?)</script>', index, re.DOTALL)
    assert carried
    asked = client.get("/_dash-layout", headers={"Referer": f"http://localhost{address}"})
    assert carried[1] == asked.get_data(as_text=True)
    assert "2025年6月" in index


def test_figures_never_stay_in_a_cache(client: FlaskClient) -> None:
    addresses = ["/", "/ranking", "/_dash-layout", "/download/ranking/units.csv"]
    assert [client.get(address).headers["Cache-Control"] for address in addresses] == ["no-store"] * 4


def test_policy_lets_only_our_scripts_run(client: FlaskClient) -> None:
    answer = client.get("/")
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == policy["default-src"] == policy["connect-src"] == "'self'"
    inline = re.findall(r"<script(?![^>]* src=)([^>]*)>", answer.get_data(as_text=True))
    # Data, and names of scripts: nothing that the browser would run.
    assert set(re.findall(r'type="([^"]+)"', " ".join(inline))) == {"application/json", "text/plain"}
    assert all("type=" in each for each in inline)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_index_tells_no_versions(index: str) -> None:
    config = re.search(r'<script id="_dash-config"[^>]*>(.*?)</script>', index, re.DOTALL)
    assert config
    assert '"dash_version":""' in config[1]
    assert '"python_version":""' in config[1]


def test_unknown_address_answers_404_with_the_way_back(client: FlaskClient) -> None:
    answer = client.get("/no/such/页面")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.get_data(as_text=True)
    assert 'href="/"' in answer.get_data(as_text=True)


def test_address_cannot_break_out_of_the_page(client: FlaskClient) -> None:
    answer = client.get("/?metric=</script><script>alert(1)</script>&search=<b>").get_data(as_text=True)
    assert "<script>alert" not in answer
    assert "<b>" not in answer


def test_health(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "OK")


def test_first_requests_at_once_are_all_answered(tmp_path: Path) -> None:
    app = create_app(Settings(instance_dir=tmp_path))
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: app.server.test_client().get("/").status_code, range(8)))
    app.store.close()
    assert statuses == [200] * 8


def test_answers_made_on_the_spot_are_compressed(client: FlaskClient) -> None:
    plain = client.get("/ranking", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    small = client.get("/ranking", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert small.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert b"<h1" in brotli.decompress(small.data)
    assert len(small.data) < len(plain.data) / 3
    zipped = client.get("/ranking", headers={"Accept-Encoding": "gzip"})
    assert b"<h1" in gzip.decompress(zipped.data)
    assert "Content-Encoding" not in client.get("/ranking", headers={"Accept-Encoding": "br;q=0"}).headers


def test_prepared_files_are_served_as_packed_and_old_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding, fast in {"br": brotli.compress, "gzip": gzip.compress}.items():
        monkeypatch.setitem(PACKERS, encoding, fast)
    folder = tmp_path / "precompressed"
    first = create_app(Settings(instance_dir=tmp_path))
    files = FILE.findall(first.server.test_client().get("/").get_data(as_text=True))
    assert prepare(first, folder) == 2 * len(files)
    (folder / "0123.br").write_bytes(b"of an earlier version")
    first.store.close()
    app = create_app(Settings(instance_dir=tmp_path))
    client = app.server.test_client()
    for name in files:
        plain = client.get(name, headers={"Accept-Encoding": "identity"})
        for encoding, unpack in {"br": brotli.decompress, "gzip": gzip.decompress}.items():
            packed = client.get(name, headers={"Accept-Encoding": encoding})
            assert packed.headers["Content-Encoding"] == encoding
            assert packed.content_type == plain.content_type
            assert packed.headers["Cache-Control"] == YEAR
            assert unpack(packed.data) == plain.data, name
    assert prepare(app, folder) == 0
    (folder / name_file(app.bundles.style, "br")).unlink()
    assert client.get(app.bundles.style, headers={"Accept-Encoding": "br"}).status_code == 200
    assert not (folder / "0123.br").exists()
    app.store.close()


def test_two_applications_live_in_one_process(app: Dashboard, client: FlaskClient, tmp_path: Path) -> None:
    other = create_app(Settings(instance_dir=tmp_path))
    count = len(client.get("/_dash-dependencies").get_json())
    assert len(other.server.test_client().get("/_dash-dependencies").get_json()) == count
    assert "培训人次" in client.get("/").get_data(as_text=True)
    other.store.close()
