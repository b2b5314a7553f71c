"""指标口径: every definition, searchable; and how much is asked of whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from data.definitions import BASIS_ZH, NATURE_ZH, REPORTER_ZH, Catalogue, Metric
from data.names import fold_name, quote
from data.selection import Selection
from layouts import elements as html
from layouts import ids
from layouts.components.cards import card
from layouts.components.marks import chip, chips, download_link
from layouts.components.notices import empty_state
from layouts.parts import Drawn, Page, Part
from layouts.words import polarity

CODE = "definitions"


@dataclass(frozen=True)
class View:
    """The metrics that the search found, all of them without a search; ``alike`` are pairs that may ask the same."""

    selection: Selection
    catalogue: Catalogue
    found: Sequence[Metric]
    asked: int
    alike: Sequence[tuple[Metric, Metric]]


def search(catalogue: Catalogue, wanted: str) -> list[Metric]:
    """The metrics whose name, alias, code or definition holds every word of a search."""
    words = [fold_name(word) for word in wanted.split()]

    def holds(metric: Metric) -> bool:
        text = fold_name(
            " ".join([metric.code, metric.label_zh, metric.label_en, *metric.aliases, metric.definition, metric.why])
        )
        return all(word in text for word in words)

    return [metric for metric in catalogue.metrics if holds(metric)]


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    wanted = view.selection.search
    count = f"{quote(wanted)}找到 {len(view.found)} 个指标" if wanted else f"共 {len(view.found)} 个指标"
    burden = f"乡镇（街道）每月填 {view.asked} 个数，一张表，填一次；整改各数由台账统计，不另填。"
    return [
        f"{count}。{burden}",
        [html.P(f"{quote(a.label_zh)}与{quote(b.label_zh)}问的可能是同一件事，请核对。") for a, b in view.alike],
        draw_themes(view),
        download_link(f"/download/{CODE}/metrics.csv{view.selection.query(trace='')}"),
        draw_search(wanted),
    ]


def draw_themes(view: View) -> list[Component]:
    """One card a theme, one entry a metric."""
    if not view.found:
        return [empty_state("没有找到", "换一个词试试：名称、别名、口径里的字都可以找。")]
    cards = []
    for theme in view.catalogue.themes:
        metrics = [metric for metric in view.found if metric.theme == theme.code]
        if metrics:
            entries = [draw_metric(metric, view) for metric in metrics]
            cards.append(
                card(theme.label_zh, html.Div(entries, className="definitions"), hint=f"{len(metrics)} 个指标")
            )
    return cards


def draw_metric(metric: Metric, view: View) -> Component:
    """Everything that a reader may want to know of one metric."""
    marks = [
        chip(f"单位：{metric.unit}"),
        chip(BASIS_ZH[metric.basis]),
        chip(polarity(metric)),
        chip(NATURE_ZH[metric.nature]),
        chip("台账统计" if not metric.asked else "、".join(REPORTER_ZH[tier] for tier in metric.reported_by) + "填报"),
    ]
    if metric.figure:
        marks.append(chip(f"述职报告第{metric.figure}项", marked=True))
    href = "/ranking" + view.selection.query(metric=metric.code, form="raw", search="", trace="")
    lines = [html.P(metric.definition), html.P(["为什么看：", metric.why], className="definition-why")]
    relations = list_relations(metric, view.catalogue)
    if relations:
        lines.append(html.P("；".join(relations) + "。", className="definition-more"))
    if metric.aliases:
        lines.append(html.P(f"表上也写作：{'、'.join(metric.aliases)}", className="definition-more"))
    return html.Article(
        [html.H3(html.Link(metric.label_zh, href=href)), html.Small(metric.label_en), chips(marks), *lines],
        className="definition",
    )


def list_relations(metric: Metric, catalogue: Catalogue) -> list[str]:
    """What must hold between this figure and others, and what it is divided by."""

    def name(code: str) -> str:
        return quote(catalogue[code].label_zh)

    said = []
    if metric.part_of:
        said.append(f"是{name(metric.part_of)}的一部分，不得大于它")
    if metric.at_least:
        said.append(f"不得小于{name(metric.at_least)}")
    if metric.overlapping_parts:
        parts = "、".join(name(code) for code in metric.overlapping_parts)
        said.append(f"由有交叉的{parts}组成，不小于其中最大的一个，不大于各项之和")
    if metric.difference:
        first, second = metric.difference
        said.append(f"等于{name(first)}减{name(second)}")
    if metric.rate:
        said.append(f"比率：{metric.rate.label_zh}（{metric.rate.unit}），分母为{name(metric.rate.per)}")
    if metric.share and metric.part_of:
        said.append(f"占比：{metric.share.label_zh}（%），分母为{name(metric.part_of)}")
    return said


def draw_search(wanted: str) -> Component:
    """The box that a search is typed into; it takes effect on Enter or on leaving it."""
    typed = dbc.Input(
        id=ids.control("search"),
        type="search",
        debounce=True,
        value=wanted,
        placeholder="名称、别名或口径里的词",
    )
    return html.Div(
        [html.Label("搜索", htmlFor=ids.spelled("search"), className="filter-label"), typed],
        className="filter filter-wide",
    )


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head("download"),
            drawn.part("search", "page-controls"),
            drawn.part("alike"),
            drawn.part("themes", "stack"),
        ],
        className="stack",
    )


PAGE = Page(
    code=CODE,
    path="/definitions",
    title="指标口径",
    parts=(
        Part("summary", "children"),
        Part("alike", "children"),
        Part("themes", "children"),
        Part("download", "children"),
        Part("search", "children"),
    ),
    draw=draw,
    arrange=arrange,
)
