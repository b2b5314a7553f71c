"""Units side by side: grouped bars over three periods, and small panels over time."""

from typing import Any

import pandas as pd

from data.definitions import Form, Metric
from data.frames import list_rows
from data.periods import Period
from data.traces import name_figure
from layouts.figures.base import (
    TEXT_SIZE,
    Figure,
    category_axis,
    compose,
    drawable,
    empty_figure,
    group_units,
    value_axis,
)
from layouts.figures.times import period_axis
from layouts.numbers import number, with_unit
from layouts.palette import ACCENT, BEFORE, INK, INK_SOFT, NOW, UNJUDGED, YEAR_AGO
from layouts.words import STATE_ZH, subtitle

PANEL_HEIGHT = 240
PANELS_ACROSS = 3
#: The widest share of the drawing that one bar takes: two units are not drawn as two walls.
BAR_SHARE = 0.055
#: From so many groups on the figures over the bars are set smaller, to stand apart on a tablet.
MANY = 6
#: Over a bar a median this large is rounded to a whole; the hover has it exactly.
ROUNDED_FROM = 100
#: The place of the peers' median among the units; no code of an area has this mark in it.
MIDDLE = "~"
_PARTS = (
    ("year_ago", "去年同期", YEAR_AGO, "/"),
    ("previous", "上期", BEFORE, ""),
    ("value", "本期", NOW, ""),
)


