"""How strictly the intake checks: which rule stops a file, which asks for a reason, which is not applied.

The catalogue's ``checks.toml`` says so for all figures, a metric's own ``checks`` for its figures.
What neither says is as here.
"""

from typing import Literal

from pydantic import Field

from data.declarations import Declared
from data.problems import Severity

Action = Literal["block", "warn", "off"]


class FigureChecks(Declared):
    """The rules on a single figure; those without ``off`` hold what a figure means and are always applied.

    ``history`` is how many months of a unit must be known before its own past is held against it,
    ``strangeness`` how many times its usual fluctuation a figure must be away from what is usual.
    """

    below_minimum: Severity = "block"
    above_maximum: Severity = "block"
    not_whole: Severity = "block"
    more_than_whole: Severity = "block"
    less_than_least: Severity = "block"
    overlap_broken: Severity = "block"
    difference_broken: Severity = "block"
    cumulative_fallen: Severity = "warn"
    above_next: Action = "warn"
    unit_slip: Action = "block"
    stock_jump: Action = "warn"
    outlier: Action = "warn"
    year_change: Action = "warn"
    sum_differs: Action = "warn"
    metric_absent: Action = "warn"
    history: int = Field(default=8, ge=3, le=24)
    strangeness: float = Field(default=4.0, ge=1)


class Checks(FigureChecks):
    """Also the rules on what a unit reports of a month as a whole."""

    month_copied: Action = "warn"
    zero_report: Action = "warn"
