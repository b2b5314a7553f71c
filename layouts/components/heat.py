"""Townships by metrics: each cell a figure, its colour the unit's place among its peers.

A metric without a better side is shown and never coloured; what was not reported is hatched and
says so. HTML rather than a drawn figure, so that every cell is text, a link and a place to tab to.
"""

from collections.abc import Callable, Sequence

import pandas as pd
from dash.development.base_component import Component

from data.definitions import Catalogue
from data.frames import list_rows
from layouts import elements as html
from layouts.components.aria import aria, unseen
from layouts.components.marks import absent
from layouts.components.notices import empty_state
from layouts.components.tables import Row
from layouts.numbers import number
from layouts.words import state_word

FIFTHS = ("后五分之一", "中下", "中间", "中上", "前五分之一")


def heat_table(
    frame: pd.DataFrame,
    catalogue: Catalogue,
    *,
    caption: str,
    trace: Callable[[str, str], str],
    name_href: Callable[[str], str],
    metric_href: Callable[[str], str],
    sort: str = "",
    sort_href: Callable[[str], str] | None = None,
) -> Component:
    """HEAT as a table with one row for each unit and one column for each metric.

    ``frame``: area, name, metric, form, label, unit, value, state, percentile (1 best, 0 last, empty
    where nothing is judged). ``trace(metric, area)`` is the address that shows a figure's origin,
    ``name_href`` leads to a unit's page, ``metric_href`` to a metric's ranking. ``sort`` says by which metric
    the units are sorted (``Selection.sort``), ``sort_href`` leads to them sorted otherwise.
    """
    if frame.empty:
        return empty_state("没有可以比较的单位")
    rows = list_rows(frame)
    cells: dict[tuple[str, str], Row] = {(row["area"], row["metric"]): row for row in rows}
    areas = {row["area"]: row["name"] for row in rows}
    metrics = list(dict.fromkeys(row["metric"] for row in rows))
    first = next(iter(areas))
    columns = [cells[first, metric] for metric in metrics]
    body = [
        html.Tr(
            [
                html.Th(html.Link(name, href=name_href(area)), scope="row", className="heat-name"),
                *(html.Td(_cell(cells[area, metric], catalogue, trace(metric, area))) for metric in metrics),
            ]
        )
        for area, name in areas.items()
    ]
    table = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead([_themes(metrics, catalogue), _labels(columns, metric_href, sort, sort_href)]),
            html.Tbody(body),
        ],
        className="heat",
    )
    box = html.Div(table, className="table-box", tabIndex="0", role="region", **aria(label=caption))
    judged = {catalogue[metric].judged for metric in metrics}
    silent = any(row["state"] != "reported" for row in rows)
    return html.Div([box, heat_key(judged=True in judged, unjudged=False in judged, silent=silent)])


def _themes(metrics: Sequence[str], catalogue: Catalogue) -> Component:
    counts: dict[str, int] = {}
    for metric in metrics:
        theme = catalogue[metric].theme
        counts[theme] = counts.get(theme, 0) + 1
    return html.Tr(
        [
            html.Td(className="heat-name"),
            *(
                html.Th(catalogue.theme(theme).label_zh, colSpan=count, scope="colgroup", className="heat-theme")
                for theme, count in counts.items()
            ),
        ]
    )


def _labels(
    columns: Sequence[Row],
    metric_href: Callable[[str], str],
    sort: str,
    sort_href: Callable[[str], str] | None,
) -> Component:
    return html.Tr(
        [
            html.Th("单位", scope="col", className="heat-name"),
            *(
                html.Th(
                    [
                        html.Link(row["label"], href=metric_href(row["metric"])),
                        html.Span(row["unit"], className="header-unit"),
                        *([_sorter(row, sort, sort_href)] if sort_href else []),
                    ],
                    scope="col",
                    **aria(sort=_SORTED[sort == row["metric"], sort == f"-{row['metric']}"]),
                )
                for row in columns
            ),
        ]
    )


#: How a column is sorted, by whether its metric is the one, forwards and backwards; for readers by ear.
_SORTED = {(True, False): "descending", (False, True): "ascending", (False, False): "none"}


def _sorter(row: Row, sort: str, sort_href: Callable[[str], str]) -> Component:
    """The way to the units sorted by a metric: the best first, then the last first, then as they were."""
    code = row["metric"]
    following, mark, words = {
        code: (f"-{code}", "▼", "最好的在前；改为最差的在前"),
        f"-{code}": ("", "▲", "最差的在前；恢复原来的次序"),
    }.get(sort, (code, "↕", "按它排序"))
    if absent(row["percentile"]):
        words = words.replace("最好", "最高").replace("最差", "最低")
    name = "heat-sort heat-sorted" if mark != "↕" else "heat-sort"
    return html.Link(mark, href=sort_href(following), className=name, title=f"{row['label']}：{words}")


def _cell(row: Row, catalogue: Catalogue, href: str) -> Component:
    if row["state"] != "reported" or absent(row["value"]):
        word = state_word("missing" if row["state"] == "reported" else row["state"])
        return html.Span(word, className="heat-cell heat-missing", title=f"{row['name']} {row['label']}：{word}")
    text = number(float(row["value"]), catalogue[row["metric"]].decimals_of(row["form"]))
    tip = f"{row['name']} {row['label']}：{text} {row['unit']}"
    if absent(row["percentile"]):
        return html.Link(text, href=href, className="heat-cell heat-plain", title=tip)
    fifth = min(4, int(row["percentile"] * 5))
    # The place is heard as well: a shade says nothing to the ear.
    return html.Link(
        [text, unseen(f"（{FIFTHS[fifth]}）")],
        href=href,
        className=f"heat-cell heat-{fifth + 1}",
        title=f"{tip}，在同类中居{FIFTHS[fifth]}",
    )


def heat_key(*, judged: bool, unjudged: bool, silent: bool) -> Component:
    """What the colours say, of those that are there."""
    parts: list[Component] = []
    if judged:
        shades = (html.I(className=f"heat-{step}") for step in range(1, 6))
        parts.append(html.Span([FIFTHS[0], *shades, FIFTHS[-1]], className="heat-ramp"))
    if unjudged:
        parts.append(_swatch("heat-plain", "不分高低或不作评判，不着色"))
    if silent:
        parts.append(_swatch("heat-missing", "没有数，写明原因"))
    return html.Div(parts, className="heat-key")


def _swatch(name: str, words: str) -> Component:
    return html.Span([html.Span(className=f"heat-swatch {name}"), words])
