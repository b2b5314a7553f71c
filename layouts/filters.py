"""The filter bar: area, period, peer group. Native selects, each with its label."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from data.definitions import CHARTS, Catalogue, Form, Metric
from data.periods import GRAIN_ZH, GRAINS, Grain, Period, shift_month
from data.places import Places
from data.selection import MAXIMUM_UNITS, Selection
from layouts import ids
from layouts.components.aria import aria
from layouts.words import CHART_ZH, FORM_ZH

ALL_PEERS = "全部"
#: A select without a value shows nothing: "everybody" is a value of its own, left out of the address.
EVERYBODY = "all"
#: So are the bars of a ranking.
BARS = "bars"


def filter_bar(selection: Selection, places: Places, months: Sequence[int]) -> Component:
    """The bar for a selection. A single area to choose from is said rather than offered."""
    return html.Section(
        html.Div(
            [
                labelled("地区", "area", area_options(places), selection.area),
                labelled("期间", "span", [_option(grain, GRAIN_ZH[grain]) for grain in GRAINS], selection.period.grain),
                labelled("", "period", period_options(selection.period.grain, months), selection.period.code),
                labelled("比较范围", "peers", peer_options(places, selection.area), selection.peers or EVERYBODY),
            ],
            className="filter-bar-inner",
        ),
        className="filter-bar",
        **aria(label="筛选"),
    )


def labelled(label: str, name: str, options: Sequence[Mapping[str, Any]], value: str, wide: bool = False) -> Component:
    """A select with its label; its value stands in the address under ``name``."""
    spoken = label or "具体期间"
    classes = "filter-label" if label else "filter-label visually-hidden"
    return html.Div(
        [
            html.Label(spoken, htmlFor=ids.spelled(name), className=classes),
            dbc.Select(id=ids.control(name), options=list(options), value=value),
        ],
        className="filter filter-wide" if wide else "filter",
    )


def default_values(places: Places, metric: str, months: Sequence[int]) -> dict[str, str]:
    """What each control shows where the address says nothing; left out of the address as well."""
    period = Period.of_month(months[-1]).code if months else ""
    return {
        "area": places.root.code,
        "metric": metric,
        "period": period,
        "form": "raw",
        "grain": "month",
        "peers": EVERYBODY,
        "search": "",
        "severity": EVERYBODY,
        "sheet": EVERYBODY,
        "chart": BARS,
    }


def area_options(places: Places) -> list[dict[str, str]]:
    """The areas that have something to compare below them, indented by their depth."""
    return [
        _option(area.code, "　" * sum(1 for _ in places.ancestors(area.code)) + area.name)
        for area in places.areas
        if places.compared(area.code)
    ]


def period_options(grain: Grain, months: Sequence[int]) -> list[dict[str, str]]:
    """The periods of a grain within the stored months, newest first."""
    if not months:
        return []
    periods: list[Period] = []
    period = Period.of_month(months[-1], grain)
    while period.last_month >= months[0]:
        if period.last_month <= months[-1]:
            periods.append(period)
        before = period.last_month if grain == "ytd" else period.first_month
        period = Period.of_month(shift_month(before, -1), grain)
    return [_option(period.code, period.label) for period in periods]


def peer_options(places: Places, area: str) -> list[dict[str, str]]:
    """All children together, or one kind of them (镇, 乡, 街道)."""
    kinds = places.peer_kinds(area)
    return [
        _option(EVERYBODY, f"{ALL_PEERS}{places.name_compared(area)}"),
        *(_option(kind, f"仅{kind}") for kind in kinds if len(kinds) > 1),
    ]


def metric_options(catalogue: Catalogue) -> list[dict[str, str]]:
    """Every metric, under its theme."""
    return [
        _option(metric.code, f"{theme.label_zh} · {metric.label_zh}")
        for theme in catalogue.themes
        for metric in catalogue.of_theme(theme.code)
    ]


def _option(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label}


def form_options(metric: Metric) -> list[dict[str, str]]:
    """The ways a metric can be looked at."""
    return [_option(form, f"{FORM_ZH[form]}：{metric.label(form)}") for form in metric.forms]


def chart_options(metric: Metric, form: Form) -> list[dict[str, Any]]:
    """How a ranking can be drawn; a chart that this metric in this form does not have rests."""
    possible = metric.charts(form)
    return [
        {
            "value": chart or BARS,
            "label": CHART_ZH[chart] + ("" if chart in possible else "（不适用）"),
            "disabled": chart not in possible,
        }
        for chart in CHARTS
    ]


def choose_units(label: str, places: Places, selection: Selection, chosen: Sequence[str]) -> Component:
    """The area's units to pick, each a box to tick; with as many as can be shown the others rest.

    All of them whatever the peers, and what is chosen from elsewhere: else it could not be let go.
    """
    offered = [area.code for area in places.compared(selection.area, selection.period.last_month)]
    offered += [code for code in chosen if code not in offered]
    full = len(chosen) >= MAXIMUM_UNITS
    ticks = dbc.Checklist(
        id=ids.control("units"),
        options=[
            {"value": code, "label": places[code].name, "disabled": full and code not in chosen} for code in offered
        ],
        value=list(chosen),
        inline=True,
        persistence=False,
    )
    return html.Div(
        [html.Span(f"{label}（已选 {len(chosen)}，最多 {MAXIMUM_UNITS}）", className="filter-label"), ticks],
        className="filter filter-units",
        role="group",
        **aria(label=label),
    )
