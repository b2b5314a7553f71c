"""总览: asks for the overview and offers its tables and the period's snapshot as CSV."""

from callbacks.rectification import COUNTS
from callbacks.served import Served, Table
from data.periods import day_label
from data.selection import Selection
from data.store import Store
from layouts.pages import overview as page
from layouts.words import FORM_ZH
from pipelines.exporting import Column, header_of
from pipelines.heat import sort_units
from pipelines.leaders import list_leaders
from pipelines.overview import Matter, compare_leading, lead_themes, summarise, survey
from pipelines.rectification import survey_ledger
from pipelines.snapshots import list_snapshot, spread_snapshot


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    overview = survey(store, selection)

    def address(matter: Matter) -> str:
        metric = matter.metric or selection.metric
        return matter.path + selection.query(metric=metric, form=matter.form, trace=matter.trace)

    return page.View(
        selection=selection,
        catalogue=store.catalogue,
        places=store.places,
        summary=summarise(
            overview, store.places[selection.area].name, store.places.name_compared(selection.area, selection.peers)
        ),
        coverage=overview.coverage,
        headlines=overview.headlines,
        heat=overview.heat,
        leaders=overview.leaders,
        by_source=overview.rectification.by_source,
        at=f"截至{day_label(overview.rectification.at)}",
        matters=[(matter.text, address(matter)) for matter in overview.matters],
    )


def _names(store: Store, selection: Selection, what: str) -> list[str]:
    return [what, store.places[selection.area].name, selection.period.label]


def offer_headlines(store: Store, selection: Selection) -> Table:
    """The leading figures as the cards show them."""
    columns = [
        Column("label", "指标"),
        Column("unit", "单位"),
        Column("value", "数值", "state"),
        Column("covered", "已报单位数"),
        Column("expected", "应报单位数"),
        Column("previous_change", "环比增减"),
        Column("previous_percent", "环比（%）"),
        Column("previous_compared", "环比可比单位数"),
        Column("year_change", "同比增减"),
        Column("year_percent", "同比（%）"),
        Column("year_compared", "同比可比单位数"),
    ]
    return Table(lead_themes(store, selection), columns, _names(store, selection, "主要指标"))


def offer_sources(store: Store, selection: Selection) -> Table:
    """Rectification by source as the bars show it."""
    columns = [Column("source", "问题来源"), *COUNTS]
    return Table(survey_ledger(store, selection).by_source, columns, _names(store, selection, "问题整改"))


def offer_leaders(store: Store, selection: Selection) -> Table:
    """Who leads and who lags, one row a unit."""
    columns = [
        Column("label", "指标"),
        Column("unit", "计量单位"),
        Column("side", "靠前或靠后"),
        Column("rank", "名次"),
        Column("name", "单位"),
        Column("value", "数值"),
        Column("ranked", "参加排名的单位数"),
        Column("chance", "偶然波动"),
    ]
    return Table(
        list_leaders(compare_leading(store, selection), store.catalogue),
        columns,
        _names(store, selection, "靠前与靠后"),
    )


def offer_heat(store: Store, selection: Selection) -> Table:
    """The heat map, one row a cell."""
    columns = [
        Column("name", "单位"),
        Column("label", "指标"),
        Column("unit", "计量单位"),
        Column("value", "数值", "state"),
        Column("rank", "名次"),
    ]
    heat = sort_units(compare_leading(store, selection), selection.sort)
    return Table(heat, columns, _names(store, selection, "热力表"))


def offer_long(store: Store, selection: Selection) -> Table:
    """The period's snapshot, one row for each unit and metric, raw, as a rate and as a share."""
    columns = [
        Column("code", "单位代码"),
        Column("name", "单位"),
        Column("kind", "类型"),
        Column("theme", "主题"),
        Column("metric", "指标代码"),
        Column("look", "看法"),
        Column("label", "指标"),
        Column("unit", "计量单位"),
        Column("basis", "口径"),
        Column("period", "期间"),
        Column("value", "数值", "state"),
        Column("numerator", "分子"),
        Column("denominator", "分母"),
        Column("times", "倍数"),
        Column("covered", "已报单位数"),
        Column("expected", "应报单位数"),
    ]
    long = list_snapshot(store, selection)
    long = long.assign(look=long["form"].map(FORM_ZH))
    return Table(long, columns, _names(store, selection, "快照长表"))


def offer_wide(store: Store, selection: Selection) -> Table:
    """The period's snapshot, one row a unit."""
    columns = [Column("code", "单位代码"), Column("name", "单位"), Column("kind", "类型")]
    columns += [Column(m.code, header_of(m.label_zh, m.unit), f"state:{m.code}") for m in store.catalogue.metrics]
    return Table(spread_snapshot(store, selection), columns, _names(store, selection, "快照宽表"))


SERVED = Served(
    page.PAGE,
    view,
    {
        "headlines": offer_headlines,
        "sources": offer_sources,
        "leaders": offer_leaders,
        "heat": offer_heat,
        "long": offer_long,
        "wide": offer_wide,
    },
)
