"""对比: asks for the comparison and offers its tables as CSV."""

from callbacks.served import Served, Table
from data.selection import Selection
from data.store import Store
from layouts.pages import compare as page
from pipelines.comparing import compare, summarise
from pipelines.exporting import Column, header_of


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    compared = compare(store, selection)
    return page.View(
        selection=selection,
        metric=compared.metric,
        catalogue=store.catalogue,
        places=store.places,
        units=compared.units,
        bars=compared.bars,
        differences=compared.differences,
        multiples=compared.multiples,
        summary=summarise(compared),
    )


def offer_bars(store: Store, selection: Selection) -> Table:
    """The grouped bars."""
    compared = compare(store, selection)
    metric, form, period = compared.metric, selection.form, selection.period
    unit = metric.unit_of(form)
    columns = [
        Column("name", "单位"),
        Column("value", header_of(period.label, unit), "state"),
        Column("previous", header_of(f"上期 {period.previous().label}", unit), "previous_state"),
        Column("year_ago", header_of(f"去年同期 {period.year_ago().label}", unit), "year_ago_state"),
    ]
    return Table(compared.bars, columns, ["对比", metric.label(form), period.label])


def offer_history(store: Store, selection: Selection) -> Table:
    """The small panels' lines, one row for each unit and period."""
    compared = compare(store, selection)
    unit = compared.metric.unit_of(selection.form)
    columns = [
        Column("name", "单位"),
        Column("label", "期间"),
        Column("value", header_of(compared.metric.label(selection.form), unit), "state"),
        Column("middle", header_of("同类中位数", unit)),
    ]
    return Table(
        compared.multiples, columns, ["对比走势", compared.metric.label(selection.form), selection.period.label]
    )


def offer_differences(store: Store, selection: Selection) -> Table:
    """The theme's metrics with each unit's distance from its peers' middle."""
    compared = compare(store, selection)
    columns = [Column("label", "指标"), Column("unit", "计量单位"), Column("middle", "同类中位数")]
    for unit in compared.units:
        name = store.places[unit].name
        columns += [Column(f"value:{unit}", name, f"state:{unit}"), Column(f"gap:{unit}", f"{name}与中位数之差")]
    theme = store.catalogue.theme(compared.metric.theme).label_zh
    return Table(compared.differences, columns, ["差距", theme, selection.period.label])


SERVED = Served(page.PAGE, view, {"bars": offer_bars, "history": offer_history, "differences": offer_differences})
