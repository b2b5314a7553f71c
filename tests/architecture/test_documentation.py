"""The documentation speaks of what there is: settings, commands, targets, files, pages."""

import re
from pathlib import Path

import pytest
import typer

from callbacks.pages import PAGES
from data.settings import ROOT, Settings
from pipelines.__main__ import app

READMES = (ROOT / "README.md", ROOT / "README.en.md")
DOCUMENTS = (*READMES, *sorted((ROOT / "docs").rglob("*.md")))
#: A file, folder or module of ours, as documents write it.
_PATH = re.compile(r"`((?:data|pipelines|layouts|callbacks|assets|tests|docs)/[\w./-]*)`")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_setting_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `?([^`|]*?)`? \| (.+) \|$", read(ROOT / "docs" / "settings.md"), re.MULTILINE)
    assert [name for name, _, _ in rows] == [name.upper() for name in Settings.model_fields]
    for (name, said, meaning), field in zip(rows, Settings.model_fields.values(), strict=True):
        default = name_of(field.default) if isinstance(field.default, Path) else str(field.default)
        assert said == (default or "空"), name
        assert len(meaning) > 10, name


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_files_that_are_spoken_of_exist(path: Path) -> None:
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", read(path)) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []
    named = _PATH.findall(read(path))
    assert [name for name in named if not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists()] == []


@pytest.mark.parametrize("path", READMES, ids=name_of)
def test_commands_that_are_spoken_of_exist(path: Path) -> None:
    group = typer.main.get_group(app)
    known = {name: {o for p in command.params for o in p.opts} for name, command in group.commands.items()}
    known["--help"] = set()
    used = re.findall(r"python -m pipelines (\S+)([^\n#]*)", read(path))
    assert len(used) >= 3
    assert [name for name, _ in used if name not in known] == []
    assert [o for name, rest in used for o in re.findall(r"--[\w-]+", rest) if o not in known[name]] == []


@pytest.mark.parametrize("path", READMES, ids=name_of)
def test_targets_that_are_spoken_of_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    spoken = set(re.findall(r"(?:^|`)make ([a-z]+)", read(path), re.MULTILINE))
    assert {"run", "test", "check", "bench", "screenshots"} <= spoken
    assert spoken <= targets


@pytest.mark.parametrize("path", READMES, ids=name_of)
def test_every_page_is_spoken_of(path: Path) -> None:
    named = [row.split()[0] for row in re.findall(r"^\| ([^|]+) \|", read(path), re.MULTILINE)]
    assert [served.page.title for served in PAGES if served.page.title not in named] == []
