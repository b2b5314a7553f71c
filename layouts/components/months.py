"""Months as the department keeps them: until when each is due, who is missing, locking and reopening."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from data.periods import month_label
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.standing import standing

ACTS = "/month"


def month_list(months: pd.DataFrame) -> Component:
    """``months`` as ``pipelines.punctuality.survey_months`` states them: one row each, with what can be done."""
    head = html.Tr([html.Th(name, scope="col") for name in ("月份", "截止日期", "已报", "还没有报的单位", "锁定")])
    table = html.Table(
        [html.Thead(head), html.Tbody([_row(row) for row in months.to_dict("records")])], className="figures months"
    )
    named = aria(label="截止日期和锁定")
    return html.Div(table, className="table-box months-box", tabIndex="0", role="region", **named)


def _row(row: dict[Any, Any]) -> Component:
    month, missing = row["month"], row["missing"]
    return html.Tr(
        [
            html.Th(month_label(month), scope="row"),
            html.Td(_deadline(month, str(row["due_on"])), className="keep"),
            html.Td(f"{row['owed'] - len(missing)}/{row['owed']}", className="keep"),
            html.Td(_name(missing, row["owed"]) or "都已报"),
            html.Td(_reopen(month) if row["locked"] else _lock(month, _name(missing, row["owed"]))),
        ],
        key=str(month),
    )


def _deadline(month: int, due_on: str) -> Component:
    day = html.Input(
        type="date",
        name="day",
        defaultValue=due_on,
        className="form-control",
        **aria(label=f"{month_label(month)}截止日期"),
    )
    # Under the day it says: what somebody else set meanwhile comes into the field.
    return _form(month, "deadline", [day, _button("改期")], key=due_on)


def _name(missing: Sequence[str], owed: int) -> str:
    return f"全部 {owed} 个单位" if len(missing) == owed else "、".join(missing)


def _lock(month: int, missing: str) -> Component:
    said = f"还没有报的：{missing}。" if missing else "各单位都已报。"
    words = html.P(f"{said}锁定后仍可交来更正，但不能接收。", className="months-words")
    return _unfold("锁定…", _form(month, "lock", [words, _button(f"锁定{month_label(month)}")]), key="open")


def _reopen(month: int) -> Component:
    label = f"重新开放{month_label(month)}的理由"
    reason = html.Textarea(
        name="reason",
        placeholder="写明为什么要重新开放",
        rows=2,
        maxLength=500,
        className="form-control",
        **aria(label=label),
    )
    locked = standing("已锁定", "■", "plain")
    form = _form(month, "reopen", [reason, _button(f"重新开放{month_label(month)}")])
    return html.Div([locked, _unfold("重新开放…", form)], key="locked")


def _unfold(words: str, form: Component, **key: str) -> Component:
    return html.Details([html.Summary(words), form], className="months-act", **key)


def _button(words: str) -> Component:
    return html.Button(words, type="submit", className="btn btn-outline-secondary btn-sm")


def _form(month: int, act: str, children: Sequence[Any], **key: str) -> Component:
    return html.Form(list(children), action=f"{ACTS}/{month}/{act}", method="post", className=f"act act-{act}", **key)
