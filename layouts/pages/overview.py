"""总览: how the district stands this period, on one page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from data.definitions import Catalogue, Form, Metric, Theme
from data.frames import list_rows
from data.places import TIER_ZH, Places
from data.selection import Selection
from data.traces import name_figure, name_items
from layouts import elements as html
from layouts.components.cards import card, figure_card, figure_style, headline_card
from layouts.components.coverage import coverage_strip
from layouts.components.heat import heat_table
from layouts.components.marks import absent, download_link, rank_mark
from layouts.components.notices import empty_state
from layouts.components.tables import Column, Row, data_table
from layouts.figures.rectification import rectification_bars
from layouts.numbers import number
from layouts.parts import Drawn, Page, Part
from layouts.words import name_units

CODE = "overview"


@dataclass(frozen=True)
class View:
    """Frames as ``pipelines.overview`` states them; ``matters`` are (words, address) pairs."""

    selection: Selection
    catalogue: Catalogue
    places: Places
    summary: str
    coverage: Any
    headlines: Any
    heat: Any
    leaders: Any
    by_source: Any
    at: str
    matters: Sequence[tuple[str, str]]


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    area = view.places[view.selection.area].name
    bars = rectification_bars(
        view.by_source,
        key="source",
        title="问题整改（按来源）",
        period=view.at,
        trace=lambda row, count: name_items(
            view.selection.period.code, view.selection.area, "source", row["source"], count
        ),
    )
    query = view.selection.query(trace="")
    return [
        f"{area}基层党建总览",
        view.summary,
        coverage_strip(view.coverage, view.places.name_compared(view.selection.area, view.selection.peers)),
        draw_matters(view.matters),
        draw_themes(view),
        bars,
        figure_style(bars),
        draw_leaders(view),
        draw_heat(view),
        [
            download_link(f"/download/{CODE}/long.csv{query}", "本期快照（长表）"),
            download_link(f"/download/{CODE}/wide.csv{query}", "本期快照（宽表）"),
        ],
        download_link(f"/download/{CODE}/headlines.csv{query}"),
        download_link(f"/download/{CODE}/sources.csv{query}"),
        download_link(f"/download/{CODE}/leaders.csv{query}"),
        download_link(f"/download/{CODE}/heat.csv{query}"),
    ]


def draw_matters(matters: Sequence[tuple[str, str]]) -> Component:
    """What needs attention, each leading to where it is shown."""
    if not matters:
        return empty_state("没有需要特别关注的事项")
    return html.Ul([html.Li(html.Link(text, href=href)) for text, href in matters], className="matters")


def draw_themes(view: View) -> list[Component]:
    """Each theme's leading figures; the context of all others last and in small."""
    records = list_rows(view.headlines)
    sections = []
    themes = view.catalogue.themes
    for theme in [*themes[1:], *themes[:1]]:
        rows = [row for row in records if row["theme"] == theme.code]
        if rows:
            sections.append(_theme_section(theme, rows, view))
    return sections


def _theme_section(theme: Theme, rows: Sequence[Row], view: View) -> Component:
    selection, trace = view.selection, view.selection.tracer()
    organs = any(unit.tier == "organ" for unit in view.places.children(selection.area))
    cards = []
    for row in rows:
        metric, form = view.catalogue[row["metric"]], row["form"]
        series: list[float | None] = [None if absent(value) else value for value in row["series"]]
        cards.append(
            headline_card(
                metric,
                value=row["value"],
                state=row["state"],
                href="/ranking" + selection.query(metric=metric.code, form="raw", trace=""),
                form=form,
                trace=trace(name_figure(metric.code, selection.period.code, selection.area, form)),
                previous=(row["previous_change"], row["previous_percent"]),
                year_ago=(row["year_change"], row["year_percent"]),
                trend=series,
                trend_words=f"近{len(series)}期",
                note=note_coverage(metric, row["covered"], row["expected"], organs),
            )
        )
    head = html.Div([html.H2(theme.label_zh)], className="section-head")
    return html.Section([head, html.Div(cards, className="headlines")])


