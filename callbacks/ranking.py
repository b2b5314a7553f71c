"""排名: asks for the ranking and offers it as CSV."""

import numpy as np

from callbacks.served import Served, Table
from data.selection import Selection
from data.store import Store
from layouts.pages import ranking as page
from pipelines.cautions import PLACE_ZH, describe_chance, temper_places
from pipelines.exporting import Column, header_of
from pipelines.heat import percentiles
from pipelines.movements import CAUSES
from pipelines.ranking import rank_children, summarise
from pipelines.uncertainty import weigh_chance


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    ranking = rank_children(store, selection)
    uncertainty = weigh_chance(ranking)
    area = store.places[selection.area].name
    ranks = uncertainty.frame["rank"].to_numpy(dtype=np.int64, na_value=0)
    return page.View(
        selection=selection,
        metric=ranking.metric,
        catalogue=store.catalogue,
        places=store.places,
        frame=uncertainty.frame.assign(percentile=percentiles(ranks)),
        whole=ranking.reference.value,
        line=ranking.reference.line,
        covered=ranking.ranked,
        expected=ranking.ranked + len(ranking.unreported),
        unreported=ranking.unreported,
        limits=uncertainty.funnel.limits if uncertainty.funnel else None,
        summary=summarise(ranking, area) + temper_places(uncertainty.frame),
        cautions=describe_chance(ranking, uncertainty, store.catalogue, area),
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
        *(_chance_columns(unit, metric.judged, form != "raw") if metric.nature_of(form) != "administrative" else []),
    ]
    area = store.places[selection.area].name
    frame = weigh_chance(ranking).frame
    frame["difference"] = frame["place"].map(PLACE_ZH)
    return Table(frame, columns, ["排名", metric.label(form), area, selection.period.label])


def _chance_columns(unit: str, judged: bool, ratio: bool) -> list[Column]:
    """The interval, the rank band and the place among the funnel's limits."""
    return [
        Column("lower", header_of("95%区间下限", unit)),
        Column("upper", header_of("95%区间上限", unit)),
        *([Column("best_rank", "名次区间：最好"), Column("worst_rank", "名次区间：最差")] if judged else []),
        *([Column("difference", "与整体相比")] if ratio else []),
    ]


SERVED = Served(page.PAGE, view, {"units": offer_units})
