"""Control charts: whether one line of a trend says more than its usual noise.

CONTROL has one row for each period of the trend, oldest first: period, label, begun, value, state, covered,
expected, partial (some of those asked have not reported, or it has not ended), months_reported, months_expected, mean,
lower, upper, rule, side (1 where the rule says higher, -1 where lower, else 0), signal (the same in
words), rebased (why the chart begins anew with this period, else empty), year_ago (the value a year
before, where the trend holds it) and year_change_pct.

Limits and rules are those of ``pipelines.statistics.control`` (XmR; outside the limits, seven rising
or falling, two of three near a limit, seven on one side of the mean). What the line has not earned is
not drawn: a stretch of fewer than LEAST values has no limits, a last period that is not all in is
not judged, and a limit that no figure can reach is left out. Years to date are running totals, each
the last one and more, so that they have no usual noise: they stand beside last year's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.definitions import Form, Metric
from data.periods import Grain, Period
from data.rebases import RebaseEvent, list_rebases
from data.store import Store
from pipelines.cubes import Floats, Integers
from pipelines.signals import COUNTED, Signal, list_signals
from pipelines.statistics.control import Chart, chart_series
from pipelines.trends import Trend

#: Values that a stretch needs before its mean and limits are worth drawing.
LEAST = 8
#: With fewer the limits still move much with every new value.
SETTLED = 12
#: So many signals are named, the last ones.
SAID = 3


@dataclass(frozen=True)
class Control:
    """A control chart of one area; ``events`` are the rebases that were ever set or removed. ``mean`` says
    that its line is that of a unit that reported."""

    metric: Metric
    form: Form
    grain: Grain
    area: str
    name: str
    mean: bool
    frame: pd.DataFrame
    signals: tuple[Signal, ...]
    events: tuple[RebaseEvent, ...]


def chart_trend(store: Store, trend: Trend) -> Control:
    """The control chart of a trend's first chosen unit, or of the area itself."""
    selection, metric = trend.selection, trend.metric
    area = next(iter(selection.units), selection.area)
    line = trend.frame[trend.frame["area"] == area].reset_index(drop=True)
    events = store.rebase_events(metric.code, area)
    starts = _place_rebases(trend.periods, events)
    partial = ((line["covered"] < line["expected"]) | line["begun"]) & (line["state"] == "reported")
    judged = line["value"].where(line["state"] == "reported").to_numpy(dtype=np.float64, copy=True)
    if selection.grain == "ytd":
        judged[:] = np.nan
    elif partial.tail(1).any():
        judged[-1] = np.nan
    chart = chart_series(judged, starts)
    base = np.searchsorted(sorted(starts), np.arange(len(line)), side="right")
    chart = _leave_short_stretches(chart, judged, base)
    signals = list_signals(chart, judged, base, selection.grain)
    said = {at: signal.words for signal in signals for at in range(signal.first, signal.last + 1) if chart.rule[at]}
    year_ago = _find_year_ago(trend.periods, line["value"].to_numpy())
    return Control(
        metric=metric,
        form=selection.form,
        grain=selection.grain,
        area=area,
        name=store.places[area].name,
        mean=trend.mean and area == selection.area,
        frame=line.drop(columns=["area", "name"]).assign(
            partial=partial,
            mean=chart.mean,
            lower=np.where(chart.lower < metric.minimum, np.nan, chart.lower),
            upper=np.where(chart.upper > _highest(metric, selection.form), np.nan, chart.upper),
            rule=list(chart.rule),
            side=chart.side,
            rebased=[starts.get(at, "") for at in range(len(line))],
            signal=[said.get(at, "") for at in range(len(line))],
            year_ago=year_ago,
            year_change_pct=(line["value"] / np.where(year_ago == 0, np.nan, year_ago) - 1) * 100,
        ),
        signals=tuple(signals),
        events=tuple(events),
    )


def _place_rebases(periods: Sequence[Period], events: Sequence[RebaseEvent]) -> dict[int, str]:
    """Why, by the places of the periods that a new base begins with: the first not over before its month."""
    places = {sum(period.last_month < event.month for period in periods): event for event in list_rebases(events)}
    return {place: event.reason for place, event in places.items() if 0 < place < len(periods)}


def _highest(metric: Metric, form: Form) -> float:
    if form == "share":
        return 100.0
    return metric.maximum if form == "raw" and metric.maximum is not None else np.inf


