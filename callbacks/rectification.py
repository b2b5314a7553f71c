"""整改: asks for the state of the ledger and offers its tables as CSV."""

import pandas as pd

from callbacks.served import Served, Table
from data.selection import Selection
from data.store import Store
from layouts.pages import rectification as page
from layouts.words import ITEM_STATE_ZH
from pipelines.exporting import Column
from pipelines.ledger_course import Course, describe_reviews, describe_spans, follow_course
from pipelines.rectification import Rectification, list_sources, summarise, survey_ledger

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
FLOW = (
    Column("label", "月份"),
    Column("found", "发现（个）"),
    Column("done", "整改完成（个）"),
    Column("closed", "销号（个）"),
    Column("standing", "月末未完成（个）"),
    Column("overdue", "其中逾期（个）"),
)
AGES = (
    Column("label", "发现至今"),
    Column("found", "未完成（个）"),
    Column("open", "未到期（个）"),
    Column("overdue", "逾期（个）"),
)
SPANS = (
    Column("source", "问题来源"),
    Column("found", "发现（个）"),
    Column("done", "已完成（个）"),
    Column("done_median", "完成用时中位数（天）"),
    Column("done_lower", "完成用时下限（天）"),
    Column("done_upper", "完成用时上限（天）"),
    Column("closed", "已销号（个）"),
    Column("closed_median", "销号用时中位数（天）"),
    Column("closed_lower", "销号用时下限（天）"),
    Column("closed_upper", "销号用时上限（天）"),
)


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    surveyed = survey_ledger(store, selection)
    course = _follow(store, surveyed)
    return page.View(
        selection=selection,
        places=store.places,
        at=surveyed.at,
        summary=summarise(surveyed, store.places[selection.area].name) + describe_spans(course),
        by_source=surveyed.by_source,
        by_area=surveyed.by_area,
        due=surveyed.due,
        overdue=surveyed.overdue,
        flow=course.flow,
        ages=course.ages,
        spans=course.spans,
        relapsed=course.relapsed,
        reviewed=describe_reviews(course),
    )


def _follow(store: Store, surveyed: Rectification) -> Course:
    return follow_course(surveyed.items, surveyed.at, list_sources(store.catalogue))


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


def offer_flow(store: Store, selection: Selection) -> Table:
    """What was found, done and closed in each month, and what stood at its end."""
    surveyed = survey_ledger(store, selection)
    return _table(store, surveyed, _follow(store, surveyed).flow, FLOW, "整改进度")


def offer_ages(store: Store, selection: Selection) -> Table:
    """How old what is not done is."""
    surveyed = survey_ledger(store, selection)
    return _table(store, surveyed, _follow(store, surveyed).ages, AGES, "未完成问题的时长")


def offer_spans(store: Store, selection: Selection) -> Table:
    """How many days half of the items take."""
    surveyed = survey_ledger(store, selection)
    return _table(store, surveyed, _follow(store, surveyed).spans, SPANS, "整改用时")


def offer_relapsed(store: Store, selection: Selection) -> Table:
    """What relapsed, as looking back found."""
    surveyed = survey_ledger(store, selection)
    relapsed = say_states(_follow(store, surveyed).relapsed)
    return _table(store, surveyed, relapsed, [*ITEMS, Column("review", "回头看结果")], "回头看有反弹")


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
    {
        "sources": offer_sources,
        "units": offer_units,
        "overdue": offer_overdue,
        "due": offer_due,
        "flow": offer_flow,
        "ages": offer_ages,
        "spans": offer_spans,
        "relapsed": offer_relapsed,
    },
)
