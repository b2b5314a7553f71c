"""Annual targets: how a unit stands with one, the form that changes one, and how they came to be."""

from collections.abc import Sequence

import pandas as pd
from dash.development.base_component import Component

from data.definitions import Metric
from data.places import Area, Places
from data.targets import TargetChange
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.marks import absent
from layouts.components.notices import empty_state
from layouts.components.standing import Tone, moment, standing
from layouts.components.tables import Row
from layouts.numbers import number, percent
from layouts.words import NOTHING, PROGRESS_ZH

PATH = "/targets"
_SIGNS: dict[str, tuple[str, Tone]] = {"done": ("✓", "good"), "on_course": ("●", "plain"), "behind": ("!", "warn")}
#: So many changes are listed, the newest first.
SHOWN = 40


def progress_mark(row: Row) -> Component | str:
    """完成, 符合序时 or 滞后 by sign, word and colour; a dash where nothing is judged."""
    if not row["standing"]:
        return NOTHING
    return standing(PROGRESS_ZH[row["standing"]], *_SIGNS[row["standing"]])


def done_mark(row: Row) -> Component | str:
    """How much of the target is reached, as a bar and in figures."""
    if absent(row["done"]):
        return NOTHING
    said = percent(row["done"])
    bar = html.Progress(value=str(min(row["done"], 100.0)), max="100", className="target-bar", **aria(hidden="true"))
    return html.Span([said, bar])


def forecast_mark(row: Row, decimals: int) -> Component | str:
    """Where the year will end, with its band beneath."""
    if absent(row["forecast"]):
        return NOTHING
    said = number(row["forecast"], decimals)
    if absent(row["upper"]) or row["upper"] == row["lower"]:
        return said
    band = f"{number(row['lower'], decimals)}—{number(row['upper'], decimals)}"
    return html.Span([said, html.Small(band, className="matter-origin")])


def target_form(metric: Metric, year: int, frame: pd.DataFrame, units: Sequence[Area]) -> Component:
    """Sets one unit's target, the units in their usual order; sent by ``assets/submission.js``."""
    known = dict(zip(frame["area"].tolist(), frame["target"].tolist(), strict=True))
    targets = [(unit, known[unit.code]) for unit in units if unit.code in known]
    options = [
        html.Option(
            f"{unit.name}（现为 {NOTHING if absent(value) else number(value, metric.decimals)}）", value=unit.code
        )
        for unit, value in targets
    ]
    return html.Form(
        [
            html.Select(options, name="area", className="form-select", **aria(label="改哪个单位的目标")),
            html.Input(
                name="value",
                type="text",
                inputMode="decimal",
                placeholder=f"新目标（{metric.unit}），空着就是取消",
                className="form-control",
                **aria(label="新目标"),
            ),
            html.Button("保存目标", type="submit", className="btn btn-primary"),
        ],
        action=f"{PATH}/{year}/{metric.code}",
        method="post",
        className="act act-target",
    )


def target_history(changes: Sequence[TargetChange], places: Places, metric: Metric) -> Component:
    """Who set which target when, from what to what, and by which cell; the newest first."""
    if not changes:
        return empty_state("还没有设过目标")
    lines = [html.Li(_describe(change, places, metric)) for change in changes[::-1][:SHOWN]]
    more = [html.P(f"共 {len(changes)} 次，列最近 {SHOWN} 次，其余见下载。")] if len(changes) > SHOWN else []
    return html.Div([html.Ul(lines, className="history"), *more])


def _describe(change: TargetChange, places: Places, metric: Metric) -> list[str | Component]:
    target = change.target
    before, after = (
        "不设" if value is None else number(value, metric.decimals) for value in (change.before, target.value)
    )
    origin = " › ".join(part for part in (change.file_name, target.sheet, target.cell) if part) or "在页面上改"
    said = f"{moment(change.at, '%Y-%m-%d %H:%M')} {change.by}：{places[target.area].name} {before} → {after}"
    return [said, html.Small(origin, className="matter-origin address")]
