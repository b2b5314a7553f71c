"""Reads the catalogue's files and reports every fault in them at once."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from data.definitions import Catalogue, Metric, Theme

Model = TypeVar("Model", Theme, Metric)


class CatalogueFault(Exception):
    """The catalogue contradicts itself; ``faults`` are lines ``file › key：what is wrong``."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("指标目录有误：\n" + "\n".join(faults))
        self.faults = faults


def load_catalogue(folder: Path) -> Catalogue:
    """Read every ``*.toml`` of a folder, each a ``[theme]`` and its ``[metrics.CODE]`` tables.

    Raise ``CatalogueFault`` with all faults of all files: broken TOML, unknown or missing keys,
    wrong types, codes declared twice, references to nothing, contradictions.
    """
    faults: list[str] = []
    themes: list[Theme] = []
    metrics: list[Metric] = []
    home: dict[str, str] = {}
    digest = hashlib.sha256()
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise CatalogueFault([f"{folder}：没有 .toml 文件"])
    for path in paths:
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + content)
        try:
            declared = tomllib.loads(content.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{path.name}：不是有效的 UTF-8 TOML 文件（{error}）")
            continue
        faults += [
            f"{path.name} › {key}：没有这个键；只有 theme 和 metrics" for key in declared.keys() - {"theme", "metrics"}
        ]
        theme = _read(Theme, declared.get("theme", {}), {"code": path.stem}, path.name, "theme", faults)
        if theme:
            themes.append(theme)
        for code, table in declared.get("metrics", {}).items():
            if code in home:
                faults.append(f"{path.name} › metrics.{code}：已在 {home[code]} 中声明过")
                continue
            home[code] = path.name
            metric = _read(Metric, table, {"code": code, "theme": path.stem}, path.name, f"metrics.{code}", faults)
            if metric:
                metrics.append(metric)
    # A metric whose own table is at fault is still known by name: no second complaint about it.
    faults += [
        f"{home[metric.code]} › metrics.{metric.code}.{key}：{what}"
        for metric in metrics
        for key, what in _contradictions(metric, {m.code: m for m in metrics}, set(home))
    ]
    faults += _shared_names(metrics, home)
    if faults:
        raise CatalogueFault(faults)
    order = {theme.code: theme.order for theme in themes}
    return Catalogue(
        themes=tuple(sorted(themes, key=lambda theme: theme.order)),
        metrics=tuple(sorted(metrics, key=lambda metric: order[metric.theme])),
        fingerprint=digest.hexdigest(),
    )


def _read(
    model: type[Model], table: Any, given: dict[str, str], file: str, key: str, faults: list[str]
) -> Model | None:
    if not isinstance(table, dict):
        faults.append(f"{file} › {key}：应为一个表")
        return None
    repeated = given.keys() & table.keys()
    faults += [f"{file} › {key}.{name}：由文件名或表名给出，不要再写" for name in sorted(repeated)]
    try:
        return model.model_validate({**table, **given})
    except ValidationError as error:
        for line in error.errors():
            place = ".".join([key, *map(str, line["loc"])])
            faults.append(f"{file} › {place}：{_in_chinese(line)}")
        return None


def _in_chinese(line: Any) -> str:
    match line["type"]:
        case "extra_forbidden":
            return "没有这个键"
        case "missing":
            return "缺少这个键"
        case "literal_error":
            return f"“{line['input']}”不在允许的值之内（{line['ctx']['expected']}）"
        case _:
            return f"“{line['input']}”不合要求（{line['msg']}）"


def _contradictions(metric: Metric, known: dict[str, Metric], declared: set[str]) -> Iterator[tuple[str, str]]:
    """Key and complaint for every reference to nothing and every pair of keys that exclude one another."""
    references = [("part_of", metric.part_of), ("at_least", metric.at_least)]
    references += [("overlapping_parts", code) for code in metric.overlapping_parts]
    references += [("difference", code) for code in metric.difference or ()]
    references += [("rate.per", metric.rate.per)] if metric.rate else []
    for key, code in references:
        if code == metric.code:
            yield key, "不能指向自己"
        elif code is not None and code not in declared:
            yield key, f"没有名为“{code}”的指标"
    if len(metric.overlapping_parts) == 1:
        yield "overlapping_parts", "至少两个部分才谈得上交叉"
    if metric.share and not metric.part_of:
        yield "share", "占比需要 part_of 指明整体"
    if (metric.basis == "ledger") != (metric.ledger is not None):
        yield "ledger", 'basis = "ledger" 与 ledger 表必须同时出现'
    if metric.maximum is not None and metric.maximum < metric.minimum:
        yield "maximum", f"小于 minimum {metric.minimum:g}"
    per = known.get(metric.rate.per) if metric.rate else None
    if per and per.basis != "stock":
        yield "rate.per", f"分母“{per.code}”应为期末存量（stock），现为 {per.basis}"
    whole = known.get(metric.part_of) if metric.part_of else None
    if whole and whole.unit != metric.unit and {whole.unit, metric.unit} - {"人", "名"}:
        yield "part_of", f"单位“{metric.unit}”与整体“{whole.code}”的单位“{whole.unit}”不同"
    if whole and metric.code in _wholes_above(whole, known):
        yield "part_of", "部分与整体互相包含"


def _wholes_above(metric: Metric, known: dict[str, Metric]) -> set[str]:
    above: set[str] = set()
    current: Metric | None = metric
    while current and current.part_of and current.part_of not in above:
        above.add(current.part_of)
        current = known.get(current.part_of)
    return above


def _shared_names(metrics: list[Metric], home: dict[str, str]) -> list[str]:
    """A name that two metrics answer to would be read as either: refuse it here, not at the intake."""
    owners: dict[str, set[str]] = {}
    for metric in metrics:
        for name in {metric.code, metric.label_zh, *metric.aliases}:
            owners.setdefault(name, set()).add(metric.code)
    faults = [
        f"{home[min(codes)]} › metrics.{min(codes)}：名称或别名“{name}”同属 {'、'.join(sorted(codes))}"
        for name, codes in sorted(owners.items())
        if len(codes) > 1
    ]
    figures = Counter(metric.figure for metric in metrics if metric.figure)
    faults += [
        f"{home[metric.code]} › metrics.{metric.code}.figure：编号 {metric.figure} 用了 {figures[metric.figure]} 次"
        for metric in metrics
        if metric.figure and figures[metric.figure] > 1
    ]
    return faults
