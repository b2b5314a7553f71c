"""The ledger over time: what came in, what was done and closed, what stands."""

from typing import Any

import pandas as pd

from data.periods import Period
from layouts.figures.base import Figure, compose, empty_figure, value_axis
from layouts.figures.times import period_axis
from layouts.numbers import number
from layouts.palette import ACCENT, CARD, DONE, UNDER_WAY, UNJUDGED
from layouts.words import subtitle

_FLOWS = (("found", "发现", UNJUDGED, "/"), ("done", "整改完成", UNDER_WAY, ""), ("closed", "销号", DONE, ""))


def flow_bars(frame: pd.DataFrame) -> Figure:
    """FLOW: three bars a month, and what is not done at its end as a line.

    ``frame``: month, label, found, done, closed, standing, overdue, oldest month first.
    """
    if frame.empty:
        return empty_figure("台账没有问题")
    labels = frame["label"].tolist()
    counts = {name: [int(count) for count in frame[name]] for name, *_ in (*_FLOWS, ("standing",))}
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "name": words,
            "x": labels,
            "y": counts[name],
            "marker": {
                "color": colour,
                "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": "#fff", "size": 6, "solidity": 0.2},
            },
            "hovertext": [f"{words}：{number(count)}个" for count in counts[name]],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for name, words, colour, pattern in _FLOWS
    ]
    standing = counts["standing"]
    traces.append(
        {
            "type": "scatter",
            "mode": "lines+markers+text",
            "name": "月末未完成",
            "x": labels,
            "y": standing,
            "text": ["" for _ in standing[:-1]] + [f"<b>{number(standing[-1])}</b>"],
            "textposition": "bottom center",
            "textfont": {"color": ACCENT},
            "cliponaxis": False,
            "line": {"color": ACCENT, "width": 2.2},
            "marker": {"symbol": "diamond", "size": 7, "color": CARD, "line": {"color": ACCENT, "width": 2}},
            "hovertext": [
                f"月末未完成：{number(count)}个，其中逾期{number(late)}个"
                for count, late in zip(standing, frame["overdue"], strict=True)
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    )
    stretch = labels[0] if len(labels) == 1 else f"{labels[0]}至{labels[-1]}"
    every = [float(count) for name in counts for count in counts[name]]
    return compose(
        traces,
        "每月发现、完成和销号",
        [subtitle("个", stretch), "柱：当月发现、完成、销号 · 线：月末还没有完成的"],
        body=320,
        below=72,
        barmode="group",
        bargap=0.28,
        bargroupgap=0.06,
        hovermode="x unified",
        showlegend=True,
        xaxis=period_axis([Period.of_month(int(month)).code for month in frame["month"]]),
        yaxis=value_axis(every),
    )
