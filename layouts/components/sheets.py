"""Sheets as a spreadsheet shows them, wrong cells marked."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from data.excerpts import Excerpt, Line, Spot
from data.headings import CERTAINTY_ZH, PART_ZH
from layouts import elements as html
from layouts.components.aria import aria, unseen
from layouts.components.notices import empty_state


def sheet_views(excerpts: Sequence[Excerpt]) -> Component:
    """One box that scrolls for each sheet."""
    if not excerpts:
        return empty_state("没有可以显示的表", "文件没有保留，或打不开。")
    return html.Div([_sheet(excerpt) for excerpt in excerpts], className="sheets")


def _sheet(excerpt: Excerpt) -> Component:
    corner = html.Th(unseen("行"), scope="col")
    letters = [html.Th(letter, scope="col") for letter in excerpt.columns]
    rows: list[Component] = []
    for line in excerpt.lines:
        if line.left_out:
            rows.append(_gap(f"省略 {line.left_out} 行", len(excerpt.columns)))
        rows.append(_row(excerpt.sheet, line))
    if excerpt.rows_below:
        rows.append(_gap(f"下面还有 {excerpt.rows_below} 行", len(excerpt.columns)))
    beyond = f"（右边还有 {excerpt.columns_beyond} 列）" if excerpt.columns_beyond else ""
    name = excerpt.sheet or "表"
    table = html.Table([html.Thead(html.Tr([corner, *letters])), html.Tbody(rows)], className="sheet")
    box = html.Div(table, className="sheet-box", tabIndex="0", role="region", **aria(label=f"工作表 {name}"))
    return html.Div([html.H3(f"{name}{beyond}", className="sheet-name"), box])


def _row(sheet: str, line: Line) -> Component:
    part = [html.Small(PART_ZH[line.part], className="sheet-part")] if line.part else []
    more: dict[str, Any] = {"className": f"part-{line.part}"} if line.part else {}
    number = html.Th([str(line.row), *part], scope="row")
    return html.Tr([number, *(_cell(sheet, spot) for spot in line.spots)], **more)


def _cell(sheet: str, spot: Spot) -> Component:
    more: dict[str, Any] = {"colSpan": str(spot.width)} if spot.width > 1 else {}
    if spot.severity:
        more["className"] = f"sheet-{spot.severity}"
        more["title"] = spot.wrong
        more["data-cell"] = f"{sheet}!{spot.cell}"
        more["tabIndex"] = "-1"
    if not spot.certainty:
        return html.Td(spot.text, **more)
    said = f"{CERTAINTY_ZH[spot.certainty]}{'：' if spot.meaning else ''}{spot.meaning}"
    return html.Td(
        [spot.text, html.Small(said, className="heading-meaning")], className=f"heading-{spot.certainty}", **more
    )


def _gap(words: str, columns: int) -> Component:
    return html.Tr([html.Td(words, colSpan=str(columns + 1))], className="sheet-gap")
