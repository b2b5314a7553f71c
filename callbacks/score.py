"""考核: has the declared score counted and offers units, points and items as CSV."""

import pandas as pd

from callbacks.served import Served, Table, frame_nothing
from data.scores import EARNING_ZH, Score, read_weights
from data.selection import Selection
from data.store import Store
from layouts.components.scores import PART_ZH
from layouts.pages import score as page
from pipelines.exporting import Column
from pipelines.scoring.assessment import Assessment, assess
from pipelines.scoring.words import summarise
from pipelines.targets import year_to


def choose_score(store: Store, selection: Selection) -> Score | None:
    """The score that the address names, else the first declared."""
    return store.scores.get(selection.score) or next(iter(store.scores.values()), None)


def count_score(store: Store, selection: Selection) -> Assessment | None:
    """The chosen score with the reader's weights; ``None`` where none is declared."""
    score = choose_score(store, selection)
    return assess(store, score, selection, read_weights(selection.weights)[0]) if score else None


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of a selection."""
    counted = count_score(store, selection)
    scores, catalogue = tuple(store.scores.values()), store.catalogue
    if counted is None:
        empty = pd.DataFrame()
        period = year_to(selection)
        return page.View(selection, scores, None, period, {}, {}, empty, empty, empty, (), "", "没有声明考核办法。")
    areas = counted.units["area"].tolist() if len(counted.units) else []
    opened = next((unit for unit in selection.units if unit in areas), areas[0] if areas else "")
    return page.View(
        selection=selection,
        scores=scores,
        score=counted.score,
        period=counted.period,
        weights=counted.weights,
        labels={item.code: catalogue[item.metric].label(item.form) for item in counted.score.items},
        units=counted.units,
        points=counted.points,
        items=counted.items,
        unassessed=counted.unassessed,
        opened=opened,
        summary=summarise(counted),
    )


def offer_units(store: Store, selection: Selection) -> Table:
    """Each unit's place and points."""
    columns = [
        Column("group", "组别"),
        Column("rank", "名次"),
        Column("name", "单位"),
        Column("kind", "类型"),
        Column("score", "得分"),
        Column("best", "名次范围从"),
        Column("worst", "名次范围到"),
        Column("grade", "等次"),
        Column("base", "各项得分"),
        Column("bonus", "加分"),
        Column("deduction", "扣分"),
        Column("veto", "一票否决"),
        Column("silent", "未报不得分"),
        Column("dropped", "不计"),
    ]
    return _offer(store, selection, "units", columns, "得分")


#: POINTS as CSV, once ``name_parts`` has named its parts.
POINT_COLUMNS = (
    Column("group", "组别"),
    Column("name", "单位"),
    Column("kind", "部分"),
    Column("label", "项目"),
    Column("unit", "计量单位"),
    Column("value", "数值", "state"),
    Column("target", "年度目标"),
    Column("weight", "分值或否决线"),
    Column("points", "得分"),
)


def name_parts(points: pd.DataFrame) -> pd.DataFrame:
    """POINTS with the part of the score that each figure belongs to, in words."""
    return points.assign(kind=[PART_ZH[part] or "得分项" for part in points["part"]]) if len(points) else points


def offer_points(store: Store, selection: Selection) -> Table:
    """Every figure that counts, of every unit, and its points."""
    offered = _offer(store, selection, "points", list(POINT_COLUMNS), "得分明细")
    return Table(name_parts(offered.frame), offered.columns, offered.names)


def offer_items(store: Store, selection: Selection) -> Table:
    """Every item's weight, and how much of the gaps it makes."""
    columns = [
        Column("group", "组别"),
        Column("label", "项目"),
        Column("way", "怎样得分"),
        Column("weight", "权重"),
        Column("share", "平均得分率（%）"),
        Column("importance", "占差距（%）"),
    ]
    offered, score = _offer(store, selection, "items", columns, "各项分量"), choose_score(store, selection)
    if score and len(offered.frame):
        ways = {item.code: EARNING_ZH[item.by] for item in score.items}
        offered = Table(offered.frame.assign(way=offered.frame["code"].map(ways)), columns, offered.names)
    return offered


def _offer(store: Store, selection: Selection, table: str, columns: list[Column], what: str) -> Table:
    counted = count_score(store, selection)
    frame = getattr(counted, table) if counted else pd.DataFrame()
    if not len(frame):
        frame = frame_nothing(columns)
    label = counted.score.label_zh if counted else "考核"
    return Table(frame, columns, [label, what, store.places[selection.area].name, year_to(selection).label])


SERVED = Served(page.PAGE, view, {"units": offer_units, "points": offer_points, "items": offer_items})
