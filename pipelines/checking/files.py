"""All rules on all figures of a file."""

from collections.abc import Iterator

from data.definitions import Catalogue, Metric
from data.observations import Observation
from data.periods import month_label
from data.places import Places
from data.problems import Problem, Severity
from data.store import Store
from pipelines.checking.facts import Facts
from pipelines.checking.relations import RELATIONS
from pipelines.checking.rules import RULES, Complaint, Figure
from pipelines.tidying.harvest import Harvest

#: So many are named where figures are absent; the rest are counted.
NAMED = 5


def check(harvest: Harvest, catalogue: Catalogue, store: Store | None) -> list[Problem]:
    """Every rule on every observation; problems with their cells. Without a store no history is known."""
    facts = Facts(catalogue, harvest, store)
    problems: list[Problem] = []
    judged: set[tuple[str, int, str]] = set()
    for observation in harvest.observations.values():
        for rule, severity, complaint in _judge(facts, observation, judged):
            problems.append(_place(rule, severity, complaint, harvest.file, observation))
    if store is not None:
        problems += _absent(harvest, facts, store.places)
    return problems


def _judge(
    facts: Facts, observation: Observation, judged: set[tuple[str, int, str]]
) -> Iterator[tuple[str, Severity, Complaint]]:
    """``judged`` are the metrics, months and areas whose relations were looked at already."""
    metric = facts.catalogue[observation.metric]
    month, area = observation.month, observation.area
    if observation.value is not None:
        figure = Figure(metric, month, area, observation.value, observation.text)
        for rule, severity, judge in (*RULES, *RELATIONS):
            if complaint := judge(facts, figure):
                yield rule, severity, complaint
    for owner in facts.owners.get(metric.code, ()):
        key = (owner.code, month, area)
        value = facts.value(*key)
        if key in facts.stated or key in judged or value is None:
            continue
        judged.add(key)
        for rule, severity, judge in RELATIONS:
            if complaint := judge(facts, Figure(owner, month, area, value, f"{value:g}")):
                yield rule, severity, complaint


def _place(rule: str, severity: Severity, complaint: Complaint, file: str, observation: Observation) -> Problem:
    return Problem(
        rule,
        severity,
        complaint.found,
        complaint.expected,
        complaint.remedy,
        file,
        observation.sheet,
        observation.cell,
    )


def _absent(harvest: Harvest, facts: Facts, places: Places) -> Iterator[Problem]:
    """What the units and months that a file reports for the most part leave out, all in one."""
    stated: dict[tuple[str, int], set[str]] = {}
    for metric, month, area in harvest.observations:
        stated.setdefault((area, month), set()).add(metric)
    gaps: dict[str, list[Metric]] = {}
    for (area, month), said in stated.items():
        asked = [metric for metric in facts.catalogue.metrics if metric.asked and places[area].asked_for(metric)]
        absent = [metric for metric in asked if metric.code not in said]
        if absent and 2 * len(absent) <= len(asked):
            gaps[f"{places[area].name}{month_label(month)}"] = absent
    if gaps:
        lines = [f"{whose}{_list([metric.label_zh for metric in absent])}" for whose, absent in gaps.items()]
        count = sum(len(absent) for absent in gaps.values())
        remedy = "没有发生填 0，没有这项工作填“不适用”"
        found, expected = f"有 {count} 个数没有填", f"：{_list(lines, '；')}"
        yield Problem("metric_absent", "warn", found, expected, remedy, harvest.file)


def _list(names: list[str], between: str = "、") -> str:
    shown = between.join(names[:NAMED])
    return f"{shown}等" if len(names) > NAMED else shown
