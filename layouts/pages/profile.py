"""乡镇画像: one unit on one screen: its figures, places, trends and open items."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from data.definitions import Catalogue, Form, Metric
from data.frames import list_rows
from data.periods import Period
from data.places import Area
from data.selection import Selection
from data.traces import name_figure
from layouts import elements as html
from layouts.components.cards import card
from layouts.components.items import item_table
from layouts.components.marks import absent, change_mark, download_link, figure_mark, unit_points
from layouts.components.notices import empty_state
from layouts.components.scores import course_table, points_table
from layouts.components.sparklines import sparkline
from layouts.components.tables import Column, Row, data_table
from layouts.filters import labelled
from layouts.numbers import number
from layouts.parts import Drawn, Page, Part
from layouts.words import NOTHING, PREVIOUS, YEAR_AGO

CODE = "profile"


@dataclass(frozen=True)
class View:
    """PROFILE and the open items as ``pipelines.profiles`` states them; ``unit`` is empty where there is none.

    ``standouts`` and ``similar`` as the modules of these names state them, ``sizes`` the metrics of size,
    ``scores`` the courses (``pipelines.scoring.course``) of the unit's scores, counted within the area ``scored``.
    """

    selection: Selection
    catalogue: Catalogue
    unit: Area | None
    choices: Sequence[tuple[str, str]]
    summary: str
    figures: Any
    items: Any
    standouts: Any
    similar: Any
    sizes: Sequence[Metric]
    scored: str
    scores: Sequence[Any]


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    query = view.selection.query(trace="")
    options = [{"value": code, "label": name} for code, name in view.choices]
    name = view.unit.name if view.unit else "没有单位"
    controls = [labelled("单位", "units", options, view.unit.code)] if view.unit else []
    return [
        f"{name}画像",
        view.summary,
        controls,
        draw_standouts(view),
        draw_similar(view),
        draw_scores(view),
        draw_themes(view),
        draw_items(view),
        download_link(f"/download/{CODE}/figures.csv{query}"),
        download_link(f"/download/{CODE}/items.csv{query}"),
        download_link(f"/download/{CODE}/standouts.csv{query}"),
        download_link(f"/download/{CODE}/similar.csv{query}"),
        [
            download_link(f"/download/{CODE}/course.csv{query}", "下载历次得分"),
            download_link(f"/download/{CODE}/points.csv{query}", "下载明细"),
        ],
    ]


def draw_themes(view: View) -> Component:
    """One table a theme, two beside each other."""
    if view.unit is None or view.figures is None or view.figures.empty:
        return empty_state("没有可以显示的单位", "请在上方选择有下级单位的地区")
    cards, figures, columns = [], list_rows(view.figures), columns_of(view)
    for theme in view.catalogue.themes:
        rows = [row for row in figures if row["theme"] == theme.code]
        if rows:
            caption = f"{theme.label_zh}，{view.selection.period.label}"
            cards.append(card(theme.label_zh, data_table(rows, columns, caption=caption)))
    return html.Div(cards, className="flowing")


def columns_of(view: View) -> list[Column]:
    """What stands beside each metric."""
    selection, catalogue, origin = view.selection, view.catalogue, view.selection.tracer()
    unit = view.unit.code if view.unit else ""

    def ranking(row: Row) -> str:
        return "/ranking" + selection.query(metric=row["metric"], form=row["form"], units=(unit,), trace="")

    def trace(row: Row, form: Form) -> str:
        return origin(name_figure(row["metric"], selection.period.code, unit, form))

    def value(row: Row) -> Any:
        shown = figure_mark(row["value"], row["state"], row["decimals"], href=trace(row, row["form"]))
        if row["form"] == "raw" or row["raw_state"] != "reported":
            return shown
        count = figure_mark(row["raw"], row["raw_state"], row["raw_decimals"], href=trace(row, "raw"))
        return [shown, html.Small([count, row["raw_unit"]], className="beneath")]

    def name(row: Row) -> Any:
        return [html.Link(row["label"], href=ranking(row)), html.Small(f" {row['unit']}", className="header-unit")]

    def place(row: Row) -> Any:
        if absent(row["rank"]):
            return NOTHING
        place = f"{'并列' if row['tied'] else ''}第{int(row['rank'])}名"
        asked = f"共{row['ranked']}个"
        silent, spoken = (f"，未报{row['silent']}", f"，{row['silent']}个未报") if row["silent"] else ("", "")
        return html.Span(
            [place, html.Small(f"{asked}{silent}", className="beneath"), *band(row)],
            title=f"{place}（{asked}{spoken}）",
        )

    def band(row: Row) -> list[Component]:
        if absent(row["best_rank"]) or row["best_rank"] == row["worst_rank"]:
            return []
        between = f"第{int(row['best_rank'])}–{int(row['worst_rank'])}名之间"
        return [html.Small(words, className="beneath") for words in (between, "差异不显著")]

    def changes(row: Row) -> Any:
        metric = catalogue[row["metric"]]
        points = unit_points(metric, row["form"])
        return [
            html.Div(
                change_mark(
                    row[amount], row[percent], metric.polarity, decimals=row["decimals"], kind=kind, points=points
                )
            )
            for kind, amount, percent in (
                (PREVIOUS, "change", "change_pct"),
                (YEAR_AGO, "year_change", "year_change_pct"),
            )
        ]

    def trend(row: Row) -> Any:
        series = [None if absent(point) else point for point in row["series"]]
        if not any(point is not None for point in series):
            return NOTHING
        return sparkline(series, f"{row['label']}近{len(series)}期走势", decimals=row["decimals"])

    def middle(row: Row) -> Any:
        return NOTHING if absent(row["peers_middle"]) else number(row["peers_middle"], row["decimals"])

    return [
        Column("指标", name, heads=True),
        Column("数值", value, align="end"),
        Column("名次", place, align="end", keeps=True),
        Column("同类中位", middle, align="end"),
        Column("变化", changes, align="end"),
        Column("走势", trend),
    ]


def draw_standouts(view: View) -> Component:
    """Where the unit is far before its peers or far behind them."""
    if view.standouts is None:
        return empty_state("没有可以显示的单位")
    columns = {column.header: column for column in columns_of(view)}
    shown = [columns[header] for header in ("指标", "数值", "同类中位", "名次")]
    side = Column("", lambda row: row["side"], keeps=True)
    caption = f"{view.selection.period.label}，离同类最远的在前"
    return data_table(view.standouts, [side, *shown], caption=caption, empty="各项指标与同类没有明显差别")


def draw_similar(view: View) -> Component:
    """The units nearest by size, and the way to compare with them."""
    if view.unit is None or view.similar is None or len(view.similar) < 2:
        return empty_state("没有可以比较规模的单位")
    selection, unit = view.selection, view.unit.code

    def size(metric: Metric) -> Column:
        return Column(
            metric.label_zh,
            lambda row: NOTHING if absent(row[metric.code]) else number(row[metric.code], metric.decimals),
            unit=metric.unit,
            align="end",
        )

    name = Column(
        "单位",
        lambda row: html.Link(row["name"], href="/profile" + selection.query(units=(row["area"],), trace="")),
        heads=True,
        keeps=True,
    )
    caption = f"{selection.period.label}，按这些数的倍数最接近的在前"
    table = data_table(view.similar, [name, *map(size, view.sizes)], caption=caption, marked=(unit,))
    chosen = selection.query(units=tuple(view.similar["area"]), trace="")
    return html.Div([table, html.P(html.Link("放在一起对比", href=f"/compare{chosen}"))])


def draw_scores(view: View) -> Component:
    """Of each score the unit's place over the year and its points by item, leading to the score opened at it."""
    if view.unit is None or not view.scores:
        return empty_state("没有可以显示的得分", "不在考核的任何一组，或者同组单位太多，请看考核页")
    selection, unit = view.selection, view.unit
    return html.Div(
        [_score_tables(shown, selection.but(area=view.scored), unit) for shown in view.scores],
        className="stack",
    )


