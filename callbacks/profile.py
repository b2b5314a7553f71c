"""乡镇画像: asks for one unit's profile and offers it as CSV."""

import pandas as pd

from callbacks.rectification import say_states
from callbacks.score import POINT_COLUMNS, name_parts
from callbacks.served import Served, Table, frame_nothing
from data.selection import Selection
from data.store import Store
from layouts.pages import profile as page
from pipelines.exporting import Column, header_of
from pipelines.profiles import choose_unit, profile, summarise
from pipelines.scoring.course import follow_scores
from pipelines.similar_units import size_metrics
from pipelines.standouts import describe_standouts, list_standouts


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    shown = profile(store, selection)
    parent = (shown.unit.parent or selection.area) if shown else selection.area
    compared = store.places.compared(parent, selection.period.last_month)
    standouts = list_standouts(shown.figures) if shown else None
    return page.View(
        selection=selection,
        catalogue=store.catalogue,
        unit=shown.unit if shown else None,
        choices=[(area.code, area.name) for area in compared],
        summary=summarise(shown) + describe_standouts(standouts) if shown and standouts is not None else "",
        figures=shown.figures if shown else None,
        items=shown.items if shown else None,
        standouts=standouts,
        similar=shown.similar if shown else None,
        sizes=size_metrics(store.catalogue),
        scored=parent,
        scores=follow_scores(store, selection.but(area=parent), shown.unit.code) if shown else [],
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
        Column("best_rank", "名次区间从"),
        Column("worst_rank", "名次区间到"),
        Column("ranked", "参加排名的单位数"),
        Column("silent", "未报的单位数"),
        Column("peers_middle", "同类中位数"),
        Column("change", "环比增减"),
        Column("change_pct", "环比（%）"),
        Column("year_change", "同比增减"),
        Column("year_change_pct", "同比（%）"),
    ]
    if shown is None:
        return Table(
            frame_nothing(columns), columns, ["画像", store.places[selection.area].name, selection.period.label]
        )
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
    frame = say_states(shown.items) if shown else frame_nothing(columns)
    name = shown.unit.name if shown else store.places[selection.area].name
    return Table(frame, columns, ["未整改问题", name, selection.period.label])


def offer_standouts(store: Store, selection: Selection) -> Table:
    """Where the unit stands out among its peers."""
    shown = profile(store, selection)
    columns = [
        Column("side", "与同类相比"),
        Column("label", "指标"),
        Column("unit", "计量单位"),
        Column("value", "数值", "state"),
        Column("peers_middle", "同类中位数"),
        Column("lead", "领先（稳健标准差）"),
        Column("rank", "名次"),
        Column("ranked", "参加排名的单位数"),
    ]
    frame = list_standouts(shown.figures) if shown else frame_nothing(columns)
    name = shown.unit.name if shown else store.places[selection.area].name
    return Table(frame, columns, ["与同类相比", name, selection.period.label])


def offer_similar(store: Store, selection: Selection) -> Table:
    """The units nearest by size."""
    shown = profile(store, selection)
    columns = [
        Column("name", "单位"),
        Column("kind", "类型"),
        *(Column(metric.code, header_of(metric.label_zh, metric.unit)) for metric in size_metrics(store.catalogue)),
    ]
    frame = shown.similar if shown else frame_nothing(columns)
    name = shown.unit.name if shown else store.places[selection.area].name
    return Table(frame, columns, ["规模相近的单位", name, selection.period.label])


def offer_course(store: Store, selection: Selection) -> Table:
    """The unit's place in each score over the year."""
    columns = [
        Column("score_label", "考核"),
        Column("group", "组别"),
        Column("label", "截至"),
        Column("score", "得分"),
        Column("rank", "名次"),
        Column("ranked", "参加排名的单位数"),
        Column("grade", "等次"),
        Column("veto", "一票否决"),
    ]
    return _offer_scores(store, selection, "course", columns, "历次得分")


def offer_points(store: Store, selection: Selection) -> Table:
    """What the unit's points in each score are made of."""
    columns = [Column("score_label", "考核"), *POINT_COLUMNS]
    offered = _offer_scores(store, selection, "points", columns, "得分明细")
    return Table(name_parts(offered.frame), columns, offered.names)


def _offer_scores(store: Store, selection: Selection, table: str, columns: list[Column], what: str) -> Table:
    unit = choose_unit(store, selection)
    parent = (unit.parent if unit else None) or selection.area
    courses = follow_scores(store, selection.but(area=parent), unit.code) if unit else []
    frames = [getattr(one, table).assign(score_label=one.score.label_zh, group=one.group) for one in courses]
    frame = pd.concat(frames, ignore_index=True) if frames else frame_nothing(columns)
    name = unit.name if unit else store.places[selection.area].name
    return Table(frame, columns, [what, name, selection.period.label])


SERVED = Served(
    page.PAGE,
    view,
    {
        "figures": offer_figures,
        "items": offer_items,
        "standouts": offer_standouts,
        "similar": offer_similar,
        "course": offer_course,
        "points": offer_points,
    },
)
