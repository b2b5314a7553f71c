"""The published values that formulas are held against; they stand beside the checkout and are no part of it."""

import csv
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference"

needs_reference = pytest.mark.skipif(not REFERENCE.exists(), reason="../shared/reference is not beside this checkout")


def read_reference(name: str) -> list[dict[str, str]]:
    """The rows of one file."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(rows: list[dict[str, str]], column: str) -> list[float]:
    """A column's numbers; blank is NaN."""
    return [float(row[column] or "nan") for row in rows]