def _score_tables(shown: Any, selection: Selection, unit: Area) -> Component:
    score, last = shown.score, selection.period.last_month

    def lead(row: Row) -> str:
        return "/score" + selection.query(
            score=score.code, weights="", units=(unit.code,), period=Period.parse(row["period"]), trace=""
        )

    def trace(row: Row) -> str:
        until = Period.of_month(last, "ytd").code
        return selection.query(trace=name_figure(row["metric"], until, unit.code, row["form"]))

    caption = f"{score.label_zh}{f'（{shown.group}）' if shown.group else ''}，1月到各季末累计；点月份看当时的考核"
    points = f"{score.label_zh}得分明细，{Period.of_month(last, 'ytd').label}；点数值看来自哪些单元格"
    tables = [course_table(shown.course, caption, lead), points_table(shown.points, points, trace)]
    return html.Div(tables, className="columns")


def draw_items(view: View) -> Component:
    """What the unit has not put right yet."""
    if view.items is None:
        return empty_state("没有未整改的问题")
    return item_table(view.items, caption="期末未整改的问题", empty="没有未整改的问题", units=False)


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head("figures-download"),
            drawn.part("controls", "page-controls"),
            html.Div(
                [
                    card(
                        "与同类相比",
                        drawn.part("standouts"),
                        actions=[drawn.part("standouts-download")],
                        foot=[
                            html.P(
                                "明显：离同类中位数超过一个稳健标准差（四分位距÷1.349），比率和占比还要不出于偶然（95%区间不含中位数）。"
                                "居后且变差：居后三分之一，且比上期、去年同期都变差；两期之差不是趋势。"
                            )
                        ],
                    ),
                    card("规模相近的单位", drawn.part("similar"), actions=[drawn.part("similar-download")]),
                ],
                className="columns",
            ),
            card("考核得分", drawn.part("scores"), actions=[drawn.part("scores-download")]),
            html.Div(
                [
                    drawn.part("themes", "flowing"),
                    card("未整改问题", drawn.part("items"), actions=[drawn.part("items-download")]),
                ],
                className="profile-themes",
            ),
        ],
        className="stack",
    )


PAGE = Page(
    code=CODE,
    path="/profile",
    title="乡镇画像",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("controls", "children"),
        Part("standouts", "children"),
        Part("similar", "children"),
        Part("scores", "children"),
        Part("themes", "children"),
        Part("items", "children"),
        Part("figures-download", "children"),
        Part("items-download", "children"),
        Part("standouts-download", "children"),
        Part("similar-download", "children"),
        Part("scores-download", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
