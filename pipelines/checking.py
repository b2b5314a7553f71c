"""Checks what a file states against the catalogue, against itself, and against what is known.

One function a rule, all of the form (facts, observation) -> a complaint or nothing; RULES lists
them. A relation is judged only where both sides are known: in the file, else in the store.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from data.definitions import Catalogue, Metric
from data.observations import Observation
from data.periods import shift_month
from data.problems import Problem, Severity
from data.store import Store
from pipelines.tidying.harvest import Harvest

HISTORY_MONTHS = 12
LEAST_HISTORY = 6
#: How near to a power of ten a value must be to look like a slip of the unit: within a factor of 1.6.
SLIP_WIDTH = 0.2


@dataclass(frozen=True)
class Complaint:
    """What is wrong with an observation: found and expected, and what to do."""

    found: str
    expected: str
    remedy: str = "请改正后重新报送"


class Facts:
    """What is known about a figure: stated in the file, else current in the store."""

    def __init__(self, catalogue: Catalogue, harvest: Harvest, store: Store | None) -> None:
        self.catalogue = catalogue
        self._stated = {key: o.value for key, o in harvest.observations.items()}
        self._known: dict[tuple[str, int, str], float] = {}
        self._own: dict[tuple[str, int, str], float] = {}
        keys = harvest.observations
        if store is not None and keys:
            first = min(month for _, month, _ in keys)
            last = max(month for _, month, _ in keys)
            months = [shift_month(first, -by) for by in range(HISTORY_MONTHS, 0, -1)]
            while first <= last:
                months.append(first)
                first = shift_month(first, 1)
            areas = sorted({area for _, _, area in keys})
            frame = store.figures(list(catalogue.codes()), months, areas)
            for metric, month, area, value, own in zip(
                frame["metric"], frame["month"], frame["area"], frame["value"], frame["own"], strict=True
            ):
                if not math.isnan(value):
                    self._known[metric, month, area] = value
                if not math.isnan(own):
                    self._own[metric, month, area] = own

    def value(self, metric: str, month: int, area: str) -> float | None:
        """The figure as reported, the file first."""
        key = (metric, month, area)
        return self._stated[key] if key in self._stated else self._known.get(key)

    def usual(self, metric: Metric, month: int, area: str) -> float | None:
        """The median of the unit's own last twelve months; nothing with fewer than six."""
        known = self._own if metric.basis in ("flow", "cumulative") else self._known
        past = [(metric.code, shift_month(month, -by), area) for by in range(1, HISTORY_MONTHS + 1)]
        values = [known[key] for key in past if key in known]
        return median(values) if len(values) >= LEAST_HISTORY else None

    def own(self, observation: Observation, metric: Metric) -> float | None:
        """The month's own amount."""
        value = observation.value
        if metric.basis != "cumulative" or observation.month % 100 == 1 or value is None:
            return value
        before = self.value(metric.code, shift_month(observation.month, -1), observation.area)
        return None if before is None else value - before


Rule = Callable[[Facts, Observation, Metric, float], Complaint | None]


def _below_minimum(_: Facts, observation: Observation, metric: Metric, value: float) -> Complaint | None:
    if value >= metric.minimum:
        return None
    return Complaint(f"“{observation.text}”", f"小于最小值 {metric.minimum:g}（{metric.label_zh}）")


def _above_maximum(_: Facts, observation: Observation, metric: Metric, value: float) -> Complaint | None:
    if metric.maximum is None or value <= metric.maximum:
        return None
    return Complaint(f"“{observation.text}”", f"大于最大值 {metric.maximum:g}（{metric.label_zh}）")


def _not_whole(_: Facts, observation: Observation, metric: Metric, value: float) -> Complaint | None:
    if not metric.whole or float(value).is_integer():
        return None
    return Complaint(f"“{observation.text}”", f"应为整数（{metric.label_zh}，单位 {metric.unit}）")


def _more_than_whole(facts: Facts, observation: Observation, metric: Metric, value: float) -> Complaint | None:
    if metric.part_of is None:
        return None
    whole = facts.value(metric.part_of, observation.month, observation.area)
    if whole is None or value <= whole:
        return None
    label = facts.catalogue[metric.part_of].label_zh
    return Complaint(
        f"{metric.label_zh}“{observation.text}”", f"大于{label} {whole:g}，部分不能超过整体", "请核对两个数"
    )


