"""Rules between figures of one unit and month, as the catalogue declares them.

Judged only where all sides are known, in the file or else in the store, and once for each metric
that declares a relation: at its own cell, or, where only another side stands in the file, at that one.
"""

from data.problems import Severity
from pipelines.checking.facts import Facts
from pipelines.checking.rules import Complaint, Figure, Rule


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
    parts = [facts.value(code, figure.month, figure.area) for code in figure.metric.overlapping_parts]
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts) or max(known) <= figure.value <= sum(known):
        return None
    return Complaint(
        figure.named,
        f"应在各部分的最大值 {max(known):g} 与合计 {sum(known):g} 之间（一人可同时受几种处分）",
        "请核对各数",
    )


def _difference_broken(facts: Facts, figure: Figure) -> Complaint | None:
    if figure.metric.difference is None:
        return None
    first, second = (facts.value(code, figure.month, figure.area) for code in figure.metric.difference)
    if first is None or second is None or figure.value == first - second:
        return None
    labels = [facts.catalogue[code].label_zh for code in figure.metric.difference]
    return Complaint(figure.named, f"应等于{labels[0]}减{labels[1]} {first - second:g}", "请核对各数")


RELATIONS: tuple[tuple[str, Severity, Rule], ...] = (
    ("more_than_whole", "block", _more_than_whole),
    ("less_than_least", "block", _less_than_least),
    ("overlap_broken", "block", _overlap_broken),
    ("difference_broken", "block", _difference_broken),
)
