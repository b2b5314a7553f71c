"""A district small enough to count by hand: three levels, metrics of every basis.

::

    q  林溪区
    ├─ a  青石镇      ├─ a1 东村  └─ a2 西村
    ├─ b  白沙乡      └─ b1 河村
    ├─ c  旧街街道    until March 2025
    └─ o  组织部      reports meetings and cases
"""

from datetime import date, datetime
from hashlib import sha256

from data.areas import Area
from data.definitions import Catalogue, Ledger, LedgerCount, Metric, Reporter, Theme
from data.observations import Incoming, LedgerItem, Observation, State
from data.places import Places
from data.problems import Problem


def _metric(code: str, basis: str, reported_by: tuple[Reporter, ...], **more: object) -> Metric:
    declared = {
        "code": code,
        "theme": "base",
        "label_zh": code,
        "label_en": code,
        "unit": "个",
        "basis": basis,
        "reported_by": reported_by,
        "polarity": "higher",
        "report_area": "whole",
        "definition": "试用",
        "why": "试用",
    }
    return Metric.model_validate({**declared, **more})


def _ledger(code: str, count: LedgerCount, source: str = "") -> Metric:
    return _metric(code, "ledger", ("township", "district"), ledger=Ledger(source=source, count=count))


CATALOGUE = Catalogue(
    themes=(Theme(code="base", label_zh="基础", label_en="Base", order=1),),
    metrics=(
        _metric("members", "stock", ("township",)),
        _metric("meetings", "flow", ("township", "district")),
        _metric("cases", "cumulative", ("township", "district")),
        _metric("visits", "flow", ("village",)),
        _metric("signs", "flow", ("township", "village")),
        _ledger("found", "found"),
        _ledger("done", "done"),
        _ledger("open", "open"),
        _ledger("overdue", "overdue"),
        _ledger("risk_found", "found", "防风险"),
    ),
    fingerprint="catalogue-1",
)
PLACES = Places(
    areas=(
        Area(code="q", name="林溪区", kind="区"),
        Area(code="a", name="青石镇", kind="镇", parent="q"),
        Area(code="b", name="白沙乡", kind="乡", parent="q"),
        Area(code="c", name="旧街街道", kind="街道", parent="q", valid_to=date(2025, 3, 31)),
        Area(code="o", name="组织部", kind="部门", parent="q", reports=("meetings", "cases")),
        Area(code="a1", name="东村", kind="村", parent="a"),
        Area(code="a2", name="西村", kind="村", parent="a"),
        Area(code="b1", name="河村", kind="村", parent="b"),
    ),
    fingerprint="places-1",
)


def observe(metric: str, month: int, area: str, value: float | None, state: State = "reported") -> Observation:
    """One cell; its address is made of what it says, so that a trace can be told from another."""
    return Observation(
        metric, month, area, value, state, "月报", f"C{month % 100}", "" if value is None else f"{value:g}"
    )


def list_item(
    number: str,
    area: str,
    found: date,
    due: date | None = None,
    done: date | None = None,
    source: str = "自查",
) -> LedgerItem:
    """One line of the ledger."""
    status = "已完成" if done else "正在整改"
    return LedgerItem(number, source, f"问题{number}", area, "整改", found, due, status, done, None, "", "台账", 3)


def send(
    name: str,
    *observations: Observation,
    items: tuple[LedgerItem, ...] = (),
    at: datetime = datetime(2025, 2, 5, 9),
    content: bytes | None = None,
    warnings: tuple[Problem, ...] = (),
) -> Incoming:
    """A file as the intake hands it over; its name stands for its content."""
    return Incoming(
        sha256=sha256(content if content is not None else name.encode()).hexdigest(),
        file_name=name,
        content=content,
        received_at=at,
        received_by="青石镇党建办",
        layout="月报",
        observations=observations,
        items=items,
        warnings=warnings,
    )
