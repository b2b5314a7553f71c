"""Where a control chart begins anew: who said so and why, and the forms that set it and take it back."""

from collections.abc import Sequence

from dash.development.base_component import Component

from data.periods import month_label
from data.rebases import REBASE_ZH, RebaseEvent, list_rebases
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.standing import moment

PATH = "/rebase"


def rebase_forms(
    metric: str, area: str, within: tuple[str, str], months: Sequence[int], events: Sequence[RebaseEvent]
) -> Component:
    """The form for a new base, one to take each back, and all that happened; sent by ``assets/submission.js``.

    ``within`` is the area, and how it and all that it compares are called, for which a base may be set at once.
    """
    address = f"{PATH}/{metric}/{area}"
    counting = list_rebases(events)
    free = [month for month in months[:0:-1] if month not in {event.month for event in counting}]
    forms = (
        [_form(address, "重新起算", [_month_select(free), _together(*within)], "如：两村合并、口径调整")]
        if free
        else []
    )
    forms += [
        _form(f"{address}/{event.month}/remove", "撤销", [html.P(_say(event)), _together(*within)], "为何撤销")
        for event in counting
    ]
    lines = [html.Li(f"{moment(event.at, '%Y-%m-%d %H:%M')} {event.by} {_say(event)}") for event in events]
    history = html.Ul(lines, className="history")
    return html.Details(
        [
            html.Summary("重新起算：从某月起换一个均值和控制限"),
            html.Div([*forms, *([history] if events else [])], className="decisions"),
        ]
    )


def _say(event: RebaseEvent) -> str:
    return f"{month_label(event.month)}{REBASE_ZH[event.what]}：{event.reason}"


def _together(area: str, words: str) -> Component:
    tick = html.Input(type="checkbox", name="within", value=area, className="form-check-input")
    return html.Label([tick, f"{words}一起"], className="form-check")


def _month_select(months: Sequence[int]) -> Component:
    options = [html.Option(month_label(month), value=str(month)) for month in months]
    return html.Select(options, name="month", className="form-select", **aria(label="从哪个月起"))


def _form(action: str, button: str, parts: Sequence[Component], hint: str) -> Component:
    reason = html.Input(
        name="reason", type="text", placeholder=hint, className="form-control", **aria(label=f"{button}的理由")
    )
    submit = html.Button(button, type="submit", className="btn btn-outline-secondary")
    return html.Form([*parts, reason, submit], action=action, method="post", key=action, className="act act-rebase")
