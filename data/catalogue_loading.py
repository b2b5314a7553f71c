"""Reads the catalogue's files and reports every fault in them at once."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.catalogue_checks import find_collisions, find_contradictions
from data.checks import Checks
from data.declarations import declare, parse_toml, pick_tables
from data.definitions import Catalogue, Metric, Theme

#: The file that is no theme: how figures are checked, which changes none that is kept. It need not be there.
CHECKS_FILE = "checks.toml"


class CatalogueFault(Exception):
    """The catalogue contradicts itself; ``faults`` are lines ``file › key：what is wrong``."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("指标目录有误：\n" + "\n".join(faults))
        self.faults = faults


def load_catalogue(folder: Path) -> Catalogue:
    """Read every ``*.toml`` of a folder, each a ``[theme]`` and its ``[metrics.CODE]`` tables, and ``checks.toml``.

    Raise ``CatalogueFault`` with all faults of all files: broken TOML, unknown or missing keys,
    wrong types, codes declared twice, references to nothing, contradictions.
    """
    faults: list[str] = []
    themes: list[Theme] = []
    metrics: list[Metric] = []
    home: dict[str, str] = {}
    checks: Checks | None = Checks()
    broken = False
    digest = hashlib.sha256()
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise CatalogueFault([f"{folder}：没有 .toml 文件"])
    for path in paths:
        content = path.read_bytes()
        declared = parse_toml(content, path.name, faults)
        if path.name == CHECKS_FILE:
            checks = _declare_checks(declared or {}, faults)
            continue
        digest.update(path.name.encode() + b"\0" + content)
        if declared is None:
            broken = True
            continue
        unknown = sorted(declared.keys() - {"theme", "metrics"})
        faults += [f"{path.name} › {key}：没有这个键；只有 theme 和 metrics" for key in unknown]
        theme = declare(Theme, declared.get("theme", {}), {"code": path.stem}, f"{path.name} › theme", faults)
        if theme:
            themes.append(theme)
        for code, table in pick_tables(declared, "metrics", path.name, faults).items():
            where = f"{path.name} › metrics.{code}"
            if code in home:
                faults.append(f"{where}：已在 {home[code]} 中声明过")
                continue
            home[code] = path.name
            metric = declare(Metric, table, {"code": code, "theme": path.stem}, where, faults)
            if metric:
                metrics.append(metric)
    # A metric whose own table is at fault is still known by name, and in a file that cannot be read
    # anything may have been declared: no second complaint about either.
    named = None if broken else set(home)
    known = {metric.code: metric for metric in metrics}
    faults += [
        f"{home[metric.code]} › metrics.{metric.code}.{key}：{what}"
        for metric in metrics
        for key, what in find_contradictions(metric, known, named)
    ]
    faults += find_collisions(themes, metrics, home)
    if not home and not faults:
        faults.append(f"{folder}：没有任何 metrics")
    if faults or checks is None:
        raise CatalogueFault(faults)
    order = {theme.code: theme.order for theme in themes}
    return Catalogue(
        themes=tuple(sorted(themes, key=lambda theme: theme.order)),
        metrics=tuple(sorted(metrics, key=lambda metric: order[metric.theme])),
        fingerprint=digest.hexdigest(),
        checks=checks,
    )


def _declare_checks(declared: Mapping[str, Any], faults: list[str]) -> Checks | None:
    faults += [f"{CHECKS_FILE} › {key}：没有这个键；只有 checks" for key in sorted(declared.keys() - {"checks"})]
    return declare(Checks, declared.get("checks", {}), {}, f"{CHECKS_FILE} › checks", faults)
