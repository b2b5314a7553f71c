"""乡镇画像: asks for one unit's profile and offers it as CSV."""

import pandas as pd

from callbacks.rectification import say_states
from callbacks.served import Served, Table
from data.selection import Selection
from data.store import Store
from layouts.pages import profile as page
from pipelines.exporting import Column
from pipelines.profiles import profile, summarise


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    shown = profile(store, selection)
    parent = (shown.unit.parent or selection.area) if shown else selection.area
    compared = store.places.compared(parent, selection.period.last_month)
    return page.View(
        selection=selection,
        catalogue=store.catalogue,
        unit=shown.unit if shown else None,
        choices=[(area.code, area.name) for area in compared],
        summary=summarise(shown) if shown else "",
        figures=shown.figures if shown else None,
        items=shown.items if shown else None,
    )


def offer_figures(store: Store, selection: Selection) -> Table:
    """The unit's figures as the tables show them."""
    shown = profile(store, selection)
    columns = [
        Column("label", "指标"),
        Column("unit", "计量单位"),
        Column("value", "数值", "state"),
        Column("raw", "原值", "raw_state"),
        Column("raw_unit", "原值计量单位"),
        Column("rank", "名次"),
        Column("ranked", "参加排名的单位数"),
        Column("silent", "未报的单位数"),
        Column("peers_middle", "同类中位数"),
        Column("change", "环比增减"),
        Column("change_pct", "环比（%）"),
        Column("year_change", "同比增减"),
        Column("year_change_pct", "同比（%）"),
    ]
    if shown is None:
        empty = pd.DataFrame(columns=[column.name for column in columns] + ["state", "raw_state"])
        return Table(empty, columns, ["画像", store.places[selection.area].name, selection.period.label])
    # The small trends, a column for each of their periods.
    points = pd.DataFrame(shown.figures["series"].tolist(), columns=[period.code for period in shown.periods])
    columns += [Column(period.code, f"走势 {period.label}") for period in shown.periods]
    frame = pd.concat([shown.figures, points], axis=1)
    return Table(frame, columns, ["画像", shown.unit.name, selection.period.label])


def offer_items(store: Store, selection: Selection) -> Table:
    """The unit's items that are not done."""
    shown = profile(store, selection)
    columns = [
        Column("number", "编号"),
        Column("source", "问题来源"),
        Column("summary", "问题摘要"),
        Column("due_on", "整改时限"),
        Column("days_overdue", "逾期（天）"),
        Column("standing", "状态"),
        Column("file_name", "文件"),
        Column("sheet", "工作表"),
        Column("row", "行"),
    ]
    frame = say_states(shown.items) if shown else pd.DataFrame(columns=[column.name for column in columns])
    name = shown.unit.name if shown else store.places[selection.area].name
    return Table(frame, columns, ["未整改问题", name, selection.period.label])


SERVED = Served(page.PAGE, view, {"figures": offer_figures, "items": offer_items})
