"""The columns that tables of units share: rank, name, figure, change, movement, words."""

from collections.abc import Callable

from dash.development.base_component import Component

from data.definitions import Form, Metric
from layouts import elements as html
from layouts.components.marks import absent, change_mark, figure_mark, movement_mark, rank_mark, unit_points
from layouts.components.tables import Column, Row
from layouts.words import NOTHING, POINTS, rank_band

Href = Callable[[Row], str]


def rank_column(header: str = "名次") -> Column:
    """``rank`` and ``tied`` of the row."""
    return Column(header, lambda row: rank_mark(row["rank"], bool(row["tied"])), align="end")


def band_column(header: str = "名次区间") -> Column:
    """``best_rank`` and ``worst_rank`` of the row; where they differ, who of them is before whom may be chance."""

    def cell(row: Row) -> object:
        if absent(row["best_rank"]):
            return NOTHING
        best, worst = int(row["best_rank"]), int(row["worst_rank"])
        doubt = [html.Small("差异不显著", className="cell-more")] if best < worst else []
        return html.Span([rank_band(best, worst), *doubt], className="band")

    return Column(header, cell, align="end", keeps=True)


def name_column(header: str = "单位", *, href: Href | None = None) -> Column:
    """``name`` of the row, leading to ``href(row)`` where given."""
    if href is None:
        return Column(header, lambda row: row["name"], heads=True)
    return Column(header, lambda row: html.Link(row["name"], href=href(row)), heads=True)


def figure_column(
    metric: Metric,
    form: Form = "raw",
    *,
    key: str = "value",
    header: str = "",
    trace: Href | None = None,
) -> Column:
    """A figure of a metric. For ``value`` the row's ``state`` speaks where there is none; other
    keys (``previous``) show a dash. ``trace(row)`` is the address that shows the figure's origin."""
    decimals = metric.decimals_of(form)

    def cell(row: Row) -> object:
        if key != "value":
            return NOTHING if absent(row[key]) else figure_mark(row[key], "reported", decimals)
        months = (int(row.get("months_reported", 0)), int(row.get("months_expected", 0)))
        return figure_mark(row[key], row["state"], decimals, href=trace(row) if trace else "", months=months)

    return Column(header or metric.label(form), cell, unit=metric.unit_of(form), align="end")


def change_column(
    metric: Metric, form: Form = "raw", *, header: str, amount: str = "change", percent: str = "change_pct"
) -> Column:
    """How a figure changed: ``amount`` and ``percent`` of the row."""
    decimals, points = metric.decimals_of(form), unit_points(metric, form)
    return Column(
        header,
        lambda row: change_mark(
            row[amount], row[percent], metric.polarity, decimals=decimals, points=points, bare=True
        ),
        unit=POINTS if points else "",
        align="end",
    )


def movement_column(header: str = "位次变化") -> Column:
    """``movement`` of the row (进位, 退位, 持平), and under it ``why`` and for how long it has been first or
    last, ``streak``."""

    def cell(row: Row) -> list[object]:
        said = [_said_under(row[key]) for key in ("why", "streak") if row[key]]
        return [movement_mark(row["movement"]), *said]

    return Column(header, cell, align="end")


def _said_under(words: str) -> Component:
    """Words in small print under a figure, broken at their commas only."""
    clauses = words.split("，")
    ends = [*["，"] * (len(clauses) - 1), ""]
    return html.Small(
        [html.Span(clause + end) for clause, end in zip(clauses, ends, strict=True)], className="cell-more"
    )


def words_column(key: str, header: str) -> Column:
    """A text of the row; a dash where there is none."""
    return Column(header, lambda row: NOTHING if absent(row[key]) or row[key] == "" else str(row[key]))
