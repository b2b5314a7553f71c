"""The warnings of a submission, each with its answer or the room for one, beside the sheet that they are about."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from data.problems import Problem
from data.submissions import Submission, Warned
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.decisions import WARNINGS, act_form, reason_field
from layouts.components.notices import empty_state
from layouts.components.problems import SHOWN, problem_place
from layouts.components.standing import moment


def warning_table(submission: Submission, listed: Sequence[Problem], linked: bool) -> Component:
    """Those of a submission's warnings that the filters leave, in workbook order, to be answered while it waits.

    ``linked`` says that the sheets stand beside.
    """
    left = set(listed)
    shown = [(place, warned) for place, warned in enumerate(submission.warned) if warned.problem in left]
    if not shown:
        return empty_state("没有符合条件的提醒", "换一个筛选条件再看。")
    waits = submission.status == "reported"
    table = html.Table(
        [
            html.Caption(_count(submission, len(shown))),
            html.Thead(html.Tr([html.Th(name, scope="col") for name in ("位置", "提醒", "说明")])),
            html.Tbody([_row(place, warned, linked, waits) for place, warned in shown[:SHOWN]]),
        ],
        className=f"figures problems {WARNINGS}",
    )
    box = html.Div(table, className="table-box table-tall", tabIndex="0", role="region", **aria(label="提醒和说明"))
    save = [html.Button("保存说明", type="submit", className="btn btn-outline-secondary")] if waits else []
    return act_form(submission, "answer", [box, *(_together(submission) if waits else []), *save])


def _together(submission: Submission) -> list[Component]:
    """One reason for several: those ticked in their rows, and of each rule that speaks more than once all."""
    alike: dict[str, list[Problem]] = {}
    for warned in submission.warned:
        if warned.answer is None:
            alike.setdefault(warned.problem.rule, []).append(warned.problem)
    if sum(map(len, alike.values())) < 2:
        return []
    rules = [
        html.Label(
            [_tick("rule", rule), f"同类的 {len(found)} 条，如：{found[0].found}{found[0].expected}"],
            className="form-check",
        )
        for rule, found in alike.items()
        if len(found) > 1
    ]
    hint = "选中的几条理由相同的，写在这里，逐条记下"
    return [*rules, reason_field("together", hint, "选中的提醒一起说明")]


def _tick(name: str, value: str, **properties: Any) -> Component:
    return html.Input(type="checkbox", name=name, value=value, className="form-check-input", **properties)


def _count(submission: Submission, shown: int) -> str:
    open_ = sum(warned.answer is None for warned in submission.warned)
    total = len(submission.warned)
    parts = [f"共 {total} 条提醒", f"{open_} 条还没有说明" if open_ else "都已说明"]
    parts += [f"符合筛选条件的 {shown} 条"] if shown < total else []
    parts += [f"这里显示前 {SHOWN} 条"] if shown > SHOWN else []
    hint = "核实无误的写明理由，有误的退回改正。" if submission.status == "reported" else ""
    return "，".join(parts) + f"。{hint}"


def _row(place: int, warned: Warned, linked: bool, waits: bool) -> Component:
    problem = warned.problem
    said = f"{problem.found}{problem.expected}"
    answer: Any = ""
    tick: list[Component] = []
    if warned.answer is not None:
        told = warned.answer
        answer = ["说明：", told.reason, html.Span(f"{told.by}，{moment(told.at)}", className="beneath")]
    elif waits:
        answer = reason_field(f"answer-{place}", "写明为什么这个数是对的", f"对“{said}”的说明")
        tick = [_tick("pick", str(place), **aria(label=f"选中“{said}”，一起说明"))]
    return html.Tr(
        [
            html.Td([*tick, problem_place(problem, linked)]),
            html.Td([said, html.Span(problem.remedy, className="beneath")]),
            html.Td(answer, className="answer"),
        ],
        key=str(place),
    )
