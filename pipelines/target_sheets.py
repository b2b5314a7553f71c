"""A sheet of annual targets: the township's or the district's table, read as any workbook, each figure a target.

The year stands in a title, the sheet's or the file's name, or is told. A cell that says 不适用 takes a
target back, an empty one leaves it as it is.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

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
    harvest = read_content(content, name, names, Hints(month=stated * 100 + 12))
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
    found = f"“{seen.text}”（{metric.label_zh}）"
    if why := explain_no_target(metric):
        remedy = "请从目标表里去掉这个指标"
        harvest.fault("no_target", seen.sheet, seen.cell, f"{metric.label_zh}的目标", f"不能设：{why}", remedy)
    elif seen.value is None or (metric.minimum <= seen.value and (seen.value > 0 or metric.polarity == "lower")):
        if seen.value is not None and metric.whole and seen.value != int(seen.value):
            harvest.fault("not_whole", seen.sheet, seen.cell, found, "不是整数", f"请填写整数，单位是{metric.unit}")
            return False
        return True
    else:
        remedy = "请填写要达到的数；不设目标写“不适用”"
        harvest.fault("target_too_small", seen.sheet, seen.cell, found, "作不了目标，应大于 0", remedy)
    return False


def take_targets(
    store: Store, content: bytes, name: str, by: str, at: datetime, year: int | None = None
) -> tuple[TargetSheet, int]:
    """Read a file and keep its targets, all or none; how many of them are new or changed."""
    sheet = read_targets(content, name, Names(store.catalogue, store.places), year)
    if sheet.refused:
        return sheet, 0
    digest = hashlib.sha256(content).hexdigest()
    return sheet, store.set_targets(sheet.targets, by, at, name, digest, content)
