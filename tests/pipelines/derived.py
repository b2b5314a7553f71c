"""A small district in a store, filled figure by figure, for tests of what is derived."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import numpy as np

from data.areas import Area
from data.definitions import Catalogue, Ledger, Metric, Rate, Share, Theme
from data.observations import LedgerItem, Observation
from data.periods import Period
from data.places import Places
from data.store import Store, open_store
from pipelines.cubes import Slice
from pipelines.measures import Measure
from tests.small_district import send

TOWNSHIPS = ("a", "b", "c", "d", "e", "f")


def _metric(code: str, **more: object) -> Metric:
    declared = {
        "code": code,
        "theme": "base",
        "label_zh": {"members": "党员", "sessions": "培训", "cases": "案件", "sites": "示范点", "weak": "难点村"}.get(
            code, code
        ),
        "label_en": code,
        "unit": "个",
        "basis": "flow",
        "reported_by": ("township",),
        "polarity": "higher",
        "report_area": "whole",
        "definition": "试用",
        "why": "试用",
    }
    return Metric.model_validate({**declared, **more})


CATALOGUE = Catalogue(
    themes=(Theme(code="base", label_zh="基础", label_en="Base", order=1),),
    metrics=(
        _metric("members", basis="stock", polarity="none"),
        _metric(
            "sessions",
            reported_by=("township", "district"),
            headline=1,
            rate=Rate(per="members", times=100, label_zh="每百名培训", label_en="per 100", unit="次/百名", decimals=1),
        ),
        _metric("cases", basis="cumulative", polarity="no_judgement", headline=2),
        _metric(
            "sites",
            basis="stock",
            part_of="members",
            share=Share(label_zh="示范点占比", label_en="share"),
            headline=3,
        ),
        _metric("weak", basis="stock", polarity="lower"),
        _metric("visits", reported_by=("village",)),
        _metric("meetings", reported_by=("district",)),
        _metric("homes", basis="stock", reported_by=("township", "village")),
        _metric(
            "signs",
            reported_by=("township", "village"),
            rate=Rate(per="homes", times=1, label_zh="每户挂牌", label_en="per home", unit="个/户", decimals=1),
        ),
        _metric(
            "found", basis="ledger", polarity="none", ledger=Ledger(count="found"), reported_by=("township", "district")
        ),
    ),
    fingerprint="derived",
)
PLACES = Places(
    areas=(
        Area(code="q", name="林溪区", kind="区"),
        *(
            Area(code=code, name=f"{code}{'镇' if code < 'e' else '乡'}", kind="镇" if code < "e" else "乡", parent="q")
            for code in TOWNSHIPS
        ),
        Area(code="o", name="组织部", kind="部门", parent="q", reports=("sessions", "meetings")),
    ),
    fingerprint="derived",
)

#: The same district with villages under its first two townships, which answer for nothing there.
WITH_VILLAGES = Places(
    areas=(
        *PLACES.areas,
        *(Area(code=f"{town}{n}", name=f"{town}{n}村", kind="村", parent=town) for town in "ab" for n in (1, 2)),
    ),
    fingerprint="with villages",
)

#: (metric, month) -> area -> value.
Figures = Mapping[tuple[str, int], Mapping[str, float]]


@contextmanager
def store_of(
    folder: Path, figures: Figures, items: Sequence[LedgerItem] = (), places: Places = PLACES
) -> Iterator[Store]:
    """A store on SQLite that holds exactly these figures and ledger items, all accepted."""
    store = open_store(f"sqlite:///{folder / 'derived.db'}", CATALOGUE, places, folder / "files")
    observations = [
        Observation(metric, month, area, value, "reported", "表", "A1", f"{value:g}")
        for (metric, month), values in figures.items()
        for area, value in values.items()
    ]
    at = datetime(2026, 1, 5)
    store.take(send("全部", *observations, items=tuple(items), at=at), "组织部", at)
    try:
        yield store
    finally:
        store.close()


def everywhere(values: Sequence[float]) -> dict[str, float]:
    """One value for each township, in order."""
    return dict(zip(TOWNSHIPS, values, strict=True))


def measures_of(rows: Sequence[Sequence[float | None]], polarity: str = "higher") -> list[Measure]:
    """Measures of one metric, a row of values each, that of 2025-04 first and then of the months before."""
    period, measures = Period.parse("2025-04"), []
    for row in rows:
        value = np.array(row, dtype=np.float64)
        state = np.where(np.isnan(value), "missing", "reported").astype(object)
        got = (~np.isnan(value)).astype(np.int64)
        piece = Slice(value, got, np.ones_like(got), got, 1, state, np.full_like(got, -1))
        measures.append(Measure(_metric("sessions", polarity=polarity), "raw", period, piece, value, value * np.nan))
        period = period.previous()
    return measures
