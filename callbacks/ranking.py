"""排名: asks for the ranking and offers it as CSV."""

from callbacks.served import Served, Table
from data.selection import Selection
from data.store import Store
from layouts.pages import ranking as page
from pipelines.exporting import Column, header_of
from pipelines.movements import CAUSES
from pipelines.ranking import rank_children, summarise


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    ranking = rank_children(store, selection)
    return page.View(
        selection=selection,
        metric=ranking.metric,
        catalogue=store.catalogue,
        places=store.places,
        frame=ranking.frame,
        whole=ranking.reference.value,
        line=ranking.reference.line,
        covered=ranking.ranked,
        expected=ranking.ranked + len(ranking.unreported),
        unreported=ranking.unreported,
        summary=summarise(ranking, store.places[selection.area].name),
    )


def offer_units(store: Store, selection: Selection) -> Table:
    """The units as the table lists them."""
    ranking = rank_children(store, selection)
    metric, form = ranking.metric, selection.form
    unit = metric.unit_of(form)
    columns = [
        Column("rank", "名次"),
        Column("name", "单位"),
        Column("kind", "类型"),
        Column("value", header_of(metric.label(form), unit), "state"),
        Column("change", header_of("环比增减", unit)),
        Column("change_pct", "环比（%）"),
        Column("year_change", header_of("同比增减", unit)),
        Column("year_change_pct", "同比（%）"),
        Column("movement", "位次变化"),
        *(Column(cause, f"其中：{name}") for cause, name in CAUSES.items()),
        Column("streak", "连续首位或末位"),
        *([Column("numerator", "分子"), Column("denominator", "分母")] if form != "raw" else []),
    ]
    area = store.places[selection.area].name
    return Table(ranking.frame, columns, ["排名", metric.label(form), area, selection.period.label])


SERVED = Served(page.PAGE, view, {"units": offer_units})
