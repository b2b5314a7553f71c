"""The arrows between the rooms, and what each room must not import."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("data", "pipelines", "layouts", "callbacks")
MAY_IMPORT = {
    "data": {"data"},
    "pipelines": {"pipelines", "data"},
    "layouts": {"layouts", "data"},
    "callbacks": {"callbacks", "layouts", "pipelines", "data"},
}
MUST_NOT_IMPORT = {
    "data": {"dash", "plotly", "flask"},
    "pipelines": {"dash", "plotly", "flask", "sqlalchemy"},
    "layouts": {"sqlalchemy", "plotly", "flask"},
    "callbacks": {"sqlalchemy", "plotly"},
}
LIMIT = 300


def modules(room: str) -> list[Path]:
    found = sorted((ROOT / room).rglob("*.py"))
    assert found, f"no module found in {room}"
    return found


def imports(path: Path) -> Iterator[str]:
    """The top-level and dotted names that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("room", ROOMS)
def test_arrows_run_one_way(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] in {*ROOMS, "app", "tests"} - MAY_IMPORT[room]
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_forbidden_is_imported(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] in MUST_NOT_IMPORT[room]
    ]
    assert wrong == []


def test_pages_know_no_frames() -> None:
    pages = modules("layouts/pages")
    assert [path.name for path in pages for name in imports(path) if name.split(".")[0] == "pandas"] == []


def test_sql_stands_in_the_store_only() -> None:
    allowed = {ROOT / "data" / "tables.py"}
    wrong = [
        str(path.relative_to(ROOT))
        for path in modules("data")
        if path not in allowed and path.parent.name != "store" and "migrations" not in path.parts
        for name in imports(path)
        if name.split(".")[0] in {"sqlalchemy", "alembic"}
    ]
    assert wrong == []


def test_modules_stay_small_and_well_named() -> None:
    checked = [path for room in ROOMS for path in modules(room)] + [ROOT / "app.py"]
    assert len(checked) > 50
    long = [f"{path.relative_to(ROOT)}: {n}" for path in checked if (n := len(path.read_text().splitlines())) > LIMIT]
    assert long == []
    assert [path.name for path in checked if path.stem in {"utils", "helpers", "common", "misc"}] == []


def test_ids_stand_in_one_place() -> None:
    """No component is given an id written out on the spot."""
    wrong = []
    checked = 0
    for path in [*modules("layouts"), *modules("callbacks")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "id":
                checked += 1
                if isinstance(node.value, ast.Constant):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.value.lineno}")
    assert checked > 10
    assert wrong == []
