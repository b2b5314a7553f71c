"""趋势: asks for the lines and the band and offers them as CSV."""

import pandas as pd

from callbacks.served import Served, Table
from data.selection import Selection
from data.store import Store
from layouts.pages import trend as page
from pipelines.control_charts import chart_trend
from pipelines.control_charts import summarise as summarise_control
from pipelines.exporting import Column, header_of
from pipelines.signals import RULE_ZH
from pipelines.trends import Trend, follow, summarise


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    trend = follow(store, selection)
    control = chart_trend(store, trend)
    return page.View(
        selection=selection,
        metric=trend.metric,
        catalogue=store.catalogue,
        places=store.places,
        frame=trend.frame,
        band=trend.band,
        wide=spread(trend),
        areas=trend.areas,
        mean=trend.mean,
        control=control.frame,
        charted=control.area,
        events=control.events,
        months=[month for month in store.months() if month <= selection.period.last_month],
        summary=summarise(trend, store.places[selection.area].name) + summarise_control(control),
    )


def spread(trend: Trend) -> pd.DataFrame:
    """The table of the lines: one row a period, newest first (see ``View.wide``)."""
    steps = len(trend.periods)
    columns = {name: trend.band[name].tolist()[::-1] for name in ("period", "label", "lower", "middle", "upper")}
    for key in ("value", "state", "months_reported", "months_expected"):
        values = trend.frame[key].tolist()
        # One stretch of the frame for each line, oldest first.
        for line, area in enumerate(trend.areas):
            columns[f"{key}:{area}"] = values[line * steps : line * steps + steps][::-1]
    return pd.DataFrame(columns)


def offer_lines(store: Store, selection: Selection) -> Table:
    """The lines as the chart draws them, one row a period."""
    trend = follow(store, selection)
    metric, unit = trend.metric, trend.metric.unit_of(selection.form)
    columns = [Column("label", "期间")]
    for area in trend.areas:
        mean = "（已报单位平均）" if trend.mean and area == selection.area else ""
        columns.append(Column(f"value:{area}", header_of(store.places[area].name + mean, unit), f"state:{area}"))
    columns += [
        Column("lower", header_of("同类下四分位", unit)),
        Column("middle", header_of("同类中位数", unit)),
        Column("upper", header_of("同类上四分位", unit)),
    ]
    area = store.places[selection.area].name
    return Table(spread(trend), columns, ["趋势", metric.label(selection.form), area, selection.period.label])


def offer_control(store: Store, selection: Selection) -> Table:
    """The control chart as it is drawn, newest first, with its limits and flags."""
    control = chart_trend(store, follow(store, selection))
    unit, label = control.metric.unit_of(selection.form), control.metric.label(selection.form)
    mean = "（已报单位平均）" if control.mean else ""
    columns = [
        Column("label", "期间"),
        Column("value", header_of(control.name + mean, unit), "state"),
        Column("incomplete", "是否报齐"),
        Column("mean", header_of("均值", unit)),
        Column("lower", header_of("控制下限", unit)),
        Column("upper", header_of("控制上限", unit)),
        Column("rule_word", "规则"),
        Column("signal", "信号"),
        Column("rebased", "重新起算"),
        Column("year_ago", header_of("上年同期", unit)),
        Column("year_change_pct", "同比（%）"),
    ]
    frame = control.frame.iloc[::-1].assign(
        incomplete=lambda rows: [
            ("未满" if begun else "未报齐") if partial else ""
            for begun, partial in zip(rows["begun"], rows["partial"], strict=True)
        ],
        rule_word=lambda rows: [RULE_ZH[rule] for rule in rows["rule"]],
    )
    return Table(frame, columns, ["控制图", label, control.name, selection.period.label])


SERVED = Served(page.PAGE, view, {"lines": offer_lines, "control": offer_control})
