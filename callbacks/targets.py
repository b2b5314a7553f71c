"""目标: asks for the progress towards annual targets and offers it, and their history, as CSV."""

import pandas as pd

from callbacks.served import Served, Table
from data.definitions import Metric
from data.selection import Selection
from data.store import Store
from data.targets import explain_no_target
from layouts.pages import targets as page
from layouts.words import PROGRESS_ZH
from pipelines.exporting import Column, header_of
from pipelines.targets import follow_targets, overview_targets, summarise, year_to


def choose_metric(store: Store, selection: Selection, overview: pd.DataFrame) -> Metric | None:
    """The selected metric where it takes a target, else the first that has any."""
    if not explain_no_target(store.catalogue[selection.metric]):
        return store.catalogue[selection.metric]
    return store.catalogue[str(overview["metric"].iloc[0])] if len(overview) else None


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    overview = overview_targets(store, selection)
    metric, period = choose_metric(store, selection, overview), year_to(selection)
    progress = follow_targets(store, selection, metric) if metric else None
    return page.View(
        selection=selection,
        places=store.places,
        metric=metric,
        period=period,
        frame=progress.frame if progress else pd.DataFrame(),
        whole=progress.whole if progress else pd.DataFrame(),
        overview=overview,
        changes=progress.changes if progress else (),
        seasonal=progress.seasonal if progress else 0,
        summary=summarise(progress) if progress else f"{period.year}年没有设年度目标。",
    )


def offer_progress(store: Store, selection: Selection) -> Table:
    """The units as the table lists them."""
    shown = view(store, selection)
    metric = shown.metric
    frame = pd.concat([shown.frame, shown.whole], ignore_index=True) if metric else shown.frame
    unit = metric.unit if metric else ""
    columns = [
        Column("rank", "名次"),
        Column("name", "单位"),
        Column("kind", "类型"),
        Column("target", header_of("年度目标", unit)),
        Column("value", header_of(shown.period.label, unit), "state"),
        Column("done", "完成目标（%）"),
        Column("word", "状态"),
        Column("forecast", header_of("年末预计", unit)),
        Column("lower", header_of("预计下限", unit)),
        Column("upper", header_of("预计上限", unit)),
    ]
    if metric:
        frame = frame.assign(word=[PROGRESS_ZH.get(standing, "") for standing in frame["standing"]])
    else:
        frame, columns = pd.DataFrame({"name": []}), [Column("name", "单位")]
    return Table(frame, columns, ["年度目标", metric.label_zh if metric else "", shown.period.label])


def offer_changes(store: Store, selection: Selection) -> Table:
    """Every target that was set or changed in the year, of all metrics, oldest first."""
    year, places = selection.period.year, store.places
    rows = [
        (
            change.at,
            change.by,
            places[change.target.area].name,
            store.catalogue[change.target.metric].label_zh,
            change.before,
            change.target.value,
            change.file_name,
            change.target.sheet,
            change.target.cell,
        )
        for change in store.target_changes(year)
        if change.target.metric in store.catalogue
    ]
    headers = ("时间", "经手人", "单位", "指标", "原目标", "新目标", "文件", "工作表", "单元格")
    frame = pd.DataFrame(rows, columns=list(headers)).astype({"原目标": "float64", "新目标": "float64"})
    return Table(frame, [Column(name, name) for name in headers], ["年度目标变动", f"{year}年"])


SERVED = Served(page.PAGE, view, {"progress": offer_progress, "changes": offer_changes})
