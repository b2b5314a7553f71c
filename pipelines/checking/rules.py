"""Rules on one figure: bounds, whole numbers, a running total that falls.

Each is of the form (facts, figure) -> a complaint or nothing; RULES lists them by the names under
which the catalogue says how strictly they are taken.
"""

from collections.abc import Callable
from dataclasses import dataclass

from data.definitions import Metric
from data.periods import month_label, shift_month
from pipelines.checking.facts import Facts


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
    if figure.metric.basis != "cumulative":
        return None
    before = facts.earlier(figure.metric.code, figure.month, figure.area)
    if before is None or figure.value >= before[1]:
        return None
    last = "上月" if before[0] == shift_month(figure.month, -1) else month_label(before[0])
    return Complaint(
        f"{figure.metric.label_zh}本年累计“{figure.text}”",
        f"小于{last}累计 {before[1]:g}，累计数不应减少",
        f"请填 1 月至本月的累计；如{last}报错，请先更正{last}，确实减少的请说明理由",
    )


def _above_next(facts: Facts, figure: Figure) -> Complaint | None:
    """A correction of an earlier month that the known next one does not follow; within a file the next one speaks."""
    if figure.metric.basis != "cumulative":
        return None
    after = facts.later(figure.metric.code, figure.month, figure.area)
    if after is None or figure.value <= after[1] or (figure.metric.code, after[0], figure.area) in facts.stated:
        return None
    return Complaint(
        f"{figure.metric.label_zh}本年累计“{figure.text}”",
        f"大于已报的{month_label(after[0])}累计 {after[1]:g}",
        "请一并更正以后各月",
    )


RULES: tuple[tuple[str, Rule], ...] = (
    ("below_minimum", _below_minimum),
    ("above_maximum", _above_maximum),
    ("not_whole", _not_whole),
    ("cumulative_fallen", _fallen),
    ("above_next", _above_next),
)
