"""Signals of a control chart in words, each over the whole run that it speaks of: ``连续7个月高于均值``."""

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from data.periods import Grain
from pipelines.cubes import Floats, Integers
from pipelines.statistics.control import Chart, Rule

#: How periods are counted.
COUNTED: dict[Grain, str] = {"month": "个月", "quarter": "个季度", "half": "个半年", "year": "年", "ytd": "个月"}
RULE_ZH: dict[Rule, str] = {
    "": "",
    "outside": "超出控制限",
    "trend": "连续7期升降",
    "two_of_three": "3期中2期近控制限",
    "shift": "连续7期在均值一侧",
}
_MORE_OR_LESS = {1: ("高于", "上升", "上"), -1: ("低于", "下降", "下")}


@dataclass(frozen=True)
class Signal:
    """What a rule found from one place of a series to another, both included."""

    first: int
    last: int
    rule: Rule
    side: int
    words: str


def list_signals(chart: Chart, values: Floats, base: Integers, grain: Grain) -> list[Signal]:
    """What the rules found, oldest first; ``base`` numbers the stretch of each place, where limits begin anew."""
    fired = list(zip(chart.rule, chart.side.tolist(), base.tolist(), strict=True))
    distance = np.round(values - chart.mean, 9)
    steps = np.where(np.diff(base, prepend=-1) == 0, np.diff(values, prepend=np.nan), np.nan)
    found: dict[tuple[int, int, Rule], Signal] = {}
    for (rule, side, stretch), places in groupby(range(len(fired)), key=lambda at: fired[at]):
        run = list(places)
        first, last = run[0], run[-1]
        if rule in ("shift", "trend"):
            # Another rule may have spoken for part of the run.
            inside = (base == stretch) & (np.sign(distance if rule == "shift" else steps) == side)
            while first > 0 and inside[first - 1 if rule == "shift" else first]:
                first -= 1
            while last + 1 < len(values) and inside[last + 1]:
                last += 1
        if rule:
            words = _describe(rule, side, last - first + 1, COUNTED[grain])
            found.setdefault((first, last, rule), Signal(first, last, rule, side, words))
    return list(found.values())


def _describe(rule: Rule, side: int, length: int, counted: str) -> str:
    more, rising, upper = _MORE_OR_LESS[side]
    match rule:
        case "outside":
            return f"{f'连续{length}{counted}' if length > 1 else ''}{more}控制{upper}限"
        case "trend":
            return f"连续{length}{counted}逐期{rising}"
        case "shift":
            return f"连续{length}{counted}{more}均值"
        case _:
            return f"3{counted}中至少2{counted}接近控制{upper}限"
