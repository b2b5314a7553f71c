"""Rules on one figure that hold its unit's own past against it; see ``chance`` for how.

The first that speaks is enough: PATTERNS lists them from the plainest to the faintest.
"""

import math
from collections.abc import Collection
from itertools import pairwise
from statistics import median

from data.periods import month_label, shift_month
from pipelines.checking.chance import Usual, level_of, spread_about
from pipelines.checking.facts import HISTORY_MONTHS, Facts
from pipelines.checking.rules import Complaint, Figure, Rule

#: How near to a power of ten a value must be to look like a slip of the unit: within a factor of 1.6.
SLIP_WIDTH = 0.2
#: So many months show what is usual enough for a slip; fewer than SLIP_SURE only where they agree as nearly.
SLIP_LEAST, SLIP_SURE = 3, 6
#: A stock is carried on from month to month: its changes vary by at most half of what chance does to a count.
STOCK_SPREAD = 0.5
#: The same months of the years before, and the months beside last year's.
SAME, BESIDE = (-12, -24), (-11, -13)
EXPLAIN = "请核对；确实如此的，请说明理由"


def _unit_slip(facts: Facts, figure: Figure) -> Complaint | None:
    """A value near a power of ten times the usual one, and far beyond all that is known."""
    metric = figure.metric
    known = facts.history(metric, figure.month, figure.area).values()
    before = _carried(facts, figure)
    if figure.value <= 0 or before is None or len(known) < SLIP_LEAST:
        return None
    least, most = min(known), max(known)
    large = figure.value > 10 * (before + most)
    # Small is only odd for a stock: a quiet month has few events.
    small = metric.basis == "stock" and 10 * figure.value < least
    if not (large or small) or (len(known) < SLIP_SURE and most > least * 10**SLIP_WIDTH):
        return None
    usual = before + median(known)
    tens = math.log10(figure.value / usual) if usual > 0 else 0.0
    power = round(tens)
    if abs(tens - power) > SLIP_WIDTH or not 2 <= abs(power) <= 5:
        return None
    factor = f"{10 ** abs(power)} {'倍' if power > 0 else '分之一'}"
    return Complaint(figure.named, f"约为平常（{usual:g}）的 {factor}，像是单位填错", "请核对单位后重新报送")


def _carried(facts: Facts, figure: Figure) -> float | None:
    """What a running total starts the month with; nothing known where last month's is not."""
    if figure.metric.basis != "cumulative" or figure.month % 100 == 1:
        return 0.0
    return facts.value(figure.metric.code, shift_month(figure.month, -1), figure.area)


def _stock_jump(facts: Facts, figure: Figure) -> Complaint | None:
    """A stock far from its last value, further than it ever moved, and where it never was."""
    if figure.metric.basis != "stock":
        return None
    limits = facts.catalogue.checks_of(figure.metric.code)
    first = shift_month(figure.month, -HISTORY_MONTHS)
    series = facts.series(figure.metric.code, figure.area)
    past = {month: series[month] for month in sorted(series) if first <= month < figure.month}
    if len(past) < limits.history or _within(figure.value, past.values()):
        return None
    levels = [level_of(value) for value in past.values()]
    changes = [after - before for before, after in pairwise(levels)]
    usual = Usual(levels[-1], spread_about(0.0, changes, STOCK_SPREAD), (min(levels), max(levels)))
    largest = max(abs(change) for change in changes)
    if abs(level_of(figure.value) - levels[-1]) <= largest or not usual.is_strange(figure.value, limits.strangeness):
        return None
    month, last = list(past.items())[-1]
    moved = max(abs(after - before) for before, after in pairwise(past.values()))
    return Complaint(
        figure.named,
        f"，{month_label(month)}为 {last:g}，变动超出以往（近 {len(past)} 个月每次最多变动 {moved:g}）",
        EXPLAIN,
    )


def _outlier(facts: Facts, figure: Figure) -> Complaint | None:
    """A month's own amount far from what is usual, and beyond any month known."""
    amount = _amount(facts, figure)
    limits = facts.catalogue.checks_of(figure.metric.code)
    known = facts.history(figure.metric, figure.month, figure.area).values()
    if amount is None or len(known) < limits.history or _within(amount, known):
        return None
    levels = [level_of(own) for own in known]
    centre = median(levels)
    usual = Usual(centre, spread_about(centre, levels, 1.0), (min(levels), max(levels)))
    if not usual.is_strange(amount, limits.strangeness):
        return None
    low, high = usual.limits(limits.strangeness)
    return Complaint(
        _named(figure, amount), f"，超出平常（近 {len(known)} 个月看，应在 {low} 至 {high} 之间）", EXPLAIN
    )


def _year_change(facts: Facts, figure: Figure) -> Complaint | None:
    """A month's own amount far from the same month's last year, as far as the two years' months differ.

    One that is like the same month of the year before that is not asked about, nor a peak beside
    last year's (the Spring Festival moves), nor a month without a peak that came only once.
    """
    amount = _amount(facts, figure)
    limits = facts.catalogue.checks_of(figure.metric.code)
    history = facts.history(figure.metric, figure.month, figure.area)
    last = history.get(shift_month(figure.month, -12))
    if amount is None or last is None or len(history) < limits.history:
        return None
    same = [history[month] for by in SAME if (month := shift_month(figure.month, by)) in history]
    beside = [history[month] for by in BESIDE if (month := shift_month(figure.month, by)) in history]
    seen = (min(same) if len(same) == len(SAME) else 0.0, max(same + beside))
    if _within(amount, seen):
        return None
    levels = {month: level_of(own) for month, own in history.items()}
    pairs = [(level, levels.get(shift_month(month, -12))) for month, level in levels.items()]
    changes = [level - earlier for level, earlier in pairs if earlier is not None]
    if len(changes) >= limits.history:
        trend = median(changes)
        spread = spread_about(trend, changes, math.sqrt(2))
    else:
        trend = 0.0
        spread = math.sqrt(2) * spread_about(median(levels.values()), list(levels.values()), 1.0)
    usual = Usual(level_of(last) + trend, spread, (level_of(seen[0]), level_of(seen[1])))
    if not usual.is_strange(amount, limits.strangeness):
        return None
    low, high = usual.limits(limits.strangeness)
    return Complaint(
        _named(figure, amount), f"，去年同月为 {last:g}，相差超出平常（应在 {low} 至 {high} 之间）", EXPLAIN
    )


def _within(amount: float, known: Collection[float]) -> bool:
    """Whether the like has been seen: nothing more needs to be reckoned then."""
    return min(known) <= amount <= max(known)


def _amount(facts: Facts, figure: Figure) -> float | None:
    """A month's own amount; nothing for a stock, nor where a running total has fallen."""
    if figure.metric.basis not in ("flow", "cumulative"):
        return None
    amount = facts.amounts(figure.metric, figure.area).get(figure.month)
    return None if amount is None or amount < 0 else amount


def _named(figure: Figure, amount: float) -> str:
    return f"{figure.named}，本月发生 {amount:g}" if figure.metric.basis == "cumulative" else figure.named


PATTERNS: tuple[tuple[str, Rule], ...] = (
    ("unit_slip", _unit_slip),
    ("stock_jump", _stock_jump),
    ("outlier", _outlier),
    ("year_change", _year_change),
)
