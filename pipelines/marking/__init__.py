"""The workbook that was handed in, given back with what is wrong written at its cells."""

from pipelines.marking.marks import mark_workbook, name_marked

__all__ = ["mark_workbook", "name_marked"]
