"""Checks of what a file states: against the catalogue, against itself, and against what is known."""

from pipelines.checking.files import check, check_all

__all__ = ["check", "check_all"]
