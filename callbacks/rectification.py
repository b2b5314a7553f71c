"""整改: asks for the state of the ledger and offers its tables as CSV."""

import pandas as pd

from callbacks.served import Served, Table
from data.selection import Selection
from data.store import Store
from layouts.pages import rectification as page
from layouts.words import ITEM_STATE_ZH
from pipelines.exporting import Column
from pipelines.rectification import Rectification, summarise, survey_ledger

COUNTS = (
    Column("found", "发现（个）"),
    Column("done", "已整改（个）"),
    Column("open", "整改中未到期（个）"),
    Column("overdue", "逾期（个）"),
    Column("rate", "整改完成率（%）"),
)
ITEMS = (
    Column("number", "编号"),
    Column("source", "问题来源"),
    Column("name", "责任单位"),
    Column("summary", "问题摘要"),
    Column("measures", "整改措施"),
    Column("found_on", "发现日期"),
    Column("due_on", "整改时限"),
    Column("days_overdue", "逾期（天）"),
    Column("standing", "状态"),
    Column("file_name", "文件"),
    Column("sheet", "工作表"),
    Column("row", "行"),
)


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    surveyed = survey_ledger(store, selection)
    return page.View(
        selection=selection,
        places=store.places,
        at=surveyed.at,
        summary=summarise(surveyed, store.places[selection.area].name),
        by_source=surveyed.by_source,
        by_area=surveyed.by_area,
        due=surveyed.due,
        overdue=surveyed.overdue,
    )


def offer_sources(store: Store, selection: Selection) -> Table:
    """Rectification by source, as the bars show it."""
    surveyed = survey_ledger(store, selection)
    return _table(store, surveyed, surveyed.by_source, [Column("source", "问题来源"), *COUNTS], "整改按来源")


def offer_units(store: Store, selection: Selection) -> Table:
    """Rectification by unit, as the bars show it."""
    surveyed = survey_ledger(store, selection)
    return _table(store, surveyed, surveyed.by_area, [Column("name", "责任单位"), *COUNTS], "整改按单位")


def offer_overdue(store: Store, selection: Selection) -> Table:
    """The overdue items."""
    surveyed = survey_ledger(store, selection)
    return _table(store, surveyed, say_states(surveyed.overdue), ITEMS, "逾期未整改")


def offer_due(store: Store, selection: Selection) -> Table:
    """The items that fall due next."""
    surveyed = survey_ledger(store, selection)
    return _table(store, surveyed, say_states(surveyed.due), ITEMS, "近期到期")


def say_states(items: pd.DataFrame) -> pd.DataFrame:
    """The items with ``standing``, their state on the day in words."""
    return items.assign(standing=[ITEM_STATE_ZH[state] for state in items["state"]])


def _table(
    store: Store, surveyed: Rectification, frame: pd.DataFrame, columns: tuple[Column, ...] | list[Column], what: str
) -> Table:
    selection = surveyed.selection
    return Table(frame, columns, [what, store.places[selection.area].name, f"截至{surveyed.at.isoformat()}"])


SERVED = Served(
    page.PAGE,
    view,
    {"sources": offer_sources, "units": offer_units, "overdue": offer_overdue, "due": offer_due},
)