def note_coverage(metric: Metric, covered: int, expected: int, organs: bool) -> str:
    """How many are in a total that lacks some. Those asked are not the same for each figure: the area's
    departments report some as well, and whoever has no such work is not asked."""
    if covered >= expected:
        return ""
    departments = f"（含{TIER_ZH['organ']}）" if organs and "district" in metric.reported_by else ""
    return f"本项应报{expected}个单位{departments}，已报{covered}个"


def draw_leaders(view: View) -> Component:
    """Who leads and who lags, for the metrics that have a better side."""
    selection = view.selection
    leaders = list_rows(view.leaders)
    ends: dict[tuple[str, str], dict[int, list[Row]]] = {}
    for row in leaders:
        ends.setdefault((row["metric"], row["side"]), {}).setdefault(row["rank"], []).append(row)

    def name(row: Row) -> Any:
        href = "/ranking" + selection.query(metric=row["metric"], form=row["form"], trace="")
        chance = [html.Small(row["chance"], className="cell-more")] if row["chance"] else []
        return [html.Link(row["label"], href=href), html.Small(f" {row['unit']}", className="header-unit"), *chance]

    def side(which: str) -> Callable[[Row], Any]:
        def cell(row: Row) -> Any:
            decimals = view.catalogue[row["metric"]].decimals_of(row["form"])
            places = ends[row["metric"], which].items()
            return html.Div([_place(rank, sharing, decimals) for rank, sharing in places], className="leaders")

        return cell

    columns = [
        Column("指标", name, heads=True),
        Column("靠前", side("靠前")),
        Column("靠后", side("靠后")),
    ]
    return data_table(
        list({row["metric"]: row for row in leaders}.values()),
        columns,
        caption=f"{selection.period.label}，各列前三和后三，名次相同的并列；只列有高低之分的指标",
        empty="本期还排不出先后",
    )


def _place(rank: int, sharing: Sequence[Row], decimals: int) -> Component:
    """A place in a ranking, who holds it, and with which figure."""
    names = [row["name"] for row in sharing]
    figure = html.Small(number(sharing[0]["value"], decimals), className="leader-value")
    return html.Span(
        [rank_mark(rank, len(names) > 1), " ", name_units(names), " ", figure],
        className="leader",
        title="、".join(names),
    )


def draw_heat(view: View) -> Component:
    """Units by leading metrics."""
    selection, trace = view.selection, view.selection.tracer()
    period = selection.period.code
    forms: dict[str, Form] = dict(zip(view.heat["metric"], view.heat["form"], strict=True))
    return heat_table(
        view.heat,
        view.catalogue,
        caption=f"各单位主要指标，{selection.period.label}，颜色为在同类中的位次",
        trace=lambda metric, area: trace(name_figure(metric, period, area, forms[metric])),
        name_href=lambda area: "/profile" + selection.query(units=(area,), trace=""),
        metric_href=lambda metric: "/ranking" + selection.query(metric=metric, form=forms[metric], trace="", sort=""),
        sort=selection.sort,
        sort_href=lambda sort: selection.query(sort=sort, trace=""),
    )


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head("downloads"),
            html.Div(
                [card("报送情况", drawn.part("coverage")), card("需要关注", drawn.part("matters"))],
                className="columns-wide-first",
            ),
            drawn.part("themes", "stack"),
            drawn.part("headlines-download", "page-actions"),
            figure_card("问题整改", drawn.chart("bars"), foot=[drawn.part("sources-download")]),
            card("靠前与靠后", drawn.part("leaders"), actions=[drawn.part("leaders-download")]),
            card("乡镇（街道）热力表", drawn.part("heat"), actions=[drawn.part("heat-download")]),
        ],
        className="stack",
    )


PAGE = Page(
    code=CODE,
    path="/",
    title="总览",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("coverage", "children"),
        Part("matters", "children"),
        Part("themes", "children"),
        Part("bars", "figure"),
        Part("bars-box", "style"),
        Part("leaders", "children"),
        Part("heat", "children"),
        Part("downloads", "children"),
        Part("headlines-download", "children"),
        Part("sources-download", "children"),
        Part("leaders-download", "children"),
        Part("heat-download", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
