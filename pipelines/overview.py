"""The overview: how an area stands in a period, on one page.

COVERAGE has one row for each compared unit: area, name, state (已报 or 未报 for the period's last
month).
"""

from dataclasses import dataclass

import pandas as pd

from data.definitions import Form, Metric
from data.frames import list_rows
from data.observations import STATE_ZH
from data.periods import last_day
from data.selection import Selection
from data.store import Store
from data.traces import name_corrections
from pipelines.headlines import list_headlines
from pipelines.heat import compare_units, sort_units
from pipelines.leaders import list_leaders
from pipelines.rectification import Rectification, survey_ledger

HEAT_PER_THEME = 4
#: From here on a change against last year is worth the reader's attention.
NOTABLE_PERCENT = 20.0
NOTABLE_COUNT = 3


@dataclass(frozen=True)
class Matter:
    """Something to attend to: what it is in words, and where to look (a page's path, its metric, what is traced)."""

    text: str
    path: str
    metric: str = ""
    form: Form = "raw"
    trace: str = ""


@dataclass(frozen=True)
class Overview:
    """Everything that 总览 shows. ``headlines`` are HEADLINES of every theme, ``heat`` is HEAT, ``leaders`` LEADERS."""

    selection: Selection
    coverage: pd.DataFrame
    headlines: pd.DataFrame
    heat: pd.DataFrame
    leaders: pd.DataFrame
    rectification: Rectification
    matters: tuple[Matter, ...]


def survey(store: Store, selection: Selection) -> Overview:
    """The overview of the selected area and period."""
    headlines = lead_themes(store, selection)
    coverage = cover_units(store, selection)
    heat = compare_leading(store, selection)
    rectification = survey_ledger(store, selection)
    return Overview(
        selection=selection,
        coverage=coverage,
        headlines=headlines,
        heat=sort_units(heat, selection.sort),
        leaders=list_leaders(heat, store.catalogue),
        rectification=rectification,
        matters=(
            *_gaps(coverage),
            *_corrections(store, selection),
            *_overdue(rectification),
            *_falls(store, headlines),
        ),
    )


def lead_themes(store: Store, selection: Selection) -> pd.DataFrame:
    """HEADLINES of every theme for the selected area."""
    catalogue = store.catalogue
    asked: list[tuple[str, Form]] = [
        (metric.code, "raw") for theme in catalogue.themes for metric in catalogue.headlines(theme.code)
    ]
    return list_headlines(store, selection, asked, selection.area)


def cover_units(store: Store, selection: Selection) -> pd.DataFrame:
    """COVERAGE of the compared units for the period's last month."""
    month = selection.period.last_month
    compared = {area.code for area in store.places.compared(selection.area, month, selection.peers)}
    found = store.coverage([month], selection.area)
    shown = zip(*(found[column].tolist() for column in ("area", "name", "state")), strict=True)
    rows = [(area, name, STATE_ZH[state]) for area, name, state in shown if area in compared]
    return pd.DataFrame(rows, columns=["area", "name", "state"])


def choose_heat(store: Store, selection: Selection) -> list[str]:
    """The leading metrics of each theme that the compared units are asked for; ledger counts included."""
    units = store.places.compared(selection.area, selection.period.last_month)
    tiers = {unit.tier for unit in units} | {
        below.tier for unit in units[:1] for below in store.places.below(unit.code)
    }

    def fits(metric: Metric) -> bool:
        return bool(tiers & set(metric.reported_by)) and metric.report_area != "denominator"

    chosen = []
    for theme in store.catalogue.themes:
        leading = [metric for metric in store.catalogue.headlines(theme.code) if fits(metric)]
        chosen += [metric.code for metric in leading[:HEAT_PER_THEME]]
    return chosen


def compare_leading(store: Store, selection: Selection) -> pd.DataFrame:
    """HEAT of the leading metrics."""
    return compare_units(store, selection, choose_heat(store, selection))


def _gaps(coverage: pd.DataFrame) -> list[Matter]:
    silent = coverage.loc[coverage["state"] != STATE_ZH["reported"], "name"].tolist()
    return (
        [Matter(f"{len(silent)}个单位未报：{'、'.join(silent[:6])}{'等' if len(silent) > 6 else ''}", "/ranking")]
        if silent
        else []
    )


def _corrections(store: Store, selection: Selection) -> list[Matter]:
    """What came in the period to change figures that were accepted before, of whatever month."""
    corrected = store.corrections(selection.area, selection.period.months)
    if corrected.empty:
        return []
    text = f"{corrected['area'].nunique()}个单位更正了已接收的数，共{len(corrected)}个"
    return [Matter(text, "/", trace=name_corrections(selection.period.code, selection.area))]


def _overdue(rectification: Rectification) -> list[Matter]:
    matters = []
    if len(rectification.overdue):
        # They come oldest first.
        days, name = (rectification.overdue[column].tolist()[0] for column in ("days_overdue", "name"))
        text = f"整改逾期{len(rectification.overdue)}项，最久的已逾期{days}天（{name}）"
        matters.append(Matter(text, "/rectification"))
    if len(rectification.due):
        matters.append(Matter(f"30天内到期的整改{len(rectification.due)}项", "/rectification"))
    return matters


def _falls(store: Store, headlines: pd.DataFrame) -> list[Matter]:
    """The judged figures that went the wrong way most against last year, like for like."""
    found = []
    for row in list_rows(headlines):
        metric, percent = store.catalogue[row["metric"]], row["year_percent"]
        if not metric.judged or percent is None or pd.isna(percent):
            continue
        worse = -percent if metric.polarity == "higher" else percent
        if worse >= NOTABLE_PERCENT:
            way = "下降" if percent < 0 else "上升"
            text = f"{metric.label_zh}同比{way}{abs(percent):.1f}%（可比的{row['year_compared']}个单位）"
            found.append((worse, Matter(text, "/trend", metric.code)))
    return [matter for _, matter in sorted(found, key=lambda pair: -pair[0])[:NOTABLE_COUNT]]


def summarise(overview: Overview, area: str, units: str) -> str:
    """The state of things in a sentence or two; ``units`` says what the compared units are."""
    reported = int((overview.coverage["state"] == STATE_ZH["reported"]).sum())
    totals, at = overview.rectification.totals, last_day(overview.selection.period.last_month)
    said = f"{overview.selection.period.label}，{area}{len(overview.coverage)}个{units}已报{reported}个"
    if totals["found"]:
        said += f"；截至{at.month}月{at.day}日台账问题{totals['found']:.0f}个，已整改{totals['rate']:.1f}%"
        said += f"，逾期{totals['overdue']:.0f}个" if totals["overdue"] else "，没有逾期"
    return said + "。"
