"""Names of what can be traced: they stand in the address, and figures and tables lead to them.

A figure is named by its metric, ``metric~period~area`` or ``metric~period~area~form``; what else
there is to trace begins with a word that no metric's code can be.
"""

from typing import Literal

from data.definitions import Form, LedgerCount

CORRECTIONS = "-corrections"
ITEMS = "-items"
#: What ledger items are counted by.
Grouping = Literal["source", "unit"]


def name_figure(metric: str, period: str, area: str, form: Form = "raw") -> str:
    """A figure of an area."""
    return "~".join([metric, period, area] + ([form] if form != "raw" else []))


def name_corrections(period: str, area: str) -> str:
    """The corrections that were received in a period for an area."""
    return "~".join([CORRECTIONS, period, area])


def name_items(period: str, area: str, by: Grouping, key: str, count: LedgerCount) -> str:
    """The ledger items behind one count of one source or unit of an area, at a period's end."""
    return "~".join([ITEMS, period, area, by, key, count])
