"""A control chart: one line with its mean and limits, signals by shape and word, and where it begins anew."""

from collections.abc import Callable
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
#: Words lie within the drawing also at its ends.
_ANCHORS = ("left", "center", "right")
_SYMBOLS = {1: "triangle-up", 0: "circle", -1: "triangle-down"}


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

    ``frame``: period, label, value, state, partial, mean, lower, upper, side, signal, rebased, year_ago,
    oldest first. ``mean`` says that the line is that of a unit that reported. A triangle points to where
    a signal lies; a point not all of whose units reported is hollow. ``trace(period)`` names the figure
    that a click on its point leads to.
    """
    if frame.empty or frame["value"].isna().all():
        return empty_figure(f"所选时间还没有{name}{metric.label(form)}的数据")
    unit, decimals = metric.unit_of(form), metric.decimals_of(form) + int(mean)
    labels = frame["label"].tolist()
    values = drawable(frame["value"].tolist(), frame["state"].tolist())
    running = Period.parse(frame["period"].iloc[0]).grain == "ytd"
    lines = [] if running else _limits(frame, labels)
    if running:
        lines.append(_plain_line("上年同期", labels, drawable(frame["year_ago"].tolist(), ["reported"] * len(frame))))
    lines.append(_points(frame, metric, labels, values, f"{name}（已报单位平均）" if mean else name, unit, decimals))
    if trace:
        lines[-1]["customdata"] = [trace(period) for period in frame["period"]]
    everything = [*values, *frame["lower"].tolist(), *frame["upper"].tolist(), *frame["year_ago"].tolist()]
    said = [
        words for words, so in ((INCOMPLETE, bool(frame["partial"].any())), (_KEY, (frame["side"] != 0).any())) if so
    ]
    first, last = labels[0], labels[-1]
    return compose(
        lines,
        f"{name}{metric.label(form)}的{'累计与上年同期' if running else '控制图'}",
        [subtitle(unit, first if first == last else f"{first}至{last}"), " · ".join(said)],
        body=366,
        above=34 if (frame["rebased"] != "").any() else 0,
        below=92,
        hovermode="closest",
        showlegend=True,
        xaxis=period_axis(frame["period"].tolist()),
        yaxis=value_axis(everything, from_zero=False),
        shapes=[_rebase_line(at) for at in _rebased(frame)],
        annotations=[
            *(_rebase_words(at, len(frame), frame["rebased"].iloc[at]) for at in _rebased(frame)),
            *_signal_words(frame),
        ],
    )


_KEY = "三角：信号，尖头朝上偏高、朝下偏低"


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


def _points(
    frame: pd.DataFrame,
    metric: Metric,
    labels: list[str],
    values: list[float | None],
    name: str,
    unit: str,
    decimals: int,
) -> dict[str, Any]:
    sides, partial = frame["side"].tolist(), frame["partial"].tolist()
    colours = [_colour(metric, side) for side in sides]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": labels,
        "y": values,
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": INK, "width": 1.8},
        "marker": {
            "symbol": [_SYMBOLS[side] for side in sides],
            "opacity": 1,
            "size": [11 if side else 9 if part else 6 for side, part in zip(sides, partial, strict=True)],
            "color": [CARD if part else colour for part, colour in zip(partial, colours, strict=True)],
            "line": {"color": colours, "width": [2 if part else 0 for part in partial]},
        },
        "hovertext": [_hover(row, unit, decimals) for row in frame.to_dict("records")],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _colour(metric: Metric, side: int) -> str:
    if not side:
        return INK
    if not metric.judged:
        return UNJUDGED
    return BETTER if (side > 0) == (metric.polarity == "higher") else WORSE


def _hover(row: dict[Any, Any], unit: str, decimals: int) -> str:
    if row["state"] != "reported" or row["value"] != row["value"]:
        return ""
    said = [f"<b>{row['label']}</b>：{with_unit(float(row['value']), unit, decimals)}"]
    said += ["尚未报齐"] if row["partial"] else []
    said += [row["signal"]] if row["signal"] else []
    if row["year_ago"] == row["year_ago"]:
        said.append(f"上年同期 {with_unit(float(row['year_ago']), unit, decimals)}")
    return "<br>".join(said)


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
        "xanchor": _ANCHORS[3 * at // count],
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
            "xanchor": _ANCHORS[3 * row["at"] // len(frame)],
            "yanchor": "bottom" if row["side"] > 0 else "top",
            "yshift": 9 if row["side"] > 0 else -9,
            "showarrow": False,
            "font": {"color": INK_SOFT, "size": 12},
        }
        for row in ends
    ]
