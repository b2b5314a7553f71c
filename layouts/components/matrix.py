"""The coverage matrix: units by months, how each stands, and the rates of both."""

from typing import Any

import pandas as pd
from dash.development.base_component import Component

from data.frames import list_rows
from data.periods import month_label
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.marks import absent
from layouts.components.notices import empty_state
from layouts.components.standing import Tone, moment, standing
from layouts.numbers import number
from layouts.words import NOTHING, STANDING_ZH

#: The sign and tone of each standing.
_MARKS: dict[str, tuple[str, Tone]] = {
    "punctual": ("✓", "good"),
    "late": ("✓", "warn"),
    "waiting": ("…", "plain"),
    "returned": ("↩", "warn"),
    "missing": ("✕", "bad"),
    "pending": ("·", "plain"),
}
_KEY = (
    "按时、迟报：已接收，在截止日前或后首次报来；待审：已报，等待接收；退回：等待重报；"
    "未报：已过截止日；待报：还没到截止日。"
)


def coverage_matrix(cells: pd.DataFrame, months: pd.DataFrame, units: pd.DataFrame, link: Any) -> Component:
    """``cells`` as ``pipelines.punctuality.survey_reporting`` states them, and the rates by month and by unit.

    ``link`` gives the address of a submission's record.
    """
    if cells.empty:
        return empty_state("这些月份没有要求报送的单位")
    columns = [int(month) for month in months["month"]]
    found = {(row["area"], row["month"]): row for row in list_rows(cells)}
    head = [html.Th("单位", scope="col", className="heat-name")]
    head += [_head(month, locked) for month, locked in zip(columns, months["locked"], strict=True)]
    head += [html.Th("报送率", scope="col"), html.Th("及时率", scope="col")]
    body = [
        html.Tr(
            [
                html.Th(unit["name"], scope="row", className="heat-name"),
                *(_cell(found.get((unit["area"], month)), link) for month in columns),
                _rate(unit["reported"], unit["owed"]),
                _rate(unit["punctual"], unit["owed"]),
            ]
        )
        for unit in list_rows(units)
    ]
    totals = [_totals("报送率", "reported", months, units), _totals("及时率", "punctual", months, units)]
    table = html.Table(
        [html.Caption(_KEY), html.Thead(html.Tr(head)), html.Tbody([*totals, *body])], className="heat matrix"
    )
    return html.Div(table, className="table-box table-tall", tabIndex="0", role="region", **aria(label="报送情况"))


def _head(month: int, locked: bool) -> Component:
    lock = [html.Span("已锁定", className="header-unit")] if locked else []
    return html.Th([_short(month), *lock], scope="col", title=month_label(month))


def _cell(row: Any, link: Any) -> Component:
    if row is None:
        return html.Td(NOTHING, className="matrix-none", title="本月不要求报送")
    word = STANDING_ZH[row["standing"]]
    said = [f"{row['name']}{month_label(row['month'])}：{word}", f"截止 {row['due_on']}"]
    if not absent(row["received_at"]):
        said.append(f"首次报来 {moment(row['received_at'], '%Y-%m-%d %H:%M')}{'（迟报）' if row['late'] else ''}")
    if row["standing"] == "missing":
        said.append(f"已过 {row['days_overdue']} 天")
    mark = standing(word, *_MARKS[row["standing"]], title="，".join(said))
    number_ = row["waiting"] if not absent(row["waiting"]) else row["submission_id"]
    return html.Td(mark if absent(number_) else html.Link(mark, href=link(int(number_)), className="matrix-link"))


def _totals(label: str, what: str, months: pd.DataFrame, units: pd.DataFrame) -> Component:
    rows = list_rows(months)
    whole = _rate(units[what].sum(), units["owed"].sum())
    ends = [whole, html.Td("")] if what == "reported" else [html.Td(""), whole]
    return html.Tr(
        [
            html.Th(label, scope="row", className="heat-name"),
            *(_rate(row[what], row["owed"]) for row in rows),
            *ends,
        ],
        className="matrix-whole",
    )


def _rate(part: Any, whole: Any) -> Component:
    if not whole:
        return html.Td(NOTHING, className="matrix-rate")
    return html.Td(f"{number(100 * part / whole)}%", className="matrix-rate", title=f"{part}/{whole}")


def _short(month: int) -> str:
    return f"{month % 10000 // 100:02d}-{month % 100:02d}"