def grouped_bars(frame: pd.DataFrame, metric: Metric, *, form: Form = "raw", period: Period) -> Figure:
    """This period, the one before and the same one last year for each unit, and the middle of its peers.

    ``frame``: area, name, value, previous, year_ago and their states; a row without an area is the
    peers' median. What was not reported has no bar but its word. A click on a unit's bar leads to its cells.
    """
    rows = list_rows(frame)
    units = [row for row in rows if row["area"]]
    if not any(row[key] == row[key] for row in units for key, *_ in _PARTS):
        return empty_figure(f"所选单位{period.label}还没有{metric.label(form)}的数据")
    unit, decimals = metric.unit_of(form), metric.decimals_of(form)
    when = {"value": period, "previous": period.previous(), "year_ago": period.year_ago()}
    codes = [row["area"] or MIDDLE for row in rows]
    names = [row["name"] if row["area"] else f"<i>{row['name']}</i>" for row in rows]
    # A median of counts may lie between two of them.
    fine = [max(decimals, int(code == MIDDLE)) for code in codes]
    traces: list[dict[str, Any]] = []
    every: list[float | None] = []
    for key, words, colour, pattern in _PARTS:
        states = [row["state" if key == "value" else f"{key}_state"] for row in rows]
        values = drawable([row[key] for row in rows], states)
        every += values
        label = when[key].label
        traces.append(
            {
                "type": "bar",
                "name": f"{words}（{label}）",
                "x": codes,
                "y": values,
                "text": [
                    "" if value is None else number(value, digits if abs(value) < ROUNDED_FROM else decimals)
                    for value, digits in zip(values, fine, strict=True)
                ],
                "textposition": "outside",
                "textfont": {"size": TEXT_SIZE if len(codes) < MANY else TEXT_SIZE - 2},
                "textangle": 0,
                "cliponaxis": False,
                "constraintext": "none",
                "marker": {
                    "color": colour,
                    "pattern": {
                        "shape": pattern,
                        "fillmode": "overlay",
                        "fgcolor": UNJUDGED,
                        "size": 6,
                        "solidity": 0.25,
                    },
                },
                "hovertext": [
                    f"<b>{row['name']}</b><br>{label}：{_say(value, state, unit, digits)}"
                    for row, value, state, digits in zip(rows, values, states, fine, strict=True)
                ],
                "customdata": [
                    None if code == MIDDLE else name_figure(metric.code, when[key].code, code, form) for code in codes
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    missing = [
        f"{row['name']}{STATE_ZH['missing' if row['state'] == 'reported' else row['state']]}"
        for row in units
        if row["state"] != "reported" or row["value"] != row["value"]
    ]
    return compose(
        traces,
        metric.label(form),
        [
            subtitle(unit, period.label, f"已报 {len(units) - len(missing)}/{len(units)}"),
            "、".join(missing),
        ],
        body=330,
        above=8,
        below=72,
        barmode="group",
        bargap=max(0.16, 1 - len(_PARTS) * BAR_SHARE * len(codes)),
        bargroupgap=0.06,
        showlegend=True,
        xaxis=category_axis(codes, names, showline=True),
        yaxis=value_axis(every),
    )


def small_multiples(frame: pd.DataFrame, metric: Metric, *, form: Form = "raw") -> Figure:
    """One panel for each unit over time, all on one scale, with the peers' median in every panel.

    ``frame``: area, name, period, label, value, state, middle, oldest first.
    """
    if frame.empty or frame["value"].isna().all():
        return empty_figure(f"所选时间还没有{metric.label(form)}的数据")
    unit, decimals = metric.unit_of(form), metric.decimals_of(form)
    groups = group_units(frame)
    line = next(iter(groups.values()))
    periods = [row["period"] for row in line]
    across = min(PANELS_ACROSS, len(groups))
    down = -(-len(groups) // across)
    inner = down * PANEL_HEIGHT
    scale = [*frame["value"].tolist(), *frame["middle"].tolist()]
    traces: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    names: list[dict[str, Any]] = []
    for at, (area, rows) in enumerate(groups.items()):
        row, column = divmod(at, across)
        key = "" if at == 0 else str(at + 1)
        left, right = column / across + (0.035 if column else 0), (column + 1) / across - 0.005
        top = 1 - row / down - 30 / inner
        bottom = 1 - (row + 1) / down + 60 / inner
        axes[f"xaxis{key}"] = period_axis(periods, most=4, domain=[left, right], anchor=f"y{key}", automargin=False)
        axes[f"yaxis{key}"] = value_axis(
            scale, domain=[bottom, top], anchor=f"x{key}", showticklabels=column == 0, automargin=column == 0
        )
        when, middles = [row["label"] for row in rows], [row["middle"] for row in rows]
        values = drawable([row["value"] for row in rows], [row["state"] for row in rows])
        name = str(rows[0]["name"])
        origins = [name_figure(metric.code, row["period"], area, form) for row in rows]
        traces += _panel(key, when, values, middles, name, origins, unit, decimals, first=at == 0)
        names.append(
            {
                "text": f"<b>{name}</b>",
                "x": left,
                "y": top + 22 / inner,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "middle",
                "showarrow": False,
                "font": {"size": TEXT_SIZE + 1, "color": INK},
            }
        )
    return compose(
        traces,
        f"{metric.label(form)}：逐个单位",
        [
            subtitle(unit, f"{line[0]['label']}至{line[-1]['label']}", "各图同一刻度"),
            "断开处：未报" if frame["value"].isna().any() else "",
        ],
        body=inner + 36,
        showlegend=True,
        hovermode="closest",
        annotations=names,
        **axes,
    )


def _panel(
    key: str,
    when: list[str],
    values: list[float | None],
    middles: list[float],
    name: str,
    origins: list[str],
    unit: str,
    decimals: int,
    *,
    first: bool,
) -> list[dict[str, Any]]:
    shared = {
        "type": "scatter",
        "xaxis": f"x{key}",
        "yaxis": f"y{key}",
        "x": when,
        "connectgaps": False,
        "cliponaxis": False,
    }
    median = drawable(middles, ["reported"] * len(middles))
    return [
        {
            **shared,
            "mode": "lines",
            "name": "同类中位数",
            "y": median,
            "showlegend": first,
            "line": {"color": INK_SOFT, "width": 1.4, "dash": "dot"},
            "hovertext": [
                _point("同类中位数", at, value, unit, decimals) for at, value in zip(when, median, strict=True)
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        {
            **shared,
            "mode": "lines+markers",
            "name": "本单位",
            "y": values,
            "showlegend": first,
            "line": {"color": ACCENT, "width": 2.2},
            "marker": {"size": 5},
            "hovertext": [_point(name, at, value, unit, decimals) for at, value in zip(when, values, strict=True)],
            "customdata": origins,
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]


def _point(name: str, when: str, value: float | None, unit: str, decimals: int) -> str:
    return "" if value is None else f"<b>{name}</b><br>{when}：{with_unit(value, unit, decimals)}"


def _say(value: float | None, state: str, unit: str, decimals: int) -> str:
    return STATE_ZH["missing" if state == "reported" else state] if value is None else with_unit(value, unit, decimals)
