"""Cautions: what may be said of a ranking's uncertainty, so that nothing is claimed that chance could have made."""

import math

import pandas as pd

from data.definitions import Catalogue
from pipelines.ranking import Ranking
from pipelines.statistics.bands import DRAWS
from pipelines.uncertainty import CONFIDENCES, Funnel, Uncertainty

#: The chance, in per cent, that a unit is called different where all true rates are the same.
_ERROR = round(100 * (1 - CONFIDENCES[1]), 6)

#: Where a figure stands among the funnel's limits, in words.
PLACE_ZH = {2: "显著偏高", 1: "偏高，可留意", 0: "差异不显著", -1: "偏低，可留意", -2: "显著偏低"}


def describe_chance(ranking: Ranking, uncertainty: Uncertainty, catalogue: Catalogue, area: str) -> list[str]:
    """Why there is no interval, or how to read it and the rank bands, and which units differ from ``area``."""
    metric, form, chart = ranking.metric, ranking.selection.form, ranking.selection.chart
    if metric.nature_of(form) == "administrative":
        why = "由统一安排决定" if form == "share" else "是行政计数，报多少就是多少"
        return [f"{metric.label(form)}{why}，没有偶然波动，所以不画区间{'、不给名次区间' if metric.judged else ''}。"]
    said, doubtful = [], uncertainty.frame["lower"].notna().any()
    if chart in ("funnel", "chance") and uncertainty.funnel:
        size = catalogue[metric.denominator(form) or ""].label_zh
        said.append(f"横轴是{size}。越靠左的单位越小，偶然波动越大，控制限也越宽。")
    elif doubtful and chart != "map":
        smaller = "" if form == "raw" else "单位越小，区间越宽。"
        said.append(f"细线是95%区间：除去偶然波动，实际水平很可能在此范围内。{smaller}")
    if uncertainty.funnel:
        said.append(_name_different(uncertainty, uncertainty.funnel, area, chart == "chance"))
    elif doubtful and form == "raw":
        more = "，在“看法”里换成比率可以比较" if metric.rate else ""
        said.append(f"原值随单位大小而不同，不判断与{area}的差异{more}。")
    elif doubtful:
        said.append("各单位本期都没有发生，没有差异可比，不画漏斗图。")
    if uncertainty.frame["best_rank"].notna().any():
        said.append(
            f"名次区间由{DRAWS:,}次模拟得出，95%的模拟名次在其中；“差异不显著”是说，区间内谁先谁后可能只是偶然。"
        )
    if uncertainty.odd:
        said.append(f"{uncertainty.odd}个单位的数小于0或大于整体，不画区间，本期也不给名次区间。")
    return said


def temper_places(frame: pd.DataFrame) -> str:
    """How far chance could have brought who is first and who is last; nothing where there are no rank bands.

    ``frame`` has rank, best_rank and worst_rank.
    """
    banded = frame[frame["best_rank"].notna()]
    if banded.empty or banded["rank"].nunique() == 1:
        return ""
    said, reach = [], []
    for end, rank in (("第1名", 1), ("末位", banded["rank"].max())):
        rows = banded[banded["rank"] == rank]
        best, worst = rows["best_rank"].min(), rows["worst_rank"].max()
        reach.append((best, worst))
        said.append(f"{end}{'不变' if best == worst else f'可能在第{best}–{worst}名之间'}")
    alike = "，首末之间差异不显著" if reach[0][1] >= reach[1][0] else ""
    return f"计入偶然波动，{'，'.join(said)}{alike}。"


def _name_different(uncertainty: Uncertainty, funnel: Funnel, area: str, plain: bool) -> str:
    """Who is beyond the 99.8 % limits, and how often that is said wrongly."""
    frame = uncertainty.frame
    sides = []
    for side, word in ((2, "偏高"), (-2, "偏低")):
        names = frame.loc[(frame["place"] == side).fillna(False), "name"].tolist()
        sides += [f"{word}的有{'、'.join(names)}"] if names else []
    found = f"与{area}差异显著，{'；'.join(sides)}" if sides else f"没有单位与{area}差异显著"
    if funnel.dispersion.tau2:
        spread = f"各单位之间的差异总体上大于偶然波动（φ＝{funnel.dispersion.phi:.1f}）"
        widened = f"放宽后仍{found}" if sides else f"放宽后没有单位明显偏离{area}"
        found = f"{spread}，控制限未放宽，超出的会偏多：{found}" if plain else f"{spread}，控制限已按此放宽：{widened}"
    count = int(frame["place"].notna().sum())
    together = _ERROR * count
    wrongly = (
        f"{count}个单位中误判任何一个不超过{together:.1f}%"
        if together < 50
        else f"{count}个单位中预计误判不超过{math.ceil(together / 100)}个"
    )
    return f"{found}。按99.8%控制限判断：若各单位实际水平相同，误判一个单位的机会不超过{_ERROR:g}%，{wrongly}。"
