"""The field's words that more than one page or figure says."""

from collections.abc import Sequence

from data.definitions import Chart, Form, Metric
from layouts.numbers import signed, signed_percent

STATE_ZH: dict[str, str] = {
    "reported": "已报",
    "missing": "未报",
    "not_applicable": "不适用",
    "withheld": "不公布",
}
#: A ledger item's state on a day, whatever the ledger says of it later.
ITEM_STATE_ZH: dict[str, str] = {"done": "已整改", "open": "整改中", "overdue": "逾期未整改"}
#: How a unit stands with a month.
STANDING_ZH: dict[str, str] = {
    "punctual": "按时",
    "late": "迟报",
    "waiting": "待审",
    "returned": "退回",
    "missing": "未报",
    "pending": "待报",
}
#: How a unit stands with its annual target.
PROGRESS_ZH: dict[str, str] = {"done": "完成", "on_course": "符合序时", "behind": "滞后"}
UNFINISHED = "未报齐"
CHART_ZH: dict[Chart, str] = {
    "": "条形图",
    "map": "地图",
    "funnel": "漏斗图",
    "chance": "漏斗图，控制限不放宽",
}
FORM_ZH: dict[Form, str] = {"raw": "原值", "rate": "比率", "share": "占比"}
PREVIOUS = "环比"
YEAR_AGO = "同比"
NOTHING = "—"
POINTS = "个百分点"
NAMES_SHOWN = 3


def coverage(covered: int, expected: int) -> str:
    """``已报 14/16``; nothing where nobody is asked."""
    return f"已报 {covered}/{expected}" if expected else ""


def state_word(state: str, months_reported: int = 0, months_expected: int = 0) -> str:
    """The word shown instead of a number; a period with some of its months is 未报齐."""
    if state == "missing" and 0 < months_reported < months_expected:
        return f"{UNFINISHED}（{months_reported}/{months_expected}个月）"
    return STATE_ZH[state]


def movement(steps: float | None) -> str:
    """``进位2``, ``退位1``, ``持平``; a dash where there was no rank before."""
    if steps is None or steps != steps:
        return NOTHING
    if steps > 0:
        return f"进位{int(steps)}"
    return f"退位{int(-steps)}" if steps < 0 else "持平"


def rank_band(best: int, worst: int) -> str:
    """``第3–7名之间``; ``第3名`` where chance leaves no other place."""
    return f"第{best}名" if best == worst else f"第{best}–{worst}名之间"


def change(kind: str, amount: float, percent: float | None, decimals: int = 0) -> str:
    """``环比 +12（+3.4%）`` as a sentence for tips and for readers by ear."""
    if amount != amount:
        return f"{kind} {NOTHING}"
    rest = "" if percent is None or percent != percent else f"（{signed_percent(percent)}）"
    return f"{kind} {signed(amount, decimals)}{rest}"


def polarity(metric: Metric) -> str:
    """How a reader is to take more of it."""
    return {
        "higher": "越高越好",
        "lower": "越低越好",
        "none": "不分高低",
        "no_judgement": "仅供了解，不作评判",
    }[metric.polarity]


def name_units(names: Sequence[str]) -> str:
    """Up to three names, then how many they are: ``甲镇、乙镇、丙镇等5个``."""
    more = f"等{len(names)}个" if len(names) > NAMES_SHOWN else ""
    return "、".join(names[:NAMES_SHOWN]) + more


def subtitle(unit: str, period: str, covered: str = "", *more: str) -> str:
    """The line under a figure's title: ``单位：人次 · 2025年12月 · 已报 14/16``."""
    return " · ".join(part for part in (f"单位：{unit}", period, covered, *more) if part)


def describe_range(best: int, worst: int) -> str:
    """``第3—7名``, or ``第3名`` where both are the same."""
    return f"第{best}名" if best == worst else f"第{best}—{worst}名"
