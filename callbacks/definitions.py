"""指标口径: searches the catalogue and offers what was found as CSV."""

import pandas as pd

from callbacks.served import Served, Table
from data.definitions import BASIS_ZH, NATURE_ZH, REPORTER_ZH
from data.selection import Selection
from data.store import Store
from layouts.pages import definitions as page
from layouts.words import polarity
from pipelines.exporting import Column
from pipelines.likeness import find_alike


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    catalogue = store.catalogue
    return page.View(
        selection=selection,
        catalogue=catalogue,
        found=page.search(catalogue, selection.search),
        asked=sum(metric.asked and "township" in metric.reported_by for metric in catalogue.metrics),
        alike=find_alike(catalogue),
    )


def offer_metrics(store: Store, selection: Selection) -> Table:
    """The definitions that the search found."""
    catalogue = store.catalogue
    rows = [
        {
            "figure": metric.figure,
            "code": metric.code,
            "theme": catalogue.theme(metric.theme).label_zh,
            "label": metric.label_zh,
            "unit": metric.unit,
            "basis": BASIS_ZH[metric.basis],
            "reported_by": "、".join(REPORTER_ZH[tier] for tier in metric.reported_by),
            "polarity": polarity(metric),
            "nature": NATURE_ZH[metric.nature],
            "definition": metric.definition,
            "why": metric.why,
            "relations": "；".join(page.list_relations(metric, catalogue)),
            "aliases": "、".join(metric.aliases),
        }
        for metric in page.search(catalogue, selection.search)
    ]
    columns = [
        Column("figure", "述职报告序号"),
        Column("code", "代码"),
        Column("theme", "主题"),
        Column("label", "指标"),
        Column("unit", "单位"),
        Column("basis", "口径"),
        Column("reported_by", "填报"),
        Column("polarity", "高低"),
        Column("nature", "性质"),
        Column("definition", "统计口径"),
        Column("why", "为什么看"),
        Column("relations", "关系"),
        Column("aliases", "别名"),
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    frame["figure"] = frame["figure"].astype("Int64")
    return Table(frame, columns, ["指标口径", selection.search])


SERVED = Served(page.PAGE, view, {"metrics": offer_metrics})
