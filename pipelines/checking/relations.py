"""Rules between figures of one unit and month, as the catalogue declares them.

Judged only where all sides are known, in the file or else in the store, and once for each metric
that declares a relation: at its own cell, or, where only another side stands in the file, at that one.
"""

from pipelines.checking.facts import Facts
from pipelines.checking.rules import Complaint, Figure, Rule

#: The most that the catalogue allows; beyond it differ only ways of adding up.
DECIMALS = 4


def _more_than_whole(facts: Facts, figure: Figure) -> Complaint | None:
    if figure.metric.part_of is None:
        return None
    whole = facts.value(figure.metric.part_of, figure.month, figure.area)
    if whole is None or figure.value <= whole:
        return None
    label = facts.catalogue[figure.metric.part_of].label_zh
    return Complaint(figure.named, f"大于{label} {whole:g}，部分不能超过整体", "请核对两个数")


def _less_than_least(facts: Facts, figure: Figure) -> Complaint | None:
    if figure.metric.at_least is None:
        return None
    least = facts.value(figure.metric.at_least, figure.month, figure.area)
    if least is None or figure.value >= least:
        return None
    return Complaint(figure.named, f"小于{facts.catalogue[figure.metric.at_least].label_zh} {least:g}", "请核对两个数")


def _overlap_broken(facts: Facts, figure: Figure) -> Complaint | None:
    """The largest part that is known limits from below, all parts together from above."""
    codes = figure.metric.overlapping_parts
    parts = [facts.value(code, figure.month, figure.area) for code in codes]
    known = [part for part in parts if part is not None]
    if not known:
        return None
    names = "、".join(facts.catalogue[code].label_zh for code in codes)
    if figure.value < max(known):
        return Complaint(
            figure.named, f"小于{names}中最大的 {max(known):g}，各部分可以交叉，但都不应超过总数", "请核对各数"
        )
    if len(known) == len(parts) and figure.value > sum(known):
        return Complaint(
            figure.named, f"大于{names}之和 {sum(known):g}，各部分可以交叉，合起来不应少于总数", "请核对各数"
        )
    return None


def _difference_broken(facts: Facts, figure: Figure) -> Complaint | None:
    if figure.metric.difference is None:
        return None
    first, second = (facts.value(code, figure.month, figure.area) for code in figure.metric.difference)
    if first is None or second is None or round(figure.value - (first - second), DECIMALS) == 0:
        return None
    labels = [facts.catalogue[code].label_zh for code in figure.metric.difference]
    return Complaint(figure.named, f"应等于{labels[0]}减{labels[1]} {first - second:g}", "请核对各数")


RELATIONS: tuple[tuple[str, Rule], ...] = (
    ("more_than_whole", _more_than_whole),
    ("less_than_least", _less_than_least),
    ("overlap_broken", _overlap_broken),
    ("difference_broken", _difference_broken),
)
