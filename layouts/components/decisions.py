"""What the department does with a submission: answer its warnings, accept it, return it.

Each act is a form of its own; ``assets/submission.js`` sends it and brings the page up to date.
"""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from data.periods import month_label
from data.places import Places
from data.problems import Problem
from data.submissions import EVENT_ZH, Submission, Warned
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.standing import moment

#: Of a summary's many units and months so many are named.
NAMED = 6
ACTS = "/submission"


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
        ("经过", html.Ul(history, className="history")),
    ]
    return html.Dl([part for name, fact in pairs for part in (html.Dt(name), html.Dd(fact))], className="facts")


def name_scopes(submission: Submission, places: Places) -> str:
    """The units and months that a submission speaks for: ``霁川镇 2025年6月``, ``16个单位 2025年6月``."""
    areas = list(dict.fromkeys(scope.area for scope in submission.scopes))
    months = sorted({scope.month for scope in submission.scopes})
    names = "、".join(places[code].name for code in areas) if len(areas) <= NAMED else f"{len(areas)}个单位"
    first, last = (month_label(months[0]), month_label(months[-1])) if months else ("", "")
    return f"{names} {first if first == last else f'{first}至{last}'}".strip()


def _contents(submission: Submission) -> str:
    figures = sum(scope.figures for scope in submission.scopes)
    zero = "，全部是 0（零报告）" if figures and figures == sum(scope.zeros for scope in submission.scopes) else ""
    items = f"，{submission.items} 项整改台账" if submission.items else ""
    return f"{figures} 个数{zero}{items}"


def decide(submission: Submission, obstacles: Sequence[Problem]) -> Component:
    """The forms for what can still be done; nothing but the outcome once it is decided."""
    parts: list[Any] = []
    if submission.warned:
        parts.append(_answers(submission))
    if submission.status == "reported":
        parts += [_accept(submission, obstacles), _give_back(submission)]
    return html.Div(parts, className="decisions")


def _answers(submission: Submission) -> Component:
    open_ = submission.status == "reported"
    fields = [_answer(place, warned, open_) for place, warned in enumerate(submission.warned)]
    save = [html.Button("保存说明", type="submit", className="btn btn-outline-secondary")] if open_ else []
    return _form(submission, "answer", [html.H3("提醒和说明"), *fields, *save])


def _answer(place: int, warned: Warned, open_: bool) -> Component:
    problem, answer = warned.problem, warned.answer
    where = " › ".join(part for part in (problem.sheet, problem.cell) if part)
    said = f"{where}：{problem.found}{problem.expected}" if where else f"{problem.found}{problem.expected}"
    parts: list[Any] = [html.P(said, className="answer-warning")]
    if answer is not None:
        told = f"{answer.reason}（{answer.by}，{moment(answer.at)}）"
        parts.append(html.P(["说明：", told], className="answer-given"))
    elif open_:
        label = f"对“{said}”的说明"
        parts.append(_reason(f"answer-{place}", "写明为什么这个数是对的", label))
    return html.Div(parts, className="answer")


def _accept(submission: Submission, obstacles: Sequence[Problem]) -> Component:
    button = html.Button("接收", type="submit", className="btn btn-primary", disabled=bool(obstacles))
    why = [html.P(f"{one.found}{one.expected}。{one.remedy}。", className="obstacle") for one in obstacles]
    return _form(submission, "accept", [*why, button])


def _give_back(submission: Submission) -> Component:
    reason = _reason("reason", "退回的理由，报送单位会看到", "退回的理由")
    button = html.Button("退回", type="submit", className="btn btn-outline-secondary")
    return _form(submission, "return", [reason, button])


def _reason(name: str, hint: str, label: str) -> Component:
    return html.Textarea(
        name=name, placeholder=hint, rows=2, maxLength=500, className="form-control", **aria(label=label)
    )


def _form(submission: Submission, act: str, children: Sequence[Any]) -> Component:
    action = f"{ACTS}/{submission.id}/{act}"
    return html.Form(list(children), action=action, method="post", key=action, className=f"act act-{act}")