def _less_than_least(facts: Facts, observation: Observation, metric: Metric, value: float) -> Complaint | None:
    if metric.at_least is None:
        return None
    least = facts.value(metric.at_least, observation.month, observation.area)
    if least is None or value >= least:
        return None
    label = facts.catalogue[metric.at_least].label_zh
    return Complaint(f"{metric.label_zh}“{observation.text}”", f"小于{label} {least:g}", "请核对两个数")


def _overlap_broken(facts: Facts, observation: Observation, metric: Metric, value: float) -> Complaint | None:
    parts = [facts.value(code, observation.month, observation.area) for code in metric.overlapping_parts]
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts) or max(known) <= value <= sum(known):
        return None
    return Complaint(
        f"{metric.label_zh}“{observation.text}”",
        f"应在各部分的最大值 {max(known):g} 与合计 {sum(known):g} 之间（一人可同时受几种处分）",
        "请核对各数",
    )


def _difference_broken(facts: Facts, observation: Observation, metric: Metric, value: float) -> Complaint | None:
    if metric.difference is None:
        return None
    first, second = (facts.value(code, observation.month, observation.area) for code in metric.difference)
    if first is None or second is None or value == first - second:
        return None
    labels = [facts.catalogue[code].label_zh for code in metric.difference]
    return Complaint(f"{metric.label_zh}“{observation.text}”", f"应等于{labels[0]}减{labels[1]} {first - second:g}")


def _fallen(facts: Facts, observation: Observation, metric: Metric, value: float) -> Complaint | None:
    if metric.basis != "cumulative" or observation.month % 100 == 1:
        return None
    before = facts.value(metric.code, shift_month(observation.month, -1), observation.area)
    if before is None or value >= before:
        return None
    return Complaint(
        f"{metric.label_zh}本年累计“{observation.text}”",
        f"小于上月累计 {before:g}，累计数不应减少",
        "请填 1 月至本月的累计；如上月报错，请先更正上月",
    )


def _unit_slip(facts: Facts, observation: Observation, metric: Metric, value: float) -> Complaint | None:
    own, usual = facts.own(observation, metric), facts.usual(metric, observation.month, observation.area)
    if own is None or not usual or own <= 0:
        return None
    tens = math.log10(own / usual)
    # Small is only odd for a stock: a quiet month has few events.
    power = round(tens)
    if abs(tens - power) > SLIP_WIDTH or not (2 <= power <= 5 or (metric.basis == "stock" and -5 <= power <= -2)):
        return None
    factor = f"{10 ** abs(power)} {'倍' if power > 0 else '分之一'}"
    return Complaint(
        f"{metric.label_zh}“{observation.text}”",
        f"约为平常（{usual:g}）的 {factor}，像是单位填错",
        "请核对单位后重新报送",
    )


RULES: tuple[tuple[str, Severity, Rule], ...] = (
    ("below_minimum", "block", _below_minimum),
    ("above_maximum", "block", _above_maximum),
    ("not_whole", "block", _not_whole),
    ("more_than_whole", "block", _more_than_whole),
    ("less_than_least", "block", _less_than_least),
    ("overlap_broken", "block", _overlap_broken),
    ("difference_broken", "block", _difference_broken),
    ("cumulative_fallen", "block", _fallen),
    ("unit_slip", "block", _unit_slip),
)


def check(harvest: Harvest, catalogue: Catalogue, store: Store | None) -> list[Problem]:
    """Every rule on every observation; problems with their cells. Without a store no history is known."""
    facts = Facts(catalogue, harvest, store)
    return list(_apply(harvest.file, harvest.observations.values(), catalogue, facts))


def _apply(file: str, observations: Iterable[Observation], catalogue: Catalogue, facts: Facts) -> Iterable[Problem]:
    for observation in observations:
        metric = catalogue[observation.metric]
        for name, severity, rule in RULES:
            if observation.value is None:
                continue
            complaint = rule(facts, observation, metric, observation.value)
            if complaint is not None:
                yield Problem(
                    name,
                    severity,
                    complaint.found,
                    complaint.expected,
                    complaint.remedy,
                    file,
                    observation.sheet,
                    observation.cell,
                )
