"""Where a unit stands out among its peers, from PROFILE: its strengths, its weaknesses, what is bad and gets worse.

STANDOUTS has PROFILE's rows and columns, ``side`` (what it stands out by, in words) and ``lead``: how far
the unit is before the peers' median, in robust standard deviations (the quartiles' distance / 1.349, which
of a normal spread is one), negative where it is behind. Only judged figures that are reported and that five
peers or more report can stand out; and of events and proportions only those whose own 95 % interval leaves the
peers' median out, since chance alone spreads small units far.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.statistics.intervals import Nature, chance_limits

#: Peers below which no figure is called near or far.
LEAST_PEERS = 5
#: From here on a unit stands out: about one in six on either side, were figures spread normally.
OUTSTANDING = 1.0
#: Figures named on either side.
SHOWN = 5
_NORMAL_QUARTILES = 1.349
#: What a figure stands out by; the last is among the last third of the ranks and worse than both the period
#: before and the same one last year.
AHEAD, BEHIND, WORSENING = "明显好于同类", "明显落后同类", "居后且变差"


def list_standouts(figures: pd.DataFrame) -> pd.DataFrame:
    """STANDOUTS of PROFILE: side after side, of each the extreme first."""
    if figures.empty:
        return figures.assign(label=[], lead=[], side=[])
    better = np.select([figures["polarity"] == "higher", figures["polarity"] == "lower"], [1.0, -1.0], np.nan)
    judged = figures.assign(lead=_lead(figures, better))
    rank, ranked = (figures[name].to_numpy(np.float64, na_value=np.nan) for name in ("rank", "ranked"))
    changes = (figures[name].to_numpy(np.float64, na_value=np.nan) for name in ("change", "year_change"))
    enough = ranked >= LEAST_PEERS
    worse = np.logical_and.reduce([enough, rank > ranked * 2 / 3, *(change * better < 0 for change in changes)])
    lead = judged["lead"].to_numpy()

    def pick(side: str, chosen: npt.NDArray[np.bool_], keys: npt.NDArray[np.float64]) -> pd.DataFrame:
        places = np.flatnonzero(chosen)
        return judged.iloc[places[np.argsort(keys[places], kind="stable")][:SHOWN]].assign(side=side)

    sides = [
        pick(AHEAD, lead >= OUTSTANDING, -lead),
        pick(BEHIND, lead <= -OUTSTANDING, lead),
        pick(WORSENING, worse, lead),
    ]
    return pd.concat(sides, ignore_index=True)


def _lead(figures: pd.DataFrame, better: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How far each figure is ahead; empty where there are too few peers, or half of them are all alike."""
    value, middle, spread = (
        figures[name].to_numpy(np.float64, na_value=np.nan) for name in ("value", "peers_middle", "peers_spread")
    )
    known = (figures["ranked"].to_numpy() >= LEAST_PEERS) & (spread > 0) & ~_may_be_chance(figures, middle)
    with np.errstate(divide="ignore", invalid="ignore"):
        lead = np.where(known, (value - middle) * better / spread * _NORMAL_QUARTILES, np.nan)
    # What prints alike is no further ahead.
    return np.asarray(np.round(lead, 9), dtype=np.float64)


def _may_be_chance(figures: pd.DataFrame, middle: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Whether a figure's interval holds its peers' median; never of administrative figures, which have none."""
    part, whole, times = (figures[name].to_numpy(np.float64) for name in ("part", "whole", "times"))
    natures, sound = figures["nature"].to_numpy(), (part >= 0) & (whole > 0)
    doubtful = np.zeros(len(figures), dtype=np.bool_)
    kinds: tuple[Nature, ...] = ("events", "proportion")
    for nature in kinds:
        at = np.flatnonzero(sound & (natures == nature) & ((part <= whole) | (nature == "events")))
        lower, upper = chance_limits(part[at], whole[at], nature)
        doubtful[at] = (lower * times[at] <= middle[at]) & (middle[at] <= upper * times[at])
    return doubtful


def describe_standouts(found: pd.DataFrame) -> str:
    """The standouts in a sentence; that none stands out is said as well."""
    parts = []
    for side in (AHEAD, BEHIND, WORSENING):
        labels = [label for label, its in zip(found["label"], found["side"], strict=True) if its == side]
        if labels:
            parts.append(f"{side}的有{'、'.join(labels)}")
    return "；".join(parts) + "。" if parts else "各项指标与同类没有明显差别。"
