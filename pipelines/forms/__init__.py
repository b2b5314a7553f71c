"""Blank forms: what a unit is asked for in a month as a workbook that a clerk fills in and the intake reads back."""

from pipelines.forms.lines import FormFault, list_units
from pipelines.forms.sheet import name_form, write_form

__all__ = ["FormFault", "list_units", "name_form", "write_form"]
