"""The score's model (考核得分): what is counted with which weight, how points are earned, lost and forfeited.

One TOML file for each score stands in ``data/scores/``; ``score_loading.load_scores`` reads them all.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from data.declarations import Declared
from data.definitions import Code, Form, Words

Earning = Literal["target", "min_max", "rank", "case"]
EARNING_ZH: dict[Earning, str] = {
    "target": "按完成目标的比例",
    "min_max": "按在同组最低和最高之间的位置",
    "rank": "按同组名次",
    "case": "按件扣分",
}
Number = Annotated[float, Field(allow_inf_nan=False)]
#: The points of a perfect score, before bonus and deduction.
FULL = 100.0


class Counted(Declared):
    """One figure that counts: January to the period's end, or what stands then. ``why`` is shown."""

    code: Code
    metric: Code
    form: Form = "raw"
    why: Words


class Item(Counted):
    """A figure that earns a share of its ``weight``; the weights of a score make up 100.

    ``target``: what is reached of the target's share of the year gone (of a stock: of the target), at
    most ``cap``. ``min_max``: the place between the worst and the best of the group. ``rank``: all for
    the first, ``least`` for the last. ``case``: ``each`` points less for every case, down to nothing.
    """

    weight: Number = Field(gt=0, le=FULL)
    by: Earning
    cap: Number = Field(default=1.0, ge=1, le=1.5)
    least: Number = Field(default=0.0, ge=0, le=1)
    each: Number | None = Field(default=None, gt=0, le=FULL)


class Extra(Counted):
    """A bonus or a deduction: ``each`` points for every one of the figure, at most ``cap``."""

    each: Number = Field(gt=0, le=FULL)
    cap: Number = Field(gt=0, le=FULL)


class Veto(Counted):
    """一票否决 where the figure is greater than ``above``: the last grade, behind everybody not vetoed."""

    above: Number = Field(ge=0)


class Group(Declared):
    """Units of some kinds (镇, 街道 …) that are scored among themselves."""

    code: Code
    label_zh: Words
    kinds: tuple[Words, ...] = Field(min_length=1)


class Grade(Declared):
    """A grade (等次) and the least score that earns it."""

    label_zh: Words
    at_least: Number = Field(ge=0)


class Score(Declared):
    """One declared score. Without groups all units are one; ``vary`` is the share by which weights are tried."""

    code: Code
    label_zh: Words
    explanation: Words
    vary: Number = Field(default=0.2, gt=0, le=0.5)
    bonus_cap: Number = Field(default=0.0, ge=0, le=FULL)
    deduction_cap: Number = Field(default=0.0, ge=0, le=FULL)
    items: tuple[Item, ...]
    bonuses: tuple[Extra, ...] = ()
    deductions: tuple[Extra, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    groups: tuple[Group, ...] = ()
    grades: tuple[Grade, ...] = Field(min_length=2)

    @property
    def counted(self) -> tuple[Counted, ...]:
        """Everything that counts, items first."""
        return (*self.items, *self.bonuses, *self.deductions, *self.vetoes)

    def weigh(self, moved: Mapping[str, float]) -> dict[str, float]:
        """The weight of each item, as moved by the reader or as declared."""
        return {item.code: moved.get(item.code, item.weight) for item in self.items}

    def grade(self, points: float) -> str:
        """The grade that a score earns."""
        return next((grade.label_zh for grade in self.grades if points >= grade.at_least), self.grades[-1].label_zh)


def read_weights(text: str) -> tuple[dict[str, float], bool]:
    """Weights as they stand in an address, ``trainees:25,lectures:10``; and whether all of it was understood."""
    weights: dict[str, float] = {}
    parts = [part for part in text.split(",") if part]
    for part in parts:
        code, _, number = part.partition(":")
        try:
            weight = float(number)
        except ValueError:
            continue
        if code and 0 <= weight <= FULL:
            weights[code] = weight
    return weights, len(weights) == len(parts)


def write_weights(weights: Mapping[str, float]) -> str:
    """The same as it stands in an address."""
    return ",".join(f"{code}:{weight:g}" for code, weight in weights.items())
