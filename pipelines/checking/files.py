"""All rules on all figures of a file."""

from collections.abc import Iterator, Sequence
from itertools import islice

from data.definitions import Catalogue
from data.observations import Observation
from data.problems import Problem
from data.store import Store
from pipelines.checking.facts import Facts, Key, recall
from pipelines.checking.patterns import PATTERNS
from pipelines.checking.relations import RELATIONS
from pipelines.checking.reports import judge_reports
from pipelines.checking.rules import RULES, Figure, Rule
from pipelines.checking.sums import judge_wholes
from pipelines.tidying.harvest import Harvest


def check(harvest: Harvest, catalogue: Catalogue, store: Store | None) -> list[Problem]:
    """Every rule on every observation; problems with their cells. Without a store no history is known."""
    return check_all([harvest], catalogue, store)[0]


def check_all(harvests: Sequence[Harvest], catalogue: Catalogue, store: Store | None) -> list[list[Problem]]:
    """The same for several files, of which none is held against another."""
    known = recall(catalogue, harvests, store) if store is not None else {}
    return [_check(harvest, Facts(catalogue, harvest, known), store) for harvest in harvests]


def _check(harvest: Harvest, facts: Facts, store: Store | None) -> list[Problem]:
    problems: list[Problem] = []
    judged: set[Key] = set()
    for observation in harvest.observations.values():
        problems += _judge(facts, observation, harvest.file, judged)
    if store is not None:
        problems += judge_reports(harvest, facts, store.places)
        problems += judge_wholes(harvest, store)
    return problems


def _judge(facts: Facts, observation: Observation, file: str, judged: set[Key]) -> Iterator[Problem]:
    """``judged`` are the metrics, months and areas whose relations were looked at already."""
    metric = facts.catalogue[observation.metric]
    month, area = observation.month, observation.area
    if observation.value is not None:
        figure = Figure(metric, month, area, observation.value, observation.text)
        yield from _apply(RULES, facts, figure, observation, file)
        if metric.related:
            yield from _apply(RELATIONS, facts, figure, observation, file)
        if len(facts.series(metric.code, area)) > 1:
            # One odd figure is odd in many ways: the plainest is said.
            yield from islice(_apply(PATTERNS, facts, figure, observation, file), 1)
    for owner in facts.catalogue.owners_of(metric.code):
        key = (owner.code, month, area)
        value = facts.value(*key)
        if key in facts.stated or key in judged or value is None:
            continue
        judged.add(key)
        yield from _apply(RELATIONS, facts, Figure(owner, month, area, value, f"{value:g}"), observation, file)


def _apply(
    rules: Sequence[tuple[str, Rule]], facts: Facts, figure: Figure, observation: Observation, file: str
) -> Iterator[Problem]:
    """The problems of a figure, each as strict as the catalogue says, at the cell of an observation."""
    checks = facts.catalogue.checks_of(figure.metric.code)
    for name, judge in rules:
        severity = getattr(checks, name)
        if severity != "off" and (said := judge(facts, figure)):
            place = (file, observation.sheet, observation.cell)
            yield Problem(name, severity, said.found, said.expected, said.remedy, *place)
