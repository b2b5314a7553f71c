"""The course of the ledger's items: when they are found, done and closed, how old the open ones are, what relapsed.

All of it is as known on one day: what was done or closed later counts as open then. Done (完成) is
not closed (销号). The results of looking back (回头看) bear no date in a ledger, so they are always
the latest known, of items that were done by that day.

FLOW has one row for each month, oldest first: month, label, found, done, closed (items of that
month), standing (not done at its end), overdue (of those, past their time limit).
AGES has one row for each age of the items not done: label (``31—90天``), found (all), open, overdue.
SPANS has one row for all sources together and one for each that has items: source, found, done (how
many are), done_median, done_lower, done_upper (days from finding to half of them being done, and its
95 % limits), closed, closed_median, closed_lower, closed_upper. They are Kaplan-Meier medians: an
item that is not finished counts with the days it has lasted so far. Empty where half are not there yet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from data.periods import last_day, month_label, months_between, shift_month
from pipelines.cubes import Flags, Integers
from pipelines.statistics.survival import estimate_survival

#: Months shown: a year and the month a year ago.
MONTHS = 13
#: The last day of each age but the last.
AGE_LIMITS = (30, 90, 180, 365)
AGE_LABELS = ("30天以内", "31—90天", "91—180天", "181—365天", "一年以上")
#: The row of SPANS over all sources.
EVERY = "全部来源"
Review = Literal["", "sound", "relapsed", "unclear"]

_RELAPSE = "反弹|回潮|复发|重新整改|重新交办|再次整改|不到位|未到位|不彻底|不合格|未通过|未整改"
#: 未发现反弹, 没有反弹, 无回潮, 无需重新整改.
_NO_RELAPSE = re.compile(
    r"(?:未|无|没有?|不)(?:再|发现|出现|存在|需|见|有){0,2}(?:问题)?(?:反弹|回潮|复发|重新整改|重新交办|不到位)"
)
_RELAPSED = re.compile(_RELAPSE)
_SOUND = re.compile("到位|合格|通过|良好|巩固|完成|无问题|落实|属实")
_NOT_YET = frozenset({"", "-", "—", "/", "无", "未开展", "未回头看", "待回头看", "暂未开展"})


@dataclass(frozen=True)
class Course:
    """The tables above, and what looking back found: ``reviews`` counts sound, relapsed and unclear
    results, ``relapsed`` are the LEDGER items that relapsed, the last done first."""

    flow: pd.DataFrame
    ages: pd.DataFrame
    spans: pd.DataFrame
    reviews: dict[Review, int]
    relapsed: pd.DataFrame


def follow_course(items: pd.DataFrame, at: date, sources: Sequence[str]) -> Course:
    """The course of LEDGER ``items`` as known on the last day of a month, the ``sources`` in their order."""
    reviews = judge_reviews(items)
    done = items["done_on"].tolist()
    places = [place for place, review in enumerate(reviews) if review == "relapsed"]
    relapsed = items.iloc[sorted(places, key=lambda place: done[place], reverse=True)].reset_index(drop=True)
    return Course(
        flow=follow_flow(items, at.year * 100 + at.month),
        ages=count_ages(items, at),
        spans=frame_spans(items, at, sources),
        reviews=dict(Counter(reviews)),
        relapsed=relapsed,
    )


def judge_review(text: str) -> Review:
    """What a ledger says of looking back: sound, relapsed, unclear, or nothing yet."""
    plain = re.sub(r"[\s“”\"]+", "", text)
    if plain in _NOT_YET:
        return ""
    without = _NO_RELAPSE.sub("到位", plain)
    if _RELAPSED.search(without):
        return "relapsed"
    return "sound" if _SOUND.search(without) else "unclear"


def follow_flow(items: pd.DataFrame, month: int) -> pd.DataFrame:
    """FLOW of LEDGER items up to a month, from the first month that has any, a year at most."""
    found, done, closed, due = (number_days(items[name]) for name in ("found_on", "done_on", "closed_on", "due_on"))
    if not len(found):
        return pd.DataFrame(columns=["month", "label", "found", "done", "closed", "standing", "overdue"])
    earliest = min(day for day in items["found_on"])
    months = months_between(max(shift_month(month, 1 - MONTHS), earliest.year * 100 + earliest.month), month)
    ends = np.array([last_day(each).toordinal() for each in months], dtype=np.int64)[:, None]
    begins = np.array([last_day(shift_month(each, -1)).toordinal() for each in months], dtype=np.int64)[:, None]

    def count(days: Integers) -> Integers:
        within: Integers = ((days > begins) & (days <= ends)).sum(axis=1)
        return within

    standing = (found <= ends) & ((done > ends) | (done == 0))
    return pd.DataFrame(
        {
            "month": months,
            "label": [month_label(each) for each in months],
            "found": count(found),
            "done": count(done),
            "closed": count(closed),
            "standing": standing.sum(axis=1),
            "overdue": (standing & (due > 0) & (due < ends)).sum(axis=1),
        }
    )


def count_ages(items: pd.DataFrame, at: date) -> pd.DataFrame:
    """AGES of the items that are not done on a day, from the day they were found."""
    ages = at.toordinal() - number_days(items["found_on"])
    places = np.searchsorted(np.array(AGE_LIMITS), ages).tolist()
    counted = Counter(zip(places, items["state"].tolist(), strict=True))
    standing = {state: [counted[place, state] for place in range(len(AGE_LABELS))] for state in ("open", "overdue")}
    return pd.DataFrame({"label": AGE_LABELS, **standing}).assign(
        found=[sum(pair) for pair in zip(*standing.values(), strict=True)]
    )[["label", "found", "open", "overdue"]]


def frame_spans(items: pd.DataFrame, at: date, sources: Sequence[str]) -> pd.DataFrame:
    """SPANS of LEDGER items."""
    of = np.array(items["source"].tolist(), dtype=object)
    spans = {name: measure_spans(items, f"{name}_on", at) for name in ("done", "closed")}
    rows: list[dict[str, Any]] = []
    for source in (EVERY, *sources):
        chosen = np.full(len(of), True) if source == EVERY else of == source
        if not chosen.any():
            continue
        row: dict[str, Any] = {"source": source, "found": int(chosen.sum())}
        for name, (days, finished) in spans.items():
            survival = estimate_survival(days[chosen], finished[chosen])
            halves = zip(("median", "lower", "upper"), (survival.median(), *survival.median_limits()), strict=True)
            row[name] = int(finished[chosen].sum())
            row |= {f"{name}_{what}": np.nan if day is None else day for what, day in halves}
        rows.append(row)
    return pd.DataFrame(rows)


def measure_spans(items: pd.DataFrame, until: str, at: date) -> tuple[Integers, Flags]:
    """Days from finding to being done (``done_on``) or closed (``closed_on``), and whether that came by a day.

    What has not come yet has lasted until that day, and is no shorter for it.
    """
    found, ended, today = number_days(items["found_on"]), number_days(items[until]), at.toordinal()
    finished = (ended > 0) & (ended <= today)
    return np.where(finished, ended, today) - found, finished


def number_days(days: Iterable[date | None]) -> Integers:
    """Days as ordinal numbers, 0 where there is none."""
    return np.array([0 if day is None else day.toordinal() for day in days], dtype=np.int64)


def judge_reviews(items: pd.DataFrame) -> list[Review]:
    """What looking back found, for each item that is done; nothing for the others."""
    texts: Sequence[str] = items["review"].tolist()
    states = items["state"].tolist()
    return [judge_review(text) if state == "done" else "" for text, state in zip(texts, states, strict=True)]


def describe_spans(course: Course) -> str:
    """How long it takes, in a sentence; nothing where there is no item or half are not done yet."""
    if course.spans.empty or np.isnan(course.spans["done_median"].iloc[0]):
        return ""
    whole = course.spans.iloc[0]
    closed = "" if np.isnan(whole["closed_median"]) else f"、{whole['closed_median']:.0f}天内销号"
    return f"一半的问题在发现后{whole['done_median']:.0f}天内完成整改{closed}。"


def describe_reviews(course: Course) -> str:
    """What looking back found, in a sentence."""
    sound, relapsed, unclear = (course.reviews.get(result, 0) for result in ("sound", "relapsed", "unclear"))
    if not sound + relapsed + unclear:
        return "台账还没有记下“回头看”的结果。"
    doubtful = f"，结果看不出的{unclear}个" if unclear else ""
    return f"已“回头看”{sound + relapsed + unclear}个：巩固{sound}个，有反弹{relapsed}个{doubtful}（以最新台账为准）。"
