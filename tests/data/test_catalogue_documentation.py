"""docs/catalogue.md explains every key that may be written, and its examples work."""

import re
from pathlib import Path
from typing import get_args

import pytest

from data.areas import KINDS, Area
from data.catalogue_loading import load_catalogue
from data.checks import Checks
from data.declarations import Declared
from data.definitions import (
    BASIS_ZH,
    NATURE_ZH,
    POLARITY_ZH,
    REPORTER_ZH,
    Ledger,
    LedgerCount,
    Metric,
    Rate,
    ReportArea,
    Share,
    Theme,
)
from data.places import load_places
from data.settings import ROOT, Settings

TEXT = (ROOT / "docs" / "catalogue.md").read_text("utf-8")
#: Keys that a file or a table's name gives.
GIVEN = {"code", "theme"}


def section(heading: str) -> str:
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(text: str) -> dict[str, list[str]]:
    """The rows of all tables whose first cell is a code, by that code."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    return {row[0].strip("`"): row[1:] for row in cells if re.fullmatch(r"`\w+`", row[0])}


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("主题的键", Theme),
        ("指标的键", Metric),
        ("比率的键", Rate),
        ("占比的键", Share),
        ("台账的键", Ledger),
        ("核对规则", Checks),
        ("地区的键", Area),
    ],
)
def test_every_key_is_explained_and_none_that_is_gone(heading: str, model: type[Declared]) -> None:
    keys = rows(section(heading).split("\n口径类型")[0])
    assert set(keys) == set(model.model_fields)
    assert [key for key, (_, meaning) in keys.items() if not meaning] == []
    required = {key for key, field in model.model_fields.items() if field.is_required()} - GIVEN
    assert {key for key, (must, _) in keys.items() if must == "是"} == required


def test_every_value_is_explained_in_the_words_of_the_screen() -> None:
    values = rows(section("指标的键").split("\n口径类型")[1])
    names = {str(value): name for table in (BASIS_ZH, POLARITY_ZH, NATURE_ZH) for value, name in table.items()}
    assert {key: name for key, (name, _) in values.items()} == names
    reporters = rows(section("指标的键"))["reported_by"][1]
    assert [name for name in REPORTER_ZH if f"`{name}` {REPORTER_ZH[name]}" not in reporters] == []
    areas = rows(section("指标的键"))["report_area"][1]
    assert re.findall(r"`(\w+)`", areas) == list(get_args(ReportArea))
    counts = rows(section("台账的键"))["count"][1]
    assert re.findall(r"`(\w+)`", counts) == list(get_args(LedgerCount))
    assert re.findall(r"`(\w+)`", rows(section("地区的键"))["kind"][1]) == list(KINDS)


def test_the_examples_are_read_as_they_stand(tmp_path: Path) -> None:
    metric, theme, area = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    for path in Settings().catalogue_dir.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "serve.toml").write_text(theme + metric, "utf-8")
    catalogue = load_catalogue(tmp_path)
    assert [metric.code for metric in catalogue.of_theme("serve")] == ["volunteer_services"]
    file = tmp_path / "places.txt"
    file.write_text(Settings().places_file.read_text("utf-8") + "\n" + area, "utf-8")
    places = load_places(file, catalogue)
    assert (places["xinshe"].valid_in(202512), places["xinshe"].valid_in(202601)) == (False, True)
