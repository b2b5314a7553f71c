"""What must be true of a catalogue beyond the types of its keys."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from data.definitions import Metric, Theme
from data.names import fold_name

Fault = tuple[str, str]


def find_contradictions(
    metric: Metric, known: Mapping[str, Metric], declared: Collection[str] | None
) -> Iterator[Fault]:
    """Key and complaint for every reference to nothing and every pair of keys that exclude one another.

    ``known`` are the metrics that could be read, ``declared`` all codes that stand in the files;
    ``None`` where a file could not be read and any code may be in it.
    """
    references = [("part_of", metric.part_of), ("at_least", metric.at_least)]
    references += [("overlapping_parts", code) for code in metric.overlapping_parts]
    references += [("difference", code) for code in metric.difference or ()]
    references += [("rate.per", metric.rate.per)] if metric.rate else []
    for key, code in references:
        if code == metric.code:
            yield key, "不能指向自己"
        elif code is not None and declared is not None and code not in declared:
            yield key, f"没有名为“{code}”的指标"
    if metric.maximum is not None and metric.maximum < metric.minimum:
        yield "maximum", f"小于 minimum {metric.minimum:g}"
    if (metric.basis == "ledger") != (metric.ledger is not None):
        yield "ledger", 'basis = "ledger" 与 ledger 表必须同时出现'
    if metric.overlapping_parts and len(set(metric.overlapping_parts)) < 2:
        yield "overlapping_parts", "至少两个不同的部分才谈得上交叉"
    if metric.difference and metric.difference[0] == metric.difference[1]:
        yield "difference", "被减数与减数是同一个指标"
    if metric.nature == "events" and not metric.whole:
        yield "nature", "偶发事件逐件计数，decimals 应为 0"
    if metric.share and not metric.part_of:
        yield "share", "占比需要 part_of 指明整体"
    yield from _mismatched_relations(metric, known)
    yield from _impossible_quotients(metric, known)


def _mismatched_relations(metric: Metric, known: Mapping[str, Metric]) -> Iterator[Fault]:
    """Figures can only be compared where they count the same thing."""
    whole = known.get(metric.part_of) if metric.part_of else None
    if whole:
        if _unit(whole) != _unit(metric):
            yield "part_of", f"单位“{metric.unit}”与整体“{whole.code}”的单位“{whole.unit}”不同"
        if metric.code in _wholes_above(whole, known):
            yield "part_of", "部分与整体互相包含"
    same: list[tuple[str, str]] = [("overlapping_parts", code) for code in metric.overlapping_parts]
    same += [("difference", code) for code in metric.difference or ()]
    for key, code in same:
        other = known.get(code)
        if other and other.basis != metric.basis:
            yield key, f"“{code}”的口径（{other.basis}）与本指标（{metric.basis}）不同，不能核对"
        if other and _unit(other) != _unit(metric):
            yield key, f"“{code}”的单位“{other.unit}”与本指标的单位“{metric.unit}”不同"


def _impossible_quotients(metric: Metric, known: Mapping[str, Metric]) -> Iterator[Fault]:
    """A quotient needs a denominator that stands still and somebody who reports both."""
    per = known.get(metric.rate.per) if metric.rate else None
    if per and per.basis != "stock":
        yield "rate.per", f"分母“{per.code}”应为期末存量（stock），现为 {per.basis}"
    for key, denominator in (("rate.per", per), ("share", known.get(metric.part_of or "") if metric.share else None)):
        if denominator and not set(denominator.reported_by) & set(metric.reported_by):
            yield key, f"没有哪一级同时填报本指标和分母“{denominator.code}”，算不出比值"


def _unit(metric: Metric) -> str:
    """The unit; persons are counted in 人 and in 名 alike."""
    return "人" if metric.unit == "名" else metric.unit


def _wholes_above(metric: Metric, known: Mapping[str, Metric]) -> set[str]:
    above: set[str] = set()
    current: Metric | None = metric
    while current and current.part_of and current.part_of not in above:
        above.add(current.part_of)
        current = known.get(current.part_of)
    return above


def find_collisions(themes: Sequence[Theme], metrics: Sequence[Metric], home: Mapping[str, str]) -> list[str]:
    """Lines for everything that must be unique and is not; ``home`` is the file of each code.

    A name that two metrics answer to would be read as either: it is refused here, not at the intake.
    """
    units = {metric.unit for metric in metrics}
    places: dict[tuple[str, str], dict[str, str]] = {}

    def claim(kind: str, value: str, code: str, place: str) -> None:
        places.setdefault((kind, value), {})[code] = place

    for theme in themes:
        claim("order：次序", str(theme.order), theme.code, f"{theme.code}.toml › theme.")
    for metric in metrics:
        place = f"{home[metric.code]} › metrics.{metric.code}"
        for name in (metric.code, metric.label_zh, *metric.aliases):
            claim("：名称或别名", fold_name(name, units), metric.code, place)
        if metric.figure is not None:
            claim("figure：编号", str(metric.figure), metric.code, f"{place}.")
        if metric.headline is not None:
            claim("headline：次序", f"{metric.theme} {metric.headline}", metric.code, f"{place}.")
        if metric.ledger:
            counted = f"{metric.ledger.source or '全部来源'} {metric.ledger.count}"
            claim("ledger：统计项", counted, metric.code, f"{place}.")
    return [
        f"{next(iter(owners.values()))}{kind}“{value}”同属 {'、'.join(owners)}"
        for (kind, value), owners in places.items()
        if len(owners) > 1
    ]
