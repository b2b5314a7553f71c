"""A score's tables: who stands where, what one unit's points are made of, what each item weighs and matters."""

from collections.abc import Callable
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash.development.base_component import Component

from data.scores import EARNING_ZH, Item, Score
from layouts import elements as html
from layouts import ids
from layouts.components.columns import name_column, rank_column
from layouts.components.marks import absent, figure_mark
from layouts.components.standing import standing
from layouts.components.tables import Column, Row, data_table
from layouts.numbers import number, percent, signed
from layouts.words import NAMES_SHOWN, NOTHING, describe_range

PART_ZH = {"item": "", "bonus": "加分", "deduction": "扣分", "veto": "一票否决"}


def weight_fields(score: Score, weights: dict[str, float], labels: dict[str, str]) -> list[Component]:
    """One field for each item's weight; the declared one shows where nothing is typed."""
    return [
        html.Div(
            [
                html.Label(labels[item.code], htmlFor=ids.spelled(f"weight_{item.code}"), className="filter-label"),
                dbc.Input(
                    id=ids.control(f"weight_{item.code}"),
                    type="number",
                    min=0,
                    max=100,
                    step="any",
                    debounce=True,
                    value=weights[item.code],
                    placeholder=f"{item.weight:g}",
                ),
            ],
            className="filter weight",
        )
        for item in score.items
    ]


def standing_table(frame: pd.DataFrame, caption: str, opened: str, lead: Callable[[Row], str]) -> Component:
    """The units of one group, best first; a name opens its points."""
    columns = [
        rank_column(),
        name_column(href=lead),
        Column("得分", lambda row: NOTHING if absent(row["score"]) else number(row["score"], 2), align="end"),
        Column("名次范围", _range_mark, keeps=True),
        Column("等次", lambda row: row["grade"] or NOTHING, keeps=True),
        Column("说明", _remarks),
    ]
    return data_table(frame, columns, caption=caption, marked=(opened,))


def _range_mark(row: Row) -> str:
    return NOTHING if absent(row["best"]) else describe_range(int(row["best"]), int(row["worst"]))


def _remarks(row: Row) -> list[Component]:
    """Vetoes and gaps, each with its reason."""
    said = [standing(f"一票否决：{row['veto']}", "✕", "bad")] if row["veto"] else []
    said += [standing(f"未报不得分：{_shorten(row['silent'])}", "!", "warn")] if row["silent"] else []
    dropped = [html.Span(f"不计：{row['dropped']}", className="state-word")] if row["dropped"] else []
    return [html.Div(one, className="remark") for one in (*said, *dropped)]


def _shorten(names: str) -> str:
    """The first names of many: ``甲、乙、丙等8项``."""
    found = names.split("、")
    return "、".join(found[:NAMES_SHOWN]) + (f"等{len(found)}项" if len(found) > NAMES_SHOWN else "")


def points_table(frame: pd.DataFrame, caption: str, trace: Callable[[Row], str]) -> Component:
    """What one unit's score is made of, each figure leading to its cells."""

    def figure(row: Row) -> Any:
        unit = "" if absent(row["value"]) else f" {row['unit']}"
        return [figure_mark(row["value"], row["state"], int(row["decimals"]), href=trace(row)), unit]

    columns = [
        Column("项目", _name_part, heads=True),
        Column("数值", figure, align="end"),
        Column("目标", lambda row: NOTHING if absent(row["target"]) else number(row["target"]), align="end"),
        Column("分值", _most, align="end"),
        Column("得分", _points, align="end"),
    ]
    return data_table(frame, columns, caption=caption)


def _name_part(row: Row) -> list[Any]:
    kind = PART_ZH[row["part"]]
    return [row["label"], *([html.Small(kind, className="matter-origin")] if kind else [])]


def _most(row: Row) -> str:
    if row["part"] == "veto":
        return f"＞{number(row['weight'], int(row['decimals']))}{row['unit']}"
    return NOTHING if absent(row["weight"]) else number(row["weight"], 1)


def _points(row: Row) -> Any:
    if row["part"] == "veto":
        return standing("否决", "✕", "bad") if row["points"] else "未触及"
    if row["part"] == "item":
        return number(row["points"], 2) if row["weight"] else "不计"
    return signed(row["points"], 2)


def course_table(frame: pd.DataFrame, caption: str, lead: Callable[[Row], str]) -> Component:
    """One unit's place at the end of each quarter; a month opens the score as it stood then."""

    def place(row: Row) -> Any:
        if absent(row["rank"]):
            return NOTHING
        shared = "并列" if row["tied"] else ""
        return [f"{shared}第{int(row['rank'])}名", html.Small(f"共{row['ranked']}个", className="beneath")]

    columns = [
        Column("截至", lambda row: html.Link(row["label"], href=lead(row)), heads=True, keeps=True),
        Column("得分", lambda row: NOTHING if absent(row["score"]) else number(row["score"], 2), align="end"),
        Column("名次", place, align="end", keeps=True),
        Column("等次", lambda row: row["grade"] or NOTHING, keeps=True),
        Column("说明", lambda row: standing(f"一票否决：{row['veto']}", "✕", "bad") if row["veto"] else ""),
    ]
    return data_table(frame, columns, caption=caption)


def item_table(score: Score, frame: pd.DataFrame, caption: str) -> Component:
    """Every item's weight, how it earns, how much of it is earned, how much of the gaps it makes."""
    items: dict[str, Item] = {item.code: item for item in score.items}
    columns = [
        Column("项目", lambda row: [row["label"], html.Small(items[row["code"]].why, className="matter-origin")]),
        Column("怎样得分", lambda row: EARNING_ZH[items[row["code"]].by]),
        Column("权重", lambda row: f"{row['weight']:g}", align="end"),
        Column("平均得分率", lambda row: NOTHING if absent(row["share"]) else percent(row["share"]), align="end"),
        Column("占差距", lambda row: NOTHING if absent(row["importance"]) else percent(row["importance"]), align="end"),
    ]
    return data_table(frame, columns, caption=caption)
