"""Rules on one figure: bounds, whole numbers, a running total that falls, a slip of the unit.

Each is of the form (facts, figure) -> a complaint or nothing; RULES lists them with their severity.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from data.definitions import Metric
from data.periods import month_label, shift_month
from data.problems import Severity
from pipelines.checking.facts import Facts

#: How near to a power of ten a value must be to look like a slip of the unit: within a factor of 1.6.
SLIP_WIDTH = 0.2


@dataclass(frozen=True)
class Figure:
    """A reported figure to be judged; ``text`` is how its cell writes it."""

    metric: Metric
    month: int
    area: str
    value: float
    text: str

    @property
    def named(self) -> str:
        return f"{self.metric.label_zh}“{self.text}”"


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a figure: found and expected, and what to do."""

    found: str
    expected: str
    remedy: str = "请改正后重新报送"


Rule = Callable[[Facts, Figure], Complaint | None]


def _below_minimum(_: Facts, figure: Figure) -> Complaint | None:
    metric = figure.metric
    if figure.value >= metric.minimum:
        return None
    return Complaint(f"“{figure.text}”", f"小于最小值 {metric.minimum:g}（{metric.label_zh}）")


def _above_maximum(_: Facts, figure: Figure) -> Complaint | None:
    metric = figure.metric
    if metric.maximum is None or figure.value <= metric.maximum:
        return None
    return Complaint(f"“{figure.text}”", f"大于最大值 {metric.maximum:g}（{metric.label_zh}）")


def _not_whole(_: Facts, figure: Figure) -> Complaint | None:
    metric = figure.metric
    if not metric.whole or float(figure.value).is_integer():
        return None
    return Complaint(f"“{figure.text}”", f"应为整数（{metric.label_zh}，单位 {metric.unit}）")


def _fallen(facts: Facts, figure: Figure) -> Complaint | None:
    if figure.metric.basis != "cumulative" or figure.month % 100 == 1:
        return None
    before = facts.value(figure.metric.code, shift_month(figure.month, -1), figure.area)
    if before is None or figure.value >= before:
        return None
    return Complaint(
        f"{figure.metric.label_zh}本年累计“{figure.text}”",
        f"小于上月累计 {before:g}，累计数不应减少",
        "请填 1 月至本月的累计；如上月报错，请先更正上月",
    )


def _above_next(facts: Facts, figure: Figure) -> Complaint | None:
    """A correction of an earlier month that the known next one does not follow; within a file the next one speaks."""
    following = shift_month(figure.month, 1)
    key = (figure.metric.code, following, figure.area)
    after = facts.value(*key)
    if figure.metric.basis != "cumulative" or following % 100 == 1 or key in facts.stated or after is None:
        return None
    if figure.value <= after:
        return None
    return Complaint(
        f"{figure.metric.label_zh}本年累计“{figure.text}”",
        f"大于已报的{month_label(following)}累计 {after:g}",
        "请一并更正以后各月",
    )


def _unit_slip(facts: Facts, figure: Figure) -> Complaint | None:
    place = (figure.metric, figure.month, figure.area)
    own, usual = facts.own(*place), facts.usual(*place)
    if own is None or not usual or own <= 0:
        return None
    tens = math.log10(own / usual)
    # Small is only odd for a stock: a quiet month has few events.
    power = round(tens)
    small = figure.metric.basis == "stock" and -5 <= power <= -2
    if abs(tens - power) > SLIP_WIDTH or not (2 <= power <= 5 or small):
        return None
    factor = f"{10 ** abs(power)} {'倍' if power > 0 else '分之一'}"
    return Complaint(figure.named, f"约为平常（{usual:g}）的 {factor}，像是单位填错", "请核对单位后重新报送")


RULES: tuple[tuple[str, Severity, Rule], ...] = (
    ("below_minimum", "block", _below_minimum),
    ("above_maximum", "block", _above_maximum),
    ("not_whole", "block", _not_whole),
    ("cumulative_fallen", "block", _fallen),
    ("above_next", "warn", _above_next),
    ("unit_slip", "block", _unit_slip),
)
