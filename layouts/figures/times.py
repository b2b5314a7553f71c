"""The axis of periods."""

from collections.abc import Sequence
from typing import Any

from data.periods import Period
from layouts.figures.base import category_axis

#: More marks than this do not fit beside each other on a tablet.
MOST_MARKS = 9
_NUMERALS = "一二三四"


def period_axis(
    codes: Sequence[str], labels: Sequence[str] = (), *, most: int = MOST_MARKS, **more: Any
) -> dict[str, Any]:
    """Periods in their order, keyed by their label (``labels`` where one has not ended), the year under the first
    mark of each year."""
    periods = [Period.parse(code) for code in codes]
    keys = dict(zip(periods, labels or [period.label for period in periods], strict=True))
    marked = _marked(periods, most)
    texts, year = [], 0
    for period in marked:
        text = _short(period)
        texts.append(f"{text}<br>{period.year}年" if period.year != year and period.grain != "year" else text)
        year = period.year
    axis = category_axis(list(keys.values()), [])
    return {
        **axis,
        "tickvals": [keys[period] for period in marked],
        "ticktext": texts,
        "showline": True,
        "range": [-0.5, len(periods) - 0.5],
        **more,
    }


def _marked(periods: Sequence[Period], most: int) -> list[Period]:
    """All of them, or the first of every quarter, half-year or year, whichever fits."""
    if len(periods) <= most or periods[0].grain == "year":
        return list(periods)
    steps = (2, 3, 6, 12) if periods[0].grain in ("month", "ytd") else (2, 4)
    for step in steps:
        chosen = [period for period in periods if (period.number - 1) % step == 0]
        if len(chosen) <= most:
            return chosen
    return [period for period in periods if period.number == 1]


def _short(period: Period) -> str:
    match period.grain:
        case "month":
            return f"{period.number}月"
        case "ytd":
            return f"1—{period.number}月" if period.number > 1 else "1月"
        case "quarter":
            return f"{_NUMERALS[period.number - 1]}季度"
        case "half":
            return "上半年" if period.number == 1 else "下半年"
        case "year":
            return f"{period.year}年"