def _find_year_ago(periods: Sequence[Period], values: Floats) -> Floats:
    known = dict(zip(periods, values.tolist(), strict=True))
    return np.array([known.get(period.year_ago(), np.nan) for period in periods], dtype=np.float64)


def _leave_short_stretches(chart: Chart, values: Floats, base: Integers) -> Chart:
    counts = np.bincount(base[~np.isnan(values)], minlength=int(base.max(initial=0)) + 1)
    long = counts[base] >= LEAST
    mean, lower, upper = (np.where(long, line, np.nan) for line in (chart.mean, chart.lower, chart.upper))
    rules = tuple(rule if there else "" for rule, there in zip(chart.rule, long, strict=True))
    return Chart(mean, lower, upper, rules, np.where(long, chart.side, 0))


def summarise(control: Control) -> str:
    """What the chart supports in two or three sentences, and no more; nothing of a line without values."""
    frame, whose = control.frame, f"{control.name}{'已报单位平均' if control.mean else ''}"
    told = frame[(frame["state"] == "reported") & frame["value"].notna()]
    if told.empty:
        return ""
    if control.grain == "ytd":
        return _compare_year_to_date(control, whose, told)
    begun = ""
    for place in np.flatnonzero(frame["rebased"] != "")[-1:]:
        begun = f"自{frame['label'].iloc[place]}重新起算（{frame['rebased'].iloc[place]}），"
        frame, told = frame.iloc[place:], told[told.index >= place]
    counted, late = COUNTED[control.grain], ""
    if told.index[-1:].tolist() != frame.index[-1:].tolist():
        late = "末期未报。"
    elif told["partial"].iloc[-1]:
        word = "未满" if told["begun"].iloc[-1] else "尚未报齐"
        late, told = f"末期{word}，暂不判断。", told.iloc[:-1]
    if frame["mean"].isna().all():
        few = f"只有{len(told)}{counted}的数，不足{LEAST}{counted}"
        return f"{whose}{begun}{few}，不画控制限，不判断趋势。{late}"
    unit, decimals = control.metric.unit_of(control.form), control.metric.decimals_of(control.form)
    mean, *limits = (
        "" if value != value else f"{name} {value:,.{decimals + (control.form == 'raw')}f}"
        for name, value in zip(
            ("均值", "控制下限", "控制上限"), frame[["mean", "lower", "upper"]].iloc[-1], strict=True
        )
    )
    trial = f"，只有{len(told)}{counted}的数，控制限是暂定的" if len(told) < SETTLED else ""
    said = "，".join([f"{mean}{unit}", *filter(None, limits)])
    return f"{whose}{begun}{said}{trial}。{_name_signals(control)}{late}"


def _name_signals(control: Control) -> str:
    """The last signals; two near a limit within a longer run on their side say nothing more."""
    runs = [signal for signal in control.signals if signal.rule in ("shift", "trend")]
    telling = [
        signal
        for signal in sorted(control.signals, key=lambda signal: (signal.last, signal.first))
        if signal.rule != "two_of_three"
        or not any(run.side == signal.side and run.first <= signal.first and signal.last <= run.last for run in runs)
    ]
    if not telling:
        return "各期都在通常的波动范围内，没有信号。"
    labels = control.frame["label"].tolist()
    named = [
        f"{labels[signal.first]}{'' if signal.first == signal.last else f'至{labels[signal.last]}'}{signal.words}"
        for signal in telling[-SAID:]
    ]
    more = f"（共{len(telling)}处信号，列最近{SAID}处）" if len(telling) > SAID else ""
    return f"{'；'.join(named)}{more}。"


def _compare_year_to_date(control: Control, whose: str, told: pd.DataFrame) -> str:
    last = told.iloc[-1]
    decimals = control.metric.decimals_of(control.form) + int(control.mean)
    now, then = (f"{last[key]:,.{decimals}f}{control.metric.unit_of(control.form)}" for key in ("value", "year_ago"))
    late = "（尚未报齐）" if last["partial"] else ""
    compared = "没有上年同期的数" if last["year_ago"] != last["year_ago"] else f"上年同期 {then}"
    return f"{whose}{last['label']}累计 {now}{late}，{compared}。累计数逐月递加，不画控制限，只与上年同期比。"
