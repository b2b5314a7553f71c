"""Reads the declared scores and reports every fault in them at once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from data.areas import KINDS
from data.declarations import declare, parse_toml, pick_tables
from data.definitions import Catalogue
from data.scores import FULL, Counted, Extra, Grade, Group, Item, Score, Veto
from data.targets import explain_no_target

_TABLES = {"items": Item, "bonuses": Extra, "deductions": Extra, "vetoes": Veto, "groups": Group}
_KEYS = ("score", "grades", *_TABLES)


class ScoreFault(Exception):
    """A score contradicts itself or the catalogue; ``faults`` are lines ``file › key：what is wrong``."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("考核办法有误：\n" + "\n".join(faults))
        self.faults = faults


def load_scores(folder: Path, catalogue: Catalogue) -> tuple[Score, ...]:
    """Read every ``*.toml`` of a folder, by name; a folder that is not there declares no score.

    Raise ``ScoreFault`` with all faults of all files.
    """
    faults: list[str] = []
    scores = [_load(path, catalogue, faults) for path in sorted(folder.glob("*.toml"))]
    if faults:
        raise ScoreFault(faults)
    return tuple(score for score in scores if score is not None)


def _load(path: Path, catalogue: Catalogue, faults: list[str]) -> Score | None:
    declared = parse_toml(path.read_bytes(), path.name, faults)
    if declared is None:
        return None
    before = len(faults)
    faults += [f"{path.name} › {key}：没有这个键；只有 {'、'.join(_KEYS)}" for key in declared if key not in _KEYS]
    parts: dict[str, Any] = {name: _declare_all(name, declared, path.name, faults) for name in _TABLES}
    parts["grades"] = _declare_grades(declared.get("grades", []), path.name, faults)
    head = declared.get("score", {})
    sound = all(part is not None for several in parts.values() for part in several)
    if sound:
        faults += [f"{path.name} › {key}：{what}" for key, what in _find_contradictions(parts, head, catalogue)]
    score = declare(Score, head, {"code": path.stem, **parts}, f"{path.name} › score", faults)
    return score if len(faults) == before else None


def _declare_all(name: str, declared: Mapping[str, Any], file: str, faults: list[str]) -> tuple[Any, ...]:
    tables = pick_tables(declared, name, file, faults)
    return tuple(
        declare(_TABLES[name], table, {"code": code}, f"{file} › {name}.{code}", faults)
        for code, table in tables.items()
    )


def _declare_grades(tables: Any, file: str, faults: list[str]) -> tuple[Grade | None, ...]:
    if not isinstance(tables, list):
        faults.append(f"{file} › grades：应为若干个 [[grades]] 表，从高到低")
        return (None,)
    return tuple(declare(Grade, table, {}, f"{file} › grades.{place}", faults) for place, table in enumerate(tables))


def _find_contradictions(
    parts: Mapping[str, tuple[Any, ...]], head: Any, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    """Key and complaint for everything that cannot be, beyond the types of single keys."""
    for name in ("items", "bonuses", "deductions", "vetoes"):
        for counted in parts[name]:
            for key, what in _judge_figure(name, counted, catalogue):
                yield f"{name}.{counted.code}.{key}", what
    for item in parts["items"]:
        for key, what in _judge_item(item, catalogue):
            yield f"items.{item.code}.{key}", what
    if not parts["items"]:
        yield "items", "至少要有 1 项"
    elif abs(total := sum(item.weight for item in parts["items"])) and abs(total - FULL) > 1e-9:
        yield "items", f"各项 weight 合计 {total:g}，应为 {FULL:g}"
    twice = Counter((item.metric, item.form) for item in parts["items"])
    yield from (
        ("items", f"{metric} 的 {form} 计了 {count} 次") for (metric, form), count in twice.items() if count > 1
    )
    for name, cap in (("bonuses", "bonus_cap"), ("deductions", "deduction_cap")):
        if bool(parts[name]) != bool(isinstance(head, dict) and head.get(cap)):
            yield f"score.{cap}", f"{cap} 与 {name} 必须同时出现"
    yield from _judge_groups(parts["groups"])
    yield from _judge_grades(parts["grades"])


def _judge_figure(name: str, counted: Counted, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Whether a figure may count at all, and on which side."""
    if counted.metric not in catalogue:
        yield "metric", f"没有名为“{counted.metric}”的指标"
        return
    metric = catalogue[counted.metric]
    if metric.polarity == "no_judgement":
        yield "metric", f"“{metric.label_zh}”不作评判，不能计分"
    elif metric.polarity == "none":
        yield "metric", f"“{metric.label_zh}”不分高低，不能计分"
    elif metric.reported_by == ("district",) and metric.asked:
        yield "metric", f"“{metric.label_zh}”只由区级填报，被考核的单位都没有"
    elif name == "bonuses" and metric.polarity != "higher":
        yield "metric", f"“{metric.label_zh}”越低越好，不能加分"
    elif name in ("deductions", "vetoes") and metric.polarity != "lower":
        yield "metric", f"“{metric.label_zh}”越高越好，不能扣分或否决"
    if counted.form not in metric.forms:
        yield "form", f"“{metric.label_zh}”没有 {counted.form}，只有 {'、'.join(metric.forms)}"


def _judge_item(item: Item, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Whether an item's keys fit the way in which it earns points."""
    for key, default, way in (("cap", 1.0, "target"), ("least", 0.0, "rank"), ("each", None, "case")):
        if getattr(item, key) != default and item.by != way:
            yield key, f'只用于 by = "{way}"'
    if item.by == "case" and item.each is None:
        yield "each", '缺少这个键：by = "case" 要写明每件扣几分'
    if item.metric not in catalogue:
        return
    metric = catalogue[item.metric]
    if item.by == "case" and metric.polarity == "higher":
        yield "by", f"“{metric.label_zh}”越高越好，不能按件扣分"
    if item.by == "target" and item.form != "raw":
        yield "form", "年度目标定的是原值，form 应为 raw"
    if item.by == "target" and metric.judged and (why := explain_no_target(metric)):
        yield "by", f"“{metric.label_zh}”{why}"


def _judge_groups(groups: tuple[Group, ...]) -> Iterator[tuple[str, str]]:
    unknown = [(group.code, kind) for group in groups for kind in group.kinds if kind not in KINDS]
    yield from ((f"groups.{code}.kinds", f"没有“{kind}”这个类型") for code, kind in unknown)
    count = Counter(kind for group in groups for kind in group.kinds)
    yield from (("groups", f"“{kind}”分在 {times} 组里") for kind, times in count.items() if times > 1)


def _judge_grades(grades: tuple[Grade, ...]) -> Iterator[tuple[str, str]]:
    cuts = [grade.at_least for grade in grades]
    if cuts != sorted(set(cuts), reverse=True):
        yield "grades", "at_least 应从高到低，各不相同"
    elif cuts and cuts[-1] != 0:
        yield "grades", "最后一等的 at_least 应为 0"
    if len({grade.label_zh for grade in grades}) < len(grades):
        yield "grades", "等次的名称有重复"
