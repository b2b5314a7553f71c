"""Rules on what a file reports of a unit's month as a whole: left out, copied, or nothing but zeros."""

from collections.abc import Iterator, Mapping
from typing import get_args

from data.definitions import Metric
from data.observations import Observation
from data.periods import month_label, shift_month
from data.places import Area, Places
from data.problems import Problem, Severity
from pipelines.checking.chance import chance_of_same
from pipelines.checking.facts import Facts
from pipelines.tidying.harvest import Harvest

#: So many are named where figures are absent; the rest are counted.
NAMED = 5
#: A report like the last month's is said to be copied where that happens by chance once in so many reports.
COPY_CHANCE = 1 / 10_000
#: How many months the expectation of an unknown past weighs, against the months known.
PRIOR_MONTHS = 4
#: Fewer zeros than these are no report.
LEAST_ZEROS = 3

Report = Mapping[str, Observation]


def judge_reports(harvest: Harvest, facts: Facts, places: Places) -> Iterator[Problem]:
    """Every rule on the units and months of a file; one problem for all that is absent, else one for each report."""
    reports: dict[tuple[str, int], dict[str, Observation]] = {}
    for (metric, month, area), observation in harvest.observations.items():
        reports.setdefault((area, month), {})[metric] = observation
    yield from _say_absent(reports, facts, places, harvest)
    checks = facts.catalogue.checks
    for (area, month), report in reports.items():
        events = _events(facts, report)
        whose = f"{places[area].name}{month_label(month)}的 {len(events)} 个发生数"
        if checks.month_copied != "off" and _is_copied(facts, events, month, area):
            expected = f"与{month_label(shift_month(month, -1))}的完全相同，像是照抄上月"
            remedy = "请核对后重新报送；确实相同的，请说明理由"
            yield _problem("month_copied", checks.month_copied, whose, expected, remedy, harvest.file, events[0])
        if checks.zero_report != "off" and _is_empty(facts, events, month, places[area]):
            remedy = "漏填的请补填后重新报送；确属零报告的，请说明理由"
            yield _problem("zero_report", checks.zero_report, whose, "全部为 0", remedy, harvest.file, events[0])


def _problem(
    rule: str, severity: Severity, found: str, expected: str, remedy: str, file: str, first: Observation
) -> Problem:
    return Problem(rule, severity, found, expected, remedy, file, first.sheet, first.cell)


def _events(facts: Facts, report: Report) -> list[Observation]:
    """What a report states of the month's events; levels hold from month to month by themselves."""
    return [seen for code, seen in report.items() if seen.value is not None and _counts(facts.catalogue[code])]


def _counts(metric: Metric) -> bool:
    return metric.basis in ("flow", "cumulative")


def _is_copied(facts: Facts, events: list[Observation], month: int, area: str) -> bool:
    """Whether every figure is the last month's, though by its own past that hardly ever happens by chance."""
    chance = 1.0
    for seen in events:
        last = facts.value(seen.metric, shift_month(month, -1), area)
        if last is None:
            continue
        if seen.value != last:
            return False
        chance *= _chance_of_standing(facts, facts.catalogue[seen.metric], last, month, area)
    return chance < COPY_CHANCE


def _chance_of_standing(facts: Facts, metric: Metric, last: float, month: int, area: str) -> float:
    """How often a figure is that of the month before: by the unit's past, and by chance where little is known."""
    running = metric.basis == "cumulative" and month % 100 != 1
    history = facts.history(metric, month, area)
    if running:
        stood = [own == 0 for own in history.values()]
    else:
        before = {at: history.get(shift_month(at, -1)) for at in history}
        stood = [history[at] == earlier for at, earlier in before.items() if earlier is not None]
    # Of a running total nothing can be expected without its past.
    expected = 1.0 if running else chance_of_same(last)
    return (sum(stood) + PRIOR_MONTHS * expected) / (len(stood) + PRIOR_MONTHS)


def _is_empty(facts: Facts, events: list[Observation], month: int, area: Area) -> bool:
    """Whether a whole report is zeros, and no other month known of the unit is."""
    if len(events) < LEAST_ZEROS or any(seen.value for seen in events):
        return False
    asked = [metric for metric in facts.catalogue.metrics if _counts(metric) and area.asked_for(metric)]
    if 2 * len(events) < len(asked):
        return False
    quiet: dict[int, bool] = {}
    for seen in events:
        for at, own in facts.history(facts.catalogue[seen.metric], month, area.code).items():
            quiet[at] = quiet.get(at, True) and own == 0
    return not any(quiet.values())


def _say_absent(
    reports: Mapping[tuple[str, int], Report], facts: Facts, places: Places, harvest: Harvest
) -> Iterator[Problem]:
    """What is left out of the themes that a report states for the most part, and came in no other file."""
    for severity in get_args(Severity):
        gaps: dict[str, list[Metric]] = {}
        for (area, month), report in reports.items():
            absent = [
                metric
                for metric in _left_out(facts, report, places[area])
                if facts.catalogue.checks_of(metric.code).metric_absent == severity
                and facts.value(metric.code, month, area) is None
                and (metric.code, month, area) not in harvest.unread
            ]
            if absent:
                gaps[f"{places[area].name}{month_label(month)}"] = absent
        if gaps:
            lines = [f"{whose}{_list([metric.label_zh for metric in absent])}" for whose, absent in gaps.items()]
            count = sum(len(absent) for absent in gaps.values())
            remedy = "没有发生填 0，没有这项工作填“不适用”"
            yield Problem(
                "metric_absent", severity, f"有 {count} 个数没有填", f"：{_list(lines, '；')}", remedy, harvest.file
            )


def _left_out(facts: Facts, report: Report, area: Area) -> Iterator[Metric]:
    for theme in dict.fromkeys(facts.catalogue[code].theme for code in report):
        asked = [metric for metric in facts.catalogue.of_theme(theme) if metric.asked]
        absent = [metric for metric in asked if metric.code not in report and area.asked_for(metric)]
        if absent and 2 * len(absent) <= sum(map(area.asked_for, asked)):
            yield from absent


def _list(names: list[str], between: str = "、") -> str:
    shown = between.join(names[:NAMED])
    return f"{shown}等" if len(names) > NAMED else shown
