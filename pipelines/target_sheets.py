"""A sheet of annual targets: the township's or the district's table, read as any workbook, each figure a target.

The year stands in a title, the sheet's or the file's name, or is told. A cell that says 不适用 takes a
target back, an empty one leaves it as it is.
"""

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from data.definitions import Metric
from data.observations import Observation
from data.problems import Problem, Refusal
from data.store import Store
from data.targets import Target, explain_no_target
from pipelines.gathering import read_content
from pipelines.harmonising import Names
from pipelines.hints import Hints
from pipelines.reading.tables import find_tables
from pipelines.reading.workbook import open_workbook
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.periods import find_year, texts_about_period


@dataclass(frozen=True)
class TargetSheet:
    """What a file sets: targets and all problems; with a blocking one nothing of it may be kept."""

    year: int | None
    targets: tuple[Target, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        return any(problem.severity == "block" for problem in self.problems)


def read_targets(content: bytes, name: str, names: Names, year: int | None = None) -> TargetSheet:
    """The targets that a file sets; ``year`` is what the sender said, where the file does not say."""
    try:
        said = _find_years(content, name)
    except Refusal as refusal:
        return TargetSheet(None, (), tuple(refusal.problems))
    years = said | ({year} if year else set())
    if len(years) != 1:
        found = "没有写明是哪一年" if not years else "、".join(f"{each}年" for each in sorted(years))
        expected = "的目标" if not years else "互相矛盾"
        remedy = "请在标题写明“2025年度目标”的样子，一份表只写一年"
        return TargetSheet(None, (), (Problem("target_year", "block", found, expected, remedy, name),))
    stated = years.pop()
    # The reader asks for a month: a target is what the last one is to end with.
    harvest = read_content(content, name, names, Hints(month=stated * 100 + 12, planned=True))
    targets = [
        Target(seen.metric, stated, seen.area, seen.value, seen.sheet, seen.cell)
        for seen in harvest.observations.values()
        if _judge(seen, harvest, names)
    ]
    return TargetSheet(stated, tuple(targets), tuple(harvest.problems))


def _find_years(content: bytes, name: str) -> set[int]:
    """Every year that titles, labels, sheets or the file's name tell."""
    sheets = open_workbook(content, name).sheets
    texts = [text for grid in sheets for table in find_tables(grid) for _, text in texts_about_period(table, "")]
    texts.append(PurePath(name).stem)
    return {year for text in texts if (year := find_year(text)) is not None}


def _judge(seen: Observation, harvest: Harvest, names: Names) -> bool:
    """Whether a figure can be a target; what speaks against it is noted."""
    metric = names.catalogue[seen.metric]
    fault = find_fault(metric, seen.value)
    if fault:
        rule, expected, remedy = fault
        found = f"{metric.label_zh}的目标“{seen.text}”"
        harvest.fault(rule, seen.sheet, seen.cell, found, expected, remedy)
    return fault is None


def find_fault(metric: Metric, value: float | None) -> tuple[str, str, str] | None:
    """Why a value can be no target of a metric: rule, what is expected, what to do; ``None`` where it can."""
    if why := explain_no_target(metric):
        return "no_target", f"不能设：{why}", "请不要给这个指标设目标"
    if value is None:
        return None
    if not math.isfinite(value) or value < metric.minimum or (value == 0 and metric.polarity == "higher"):
        return "target_too_small", "作不了目标，应是大于 0 的数", "请填写年末要达到的数；不设目标的，表里写“不适用”"
    if metric.whole and value != int(value):
        return "not_whole", "不是整数", f"请填写整数，单位是{metric.unit}"
    return None


def take_targets(
    store: Store, content: bytes, name: str, by: str, at: datetime, year: int | None = None
) -> tuple[TargetSheet, int]:
    """Read a file and keep its targets, all or none; how many of them are new or changed."""
    sheet = read_targets(content, name, Names(store.catalogue, store.places), year)
    if sheet.refused:
        return sheet, 0
    digest = hashlib.sha256(content).hexdigest()
    return sheet, store.set_targets(sheet.targets, by, at, name, digest, content)


def type_target(store: Store, year: int, metric: str, area: str, text: str, by: str, at: datetime) -> None:
    """Set one target as a person typed it; an empty text takes it back. Raise ``Refusal`` for what cannot be one,
    ``LookupError`` where there is no such metric or unit."""
    if metric not in store.catalogue or area not in store.places:
        raise LookupError("没有这个指标或单位。")
    declared, unit = store.catalogue[metric], store.places[area]
    if not unit.asked_for(declared):
        raise LookupError(f"{unit.name}不报{declared.label_zh}。")
    written = text.strip().replace(",", "").replace("，", "")
    try:
        value = float(written) if written else None
    except ValueError:
        value = float("nan")
    fault = find_fault(declared, value)
    if fault:
        rule, expected, remedy = fault
        found = f"{unit.name}{year}年{declared.label_zh}的目标“{text.strip()}”"
        raise Refusal([Problem(rule, "block", found, expected, remedy)])
    store.set_targets([Target(metric, year, area, value)], by, at)
