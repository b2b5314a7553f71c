"""What the department does with a submission: accept it, return it.

Each act is a form of its own; ``assets/submission.js`` sends it and brings the page up to date.
"""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from data.periods import month_label
from data.places import Places
from data.problems import Problem
from data.submissions import EVENT_ZH, Submission
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.standing import moment

#: Of a summary's many units and months so many are named.
NAMED = 6
ACTS = "/submission"
#: The class of where warnings are answered.
WARNINGS = "warnings"


def facts(submission: Submission, places: Places) -> Component:
    """Whom it speaks for, when it came, and what befell it."""
    history = [
        html.Li(
            f"{moment(event.at, '%Y-%m-%d %H:%M')} {EVENT_ZH[event.what]} {event.by}"
            + (f"：{event.reason}" if event.reason else "")
        )
        for event in submission.events
    ]
    pairs: list[tuple[str, Any]] = [
        ("单位和月份", name_scopes(submission, places)),
        ("内容", _contents(submission)),
        ("经过", html.Ul(history, className="events")),
    ]
    return html.Dl([part for name, fact in pairs for part in (html.Dt(name), html.Dd(fact))], className="facts")


def name_scopes(submission: Submission, places: Places) -> str:
    """The units and months that a submission speaks for."""
    areas = list(dict.fromkeys(scope.area for scope in submission.scopes))
    return name_units(areas, sorted({scope.month for scope in submission.scopes}), places)


def name_units(areas: Sequence[str], months: Sequence[int], places: Places) -> str:
    """Units and months, oldest first, in words: ``霁川镇 2025年6月``, ``16个单位 2025年6月``."""
    names = "、".join(places[code].name for code in areas) if len(areas) <= NAMED else f"{len(areas)}个单位"
    first, last = (month_label(months[0]), month_label(months[-1])) if months else ("", "")
    return f"{names} {first if first == last else f'{first}至{last}'}".strip()


def _contents(submission: Submission) -> str:
    figures = sum(scope.figures for scope in submission.scopes)
    zero = "，全部是 0（零报告）" if figures and figures == sum(scope.zeros for scope in submission.scopes) else ""
    items = f"，{submission.items} 项整改台账" if submission.items else ""
    return f"{figures} 个数{zero}{items}"


def decide(submission: Submission, obstacles: Sequence[Problem]) -> Component:
    """The forms for what can still be done with a submission that waits."""
    return html.Div([_accept(submission, obstacles), _give_back(submission)], className="decisions")


def _accept(submission: Submission, obstacles: Sequence[Problem]) -> Component:
    button = html.Button("接收", type="submit", className="btn btn-primary", disabled=bool(obstacles))
    unanswered = sum(one.rule == "unanswered" for one in obstacles)
    why = [
        html.P(f"{one.found}{one.expected}。{one.remedy}。", className="obstacle")
        for one in obstacles
        if one.rule != "unanswered"
    ]
    if unanswered:
        link = html.Button("去说明", type="button", className="cell-link", **{"data-shows": WARNINGS})
        why.append(html.P([f"还有 {unanswered} 条提醒没有说明，全部说明了才能接收。", link], className="obstacle"))
    return act_form(submission, "accept", [*why, button])


def _give_back(submission: Submission) -> Component:
    reason = reason_field("reason", "退回的理由，报送单位会看到", "退回的理由")
    button = html.Button("退回", type="submit", className="btn btn-outline-secondary")
    return act_form(submission, "return", [reason, button])


def reason_field(name: str, hint: str, label: str) -> Component:
    """Where a sentence or two are written."""
    return html.Textarea(
        name=name, placeholder=hint, rows=2, maxLength=500, className="form-control", **aria(label=label)
    )


def act_form(submission: Submission, act: str, children: Sequence[Any]) -> Component:
    """What is sent for an act on a submission."""
    action = f"{ACTS}/{submission.id}/{act}"
    return html.Form(list(children), action=action, method="post", key=action, className=f"act act-{act}")
