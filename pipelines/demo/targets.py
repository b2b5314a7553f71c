"""The demo district's annual targets: one sheet a year for all townships, from what was done the year before."""

import math
from datetime import datetime

import pandas as pd

from data.definitions import Metric
from pipelines.demo.arrivals import Parcel
from pipelines.demo.district import District
from pipelines.demo.pages import Page, make_xlsx

#: What the organisation department sets targets for: the secretary's own work, training, talents, branches, premises.
METRICS = (
    "party_lectures",
    "training_sessions",
    "trainees",
    "party_affairs_meetings",
    "field_studies",
    "local_experts",
    "branches_up_to_standard",
    "standardised_premises",
)
#: How much more than the year before; of what is not up to standard yet, how much is to be.
STRETCH = 1.05
CLOSING = 0.4


def plan_targets(district: District) -> list[Parcel]:
    """One sheet for each year that has a year before it, set on 20 January."""
    years = sorted({month // 100 for month in district.months})[1:]
    return [_plan_year(district, year) for year in years]


def _plan_year(district: District, year: int) -> Parcel:
    name = f"{district.places.root.name}{year}年度基层党建目标任务.xlsx"
    return Parcel(name, datetime(year, 1, 20, 10), "targets", lambda: make_xlsx([_draw(district, year)]))


def _draw(district: District, year: int) -> Page:
    page = Page("年度目标")
    catalogue = district.catalogue
    metrics = [catalogue[code] for code in METRICS if code in catalogue]
    units = [area for area in district.places.areas if area.tier == "township" and area.valid_in(year * 100 + 12)]
    last = district.figures[district.figures["month"] // 100 == year - 1]
    title = f"{district.places.root.name}{year}年度基层党建目标任务分解表"
    page.span(1, 1, 1, 2 + len(metrics), title, "title")
    page.put_row(2, ["序号", "乡镇", *(f"{metric.label_zh}（{metric.unit}）" for metric in metrics)], "header")
    for place, unit in enumerate(units, start=1):
        own = last[last["area"] == unit.code]
        page.put_row(2 + place, [place, unit.name])
        page.put_row(2 + place, [_target(metric, own) for metric in metrics], "number", first=3)
    return page


def _target(metric: Metric, own: pd.DataFrame) -> float:
    """A unit's target from its figures of the year before; something is asked of everybody."""
    values = own.loc[own["metric"] == metric.code, "value"]
    if metric.basis == "flow":
        return max(1.0, math.ceil(values.sum() * STRETCH))
    reached = float(values.iloc[-1]) if len(values) else 0.0
    whole = own.loc[own["metric"] == metric.part_of, "value"]
    left = float(whole.iloc[-1]) - reached if len(whole) else reached * (STRETCH - 1)
    return max(1.0, reached + math.ceil(left * CLOSING))
