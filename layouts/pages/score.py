"""考核: who has how many points, how sure the places are, what they are made of; weights can be moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from data.periods import Period
from data.scores import Score
from data.selection import Selection
from data.traces import name_figure
from layouts import elements as html
from layouts.components.cards import card, figure_card, figure_style
from layouts.components.marks import download_link
from layouts.components.notices import empty_state
from layouts.components.scores import item_table, points_table, standing_table, weight_fields
from layouts.components.tables import Row
from layouts.figures.base import empty_figure
from layouts.figures.scores import score_ranges
from layouts.filters import labelled
from layouts.numbers import number
from layouts.parts import Drawn, Page, Part

CODE, PATH = "score", "/score"


@dataclass(frozen=True)
class View:
    """UNITS, POINTS and ITEMS of a score as ``pipelines.scoring.assessment`` states them; no ``score`` where none is
    declared. ``labels`` name its items, ``opened`` is the unit whose points are shown."""

    selection: Selection
    scores: Sequence[Score]
    score: Score | None
    period: Period
    weights: Mapping[str, float]
    labels: Mapping[str, str]
    units: Any
    points: Any
    items: Any
    unassessed: tuple[str, ...]
    opened: str
    summary: str


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    if view.score is None or view.units.empty:
        what = "没有声明考核办法" if view.score is None else "没有可以考核的单位"
        figure = empty_figure(what)
        hint = "考核办法写在 data/scores/ 下，每个考核一个 TOML 文件。" if view.score is None else ""
        return ["考核得分", view.summary, [], figure, figure_style(figure), empty_state(what, hint), [], [], [], []]
    query = view.selection.query(trace="")
    score = view.score
    figure = score_ranges(
        view.units,
        title=f"{score.label_zh}名次和范围",
        period=view.period.label,
        vary=score.vary,
        highlights=(view.opened,),
    )
    return [
        score.label_zh,
        view.summary,
        draw_controls(view, score),
        figure,
        figure_style(figure),
        draw_standings(view),
        draw_opened(view),
        draw_items(view, score),
        draw_foot(view, score),
        [
            download_link(f"/download/{CODE}/units.csv{query}", "下载得分"),
            download_link(f"/download/{CODE}/points.csv{query}", "下载明细"),
            download_link(f"/download/{CODE}/items.csv{query}", "下载各项"),
        ],
    ]


def draw_controls(view: View, score: Score) -> list[Component]:
    """Which score, the weight of each item, and the way back to those declared."""
    options = [{"value": one.code, "label": one.label_zh} for one in view.scores]
    choice = [labelled("考核", "score", options, score.code, wide=True)] if len(options) > 1 else []
    fields = weight_fields(score, dict(view.weights), dict(view.labels))
    total = sum(view.weights.values())
    said = f"合计 {total:g}，按比例折算成 100" if total != 100 else "合计 100"
    back = [html.Link("恢复原定权重", href=PATH + view.selection.query(weights="", trace=""))]
    moved = dict(view.weights) != score.weigh({})
    return [*choice, *fields, html.P([said, *(["　", *back] if moved else [])], className="weight-sum")]


def draw_standings(view: View) -> list[Component]:
    """One table for each peer group."""

    def lead(row: Row) -> str:
        return PATH + view.selection.query(units=(str(row["area"]),), trace="")

    tables = []
    for group in view.units["group"].unique():
        frame = view.units[view.units["group"] == group]
        caption = f"{group or '全部单位'}，{len(frame)}个，{view.period.label}；点名称看得分明细"
        tables.append(standing_table(frame, caption, view.opened, lead))
    return tables


def draw_opened(view: View) -> Component:
    """The points of one unit."""
    unit = view.units[view.units["area"] == view.opened].iloc[0]
    frame = view.points[view.points["area"] == view.opened]
    total = "没有得分" if unit["score"] != unit["score"] else f"{number(unit['score'], 2)}分"
    parts = f"各项 {number(unit['base'], 2)}，加分 {number(unit['bonus'], 2)}，扣分 {number(unit['deduction'], 2)}"

    def trace(row: Row) -> str:
        return view.selection.query(trace=name_figure(row["metric"], view.period.code, row["area"], row["form"]))

    caption = f"{unit['name']}，{total}（{parts}）；点数值看来自哪些单元格"
    return points_table(frame, caption, trace)


def draw_items(view: View, score: Score) -> list[Component]:
    """Of each group the items' weights and what they matter."""
    return [
        item_table(
            score, view.items[view.items["group"] == group], f"{group or '全部单位'}：各单位得分的差距来自哪一项"
        )
        for group in view.items["group"].unique()
    ]


def draw_foot(view: View, score: Score) -> list[Component]:
    """The rules in short."""
    grades = "，".join(f"{grade.label_zh}{grade.at_least:g}分起" for grade in score.grades[:-1])
    lines = [
        score.explanation,
        f"{grades}，以下{score.grades[-1].label_zh}；被否决的为{score.grades[-1].label_zh}，排在所有没被否决的后面。",
        "没报的项不得分、扣分项按扣满算、否决项按否决算；不适用和没有下达目标的项不计，权重分给其他项。",
    ]
    if view.unassessed:
        lines.append(f"不在任何一组、没有考核：{'、'.join(view.unassessed)}。")
    return [html.P(line) for line in lines]


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head("download"),
            card(
                "权重", drawn.part("controls", "page-controls weights"), hint="改好按回车，名次跟着变；改动写在地址里。"
            ),
            html.Div(
                [
                    html.Div(
                        [card("得分和名次", drawn.part("standings", "stack"), foot=[drawn.part("foot")])],
                        className="stack",
                    ),
                    html.Div(
                        [figure_card("名次范围", drawn.chart("ranges")), card("得分明细", drawn.part("opened"))],
                        className="stack",
                    ),
                ],
                className="columns",
            ),
            card("各项的分量", drawn.part("items", "stack"), hint="占差距的合计是100%；负数的项拉近了各单位的得分。"),
        ],
        className="stack",
    )


PAGE = Page(
    code=CODE,
    path=PATH,
    title="考核",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("controls", "children"),
        Part("ranges", "figure"),
        Part("ranges-box", "style"),
        Part("standings", "children"),
        Part("opened", "children"),
        Part("items", "children"),
        Part("foot", "children"),
        Part("download", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
