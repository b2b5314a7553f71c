"""Checks of what a file states: against the catalogue, against itself, and against what is known."""

from pipelines.checking.files import check

__all__ = ["check"]
