"""A control chart: one line with its mean and limits, signals by shape and word, and where it begins anew."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

import pandas as pd

from data.definitions import Form, Metric
from data.periods import Period
from layouts.figures.base import Figure, compose, drawable, empty_figure, value_axis
from layouts.figures.times import period_axis
from layouts.figures.trends import INCOMPLETE
from layouts.numbers import with_unit
from layouts.palette import ACCENT, BETTER, CARD, INK, INK_SOFT, UNJUDGED, WORSE
from layouts.words import subtitle

#: So many signals bear their words in the drawing, the last ones; all stand in the table.
NAMED = 3
#: A reason longer than this is cut in the drawing.
_REASON = 14


def control_chart(
    frame: pd.DataFrame,
    metric: Metric,
    *,
    form: Form = "raw",
    name: str,
    mean: bool = False,
    trace: Callable[[str], str] | None = None,
) -> Figure:
    """CONTROL as a line of points over its mean and limits; a year to date over last year's instead.

    ``frame``: period, label, begun, value, state, partial, mean, lower, upper, side, signal, rebased, year_ago,
    oldest first. ``mean`` says that the line is that of a unit that reported. A triangle points to where
    a signal lies; a point not all of whose units reported is hollow. ``trace(period)`` names the figure
    that a click on its point leads to.
    """
    if frame.empty or frame["value"].isna().all():
        return empty_figure(f"所选时间还没有{name}{metric.label(form)}的数据")
    unit, decimals = metric.unit_of(form), metric.decimals_of(form) + int(mean)
    labels = frame["label"].tolist()
    running = Period.parse(frame["period"].iloc[0]).grain == "ytd"
    hovers = [_hover(row, unit, decimals) for row in frame.to_dict("records")]
    names = [trace(period) for period in frame["period"]] if trace else []
    points = _points(frame, f"{name}（已报单位平均）" if mean else name, hovers, names)
    if running:
        year_ago = drawable(frame["year_ago"].tolist(), ["reported"] * len(frame))
        lines = [_plain_line("上年同期", labels, year_ago), points]
    else:
        lines = [*_limits(frame, labels), points, *_signals(frame, metric, hovers, names)]
    shown = ("value", "year_ago") if running else ("value", "lower", "upper")
    everything = [value for key in shown for value in frame[key]]
    first, last = labels[0], labels[-1]
    return compose(
        lines,
        f"{name}{metric.label(form)}的{'累计与上年同期' if running else '控制图'}",
        [subtitle(unit, first if first == last else f"{first}至{last}"), INCOMPLETE if frame["partial"].any() else ""],
        body=366,
        above=34 if (frame["rebased"] != "").any() else 0,
        below=92,
        hovermode="closest",
        showlegend=True,
        xaxis=period_axis(frame["period"].tolist(), frame["label"].tolist()),
        yaxis=value_axis(everything, from_zero=False),
        shapes=[_rebase_line(at) for at in _rebased(frame)],
        annotations=[
            *(_rebase_words(at, len(frame), frame["rebased"].iloc[at]) for at in _rebased(frame)),
            *_signal_words(frame),
        ],
    )


def _limits(frame: pd.DataFrame, labels: list[str]) -> list[dict[str, Any]]:
    """Mean and limits, broken where the chart begins anew."""
    lines = []
    for key, name, dash in (("upper", "控制上限", "dash"), ("mean", "均值", "solid"), ("lower", "控制下限", "dot")):
        known = frame[key].notna()
        if known.any():
            xs: list[str | None] = []
            ys: list[float | None] = []
            for label, value, anew in zip(labels, frame[key], frame["rebased"] != "", strict=True):
                if anew:
                    xs, ys = [*xs, None], [*ys, None]
                xs, ys = [*xs, label], [*ys, None if value != value else float(value)]
            lines.append(_plain_line(name, xs, ys, dash))
    return lines


def _plain_line(name: str, xs: list[Any], ys: list[Any], dash: str = "dash") -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": xs,
        "y": ys,
        "connectgaps": False,
        "hoverinfo": "skip",
        "line": {"color": INK_SOFT, "width": 1.4, "dash": dash},
    }


def _points(frame: pd.DataFrame, name: str, hovers: list[str], names: list[str]) -> dict[str, Any]:
    """The line itself; what is not all in is hollow."""
    partial = frame["partial"].tolist()
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": frame["label"].tolist(),
        "y": drawable(frame["value"].tolist(), frame["state"].tolist()),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": INK, "width": 1.8},
        "marker": {
            "symbol": "circle",
            "opacity": 1,
            "size": [9 if part else 6 for part in partial],
            "color": [CARD if part else INK for part in partial],
            "line": {"color": INK, "width": [2 if part else 0 for part in partial]},
        },
        "customdata": names,
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _signals(frame: pd.DataFrame, metric: Metric, hovers: list[str], names: list[str]) -> list[dict[str, Any]]:
    """Triangles over the points where a rule fired, up where it says higher."""
    sides = frame["side"].tolist()

    def pick(values: Iterable[Any], side: int) -> list[Any]:
        return [value for value, found in zip(values, sides, strict=True) if found == side]

    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": f"信号：{word}",
            "x": pick(frame["label"], side),
            "y": pick(frame["value"], side),
            "cliponaxis": False,
            "marker": {"symbol": f"triangle-{way}", "size": 12, "color": _colour(metric, side)},
            "hovertext": pick(hovers, side),
            "customdata": pick(names, side) if names else [],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for side, word, way in ((1, "偏高", "up"), (-1, "偏低", "down"))
        if side in sides
    ]


def _colour(metric: Metric, side: int) -> str:
    if not metric.judged:
        return UNJUDGED
    return BETTER if (side > 0) == (metric.polarity == "higher") else WORSE


def _hover(row: dict[Any, Any], unit: str, decimals: int) -> str:
    if row["state"] != "reported" or row["value"] != row["value"]:
        return ""
    said = [f"<b>{row['label']}</b>：{with_unit(float(row['value']), unit, decimals)}"]
    said += ["未满" if row["begun"] else "尚未报齐"] if row["partial"] else []
    said += [row["signal"]] if row["signal"] else []
    if row["year_ago"] == row["year_ago"]:
        said.append(f"上年同期 {with_unit(float(row['year_ago']), unit, decimals)}")
    return "<br>".join(said)


def _anchor(at: int, count: int) -> str:
    """Words lie over what came before their place, near the beginning over what follows."""
    return "left" if 3 * at < count else "right"


def _rebased(frame: pd.DataFrame) -> list[int]:
    return [at for at, reason in enumerate(frame["rebased"]) if reason]


def _rebase_line(at: int) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": at - 0.5,
        "x1": at - 0.5,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": ACCENT, "width": 1.5, "dash": "dash"},
    }


def _rebase_words(at: int, count: int, reason: str) -> dict[str, Any]:
    short = reason if len(reason) <= _REASON else f"{reason[:_REASON]}…"
    return {
        "text": f"重新起算：{short}",
        "x": at - 0.5,
        "xanchor": _anchor(at, count),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": ACCENT},
    }


def _signal_words(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The last signals' words, each over or under its last point."""
    rows = frame.assign(at=range(len(frame))).to_dict("records")
    runs = [(words, list(run)) for words, run in groupby(rows, key=lambda row: row["signal"])]
    ends = [run[-1] for words, run in runs if words][-NAMED:]
    return [
        {
            "text": row["signal"],
            "x": row["label"],
            "y": row["value"],
            "xanchor": _anchor(row["at"], len(frame)),
            "yanchor": "bottom" if row["side"] > 0 else "top",
            "yshift": 9 if row["side"] > 0 else -9,
            "showarrow": False,
            "font": {"color": INK_SOFT, "size": 12},
        }
        for row in ends
    ]
