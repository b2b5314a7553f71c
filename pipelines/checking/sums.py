"""What a file states of a whole area against the sum of the units below it."""

from collections.abc import Iterable, Iterator

from data.areas import Area
from data.definitions import Metric
from data.places import Places
from data.problems import Problem
from data.store import Store
from pipelines.checking.facts import Key
from pipelines.tidying.harvest import Harvest

#: Only these count as an answer; who says 不公布 leaves the sum unknown.
ANSWERED = ("reported", "not_applicable")


def judge_wholes(harvest: Harvest, store: Store) -> Iterator[Problem]:
    """A problem for each stated whole that is not its units' sum, where all of them have answered.

    What is the district's own figure (``report_area``) is no sum, and what the tables' own totals
    say already is not said twice. The store is asked once, and only for files that state a whole.
    """
    said = {(problem.sheet, problem.cell) for problem in harvest.problems}
    below: dict[Key, list[Key]] = {}
    for key, stated in harvest.wholes.items():
        code, month, area = key
        metric = store.catalogue[code]
        if metric.report_area != "own" and (stated.sheet, stated.cell) not in said:
            below[key] = [(code, month, unit.code) for unit in _find_units(store.places, metric, month, area)]
    answers = _find_answers(harvest, store, [part for parts in below.values() for part in parts])
    for key, parts in below.items():
        metric, stated = store.catalogue[key[0]], harvest.wholes[key]
        severity = store.catalogue.checks_of(metric.code).sum_differs
        found = [answers[part] for part in parts if part in answers]
        total = sum(found)
        if severity == "off" or stated.value is None or not parts or len(found) < len(parts):
            continue
        if abs(total - stated.value) > 1e-6 * max(1.0, abs(total)):
            yield Problem(
                "sum_differs",
                severity,
                f"{store.places[key[2]].name}{metric.label_zh}“{stated.text}”",
                f"与所属 {len(parts)} 个单位之和 {total:g} 不等",
                "请核对各单位的数和总数；总数另有出处的，请说明理由",
                harvest.file,
                stated.sheet,
                stated.cell,
            )


def _find_units(places: Places, metric: Metric, month: int, area: str) -> list[Area]:
    """Who answers for an area: the outermost that are asked, since a township's figure holds its villages'."""
    asked = places.askers(area, metric, month)
    codes = {unit.code for unit in asked}
    return [unit for unit in asked if not any(above.code in codes for above in places.ancestors(unit.code))]


def _find_answers(harvest: Harvest, store: Store, parts: Iterable[Key]) -> dict[Key, float]:
    """What units have answered, the file first; 不适用 adds nothing to a sum."""
    wanted = set(parts)
    if not wanted:
        return {}
    codes, months, areas = (sorted(set(names)) for names in zip(*wanted, strict=True))
    known = store.values(codes, months, areas)
    answers = {(code, month, area): value or 0.0 for code, month, area, value, state in known if state in ANSWERED}
    answers |= {key: seen.value or 0.0 for key, seen in harvest.observations.items() if seen.state in ANSWERED}
    return answers
